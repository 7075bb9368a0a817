import type { IsoDate, IsoWeek } from "../calendar.ts";
import { peekDate, peekWeek, resolveDate, resolveWeek, takeDate } from "./parse/date.ts";
import { takeEntry } from "./parse/entry.ts";
import { anyOf, Reader, Refused, sticky } from "./parse/text.ts";
import { type CommandWord, commandWords, unitWords } from "./parse/words.ts";

/** One line of `/attendance`, understood. A `unit` is a code or a name as typed; a name is as typed, composed (NFC). */
export type AttendanceCommand =
  | { kind: "form" }
  | { kind: "help" }
  | { kind: "open" }
  /** 签到 says both "open a check-in" and "I am here": it depends on who says it. */
  | { kind: "checkIn" }
  | { kind: "self"; status: "present" | "late" | "leave"; reason?: string; date?: IsoDate }
  | { kind: "everyone"; date?: IsoDate; unit?: string; except: Exception[] }
  | {
      kind: "counts";
      date?: IsoDate;
      unit?: string;
      present: number;
      late: number;
      leave: number;
      absent: number;
    }
  | { kind: "status"; unit?: string; week?: IsoWeek }
  | { kind: "missing"; week?: IsoWeek }
  | { kind: "history"; unit?: string; date?: IsoDate };

/** Someone who was not simply there. */
export type Exception = {
  who: { slackUserId: string } | { name: string };
  status: "late" | "leave" | "absent";
};

/**
 * Why a line was refused, for the edge to word. `word` is what was typed there, to be quoted (escaped) to the user.
 * `missingStatus`: a person, or a number, without a status. `missingCount`: a status without its number. `noName`: a
 * status, or "except", without a person. `noUnit`: "for" without a unit. `absentSelf`: nobody reports their own absence.
 */
export type ParseProblem =
  | {
      code:
        | "unknownWord"
        | "badDate"
        | "badWeek"
        | "missingStatus"
        | "missingCount"
        | "noName"
        | "noUnit"
        | "absentSelf";
      word: string;
    }
  | { code: "badCount"; word: string; max: number }
  | { code: "twice"; what: "person" | "count" | "date" | "unit" | "week"; word: string }
  | { code: "tooLong"; max: number };

export type ParseResult = { ok: true; command: AttendanceCommand } | { ok: false; problem: ParseProblem };

/**
 * Reads the text behind `/attendance`, in English, Chinese or both, as Slack sends it (mentions and `& < >` escaped).
 * `today` is the date in the campaign's time zone. A date without a year is the last such day up to today, for leave
 * the one nearest to today; a week without a year is the last such week that has begun. Any text gets an answer.
 */
export function parseAttendance(text: string, today: IsoDate): ParseResult {
  try {
    return { ok: true, command: read(new Reader(text), today) };
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, problem: refused.problem };
    throw refused;
  }
}

const commands = (Object.keys(commandWords) as CommandWord[]).map((kind) => ({
  kind,
  pattern: sticky(anyOf(commandWords[kind])),
}));
const unitWord = sticky(`${anyOf(unitWords)}[ :=]{0,8}`);
const wordBreak = /[ ,;、。]|$/y;

function read(reader: Reader, today: IsoDate): AttendanceCommand {
  reader.skipSeparators();
  if (reader.pos === reader.plain.length) return { kind: "form" };
  const command = commands.find(({ pattern }) => reader.take(pattern));
  if (!command) return takeEntry(reader, today);
  reader.skipSeparators();
  switch (command.kind) {
    case "help":
      return { kind: "help" };
    case "open":
    case "checkIn":
      reader.expectEnd();
      return { kind: command.kind };
    case "history":
      return takeHistory(reader, today);
    case "status":
    case "missing":
      return takeWeekly(reader, command.kind, today);
  }
}

function takeWeekly(reader: Reader, kind: "status" | "missing", today: IsoDate): AttendanceCommand {
  const { unit, found } = takeUnitAnd(reader, peekWeek, "week");
  if (kind === "missing" && unit !== undefined) throw new Refused({ code: "unknownWord", word: unit });
  return {
    kind,
    ...(unit !== undefined && { unit }),
    ...(found && { week: resolveWeek(found, today) }),
  };
}

function takeHistory(reader: Reader, today: IsoDate): AttendanceCommand {
  // What only looks like a date is refused, not sought as a unit.
  const { unit, found } = takeUnitAnd(reader, peekDate, "date");
  if (!found) takeDate(reader);
  return {
    kind: "history",
    ...(unit !== undefined && { unit }),
    ...(found && { date: resolveDate(found, today, "latest") }),
  };
}

type About<T> = { unit?: string; found?: T };
type Peek<T> = (reader: Reader, at: number) => { written: T; length: number } | undefined;

/** The rest of the line: a unit, and a date or week before or behind it; either may be missing. */
function takeUnitAnd<T extends { text: string }>(
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
