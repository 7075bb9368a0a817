import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList } from "../../i18n/names.ts";
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
import type { Alike } from "../likeness/store.ts";
import { type Direction, longest, mostCoResearchers, mostUnits, type Topic } from "../model.ts";
import { alikeText, cutNotes, directionName, stateName } from "../phrases.ts";
import { blockOf, type FieldName, type FormEntry, type FormPlace } from "./entry.ts";

/** What the form is drawn from. */
export type FormFacts = {
  place: FormPlace;
  entry: FormEntry;
  /** The topic that the asker has already. */
  held: Topic | undefined;
  required: boolean;
  campaignId: string;
  directions: Direction[];
  /** Names of the people and units that are picked, by id. */
  people: Map<string, string>;
  units: Map<string, string>;
  alike: Alike[];
  /** When a draft was left, as the language writes it. */
  draftAt: string | undefined;
  /** Why it was not saved, or what happened. */
  note: Mrkdwn | undefined;
};

/** The form of one's own topic: six inputs, and what is like its title. */
export function formView(facts: FormFacts, locale: Locale): View {
  const { place, held } = facts;
  return {
    type: "modal",
    callback_id: views.form,
    private_metadata: JSON.stringify(place),
    notify_on_close: true,
    title: plain(locale.t("topic.form.title"), 24),
    submit: plain(submitText(held, locale), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      ...(facts.note ? [section(facts.note)] : []),
      ...draftBlocks(facts, locale),
      ...cutBlocks(facts, locale),
      context(...aboutLines(facts, locale)),
      directionBlock(facts, locale),
      titleBlock(facts, locale),
      ...alikeBlocks(facts, locale),
      textBlock("why", facts, locale),
      textBlock("method", facts, locale),
      pickBlock("coResearchers", facts, locale),
      pickBlock("units", facts, locale),
    ],
  };
}

function submitText(held: Topic | undefined, locale: Locale): string {
  if (!held) return locale.t("topic.form.register");
  return locale.t(held.state === "returned" ? "topic.form.again" : "common.save");
}

function draftBlocks({ draftAt }: FormFacts, locale: Locale): Block[] {
  if (draftAt === undefined) return [];
  return [
    context(locale.md("topic.form.draft", { at: draftAt })),
    actions([
      button(ids.useDraft.id, locale.t("topic.form.useDraft"), { value: ids.useDraft.write({}) }),
      button(ids.discardDraft.id, locale.t("topic.form.discardDraft"), { value: ids.discardDraft.write({}) }),
    ]),
  ];
}

function cutBlocks({ entry }: FormFacts, locale: Locale): Block[] {
  const labels = { title: "topicTitle", why: "why", method: "method" } as const;
  const texts = (["title", "why", "method"] as const).map((name) => ({
    name: locale.t(`topic.form.${labels[name]}`),
    value: entry[name],
    most: longest[name],
  }));
  return cutNotes(texts, locale).map((note) => context(note));
}

/** Whether a topic is owed, where it stands, and what saving does to that. */
function aboutLines({ held, required }: FormFacts, locale: Locale): Mrkdwn[] {
  if (!held) return [locale.md(required ? "topic.form.required" : "topic.form.voluntary")];
  const stands = locale.md("topic.form.stands", { state: stateName(held.state, locale) });
  if (held.state === "returned")
    return [stands, locale.md("topic.form.returned", { reason: held.returnedReason ?? "" })];
  return held.state === "approved" || held.state === "fieldwork"
    ? [stands, locale.md("topic.form.approvedAnew")]
    : [stands];
}

function directionBlock({ place, entry, directions, held }: FormFacts, locale: Locale): Block {
  const known =
    held && !directions.some(({ code }) => code === held.directionCode) ? [held.directionCode] : [];
  const options = [...directions.map(({ code }) => code), ...known]
    .slice(0, 100)
    .map((code) => option(directionName(code, directions, locale), code));
  const chosen = options.find(({ value }) => value === entry.direction);
  const element = {
    type: "static_select",
    action_id: inputs.direction,
    placeholder: plain(locale.t("topic.form.pick"), 150),
    options,
    ...(chosen ? { initial_option: chosen } : {}),
  };
  return input(blockOf("direction", place), locale.t("topic.form.direction"), element);
}

function titleBlock({ place, entry }: FormFacts, locale: Locale): Block {
  const element = {
    type: "plain_text_input",
    action_id: inputs.title,
    max_length: longest.title,
    // Slack tells each letter, so that what is alike shows while there is still time to choose another title.
    dispatch_action_config: { trigger_actions_on: ["on_character_entered"] },
    ...(entry.title ? { initial_value: entry.title.slice(0, longest.title) } : {}),
  };
  return input(blockOf("title", place), locale.t("topic.form.topicTitle"), element, {
    dispatch: true,
    hint: locale.t("topic.form.titleHint"),
  });
}

/** Topics that are like the title, with whom to talk to. */
function alikeBlocks({ alike, campaignId }: FormFacts, locale: Locale): Block[] {
  if (alike.length === 0) return [];
  return [context(locale.md("topic.form.alike"), ...alike.map((one) => alikeText(one, campaignId, locale)))];
}

function textBlock(name: "why" | "method", { place, entry }: FormFacts, locale: Locale): Block {
  const typed = entry[name];
  const element = {
    type: "plain_text_input",
    action_id: inputs[name],
    multiline: true,
    max_length: longest[name],
    ...(typed ? { initial_value: typed.slice(0, longest[name]) } : {}),
  };
  return input(blockOf(name, place), locale.t(`topic.form.${name}`), element, { optional: true });
}

function pickBlock(name: "coResearchers" | "units", facts: FormFacts, locale: Locale): Block {
  const known = name === "units" ? facts.units : facts.people;
  const initial = (facts.entry[name] ?? []).flatMap((id) => {
    const label = known.get(id);
    return label === undefined ? [] : [option(label, id)];
  });
  const element = {
    type: "multi_external_select",
    action_id: inputs[name],
    min_query_length: 1,
    max_selected_items: name === "units" ? mostUnits : mostCoResearchers,
    placeholder: plain(locale.t("topic.form.search"), 150),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
  return input(blockOf(name satisfies FieldName, facts.place), locale.t(`topic.form.${name}`), element, {
    optional: true,
  });
}

/** In place of the form: these are alike, and it is for the user to decide. */
export function alikeView(
  {
    alike,
    held,
    title,
    campaignId,
    ...place
  }: { alike: Alike[]; held: boolean; title: string; campaignId: string; fill: number; mark: string },
  locale: Locale,
): View {
  const anyway = button(
    ids.registerAnyway.id,
    locale.t(held ? "topic.alike.saveAnyway" : "topic.alike.registerAnyway"),
    {
      value: ids.registerAnyway.write({}),
    },
  );
  const back = button(ids.backToForm.id, locale.t("topic.alike.back"), {
    value: ids.backToForm.write({}),
    style: "primary",
  });
  return {
    type: "modal",
    callback_id: views.page,
    private_metadata: JSON.stringify(place satisfies Partial<FormPlace>),
    title: plain(locale.t("topic.alike.title"), 24),
    close: plain(locale.t("common.close"), 24),
    blocks: [
      section(locale.md("topic.alike.headline", { title })),
      ...alike.map((one) => section(alikeText(one, campaignId, locale))),
      context(locale.md("topic.alike.hint")),
      actions([anyway, back]),
    ],
  };
}

/** What saving did, on top of the topic's page. */
export function savedText(
  { what, back, approvers }: { what: string; back: boolean; approvers: string[] },
  locale: Locale,
): Mrkdwn {
  const names = { names: nameList(approvers, approvers.length, locale) };
  const asked = locale.md(approvers.length > 0 ? "topic.saved.asked" : "topic.saved.nobody", names);
  const done = locale.md(back ? "topic.saved.back" : `topic.saved.${what}`);
  return what === "unchanged" || (what === "changed" && !back) ? done : Mrkdwn.join([done, asked], " ");
}
