import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import type { AttendanceCommand, ParseProblem } from "../parse.ts";
import { type AttendanceStatus, measureWords, statusWords } from "./words.ts";

/** No organisation is that large: a bound that catches a slip of the keyboard. */
export const maxCount = 100_000;

const statuses: AttendanceStatus[] = ["present", "late", "leave", "absent"];
const anyStatus = `(?:${statuses.map((status) => `(?<${status}>${anyOf(statusWords[status])})`).join("|")})`;
// A number is not half a date: 10-14, 10月14日.
const number = String.raw`(?<number>[\-−]?\d{1,30})(?!\d|[\-\/.]\d|[年月])`;
const measure = ` {0,8}(?<measure>${anyOf(measureWords)})?`;

export const statusPattern = sticky(anyStatus);
const numberFirst = sticky(`${number}${measure} {0,8}${anyStatus}`);
const wordFirst = sticky(`${anyStatus}[ :=]{0,8}${number}${measure}`);
const loneNumber = sticky(number);
const measureAlone = sticky(measure);
const blankThenWord = sticky(String.raw` {0,8}[^ ,;、。\d]`);

/** The status that a match of `statusPattern`, or of a pair, names. */
export function statusOf(match: RegExpExecArray): AttendanceStatus | undefined {
  return statuses.find((status) => match.groups?.[status] !== undefined);
}

/** Takes a status word, if one stands here. */
export function takeStatus(reader: Reader): AttendanceStatus | undefined {
  const match = reader.take(statusPattern);
  return match && statusOf(match);
}

/** True when "42 present" or "出勤42" begins at that place. */
export function isCountAt(reader: Reader, at: number): boolean {
  return reader.peek(numberFirst, at) !== undefined || reader.peek(wordFirst, at) !== undefined;
}

type Pair = { text: string; status: AttendanceStatus; count: number };
export type Counts = Pick<
  Extract<AttendanceCommand, { kind: "counts" }>,
  "present" | "late" | "leave" | "absent"
>;

/**
 * Takes "42 present 1 late", "出勤42 迟到1", any mixture, in any order; what is not said is 0.
 * Nothing is taken when no count begins here, or when it reads as somebody's leave with a reason ("leave 2 days").
 * @throws Refused `badCount`, `twice`, `missingStatus`, `missingCount`.
 */
export function takeCounts(reader: Reader): Counts | undefined {
  const from = reader.pos;
  const pairs: Pair[] = [];
  let measured = false;
  for (let match = takePair(reader); match; match = takePair(reader)) {
    const status = statusOf(match);
    if (!status) break;
    pairs.push({ text: reader.typed(match), status, count: countOf(match) });
    measured ||= match.groups?.measure !== undefined;
    reader.skipSeparators();
  }
  if (pairs.length < 2 && !measured && opensLeave(reader, from)) {
    reader.pos = from;
    return undefined;
  }
  refuseLeftover(reader, pairs.length > 0);
  return pairs.length === 0 ? undefined : summed(pairs);
}

function takePair(reader: Reader): RegExpExecArray | undefined {
  return reader.take(numberFirst) ?? reader.take(wordFirst);
}

/** "leave …" is first of all what one says of oneself, with a reason that may begin with a number. */
function opensLeave(reader: Reader, at: number): boolean {
  const match = reader.peek(statusPattern, at);
  return match !== undefined && statusOf(match) === "leave";
}

function countOf(match: RegExpExecArray): number {
  return Number((match.groups?.number ?? "").replace("−", "-"));
}

function summed(pairs: Pair[]): Counts {
  const counts: Counts = { present: 0, late: 0, leave: 0, absent: 0 };
  const seen = new Set<AttendanceStatus>();
  for (const { text, status, count } of pairs) {
    if (count < 0 || count > maxCount)
      throw new Refused<ParseProblem>({ code: "badCount", word: text, max: maxCount });
    if (seen.has(status)) throw new Refused<ParseProblem>({ code: "twice", what: "count", word: text });
    seen.add(status);
    counts[status] = count;
  }
  return counts;
}

/** A number without a status, or, behind a count, a status without a number. */
function refuseLeftover(reader: Reader, afterCount: boolean): void {
  const left = reader.peek(loneNumber);
  if (left) refuseNumber(reader, left);
  const word = afterCount ? reader.peek(statusPattern) : undefined;
  if (word) throw new Refused<ParseProblem>({ code: "missingCount", word: reader.typed(word) });
}

function refuseNumber(reader: Reader, match: RegExpExecArray): never {
  const word = reader.typed(match);
  const count = countOf(match);
  if (count < 0 || count > maxCount)
    throw new Refused<ParseProblem>({ code: "badCount", word, max: maxCount });
  reader.take(loneNumber);
  reader.take(measureAlone);
  // "42 presents": the word is what is wrong.
  if (reader.peek(blankThenWord)) reader.expectEnd();
  throw new Refused<ParseProblem>({ code: "missingStatus", word });
}
