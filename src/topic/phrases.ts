import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName, writtenOut } from "../i18n/names.ts";
import type { Asker } from "../org/asker.ts";
import { actions, type Block, button, section } from "../slack/blocks.ts";
import type { Part } from "../slack/parts.ts";
import { undoButton, type WrittenBy } from "../undo/ids.ts";
import type { Stepped } from "./decide/service.ts";
import { actions as ids } from "./ids.ts";
import type { Alike } from "./likeness/store.ts";
import type { Direction, Topic, TopicState } from "./model.ts";
import { markOf } from "./rules.ts";

/** Phrases that several of this feature's pages share. */

export const stateName = (state: TopicState, locale: Locale): string => locale.t(`topic.state.${state}`);

/** A direction as the language has it; the code where no campaign knows it any more. */
export function directionName(code: string, directions: Direction[], locale: Locale): string {
  const found = directions.find((one) => one.code === code);
  if (!found) return code;
  return (locale.language === "en" ? writtenOut(found.nameEn) : found.name) || found.name || code;
}

/** What a press did, in a sentence. */
function steppedText(stepped: Stepped, { locale, campaign }: Pick<Asker, "locale" | "campaign">): Mrkdwn {
  if (stepped.what === "edited") return locale.md("topic.note.edited");
  if (stepped.what === "done") return locale.md(`topic.note.${stepped.state}`);
  const state = stateName(stepped.state, locale);
  if (stepped.at === "") return locale.md("topic.note.already", { state });
  const at = locale.moment(Temporal.Instant.from(stepped.at), campaign.timeZone);
  return locale.md("topic.note.alreadyBy", { state, by: stepped.by, at });
}

/** What was just done, above what stands now. */
export type Note = Part;

/** @param written what was written, where that can be undone */
export function noteOf(text: Mrkdwn, written: WrittenBy | undefined, locale: Locale): Note {
  return { lines: [text], blocks: [section(text), ...row(written ? [undoButton(written, locale)] : [])] };
}

/** What a press did, with [Undo] where it changed something. */
export const steppedNote = (stepped: Stepped, asker: Pick<Asker, "locale" | "campaign">): Note =>
  noteOf(steppedText(stepped, asker), stepped.written, asker.locale);

/** The same above a list: many titles stand there, so it names the one that [Undo] is about. */
export function approvedNote(stepped: Stepped, asker: Pick<Asker, "locale" | "campaign">): Note {
  const { what, title, written } = stepped;
  if (what !== "done" || title === undefined) return steppedNote(stepped, asker);
  return noteOf(asker.locale.md("topic.approvals.done", { title: shortTitle(title) }), written, asker.locale);
}

/** A title in a list, so short that twenty of them fit a page. */
export const shortTitle = (title: string): string => shortName(title, 120);

/** A topic that is like another, with whom to talk to. */
export function alikeText(one: Alike, campaignId: string, locale: Locale): Mrkdwn {
  const values = {
    title: shortTitle(one.title),
    owner: shortName(one.ownerName),
    unit: shortName(one.unitName ?? "–"),
    state: stateName(one.state, locale),
  };
  if (one.campaignId === campaignId) return locale.md("topic.form.alikeRow", values);
  return locale.md("topic.form.alikeElsewhere", { ...values, campaign: shortName(one.campaignName) });
}

/** What an approver is told of the topics that are like the one that waits; nothing where none is. */
export const alikeLines = (alike: Alike[], campaignId: string, locale: Locale): Mrkdwn[] =>
  alike.length === 0
    ? []
    : [locale.md("topic.approvals.alike"), ...alike.map((one) => alikeText(one, campaignId, locale))];

/** What an approver does about a topic. */
export function decisionButtons(topic: Topic, locale: Locale): unknown[] {
  const target = { topicId: topic.id, mark: markOf(topic) };
  return [
    button(ids.approve.id, locale.t("topic.approve"), { value: ids.approve.write(target), style: "primary" }),
    button(ids.giveBack.id, locale.t("topic.giveBack"), { value: ids.giveBack.write(target) }),
  ];
}

/** What an owner does next. */
export function ownerButtons({ id: topicId, state }: Pick<Topic, "id" | "state">, locale: Locale): unknown[] {
  if (state === "approved")
    return [
      button(ids.fieldwork.id, locale.t("topic.beginFieldwork"), {
        value: ids.fieldwork.write({ topicId }),
        style: "primary",
      }),
    ];
  if (state === "fieldwork" || state === "concluded")
    return [
      button(ids.conclude.id, locale.t(state === "fieldwork" ? "topic.conclude" : "topic.changeFindings"), {
        value: ids.conclude.write({ topicId }),
        ...(state === "fieldwork" ? { style: "primary" as const } : {}),
      }),
    ];
  return [];
}

export const lookButton = (topicId: string, locale: Locale): unknown =>
  button(ids.look.id, locale.t("topic.look"), { value: ids.look.write({ topicId }) });

export const openButton = (text: string, style?: "primary"): unknown =>
  button(ids.open.id, text, { value: ids.open.write({}), ...(style ? { style } : {}) });

/** Says of each text that is longer than its input holds that only its beginning stands there. */
export function cutNotes(
  texts: { name: string; value: string | undefined; most: number }[],
  locale: Locale,
): Mrkdwn[] {
  return texts.flatMap(({ name, value = "", most }) =>
    value.length > most ? [locale.md("topic.form.cut", { name, most })] : [],
  );
}

export const row = (elements: unknown[]): Block[] => (elements.length > 0 ? [actions(elements)] : []);
