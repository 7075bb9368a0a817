import { type Clauses, takeClauses } from "../../line/clauses.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { exceptWords, outsideWords } from "../../line/words.ts";
import type { AttendanceCommand, ParseProblem } from "../parse.ts";
import { isCountAt, takeCounts } from "./counts.ts";
import { takeExceptions } from "./exceptions.ts";
import { all, allOf, clauseRules, isPersonAt, type Line, readClauses, rest } from "./line.ts";
import { noSession, takeNoSession } from "./no-session.ts";
import { takeDays, takeSelf } from "./own.ts";
import { refuseSpan } from "./reason.ts";
import { startsSpan, takeSpan } from "./span.ts";
import { isStatusAhead, statusOf, statusPattern } from "./status.ts";
import { meWords } from "./words.ts";

const except = sticky(anyOf([...exceptWords, "只有", "仅", "就", "only"]));
const outside = sticky(anyOf(outsideWords));
const behindStatus = sticky("[ ,:、]{0,8}");
const me = sticky(`${anyOf(meWords)} {0,8}(?=${statusPattern.source.replaceAll(/\?<[a-z]+>/g, "?:")})`);

/** "all", "no session" or a count ends the name of the unit before it. */
const isEntry = (reader: Reader) =>
  reader.peek(all) !== undefined ||
  reader.peek(allOf) !== undefined ||
  reader.peek(noSession) !== undefined ||
  isCountAt(reader, reader.pos);

/** Everything that records attendance: for oneself, for everyone with exceptions, by head-counts. @throws Refused */
export function takeEntry(reader: Reader, line: Line): AttendanceCommand {
  const clauses: Clauses = {};
  if (!takeSpan(reader, clauses, { first: true, bare: false })) refuseSpan(reader, reader.pos);
  const unitAt = takeClauses(reader, clauses, isEntry, clauseRules(line));
  if (reader.peek(noSession)) return takeNoSession(reader, line, clauses);
  if (reader.peek(allOf) || reader.peek(all) || reader.peek(except))
    return takeEveryone(reader, line, clauses);
  const counts = takeCounts(reader, line);
  if (counts) {
    takeClauses(reader, clauses, isEntry, clauseRules(line));
    reader.expectEnd();
    return { kind: "counts", ...readClauses(clauses, line, "latest"), ...counts };
  }
  const isMe = reader.take(me) !== undefined;
  if (reader.peek(statusPattern) && (isMe || !namesBehind(reader, line, clauses))) {
    if (unitAt !== undefined) throw new Refused({ code: "unknownWord", word: reader.word(unitAt) });
    return takeSelf(reader, line, clauses);
  }
  if (reader.peek(statusPattern) || isStatusAhead(reader) || closesWithAll(reader))
    return takeEveryone(reader, line, clauses, true);
  const named = line.names.at(reader);
  if (named > 0) {
    const word = reader.slice(reader.pos, reader.pos + named);
    throw new Refused<ParseProblem>({ code: "missingStatus", word });
  }
  throw new Refused({ code: "unknownWord", word: reader.word(unfinished(reader)) });
}

/** A line that ends where the entry should begin ("2026-10-14") is quoted from its start. */
function unfinished(reader: Reader): number {
  return reader.atEnd() ? 0 : reader.pos;
}

/** 请假 王伟, typed by somebody who enters for others: the status is of those behind it. */
function namesBehind(reader: Reader, line: Line, clauses: Clauses): boolean {
  const { pos } = reader;
  const match = reader.take(statusPattern);
  reader.take(behindStatus);
  const status = match && statusOf(match);
  // 请假 周一到周三 is no 周一.
  const isSpan = status === "leave" && startsSpan(reader);
  if (status && status !== "present" && (isSpan || !isPersonAt(reader, line)))
    takeDays(reader, { ...line, doubts: [] }, { ...clauses }, status);
  const are = isPersonAt(reader, line);
  reader.pos = pos;
  return are && line.enters;
}

/** "王伟请假，其余全到", "王伟 late, everyone else here": the exceptions stand first and need no word before them. */
function closesWithAll(reader: Reader): boolean {
  for (let at = reader.pos + 1; at < reader.plain.length; at += 1) {
    const match = reader.startsWord(at) ? reader.peek(rest, at) : undefined;
    if (match && reader.atEnd(at + match[0].length)) return true;
  }
  return false;
}

/** @param named the exceptions stand first, without "except": unless the line closes with it, it says nothing of others */
function takeEveryone(reader: Reader, line: Line, clauses: Clauses, named = false): AttendanceCommand {
  const others = reader.peek(rest);
  const stated = reader.take(allOf)?.groups;
  const number = stated?.before ?? stated?.behind ?? stated?.between;
  let isAll = number !== undefined || reader.take(all) !== undefined;
  takeClauses(reader, clauses, isEntry, clauseRules(line));
  const opener = reader.take(except);
  // 全到，王伟请假: the exceptions need no word before them either, if there are any.
  const isList = opener !== undefined || named || (!reader.atEnd() && isStatusAhead(reader));
  const word = opener ? reader.typed(opener) : undefined;
  const exceptions = isList ? takeExceptions(reader, line, clauses, word) : [];
  // 除王伟请假外，其余全到: the same sentence with its end first.
  reader.take(outside);
  reader.skipSeparators();
  if (!isAll) isAll = reader.take(all) !== undefined || opener !== undefined;
  takeClauses(reader, clauses, isEntry, clauseRules(line));
  reader.expectEnd();
  // 其他人都到, after a line about those who did not come: read as everybody, it would wipe what that one said.
  if (others && exceptions.length === 0)
    throw new Refused<ParseProblem>({ code: "noOthers", word: reader.typed(others) });
  const about = readClauses(clauses, line, "latest");
  if (!isAll) return { kind: "people", ...about, except: exceptions };
  return { kind: "everyone", ...about, except: exceptions, ...(number && { stated: Number(number) }) };
}
