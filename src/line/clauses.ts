import type { IsoDate } from "../calendar.ts";
import {
  type Peeked,
  peekDate,
  peekWholeWeek,
  resolveDate,
  takeDate,
  type WrittenDate,
  type WrittenWeek,
} from "./date.ts";
import { anyOf, type Reader, Refused, sticky } from "./reader.ts";
import type { WrittenSpan } from "./span.ts";
import { exceptWords, unitWords } from "./words.ts";

/**
 * What may stand before an entry or behind it: its date (or its week, or its row of days, where that is taken) and its
 * unit. `since`: the date was said to be only the first day, in these words.
 */
export type Clauses = {
  date?: WrittenDate;
  week?: WrittenWeek;
  span?: WrittenSpan;
  since?: string;
  unit?: string;
};

/**
 * What else a line's clauses are read by. `weeks`: a whole week may stand for the date. `isName`: what stands at a place
 * and looks like a day of that length is somebody's name (周一, Sun Wei); without it days of the week are not read.
 */
export type ClauseRules = { weeks?: true; isName?(reader: Reader, at: number, length: number): boolean };

type IsEntry = (reader: Reader) => boolean;

const except = sticky(anyOf(exceptWords));
const unitWord = sticky(`${anyOf(unitWords)}[ :=]{0,8}`);
const unitEnd = sticky("[,;、。]");
const wordBreak = /[ ,;、。]|$/y;

/**
 * Takes dates and units ("for Hill School") in any order; returns where a unit began.
 * @param isEntry true where something begins that can only be the rest of the entry, so that a unit's name ends there
 * @throws Refused `twice`, `noUnit`, `badDate`
 */
export function takeClauses(
  reader: Reader,
  clauses: Clauses,
  isEntry: IsEntry,
  rules: ClauseRules = {},
): number | undefined {
  let unitAt: number | undefined;
  for (;;) {
    reader.skipSeparators();
    if (takeDateClause(reader, clauses, rules)) continue;
    const from = reader.pos;
    const unit = takeUnit(reader, isEntry, rules);
    if (unit === undefined) return unitAt;
    if (clauses.unit !== undefined)
      throw new Refused({ code: "twice", what: "unit", word: reader.slice(from, reader.pos) });
    clauses.unit = unit;
    unitAt = from;
  }
}

/** Takes the date, or the week, that stands here. @throws Refused `twice` for a second one, `badDate` */
export function takeDateClause(reader: Reader, clauses: Clauses, rules: ClauseRules = {}): boolean {
  const from = reader.pos;
  const found = peekDate(reader, from);
  if (found && isNameInstead(reader, found, rules)) return false;
  const week = found || !rules.weeks ? undefined : takeWholeWeek(reader);
  const date = week ? undefined : takeDate(reader);
  if (!date && !week) return false;
  if (clauses.date ?? clauses.week ?? clauses.span?.first)
    throw new Refused({ code: "twice", what: "date", word: reader.slice(from, reader.pos) });
  if (date) clauses.date = date;
  if (week) clauses.week = week;
  return true;
}

/** A day of the week can be how somebody is called; who cannot tell names apart takes it for one. */
function isNameInstead(reader: Reader, found: Peeked<WrittenDate>, { isName }: ClauseRules): boolean {
  return isName ? isName(reader, reader.pos, found.length) : "weekday" in found.written;
}

function takeWholeWeek(reader: Reader): WrittenWeek | undefined {
  const week = peekWholeWeek(reader, reader.pos);
  if (week) reader.pos += week.length;
  return week?.written;
}

function takeUnit(reader: Reader, isEntry: IsEntry, rules: ClauseRules): string | undefined {
  const word = reader.take(unitWord);
  if (!word) return undefined;
  const quoted = reader.takeQuoted();
  const from = reader.pos;
  if (quoted === undefined)
    while (reader.pos < reader.plain.length && !endsUnit(reader, from, isEntry, rules)) reader.pos += 1;
  const unit = quoted ?? reader.slice(from, reader.pos);
  if (unit === "") throw new Refused({ code: "noUnit", word: reader.typed(word) });
  return unit;
}

/** A unit's name goes on until a separator, or until something begins that can only be the rest of the entry. */
function endsUnit(reader: Reader, from: number, isEntry: IsEntry, { weeks }: ClauseRules): boolean {
  if (reader.peek(unitEnd)) return true;
  if (reader.pos === from || !reader.startsWord()) return false;
  const { pos } = reader;
  if (isEntry(reader)) return true;
  const afterBlank = reader.plain[pos - 1] === " ";
  if (!afterBlank) return false;
  const isDay = peekDate(reader, pos) ?? (weeks ? peekWholeWeek(reader, pos) : undefined);
  return isDay !== undefined || reader.peek(except) !== undefined;
}

/** What the clauses say, with the date in its year: the last such day up to today. @throws Refused `badDate` */
export function clausesAbout(clauses: Clauses, today: IsoDate): { date?: IsoDate; unit?: string } {
  return {
    ...(clauses.date && { date: resolveDate(clauses.date, { today }, "latest") }),
    ...(clauses.unit !== undefined && { unit: clauses.unit }),
  };
}

type About<T> = { unit?: string; found?: T };
type Peek<T> = (reader: Reader, at: number) => { written: T; length: number } | undefined;

/** The rest of a line: a unit, and a date or week (whichever `peek` looks for) before or behind it; either may be missing. */
export function takeUnitAnd<T extends { text: string }>(
  reader: Reader,
  peek: Peek<T>,
  what: "date" | "week",
): About<T> {
  const before = takeFirst(reader, peek);
  reader.take(unitWord);
  const { behind, end } = findLast(reader, peek);
  if (before && behind) throw new Refused({ code: "twice", what, word: behind.text });
  const unit = unitIn(reader, end);
  const found = before ?? behind;
  return { ...(unit !== "" && { unit }), ...(found && { found }) };
}

/** Takes the date or week that stands here, unless it runs on into something longer (3-1小学). */
function takeFirst<T>(reader: Reader, peek: Peek<T>): T | undefined {
  const first = peek(reader, reader.pos);
  if (!first) return undefined;
  const end = reader.pos + first.length;
  if (!reader.startsWord(end) && reader.peek(wordBreak, end) === undefined) return undefined;
  reader.pos = end;
  reader.skipSeparators();
  return first.written;
}

/** The date or week that the line ends with, and where it begins (the line's end when there is none). */
function findLast<T>(reader: Reader, peek: Peek<T>): { behind?: T; end: number } {
  const length = reader.plain.length;
  for (let at = reader.pos; at < length; at += 1) {
    const last = reader.startsWord(at) ? peek(reader, at) : undefined;
    if (last && reader.atEnd(at + last.length)) return { behind: last.written, end: at };
  }
  return { end: length };
}

function unitIn(reader: Reader, end: number): string {
  const quoted = reader.takeQuoted();
  if (quoted === undefined) return reader.slice(reader.pos, end).replace(/[,;，；、。\s]+$/, "");
  if (reader.pos < end && !/^[ ,;、。]*$/.test(reader.plain.slice(reader.pos, end))) reader.expectEnd();
  return quoted;
}
