import type { Locale } from "../../i18n/index.ts";
import { shortName } from "../../i18n/names.ts";
import { labels } from "../../org/people.ts";
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
} from "../../slack/blocks.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { forms, mostParticipants, peopleOf } from "../model.ts";
import { formName, peopleText, themeName } from "../phrases.ts";
import { blockOf, type WhoKind } from "./entry.ts";
import type { FormFacts } from "./service.ts";

/** The form of a liaison or head: one discussion of a unit. */
export function formView(facts: FormFacts, locale: Locale): View {
  const { place, lock, record, themes } = facts;
  const isOpen = (lock === undefined || lock.mayCorrect) && themes.length > 0;
  return {
    type: "modal",
    callback_id: views.form,
    private_metadata: JSON.stringify(place),
    notify_on_close: true,
    title: plain(locale.t(`discussion.form.${record ? "changeTitle" : "title"}`), 24),
    // Slack shows no input, not even the date's, in a form without this.
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      ...(facts.note ? [section(facts.note)] : []),
      ...draftBlocks(facts, locale),
      ...whereBlocks(facts, locale),
      ...(isOpen ? entryBlocks(facts, locale) : closedBlocks(facts, locale)),
    ],
  };
}

function draftBlocks({ draft, place }: FormFacts, locale: Locale): Block[] {
  if (!draft) return [];
  const values = { unit: shortName(draft.unitName), date: locale.day(draft.date), at: draft.at };
  const { discussionId } = place;
  return [
    context(locale.md("discussion.form.draft", values)),
    actions([
      button(ids.useDraft.id, locale.t("discussion.form.useDraft"), {
        value: ids.useDraft.write({ discussionId }),
      }),
      button(ids.discardDraft.id, locale.t("discussion.form.discardDraft"), {
        value: ids.discardDraft.write({ discussionId }),
      }),
    ]),
  ];
}

function whereBlocks({ place, unit, anyUnit }: FormFacts, locale: Locale): Block[] {
  const choose = {
    type: "external_select",
    action_id: inputs.unit,
    initial_option: option(unit.name, unit.id),
    min_query_length: 0,
  };
  const day = { type: "datepicker", action_id: inputs.date, initial_date: place.date };
  return [
    anyUnit
      ? input(blockOf("unit", place), locale.t("discussion.form.unit"), choose, { dispatch: true })
      : section(locale.md("discussion.form.unitLine", { unit: unit.name })),
    input(blockOf("date", place), locale.t("discussion.form.date"), day, { dispatch: true }),
  ];
}

/** Why there is nothing to fill in: a locked week, or a campaign without themes. */
function closedBlocks({ lock, place, note }: FormFacts, locale: Locale): Block[] {
  if (!lock || lock.mayCorrect) return [section(locale.md("discussion.help.noThemes"))];
  const values = {
    date: locale.day(place.date),
    until: locale.day(lock.until),
    heads: locale.list(lock.heads.map((head) => shortName(head.name))),
  };
  const text = locale.md(`discussion.refused.${lock.heads.length > 0 ? "locked" : "lockedNoHead"}`, values);
  return note?.text === text.text ? [] : [section(text)];
}

function entryBlocks(facts: FormFacts, locale: Locale): Block[] {
  const { place, entry, themes, lock } = facts;
  const themeOptions = themes
    .slice(0, 100)
    .map((theme) => option(`${theme.code} ${themeName(theme, locale)}`, theme.code));
  const formOptions = forms.map((form) => option(formName(form, locale), form));
  const pick = (actionId: string, options: ReturnType<typeof option>[], held: string | undefined) => {
    const initial = options.find(({ value }) => value === held);
    return {
      type: "static_select",
      action_id: actionId,
      placeholder: plain(locale.t("discussion.form.pick"), 150),
      options,
      ...(initial ? { initial_option: initial } : {}),
    };
  };
  const label = (name: "theme" | "form") => locale.t(`discussion.form.${name}`);
  return [
    input(blockOf("theme", place), label("theme"), pick(inputs.theme, themeOptions, entry.theme), {
      dispatch: true,
    }),
    input(blockOf("form", place), label("form"), pick(inputs.form, formOptions, entry.form), {
      dispatch: true,
    }),
    ...whoBlocks(facts, locale),
    ...(lock ? [correctionBlock(facts, locale)] : []),
  ];
}

function whoBlocks(facts: FormFacts, locale: Locale): Block[] {
  const { place, record, hasRoster } = facts;
  const isNamed = record !== undefined && record.participantCount === null;
  const kinds: WhoKind[] = [
    ...(isNamed ? (["keep"] as const) : []),
    ...(hasRoster ? (["all", "except"] as const) : []),
    ...(hasRoster || isNamed ? (["only"] as const) : []),
    "number",
  ];
  const recorded = record ? peopleText(peopleOf(record), [], locale) : "";
  const options = kinds.map((kind) =>
    option(locale.t(`discussion.form.who.${kind}`, { people: recorded }), kind),
  );
  const initial = options.find(({ value }) => value === place.who);
  const radio = {
    type: "radio_buttons",
    action_id: inputs.who,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  const shown = place.who === "number" ? [countBlock(facts, locale)] : [];
  const list = place.who === "except" || place.who === "only" ? [peopleBlock(facts, locale)] : [];
  return [
    input(blockOf("who", place), locale.t("discussion.form.whoLabel"), radio, {
      dispatch: true,
      ...(hasRoster ? {} : { hint: locale.t("discussion.form.noRoster") }),
    }),
    ...list,
    ...shown,
  ];
}

function peopleBlock({ place, chosen }: FormFacts, locale: Locale): Block {
  const label = labels(chosen);
  const initial = chosen.map(({ personId, name }) => option(label.get(personId) ?? name, personId));
  const element = {
    type: "multi_external_select",
    action_id: inputs.people,
    min_query_length: 0,
    placeholder: plain(locale.t("discussion.form.search"), 150),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
  const title = locale.t(`discussion.form.people.${place.who}`);
  return input(blockOf("people", place), title, element, { dispatch: true });
}

function countBlock({ place, entry }: FormFacts, locale: Locale): Block {
  const element = {
    type: "number_input",
    action_id: inputs.count,
    is_decimal_allowed: false,
    min_value: "1",
    max_value: String(mostParticipants),
    ...(entry.count && /^\d{1,6}$/.test(entry.count) ? { initial_value: entry.count } : {}),
  };
  return input(blockOf("count", place), locale.t("discussion.form.count"), element);
}

function correctionBlock({ place, entry, lock }: FormFacts, locale: Locale): Block {
  const element = {
    type: "plain_text_input",
    action_id: inputs.correction,
    max_length: 300,
    ...(entry.correction ? { initial_value: entry.correction } : {}),
  };
  const hint = locale.t("discussion.form.correctionHint", { until: locale.day(lock?.until ?? place.date) });
  return input(blockOf("correction", place), locale.t("discussion.form.correction"), element, { hint });
}
