import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import type { AttendanceCommand, ParseProblem } from "../parse.ts";
import { doubtOnce, type Line } from "./line.ts";
import { leaveKindWords } from "./reason-words.ts";
import { statusOf, statusPattern } from "./status.ts";
import { type AttendanceStatus, expectedWords, measureWords, statusWords } from "./words.ts";

/** No organisation is that large: a bound that catches a slip of the keyboard. */
export const maxCount = 100_000;

const statuses: AttendanceStatus[] = ["present", "late", "leave", "absent"];
const anyWord = [
  ...statuses.map((status) => `(?<${status}>${anyOf(statusWords[status])})`),
  `(?<kind>${anyOf(leaveKindWords)})`,
  `(?<expected>${anyOf(expectedWords)})`,
].join("|");
// A number is not half a date: 10-14, 10月14日.
const number = String.raw`(?<number>[\-−]?\d{1,30})(?!\d|[\-\/.]\d|[年月])`;
const measure = ` {0,8}(?<measure>${anyOf(measureWords)})?`;

const numberFirst = sticky(`${number}${measure} {0,8}(?:${anyWord})(?:的?${anyOf(measureWords)})?`);
const wordFirst = sticky(`(?:${anyWord})[ :=]{0,8}${number}${measure}`);
const loneNumber = sticky(number);
const measureAlone = sticky(measure);
const blankThenWord = sticky(String.raw` {0,8}[^ ,;、。\d]`);

/** True when "42 present" or "出勤42" begins at that place. */
export function isCountAt(reader: Reader, at: number): boolean {
  return reader.peek(numberFirst, at) !== undefined || reader.peek(wordFirst, at) !== undefined;
}

type Part = AttendanceStatus | "expected";
/** `kind`: the word for a kind of leave, which head-counts cannot keep; `came`: 实到, which the late ones are part of. */
type Pair = { text: string; part: Part; count: number; kind?: string; came?: true };
export type Counts = Pick<
  Extract<AttendanceCommand, { kind: "counts" }>,
  "present" | "late" | "leave" | "absent"
>;

/**
 * Takes "42 present 1 late", "应到23人 实到22人 请假1人", any mixture, in any order; what is not said is 0.
 * Nothing is taken when no count begins here, or when it reads as what somebody says of themselves ("leave 2 days").
 * @throws Refused `badCount`, `twice`, `missingStatus`, `missingCount`, `sum`.
 */
export function takeCounts(reader: Reader, line: Line): Counts | undefined {
  const from = reader.pos;
  const pairs: Pair[] = [];
  let measured = false;
  for (let match = takePair(reader); match; match = takePair(reader)) {
    pairs.push(pairOf(reader, match));
    measured ||= match.groups?.measure !== undefined;
    reader.skipSeparators();
  }
  if (pairs.length < 2 && !measured && opensOwn(reader, from)) {
    reader.pos = from;
    return undefined;
  }
  refuseLeftover(reader, pairs.length > 0);
  return pairs.length === 0 ? undefined : summed(pairs, line);
}

function takePair(reader: Reader): RegExpExecArray | undefined {
  return reader.take(numberFirst) ?? reader.take(wordFirst);
}

function pairOf(reader: Reader, match: RegExpExecArray): Pair {
  const { number: count = "", kind, expected, present } = match.groups ?? {};
  return {
    text: reader.typed(match),
    part: expected === undefined ? (statusOf(match) ?? "present") : "expected",
    count: Number(count.replace("−", "-")),
    ...(kind !== undefined && { kind }),
    ...(present === "实到" && { came: true }),
  };
}

/**
 * "leave …" is first of all what one says of oneself, with a reason that may begin with a number; so is "late …", where
 * more stands behind the number: 迟到5分钟.
 */
function opensOwn(reader: Reader, at: number): boolean {
  const match = reader.peek(statusPattern, at);
  const status = match && statusOf(match);
  return status === "leave" || (status === "late" && !reader.atEnd());
}

function summed(pairs: Pair[], line: Line): Counts {
  const counts = { present: 0, late: 0, leave: 0, absent: 0, expected: 0 };
  const seen = new Set<string>();
  for (const { text, part, count, kind } of pairs) {
    if (count < 0 || count > maxCount)
      throw new Refused<ParseProblem>({ code: "badCount", word: text, max: maxCount });
    // 病假1人 事假2人 are three on leave; 请假1人 请假2人 is a slip.
    if (seen.has(kind ?? part)) throw new Refused<ParseProblem>({ code: "twice", what: "count", word: text });
    seen.add(kind ?? part);
    counts[part] += count;
  }
  const kinds = pairs.flatMap(({ kind }) => kind ?? []);
  if (kinds.length > 0) doubtOnce(line, { kind: "leaveKinds", word: kinds.join(", ") });
  return checked(counts, pairs, line, seen.has("expected"));
}

/** 实到 may count the late ones as well; how many there should be tells, or else it is asked. @throws Refused `sum` */
function checked(
  { expected, ...counts }: Counts & { expected: number },
  pairs: Pair[],
  line: Line,
  isChecked: boolean,
): Counts {
  const { present, late, leave, absent } = counts;
  const came = pairs.some((pair) => pair.came) && late > 0;
  const without = { ...counts, present: present - late };
  if (!isChecked) {
    if (came) doubtOnce(line, { kind: "lateAmong", present, late });
    return counts;
  }
  const sum = present + late + leave + absent;
  if (sum === expected) return counts;
  if (came && sum - late === expected && without.present >= 0) return without;
  throw new Refused<ParseProblem>({ code: "sum", sum, expected });
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
  const count = Number(word.replace("−", "-"));
  if (count < 0 || count > maxCount)
    throw new Refused<ParseProblem>({ code: "badCount", word, max: maxCount });
  reader.take(loneNumber);
  reader.take(measureAlone);
  // "42 presents": the word is what is wrong.
  if (reader.peek(blankThenWord)) reader.expectEnd();
  throw new Refused<ParseProblem>({ code: "missingStatus", word });
}
