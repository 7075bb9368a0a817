import { type Clauses, takeDateClause } from "../../line/clauses.ts";
import { refuseTwice, skipBetweenPeople, takePerson, type Who } from "../../line/people.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { outsideWords, unitWords } from "../../line/words.ts";
import type { Exception, ParseProblem } from "../parse.ts";
import { all, clauseRules, doubtOnce, isPersonAt, isPersonBehind, type Line } from "./line.ts";
import { takeBracketed, takeReasonOf } from "./others-reason.ts";
import { refuseSpanOfOthers } from "./span.ts";
import { exceptionPattern, type Said, takeStatus } from "./status.ts";

/** Someone named whose status has not been read yet, how they were written, and why, where that stood in brackets. */
type Waiting = { who: Who; text: string; reason?: string };

// 外 is part of a name, unless the sentence pauses or turns behind it.
const outside = sticky(`${anyOf(outsideWords)}(?= {0,8}(?:[,;、。]|$|${all.source}))`);
const unit = sticky(anyOf(unitWords));
const firstOfStatus = sticky("[ :,、]{0,8}");
const nameGoesOn = sticky(" {0,2}[·•‧∙⋅●・]");
const nameStops = sticky(`[ ,;:、。\\(\\u0001"]|$|${anyOf(["和", "与", "及", "跟", ...outsideWords])}`);

/**
 * Takes "王伟、李雷 请假，<@U012AB> absent": each status holds for all the people named since the one before it, or, where
 * none were, for those behind it (请假：王伟、李雷). Stops at the end, at what closes the list (外, 其余全到) and at a unit
 * ("for …"). A name may have blanks in it, but no status word, comma or " and ", unless it stands in quotation marks.
 * @param opener the word that announced the list, as typed; undefined where the list begins the line
 * @throws Refused `noName`, `missingStatus`, `twice`, `unknownWord`.
 */
export function takeExceptions(
  reader: Reader,
  line: Line,
  clauses: Clauses,
  opener: string | undefined,
): Exception[] {
  const found: Exception[] = [];
  let waiting: Waiting[] = [];
  for (;;) {
    skipBetweenPeople(reader);
    if (reader.atEnd() || isListEnd(reader)) break;
    refuseSpanOfOthers(reader);
    if (takeDateClause(reader, clauses, clauseRules(line))) continue;
    const said = takeStatus(reader, exceptionPattern);
    if (said) {
      const people = waiting.length > 0 ? waiting : takeThoseBehind(reader, line, clauses, said);
      found.push(...withStatus(reader, line, people, said));
      waiting = [];
      continue;
    }
    const person = takeOne(reader, line);
    const inBrackets = takeBracketed(reader, line);
    if (inBrackets?.said) found.push({ who: person.who, ...inBrackets.said });
    else waiting.push({ ...person, ...(inBrackets && { reason: inBrackets.text }) });
  }
  found.push(...withoutStatus(line, waiting, found.length === 0 && opener !== undefined));
  if (found.length === 0) throw new Refused({ code: "noName", word: opener ?? reader.word(0) });
  refuseTwice(found);
  return found;
}

function isListEnd(reader: Reader): boolean {
  return [outside, all, unit].some((pattern) => reader.peek(pattern) !== undefined);
}

/** A whole name of the roster, or else what stands up to the next status or comma. */
function takeOne(reader: Reader, line: Line): Waiting {
  const { pos } = reader;
  const fitting = line.names.lengthsAt(reader).filter((length) => endsName(reader, line, pos + length));
  const [length] = fitting;
  if (length === undefined) return takePerson(reader, [exceptionPattern, nameBracket]);
  const text = reader.slice(pos, pos + length);
  // 王伟明 before 天, and 王伟 before 明天: the longer name, and it is asked.
  if (fitting.some((other) => other < length && startsDay(reader, line, pos + other)))
    doubtOnce(line, { kind: "nameOrDay", word: text });
  reader.pos = pos + length;
  return { who: { name: text }, text };
}

/** True where a name can end: 马明 is no part of 马明天 then, and 王伟 none of 王伟民. */
const endsName = (reader: Reader, line: Line, end: number): boolean =>
  reader.peek(nameGoesOn, end) === undefined &&
  (reader.peek(nameStops, end) !== undefined ||
    reader.peek(exceptionPattern, end) !== undefined ||
    reader.peek(all, end) !== undefined ||
    line.names.at(reader, end) > 0 ||
    startsDay(reader, line, end));

const nameBracket = sticky(String.raw`\(`);

function startsDay(reader: Reader, line: Line, at: number): boolean {
  const { pos } = reader;
  reader.pos = at;
  const is = takeDateClause(reader, {}, clauseRules(line));
  reader.pos = pos;
  return is;
}

/** 请假：王伟、李雷 */
function takeThoseBehind(reader: Reader, line: Line, clauses: Clauses, said: Said): Waiting[] {
  const people: Waiting[] = [];
  reader.take(firstOfStatus);
  refuseSpanOfOthers(reader);
  if (!isPersonBehind(reader, line) && takeDateClause(reader, clauses, clauseRules(line)))
    reader.take(firstOfStatus);
  while (isPersonAt(reader, line)) {
    const person = takeOne(reader, line);
    const inBrackets = takeBracketed(reader, line);
    people.push({ ...person, ...(inBrackets && { reason: inBrackets.text }) });
    const behind = reader.pos;
    skipBetweenPeople(reader);
    if (!isPersonAt(reader, line)) reader.pos = behind;
  }
  if (people.length === 0) throw new Refused({ code: "noName", word: said.text });
  return people;
}

function withStatus(reader: Reader, line: Line, people: Waiting[], said: Said): Exception[] {
  const { status } = said;
  if (status === "present") throw new Refused({ code: "unknownWord", word: said.text });
  const why = takeReasonOf(reader, line, said);
  return people.map(({ who, reason: own }) => {
    const reason = [own, why].filter((part) => part !== undefined).join("，");
    return { who, status, ...(reason !== "" && { reason }) };
  });
}

/**
 * "all but 王伟" says that 王伟 was not there, and leaves open why: asked as absent. Behind others whose status is said,
 * it stays open which one is meant. @throws Refused `missingStatus`
 */
function withoutStatus(line: Line, waiting: Waiting[], isAsked: boolean): Exception[] {
  const [first] = waiting;
  if (!first) return [];
  if (!isAsked) throw new Refused<ParseProblem>({ code: "missingStatus", word: first.text });
  doubtOnce(line, { kind: "noStatus", word: waiting.map(({ text }) => text).join(", ") });
  return waiting.map(({ who, reason }) => ({
    who,
    status: "absent",
    ...(reason !== undefined && { reason }),
  }));
}
