import type { Locale, Values } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { nameList, shortName } from "../i18n/names.ts";
import type { Unit } from "../org/model.ts";
import { actions, type Block, button, context, section } from "../slack/blocks.ts";
import { undoButton } from "../undo/ids.ts";
import type { SessionDoubt, SessionDoubtful } from "./doubts.ts";
import type { Saved } from "./entries.ts";
import type { Wanted } from "./form/entry.ts";
import { actions as ids } from "./ids.ts";
import { lineDoubtValues } from "./line-view.ts";
import { type Counts, statuses, total } from "./model.ts";
import type { NotItsDay } from "./rules.ts";

/** Phrases that several of this feature's pages share. */

/** "All 27 present."; else "22 present, 0 late, 1 on leave (王伟), 0 absent of 23." Names where they are given. */
export function countsText(
  counts: Counts,
  silent: number,
  locale: Locale,
  names: Partial<Record<keyof Counts, string[]>> = {},
): string {
  const all = total(counts) + silent;
  if (all > 1 && counts.present === all) return locale.t("attendance.allPresent", { count: all });
  const parts = statuses.map((status) => {
    const what = locale.t(`attendance.${status}`);
    const known = names[status] ?? [];
    const values = { count: counts[status], what, names: nameList(known, counts[status], locale) };
    return locale.t(known.length > 0 ? "attendance.inBrackets" : "attendance.counted", values);
  });
  if (silent > 0)
    parts.push(locale.t("attendance.counted", { count: silent, what: locale.t("attendance.silent") }));
  return locale.t("attendance.outOf", {
    parts: parts.join(locale.t("common.comma")),
    expected: all,
  });
}

/** What was saved, as blocks for a message or a modal. `inModal`: the buttons turn the modal instead of opening one. */
export function savedBlocks(saved: Saved, unit: Unit, locale: Locale, inModal: boolean): Block[] {
  const { unitId, date } = saved;
  const notes = [
    ...(saved.byHeadCount && unit.hasRoster ? [locale.md("attendance.savedByCount")] : []),
    ...reasonNotes(saved, locale),
    ...(saved.kept.length > 0
      ? [locale.md("attendance.kept", { names: nameList(saved.kept, saved.kept.length, locale) })]
      : []),
    ...(saved.silent > 0 ? [locale.md("attendance.stillSilent", { count: saved.silent })] : []),
  ];
  const undo = saved.written ? [undoButton(saved.written, locale)] : [];
  const change = inModal
    ? button(ids.change.id, locale.t("attendance.change"), { value: ids.change.write({ unitId, date }) })
    : button(ids.record.id, locale.t("attendance.change"), { value: ids.record.write({ unitId, date }) });
  return [
    section(savedText(saved, unit, locale)),
    ...(notes.length > 0 ? [context(...notes)] : []),
    actions([...undo, change, historyButton(unitId, date, locale)]),
  ];
}

/** "李雷: late → present": what saving an entry would change. */
export function wantedText({ people, others, counts }: Wanted, locale: Locale): string {
  if (counts) return countsText(counts, 0, locale);
  const changes = changesText(people, people.length, locale);
  const rest = locale.t("attendance.askedFor.others");
  if (people.length === 0) return others ? rest : locale.t("attendance.askedFor.nothing");
  return others ? `${changes}${locale.t("common.semicolon")}${rest}` : changes;
}

/** The first of them by name, and how many there are. */
function changesText(
  people: { name: string; from: string | null; to: string | null }[],
  count: number,
  locale: Locale,
): string {
  const word = (status: string | null) => locale.t(`attendance.${status ?? "silent"}`);
  const named = people
    .slice(0, mostChanges)
    .map(({ name, from, to }) =>
      locale.t("attendance.replaced.one", { name: shortName(name), from: word(from), to: word(to) }),
    );
  const list = named.join(locale.t("common.semicolon"));
  const more = count - named.length;
  return more > 0 ? locale.t("common.andMore.people", { names: list, more }) : list;
}
const mostChanges = 20;

/** Each change old → new of what had been recorded before: "李雷: late → present". */
function replacedLines({ replaced }: Saved, locale: Locale): Mrkdwn[] {
  if (!replaced) return [];
  const { people, count, counts } = replaced;
  const list = changesText(people, count, locale);
  return [
    ...(counts ? [locale.md("attendance.replaced.counts", { counts: countsText(counts, 0, locale) })] : []),
    ...(count > 0 ? [locale.md("attendance.replaced.people", { changes: list })] : []),
  ];
}

export function savedText(saved: Saved, unit: Unit, locale: Locale): Mrkdwn {
  const counts = countsText(saved.counts, saved.silent, locale, namesOf(saved, locale));
  const values = { unit: unit.name, date: locale.day(saved.date), counts };
  const head = locale.md(saved.changed > 0 ? "attendance.saved" : "attendance.savedNothing", values);
  return Mrkdwn.join([head, ...replacedLines(saved, locale)]);
}

/** What is asked before an entry is written that could be a slip: why, and all that it would record. */
export function questionText({ saved, doubts }: SessionDoubtful, unit: Unit, locale: Locale): Mrkdwn {
  const date = locale.day(saved.date);
  const why = doubts.map((doubt) =>
    locale.md(`attendance.doubt.${doubt.kind}`, { unit: unit.name, date, ...valuesOf(doubt, locale) }),
  );
  const counts = countsText(saved.counts, saved.silent, locale, namesOf(saved, locale));
  const record = locale.md("attendance.doubt.record", { unit: unit.name, date, counts });
  return Mrkdwn.join([...why, ...replacedLines(saved, locale), ...reasonNotes(saved, locale), record]);
}

/** Why people were late, on leave or absent; each in full, unless there are many. */
function reasonNotes({ reasons }: Saved, locale: Locale): Mrkdwn[] {
  if (reasons.length === 0) return [];
  const most = Math.floor(1000 / reasons.length);
  const told = reasons.map(({ name, reason }) =>
    locale.t("attendance.reasonOf", { name: shortName(name), reason: shortName(reason, most) }),
  );
  return [locale.md("attendance.reasons", { reasons: told.join(locale.t("attendance.betweenReasons")) })];
}

/** When the unit studies instead. */
export function whichDay(other: NotItsDay, locale: Locale): Values {
  if (other.kind === "otherDay") return { weekday: locale.weekday(other.weekday) };
  return other.kind === "movedDay" ? { day: locale.day(other.day) } : {};
}

function valuesOf(doubt: SessionDoubt, locale: Locale): Values {
  switch (doubt.kind) {
    case "otherDay":
    case "movedDay":
    case "restDay":
      return whichDay(doubt, locale);
    case "earlier":
      return { count: doubt.changed };
    case "fewerOnLeave":
      return { names: nameList(doubt.announced, doubt.announced.length, locale) };
    default:
      return lineDoubtValues(doubt, locale);
  }
}

/** Who was not simply there, where people are recorded by name; leave that was announced is marked. */
function namesOf({ byHeadCount, late, leave, absent, announced }: Saved, locale: Locale) {
  if (byHeadCount) return {};
  // Among others a comma would part the name from what is said of it.
  const key = leave.length > 1 ? "attendance.announcedAmong" : "attendance.announcedName";
  const marked = leave.map((name) => (announced.includes(name) ? locale.t(key, { name }) : name));
  return { late, leave: marked, absent };
}

export const historyButton = (unitId: string, date: string, locale: Locale) =>
  button(ids.history.id, locale.t("attendance.whoChanged"), {
    value: ids.history.write({ unitId, date, page: 0 }),
  });

export const joined = (...parts: (Mrkdwn | undefined)[]): Mrkdwn =>
  Mrkdwn.join(
    parts.filter((part) => part !== undefined),
    " ",
  );
