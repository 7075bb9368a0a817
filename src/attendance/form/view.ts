import type { IsoDate } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { LockedWeek } from "../../org/entering.ts";
import type { Person, Unit } from "../../org/model.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  type Message,
  option,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { messageOf } from "../../slack/page.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { countsOf, type Sheet } from "../model.ts";
import { countsText } from "../phrases.ts";
import { blockOf, type FormEntry, type FormPlace } from "./entry.ts";
import { entryBlocks } from "./inputs.ts";

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
  /** What stands in the inputs was to be saved, and the week's lock stood in the way. */
  tried?: boolean;
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
      ...(closed
        ? askBlocks(facts, locale)
        : [...entryBlocks(facts, locale), ...removalBlocks(facts, locale)]),
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

/** A session that was recorded by mistake is taken back whole. */
function removalBlocks({ sheet, place: { unitId, date } }: FormFacts, locale: Locale): Block[] {
  const { session, expected } = sheet;
  const isRecorded = session?.headCounts || (session && expected.some(({ status }) => status !== null));
  if (!isRecorded) return [];
  const value = ids.removeHere.write({ unitId, date });
  return [actions([button(ids.removeHere.id, locale.t("attendance.undo.button"), { value })])];
}

/** In a locked week: who may still correct it. */
function askBlocks({ lock, unit, place, tried }: FormFacts, locale: Locale): Block[] {
  const heads = lock?.heads ?? [];
  const values = {
    date: locale.day(place.date),
    until: locale.day(lock?.until ?? place.date),
    heads: locale.list(heads.map((head) => shortName(head.name))),
  };
  const text = locale.md(heads.length > 0 ? "common.refused.locked" : "common.refused.lockedNoHead", values);
  return [
    section(text),
    ...askButtons(heads, { unitId: unit.id, date: place.date, ...(tried ? { tried } : {}) }, locale),
  ];
}

/** "Ask 赵敏": for those heads whom a direct message can reach. */
export function askButtons(
  heads: Person[],
  at: { unitId: string; date: IsoDate; tried?: boolean },
  locale: Locale,
): Block[] {
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

/** The refusal of a locked week, with buttons to ask those who may still correct it; `tried`: what was written goes along. */
export function lockedMessage(locked: LockedWeek, locale: Locale, tried = false): Message {
  const text = locale.md(locked.key, locked.values);
  const at = { unitId: locked.unit.id, date: locked.date, ...(tried ? { tried } : {}) };
  return messageOf(text, [section(text), ...askButtons(locked.heads, at, locale)]);
}
