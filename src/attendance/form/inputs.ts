import type { IsoDate } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { labels } from "../../org/people.ts";
import { type Block, input, option, plain, section } from "../../slack/blocks.ts";
import { inputs } from "../ids.ts";
import { type ExceptionStatus, exceptions, statuses } from "../model.ts";
import { blockOf, type FieldName, type FormEntry, type FormPlace, mostChosen } from "./entry.ts";
import type { FormFacts } from "./view.ts";

/** The inputs of a session: its details, and people by name or by number. */
export function entryBlocks(facts: FormFacts, locale: Locale): Block[] {
  const { place, entry, lock, sheet, unit } = facts;
  const byName = unit.hasRoster && sheet.expected.length > 0;
  return [
    section(locale.md(`attendance.form.${byName ? "everyone" : "counts"}`, { unit: unit.name })),
    ...(byName
      ? exceptions.map((status) => listBlock(status, facts, locale))
      : countBlocks(place, entry, locale)),
    ...detailBlocks(facts, locale),
    ...(lock ? [correctionBlock(lock.until, facts, locale)] : []),
  ];
}

function detailBlocks({ place, entry, leaderName }: FormFacts, locale: Locale): Block[] {
  const material = {
    type: "plain_text_input",
    action_id: inputs.material,
    max_length: 500,
    ...(entry.material ? { initial_value: entry.material } : {}),
  };
  const ledBy = {
    type: "external_select",
    action_id: inputs.ledBy,
    min_query_length: 0,
    placeholder: plain(locale.t("attendance.form.search"), 150),
    ...(entry.ledBy && leaderName ? { initial_option: option(leaderName, entry.ledBy) } : {}),
  };
  const named = (name: FieldName, element: unknown) =>
    input(blockOf(name, place), locale.t(`attendance.form.${name}`), element, { optional: true });
  return [named("material", material), named("ledBy", ledBy)];
}

/** One list of names. Asked of us for each letter, for Slack's own menus would not find 张咏诗 by "zys". */
function listBlock(status: ExceptionStatus, { place, entry, sheet }: FormFacts, locale: Locale): Block {
  const chosen = entry[status];
  const word = locale.t(`attendance.${status}`);
  if (chosen === undefined || chosen.length > mostChosen) {
    const count = chosen?.length ?? sheet.expected.filter((person) => person.status === status).length;
    return section(locale.md("attendance.form.tooMany", { count, status: word }));
  }
  const label = labels(sheet.expected);
  const all = sheet.expected.map((person) =>
    option(label.get(person.personId) ?? person.name, person.personId),
  );
  const initial = all.filter((one) => chosen.includes(one.value));
  const element = {
    type: "multi_external_select",
    action_id: inputs[status],
    placeholder: plain(locale.t("attendance.form.search"), 150),
    min_query_length: 0,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
  const title = locale.t(`attendance.form.${status}`);
  return input(blockOf(status, place), title, element, { optional: true, dispatch: true });
}

function countBlocks(place: FormPlace, entry: FormEntry, locale: Locale): Block[] {
  return statuses.map((status) => {
    const typed = entry.counts?.[status];
    const element = {
      type: "number_input",
      action_id: inputs.count,
      is_decimal_allowed: false,
      min_value: "0",
      max_value: "100000",
      ...(typed && /^\d{1,6}$/.test(typed) ? { initial_value: typed } : {}),
    };
    const title = locale.t(`attendance.form.count.${status}`);
    return input(blockOf(`count-${status}`, place), title, element, { optional: true });
  });
}

function correctionBlock(until: IsoDate, { place, entry }: FormFacts, locale: Locale): Block {
  const element = {
    type: "plain_text_input",
    action_id: inputs.reason,
    max_length: 300,
    ...(entry.correction ? { initial_value: entry.correction } : {}),
  };
  const hint = locale.t("attendance.form.correctionHint", { until: locale.day(until) });
  return input(blockOf("correction", place), locale.t("attendance.form.correction"), element, { hint });
}
