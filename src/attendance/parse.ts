import type { IsoDate, IsoWeek } from "../calendar.ts";
import { takeUnitAnd } from "../line/clauses.ts";
import { peekDate, peekWeek, resolveDate, resolveWeek, takeDate } from "../line/date.ts";
import type { Who } from "../line/people.ts";
import { anyOf, type LineProblem, Reader, Refused, sticky } from "../line/reader.ts";
import { takeEntry } from "./parse/entry.ts";
import { type CommandWord, commandWords } from "./parse/words.ts";

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
  | { kind: "history"; unit?: string; date?: IsoDate }
  /** Takes a whole session back. */
  | { kind: "undo"; unit?: string; date?: IsoDate };

/** Someone who was not simply there. */
export type Exception = {
  who: Who;
  status: "late" | "leave" | "absent";
};

/**
 * Why a line was refused, for the edge to word. `missingStatus`: a person, or a number, without a status.
 * `missingCount`: a status without its number. `absentSelf`: nobody reports their own absence.
 */
export type ParseProblem =
  | LineProblem
  | { code: "missingStatus" | "missingCount" | "absentSelf"; word: string }
  | { code: "badCount"; word: string; max: number }
  | { code: "twice"; what: "count"; word: string }
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
    case "undo":
      return { kind: command.kind, ...takeSession(reader, today) };
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

function takeSession(reader: Reader, today: IsoDate): { unit?: string; date?: IsoDate } {
  // What only looks like a date is refused, not sought as a unit.
  const { unit, found } = takeUnitAnd(reader, peekDate, "date");
  if (!found) takeDate(reader);
  return {
    ...(unit !== undefined && { unit }),
    ...(found && { date: resolveDate(found, today, "latest") }),
  };
}
