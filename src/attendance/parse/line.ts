import type { IsoDate, IsoWeek } from "../../calendar.ts";
import type { ClauseRules, Clauses } from "../../line/clauses.ts";
import {
  type Days,
  peekDate,
  type ReadDate,
  readDate,
  readWeek,
  type WrittenDate,
  type YearRule,
} from "../../line/date.ts";
import type { Names } from "../../line/names.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { joinWords } from "../../line/words.ts";
import type { AttendanceCommand, LineDoubt, ParseProblem } from "../parse.ts";
import { isStatusAhead, statusPattern } from "./status.ts";
import {
  allWords,
  cameWords,
  eachWords,
  everybodyWords,
  expectedWords,
  measureWords,
  othersWords,
  restWords,
} from "./words.ts";

/** What one line is read with, and what was doubtful about it so far. */
export type Line = {
  days: Days;
  names: Names;
  /** Who typed it enters for others, so a name may be what it is about. */
  enters: boolean;
  doubts: LineDoubt[];
};

const who = (words: readonly string[]) => `${anyOf(words)}(?:${anyOf(eachWords)})?${anyOf(cameWords)}`;
const others = `(?:${anyOf(restWords)}|${who(othersWords)})`;
/** "everyone else here", 其余全到. */
export const rest = sticky(others);
/** "everyone", 全体到齐, and what `rest` means. */
const everybody = `(?:${others}|${anyOf(allWords)}|${who(everybodyWords)})`;
export const all = sticky(everybody);
const measure = ` {0,2}(?:${anyOf(measureWords)})?`;
/** "28人全到", "应到28人，全到", "全到28人", "all 28 here": everyone, and how many that should be. */
export const allOf = sticky(
  [
    `(?:${anyOf(expectedWords)}[ :]{0,4})?(?<before>\\d{1,6})${measure}[ ,]{0,4}${everybody}`,
    `${everybody}[ :]{0,4}(?<behind>\\d{1,6})${measure}(?=[ .!]*(?:$|[,;、。]))`,
    `all {1,4}(?<between>\\d{1,6}) {1,4}(?:are {1,4})?(?:here|present)`,
  ].join("|"),
);
const expected = sticky(anyOf(expectedWords));
const separators = / *[,;:、。]? */y;
const joined = sticky(` {0,8}(?:、|${anyOf(joinWords)})`);

/** How dates, weeks and units are told from names on this line. */
export function clauseRules(line: Line): ClauseRules {
  return {
    weeks: true,
    isName(reader, at, length) {
      // A date in figures is nobody's name.
      if (/\d/.test(reader.plain.slice(at, at + length))) return false;
      const named = line.names.at(reader, at);
      if (named !== length) return named > length;
      return line.enters && isMeantAsName(reader, line, at, named);
    },
  };
}

/** 周一请假, 周一、王伟请假: a person or a day, read as the person; 周一 王伟请假: as the day; 周一全到 can only be the day. */
function isMeantAsName(reader: Reader, line: Line, at: number, length: number): boolean {
  const end = at + length;
  const next = end + (reader.peek(separators, end)?.[0].length ?? 0);
  if (reader.peek(all, next) || reader.peek(expected, next)) return false;
  const word = reader.slice(at, end);
  const isPerson = Boolean(reader.peek(statusPattern, next) ?? reader.peek(joined, end));
  if (isPerson) doubtOnce(line, { kind: "nameOrDay", word });
  else if (isStatusAhead(reader, 0)) doubtOnce(line, { kind: "dayOrName", word });
  return isPerson;
}

export function doubtOnce(line: Line, doubt: LineDoubt): void {
  const same = JSON.stringify(doubt);
  if (!line.doubts.some((known) => JSON.stringify(known) === same)) line.doubts.push(doubt);
}

/** A day that may be another one is doubted. */
export function doubtTwoDays(line: Line, { text }: WrittenDate, { date, other }: ReadDate): void {
  if (other !== undefined) doubtOnce(line, { kind: "twoDays", word: text, date, other });
}

/** What the clauses say, of one day. @throws Refused `badDate`, `badWeek`, `span` for several */
export function readClauses(
  clauses: Clauses,
  line: Line,
  rule: YearRule,
): { date?: IsoDate; week?: IsoWeek; unit?: string } {
  const { date: written, week, unit, span, since } = clauses;
  const days = span?.text ?? since;
  if (days !== undefined) throw new Refused<ParseProblem>({ code: "span", word: days });
  const read = written && readDate(written, line.days, rule);
  if (read) doubtTwoDays(line, written, read);
  return {
    ...(read && { date: read.date }),
    ...(week && { week: readWeek(week, line.days) }),
    ...(unit !== undefined && { unit }),
  };
}

/** The command, with what is to be asked about it. */
export const doubted = (command: AttendanceCommand, { doubts }: Line): AttendanceCommand =>
  doubts.length > 0 && isEntry(command) ? { ...command, doubts } : command;

type Entry = Extract<AttendanceCommand, { doubts?: LineDoubt[] }>;
const entries: string[] = ["self", "everyone", "people", "counts", "noSession"] satisfies Entry["kind"][];
const isEntry = (command: AttendanceCommand): command is Entry => entries.includes(command.kind);

/** True where a mention or a whole name of the roster stands. */
export const isPersonAt = (reader: Reader, line: Line, at: number = reader.pos): boolean =>
  line.names.at(reader, at) > 0 || reader.isMention(at);

/** The same right behind a status (请假 周一): somebody who is called like a day is asked about. */
export function isPersonBehind(reader: Reader, line: Line): boolean {
  const named = line.names.at(reader);
  if (named > 0 && peekDate(reader, reader.pos)?.length === named)
    doubtOnce(line, { kind: "nameOrDay", word: reader.slice(reader.pos, reader.pos + named) });
  return isPersonAt(reader, line);
}
