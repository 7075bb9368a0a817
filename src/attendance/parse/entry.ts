import type { IsoDate } from "../../calendar.ts";
import type { AttendanceCommand } from "../parse.ts";
import { isCountAt, statusPattern, takeCounts, takeStatus } from "./counts.ts";
import { peekDate, resolveDate, takeDate, type WrittenDate, type YearRule } from "./date.ts";
import { takeExceptions } from "./exceptions.ts";
import { anyOf, type Reader, Refused, sticky } from "./text.ts";
import { allWords, exceptWords, outsideWords, restWords, unitWords } from "./words.ts";

/** The longest reason for leave, in characters. */
export const maxReason = 200;

const all = sticky(anyOf(allWords));
const rest = sticky(anyOf(restWords));
const except = sticky(anyOf(exceptWords));
const outside = sticky(anyOf(outsideWords));
const unitWord = sticky(`${anyOf(unitWords)}[ :=]{0,8}`);
const unitEnd = sticky("[,;、。]");
const reasonStart = sticky("[ ,;:、。]{0,8}");
const range = sticky(" {0,8}(?:-|~|–|—|to|至|到)? {0,8}");

/** What may stand before an entry or behind it. */
type Clauses = { date?: WrittenDate; unit?: string };

/** Everything that records attendance: for oneself, for everyone with exceptions, by head-counts. @throws Refused */
export function takeEntry(reader: Reader, today: IsoDate): AttendanceCommand {
  const clauses: Clauses = {};
  const unitAt = takeClauses(reader, clauses);
  if (reader.peek(all) || reader.peek(except)) return takeEveryone(reader, clauses, today);
  const counts = takeCounts(reader);
  if (counts) {
    takeClauses(reader, clauses);
    reader.expectEnd();
    return { kind: "counts", ...about(clauses, today), ...counts };
  }
  if (!reader.peek(statusPattern) && closesWithAll(reader)) return takeEveryone(reader, clauses, today, true);
  if (!reader.peek(statusPattern))
    throw new Refused({ code: "unknownWord", word: reader.word(unfinished(reader)) });
  if (unitAt !== undefined) throw new Refused({ code: "unknownWord", word: reader.word(unitAt) });
  return takeSelf(reader, clauses.date, today);
}

/** A line that ends where the entry should begin ("2026-10-14") is quoted from its start. */
function unfinished(reader: Reader): number {
  return reader.atEnd() ? 0 : reader.pos;
}

/** "王伟请假，其余全到", "王伟 late, everyone else here": the exceptions stand first and need no word before them. */
function closesWithAll(reader: Reader): boolean {
  for (let at = reader.pos + 1; at < reader.plain.length; at += 1) {
    const match = reader.startsWord(at) ? reader.peek(rest, at) : undefined;
    if (match && reader.atEnd(at + match[0].length)) return true;
  }
  return false;
}

/** @param named the exceptions stand first, without "except" */
function takeEveryone(reader: Reader, clauses: Clauses, today: IsoDate, named = false): AttendanceCommand {
  const opened = reader.take(all) !== undefined;
  takeClauses(reader, clauses);
  const opener = reader.take(except);
  const exceptions = opener || named ? takeExceptions(reader, opener ? reader.typed(opener) : "") : [];
  // 除王伟请假外，其余全到: the same sentence with its end first.
  reader.take(outside);
  reader.skipSeparators();
  if (!opened) reader.take(all);
  takeClauses(reader, clauses);
  reader.expectEnd();
  return { kind: "everyone", ...about(clauses, today), except: exceptions };
}

function takeSelf(reader: Reader, before: WrittenDate | undefined, today: IsoDate): AttendanceCommand {
  const from = reader.pos;
  const status = takeStatus(reader);
  if (status === undefined || status === "absent") {
    throw new Refused({ code: "absentSelf", word: reader.slice(from, reader.pos) });
  }
  reader.take(reasonStart);
  const behind = takeDate(reader);
  if (behind) refuseSecondDate(reader, before);
  reader.take(reasonStart);
  const reason = status === "leave" ? takeReason(reader) : undefined;
  reader.expectEnd();
  const date = before ?? behind;
  const rule: YearRule = status === "leave" ? "nearest" : "latest";
  return {
    kind: "self",
    status,
    ...(reason && { reason }),
    ...(date && { date: resolveDate(date, today, rule) }),
  };
}

/** One entry is for one day: a second date, or the end of a span, must not become part of the reason unnoticed. */
function refuseSecondDate(reader: Reader, before: WrittenDate | undefined): void {
  const gap = reader.peek(range)?.[0].length ?? 0;
  const second = peekDate(reader, reader.pos + gap)?.written ?? before;
  if (second) throw new Refused({ code: "twice", what: "date", word: second.text });
}

function takeReason(reader: Reader): string {
  const reason = reader.slice(reader.pos, reader.plain.length);
  if ([...reason].length > maxReason) throw new Refused({ code: "tooLong", max: maxReason });
  reader.pos = reader.plain.length;
  return reason;
}

/** Takes dates and units in any order; returns where a unit began. @throws Refused `twice`, `noUnit`, `badDate`. */
function takeClauses(reader: Reader, clauses: Clauses): number | undefined {
  let unitAt: number | undefined;
  for (;;) {
    reader.skipSeparators();
    const from = reader.pos;
    const date = takeDate(reader);
    const unit = date ? undefined : takeUnit(reader);
    if (!date && unit === undefined) return unitAt;
    if ((date && clauses.date) || (unit !== undefined && clauses.unit !== undefined)) {
      throw new Refused({
        code: "twice",
        what: date ? "date" : "unit",
        word: reader.slice(from, reader.pos),
      });
    }
    if (date) clauses.date = date;
    if (unit === undefined) continue;
    clauses.unit = unit;
    unitAt = from;
  }
}

function takeUnit(reader: Reader): string | undefined {
  const word = reader.take(unitWord);
  if (!word) return undefined;
  const quoted = reader.takeQuoted();
  const from = reader.pos;
  if (quoted === undefined)
    while (reader.pos < reader.plain.length && !endsUnit(reader, from)) reader.pos += 1;
  const unit = quoted ?? reader.slice(from, reader.pos);
  if (unit === "") throw new Refused({ code: "noUnit", word: reader.typed(word) });
  return unit;
}

/** A unit's name goes on until a separator, or until something begins that can only be the rest of the entry. */
function endsUnit(reader: Reader, from: number): boolean {
  if (reader.peek(unitEnd)) return true;
  if (reader.pos === from || !reader.startsWord()) return false;
  const { pos } = reader;
  const afterBlank = reader.plain[pos - 1] === " ";
  if (reader.peek(all) || isCountAt(reader, pos)) return true;
  return afterBlank && (reader.peek(except) !== undefined || peekDate(reader, pos) !== undefined);
}

function about(clauses: Clauses, today: IsoDate): { date?: IsoDate; unit?: string } {
  return {
    ...(clauses.date && { date: resolveDate(clauses.date, today, "latest") }),
    ...(clauses.unit !== undefined && { unit: clauses.unit }),
  };
}
