import type { IsoDate } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Person, Unit } from "../org/model.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  option,
  plain,
  section,
  type View,
} from "../slack/blocks.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { blockOf, type FieldName, type FormEntry, type FormPlace, mostChosen } from "./form-entry.ts";
import { actions as ids, inputs, views } from "./ids.ts";
import { countsOf, type ExceptionStatus, exceptions, type Sheet, statuses } from "./model.ts";
import { labels } from "./people.ts";
import { countsText, shortName } from "./phrases.ts";

/** What the form is drawn from. */
export type FormFacts = {
  place: FormPlace;
  unit: Unit;
  sheet: Sheet;
  /** What stands in the inputs: what is recorded, a draft, or what was typed before a refusal. */
  entry: FormEntry;
  /** The name of whoever `entry.ledBy` is. */
  leaderName: string | undefined;
  /** Whether another unit can be chosen. */
  anyUnit: boolean;
  /** Set in a locked week: since when, whether the asker may still correct it, and whom to ask. */
  lock: { until: IsoDate; mayCorrect: boolean; heads: Person[] } | undefined;
  draft: { unitId: string; date: IsoDate; unitName: string; at: string } | undefined;
  /** Why it was not saved, or what happened. */
  note: Mrkdwn | undefined;
};

/** The form of a liaison or head: the whole session of a unit on a date. */
export function formView(facts: FormFacts, locale: Locale): View {
  const { place, lock } = facts;
  const closed = lock !== undefined && !lock.mayCorrect;
  return {
    type: "modal",
    callback_id: views.form,
    private_metadata: JSON.stringify(place),
    notify_on_close: true,
    title: plain(locale.t("attendance.form.title"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      ...(facts.note ? [section(facts.note)] : []),
      ...draftBlocks(facts, locale),
      ...whereBlocks(facts, locale),
      ...(closed ? askBlocks(facts, locale) : entryBlocks(facts, locale)),
    ],
  };
}

function draftBlocks({ draft }: FormFacts, locale: Locale): Block[] {
  if (!draft) return [];
  const { unitId, date } = draft;
  const values = { unit: shortName(draft.unitName), date: locale.day(date), at: draft.at };
  return [
    context(locale.md("attendance.form.draft", values)),
    actions([
      button(ids.useDraft.id, locale.t("attendance.form.useDraft"), {
        value: ids.useDraft.write({ unitId, date }),
      }),
      button(ids.discardDraft.id, locale.t("attendance.form.discardDraft"), {
        value: ids.discardDraft.write({ unitId, date }),
      }),
    ]),
  ];
}

function whereBlocks({ place, unit, anyUnit, sheet, lock }: FormFacts, locale: Locale): Block[] {
  const choose = {
    type: "external_select",
    action_id: inputs.unit,
    initial_option: option(unit.name, unit.id),
    min_query_length: 0,
  };
  const day = { type: "datepicker", action_id: inputs.date, initial_date: place.date };
  return [
    anyUnit
      ? input(blockOf("unit", place), locale.t("attendance.form.unit"), choose, { dispatch: true })
      : section(bold(unit.name)),
    input(blockOf("date", place), locale.t("attendance.form.date"), day, { dispatch: true }),
    context(...sheetLines(sheet, locale), ...(lock?.mayCorrect ? [lockLine(lock.until, locale)] : [])),
  ];
}

const bold = (text: string) => Mrkdwn.trusted(`*${Mrkdwn.escape(text).text}*`);
const lockLine = (until: IsoDate, locale: Locale) =>
  locale.md("attendance.form.lockedHint", { until: locale.day(until) });

/** What is recorded so far, and what saving does to those of whom nothing is. */
function sheetLines({ session, expected }: Sheet, locale: Locale): Mrkdwn[] {
  if (session?.headCounts)
    return [locale.md("attendance.form.isRecorded", { counts: countsText(session.headCounts, 0, locale) })];
  const { silent, ...counts } = countsOf(expected);
  const leave = counts.leave > 0 ? [locale.md("attendance.form.announcedNote")] : [];
  if (!session) return [locale.md("attendance.form.notYet", { count: expected.length }), ...leave];
  const recorded = locale.md("attendance.form.isRecorded", { counts: countsText(counts, silent, locale) });
  return silent > 0 ? [recorded, locale.md("attendance.form.silentNote", { count: silent })] : [recorded];
}

/** In a locked week: who may still correct it. */
function askBlocks({ lock, unit, place }: FormFacts, locale: Locale): Block[] {
  const heads = lock?.heads ?? [];
  const values = {
    date: locale.day(place.date),
    until: locale.day(lock?.until ?? place.date),
    heads: locale.list(heads.map((head) => shortName(head.name))),
  };
  const text = locale.md(
    heads.length > 0 ? "attendance.refused.locked" : "attendance.refused.lockedNoHead",
    values,
  );
  return [section(text), ...askButtons(heads, { unitId: unit.id, date: place.date }, locale)];
}

/** "Ask 赵敏": for those heads whom a direct message can reach. */
export function askButtons(heads: Person[], at: { unitId: string; date: IsoDate }, locale: Locale): Block[] {
  return heads
    .filter((head) => head.slackUserId !== null)
    .slice(0, 3)
    .map((head) =>
      actions([
        button(ids.askHead.id, locale.t("attendance.askHead", { name: shortName(head.name) }), {
          value: ids.askHead.write({ ...at, personId: head.id }),
        }),
      ]),
    );
}

function entryBlocks(facts: FormFacts, locale: Locale): Block[] {
  const { place, entry, lock, sheet, unit } = facts;
  const byName = unit.hasRoster && sheet.expected.length > 0;
  return [
    ...detailBlocks(facts, locale),
    section(locale.md(`attendance.form.${byName ? "everyone" : "counts"}`, { unit: unit.name })),
    ...(byName
      ? exceptions.map((status) => listBlock(status, facts, locale))
      : countBlocks(place, entry, locale)),
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

/** One list of names: all of them to choose from, or a search where they are too many for Slack's menus. */
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
  const search = all.length > mostChosen;
  const initial = all.filter((one) => chosen.includes(one.value));
  const element = {
    type: search ? "multi_external_select" : "multi_static_select",
    action_id: inputs[status],
    placeholder: plain(locale.t(`attendance.form.${search ? "search" : "pick"}`), 150),
    ...(search ? { min_query_length: 1 } : { options: all }),
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
