import type { IsoDate } from "../../calendar.ts";
import { type Clauses, clausesAbout, takeClauses } from "../../line/clauses.ts";
import { peekDate, resolveDate, takeDate, type WrittenDate, type YearRule } from "../../line/date.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { exceptWords, outsideWords } from "../../line/words.ts";
import type { AttendanceCommand, ParseProblem } from "../parse.ts";
import { isCountAt, statusPattern, takeCounts, takeStatus } from "./counts.ts";
import { takeExceptions } from "./exceptions.ts";
import { allWords, restWords } from "./words.ts";

/** The longest reason for leave, in characters. */
export const maxReason = 200;

const all = sticky(anyOf(allWords));
const rest = sticky(anyOf(restWords));
const except = sticky(anyOf(exceptWords));
const outside = sticky(anyOf(outsideWords));
const reasonStart = sticky("[ ,;:、。]{0,8}");
const range = sticky(" {0,8}(?:-|~|–|—|to|至|到)? {0,8}");

/** "all", or a count, ends the name of the unit before it. */
const isEntry = (reader: Reader) => reader.peek(all) !== undefined || isCountAt(reader, reader.pos);

/** Everything that records attendance: for oneself, for everyone with exceptions, by head-counts. @throws Refused */
export function takeEntry(reader: Reader, today: IsoDate): AttendanceCommand {
  const clauses: Clauses = {};
  const unitAt = takeClauses(reader, clauses, isEntry);
  if (reader.peek(all) || reader.peek(except)) return takeEveryone(reader, clauses, today);
  const counts = takeCounts(reader);
  if (counts) {
    takeClauses(reader, clauses, isEntry);
    reader.expectEnd();
    return { kind: "counts", ...clausesAbout(clauses, today), ...counts };
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
  takeClauses(reader, clauses, isEntry);
  const opener = reader.take(except);
  const exceptions = opener || named ? takeExceptions(reader, opener ? reader.typed(opener) : "") : [];
  // 除王伟请假外，其余全到: the same sentence with its end first.
  reader.take(outside);
  reader.skipSeparators();
  if (!opened) reader.take(all);
  takeClauses(reader, clauses, isEntry);
  reader.expectEnd();
  return { kind: "everyone", ...clausesAbout(clauses, today), except: exceptions };
}

function takeSelf(reader: Reader, before: WrittenDate | undefined, today: IsoDate): AttendanceCommand {
  const from = reader.pos;
  const status = takeStatus(reader);
  if (status === undefined || status === "absent") {
    throw new Refused<ParseProblem>({ code: "absentSelf", word: reader.slice(from, reader.pos) });
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
  if ([...reason].length > maxReason) throw new Refused<ParseProblem>({ code: "tooLong", max: maxReason });
  reader.pos = reader.plain.length;
  return reason;
}
