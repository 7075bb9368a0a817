import { weekPeriod } from "../../calendar.ts";
import { type Clauses, takeDateClause } from "../../line/clauses.ts";
import { type ReadDate, readWeek, type WrittenDate } from "../../line/date.ts";
import { type Reader, Refused } from "../../line/reader.ts";
import { peekLength, peekSince, peekSpan, readSpan } from "../../line/span.ts";
import type { ParseProblem, When } from "../parse.ts";
import { doubtOnce, doubtTwoDays, type Line, readClauses } from "./line.ts";

/** Days in a row: one's own leave can be so long, and nothing else on a line. */

/**
 * Takes the row of days that stands here, or the first day of one (从明天起).
 * @param how `first`: it has to say its first day; `bare`: see `peekSpan`
 * @throws Refused `twice`
 */
export function takeSpan(
  reader: Reader,
  clauses: Clauses,
  { first = false, bare = true }: { first?: boolean; bare?: boolean } = {},
): boolean {
  const { pos } = reader;
  const found = peekSpan(reader, pos, bare);
  if (found && (!first || found.written.first)) {
    const isSecond = clauses.span ?? clauses.week ?? (found.written.first && clauses.date);
    if (isSecond) throw new Refused({ code: "twice", what: "date", word: found.written.text });
    clauses.span = found.written;
    reader.pos += found.length;
    return true;
  }
  const since = peekSince(reader, pos);
  if (!since) return false;
  const text = reader.slice(pos, since.end);
  if (clauses.date ?? clauses.week ?? clauses.span?.first)
    throw new Refused({ code: "twice", what: "date", word: text });
  clauses.date = since.written;
  clauses.since = text;
  reader.pos = since.end;
  return true;
}

/** True where a row of days stands that says its first one. */
export const startsSpan = (reader: Reader): boolean =>
  peekSpan(reader, reader.pos)?.written.first !== undefined;

const longestSpan = 100;

/** Takes the row of days that the line ends with. @returns where it begins */
export function takeLastSpan(reader: Reader, clauses: Clauses): number | undefined {
  const { pos, plain } = reader;
  if (clauses.span || clauses.week) return undefined;
  for (let at = Math.max(pos + 1, plain.length - longestSpan); at < plain.length; at += 1) {
    const found = reader.startsWord(at) ? peekSpan(reader, at) : undefined;
    if (!found || !reader.atEnd(at + found.length) || (found.written.first && clauses.date)) continue;
    clauses.span = found.written;
    return at;
  }
  return undefined;
}

/** Leave's first day, and its last where it is longer. @throws Refused `spanOrder`, `badDate`, `badWeek` */
export function readLeaveDays(clauses: Clauses, line: Line): When & { until?: string } {
  const { span, week, since, date } = clauses;
  if (week) {
    const { from, to } = weekPeriod(readWeek(week, line.days));
    return { date: from, until: to };
  }
  if (!span) {
    if (since !== undefined) doubtOnce(line, { kind: "longer", word: since });
    return readClauses(date ? { date } : {}, line, "nearest");
  }
  const { from, to } = readSpan(span, date, line.days);
  const note = (written: WrittenDate | undefined, read: ReadDate) =>
    written && doubtTwoDays(line, written, read);
  note(span.first ?? date, from);
  if ("last" in span) note(span.last, to);
  if (to.date < from.date) throw new Refused<ParseProblem>({ code: "spanOrder", word: span.text });
  return { date: from.date, ...(to.date > from.date && { until: to.date }) };
}

/** Refuses the row of days that stands here, about somebody named. @throws Refused `spanOthers` */
export function refuseSpanOfOthers(reader: Reader): void {
  const span = peekSpan(reader, reader.pos, false);
  if (span) throw new Refused<ParseProblem>({ code: "spanOthers", word: span.written.text });
}

/** Refuses a length of time with which a reason begins or ends. @throws Refused with that code */
export function refuseLength(reader: Reader, from: number, to: number, code: "span" | "spanOthers"): void {
  for (let at = from; at < to; at += 1) {
    const length = at === from || reader.startsWord(at) ? peekLength(reader, at)?.length : undefined;
    if (length === undefined || (at > from && !isRest(reader, at + length, to))) continue;
    throw new Refused<ParseProblem>({ code, word: reader.slice(at, at + length) });
  }
}

const isRest = (reader: Reader, at: number, to: number): boolean =>
  /^[ ,;、。.!)]*$/.test(reader.plain.slice(at, to));

/** "cancel leave", and of which days. @throws Refused `badDate` for days that may be others */
export function takeCancelled(reader: Reader, line: Line): When & { until?: string } {
  const clauses: Clauses = {};
  reader.skipSeparators();
  if (!takeSpan(reader, clauses)) takeDateClause(reader, clauses, { weeks: true, isName: () => false });
  reader.expectEnd();
  const isRow = clauses.span ?? clauses.week ?? clauses.since;
  const days = isRow ? readLeaveDays(clauses, line) : readClauses(clauses, line, "nearest");
  const [doubt] = line.doubts;
  if (doubt && "word" in doubt) throw new Refused({ code: "badDate", word: doubt.word });
  return days;
}
