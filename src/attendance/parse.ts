import type { IsoDate, IsoWeek } from "../calendar.ts";
import { takeUnitAnd } from "../line/clauses.ts";
import { type Days, peekDate, peekWeek, readWeek, resolveDate, takeDate } from "../line/date.ts";
import { Names } from "../line/names.ts";
import type { Who } from "../line/people.ts";
import { anyOf, type LineProblem, Reader, Refused, sticky } from "../line/reader.ts";
import { takeEntry } from "./parse/entry.ts";
import { doubted } from "./parse/line.ts";
import { takeCancelled } from "./parse/span.ts";
import { type CommandWord, commandWords } from "./parse/words.ts";

/** The day that a line names: itself, or by its week, whose session day it then is. */
export type When = { date?: IsoDate; week?: IsoWeek };
/** What is to be asked before the line is followed; none where it is clear. */
type Asked = { doubts?: LineDoubt[] };

/** One line of `/attendance`, understood. A `unit` is a code or a name as typed; a name is as typed, composed (NFC). */
export type AttendanceCommand =
  | { kind: "form" }
  | { kind: "help" }
  | { kind: "open" }
  /** 签到 says both "open a check-in" and "I am here": it depends on who says it. */
  | { kind: "checkIn" }
  /** `until`: leave on each session day from `date` to that one. */
  | ({ kind: "self"; status: "present" | "late" | "leave"; reason?: string; until?: IsoDate } & When & Asked)
  /** `stated`: how many they are, where the line says it. */
  | ({ kind: "everyone"; unit?: string; except: Exception[]; stated?: number } & When & Asked)
  /** These people, and nothing of the others. */
  | ({ kind: "people"; unit?: string; except: Exception[] } & When & Asked)
  | ({
      kind: "counts";
      unit?: string;
      present: number;
      late: number;
      leave: number;
      absent: number;
    } & When &
      Asked)
  /** `reason` may be empty: then it is asked for. */
  | ({ kind: "noSession"; unit?: string; week: IsoWeek; reason: string } & Asked)
  | { kind: "status"; unit?: string; week?: IsoWeek }
  | { kind: "missing"; week?: IsoWeek }
  | { kind: "history"; unit?: string; date?: IsoDate }
  /** Takes leave back that was announced: on that day or from it to `until`; without either all that is ahead. */
  | { kind: "cancelLeave"; date?: IsoDate; until?: IsoDate }
  /** Takes a whole session back. */
  | { kind: "undo"; unit?: string; date?: IsoDate };

/** Someone who was not simply there. */
export type Exception = {
  who: Who;
  status: "late" | "leave" | "absent";
  reason?: string;
};

/** Why a line may be meant otherwise; `word` is what was typed there. */
export type LineDoubt =
  /** 周三: that day, or the other one. */
  | { kind: "twoDays"; word: string; date: IsoDate; other: IsoDate }
  /** A reason that holds a day, a person, or more days than the one that is recorded. */
  | { kind: "dayInReason" | "nameInReason" | "longer"; word: string }
  /** 周一 is somebody's name and a day; it is taken as what stands first. */
  | { kind: "nameOrDay" | "dayOrName"; word: string }
  /** Only some are named, of a day on which nothing is recorded yet: the others are taken as present. */
  | { kind: "othersCame" }
  /** 28人全到, and the list has another number. */
  | { kind: "otherNumber"; stated: number; listed: number }
  /** Named as missing, without why. */
  | { kind: "noStatus"; word: string }
  /** Behind somebody's status, and perhaps somebody else. */
  | { kind: "bareReason"; word: string }
  /** Head-counts keep no kinds of leave. */
  | { kind: "leaveKinds"; word: string }
  /** 实到 may count those who were late. */
  | { kind: "lateAmong"; present: number; late: number };

/**
 * Why a line was refused, for the edge to word. `missingStatus`: a person, or a number, without a status.
 * `missingCount`: a status without its number. `absentSelf`: nobody reports their own absence. `span`: several days,
 * which only one's own leave can be; `spanOthers`: the same of somebody named; `spanOrder`: it ends before it begins.
 * `noOthers`: the others came, without whom they are others than. `sum`: the numbers do not add up to how many there
 * should be.
 */
export type ParseProblem =
  | LineProblem
  | { code: "missingStatus" | "missingCount" | "absentSelf" | "noOthers"; word: string }
  | { code: "span" | "spanOthers" | "spanOrder"; word: string }
  | { code: "badCount"; word: string; max: number }
  | { code: "sum"; sum: number; expected: number }
  | { code: "twice"; what: "count"; word: string }
  | { code: "tooLong"; max: number };

export type ParseResult = { ok: true; command: AttendanceCommand } | { ok: false; problem: ParseProblem };

/**
 * Who a line may be about, besides its author: the names of the unit's people on the day that it is about, in full;
 * `enters`: the author enters for them. Without names, `names.asked` tells afterwards whether they would matter.
 */
export type About = Days & { names?: Names; enters?: boolean };

/**
 * Reads the text behind `/attendance`, in English, Chinese or both, as Slack sends it (mentions and `& < >` escaped).
 * `today` is the date in the campaign's time zone, `period` the campaign's days: a date without a year is the one among
 * them, else the last such day up to today (for leave the one nearest to today); a week without a year is the last such
 * week that has begun. All of the text is read, refused, or part of a reason. Any text gets an answer.
 */
export function parseAttendance(
  text: string,
  { names = new Names(), enters = false, ...days }: About,
): ParseResult {
  const line = { days, names, enters, doubts: [] };
  try {
    return { ok: true, command: doubted(read(new Reader(text), line), line) };
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, problem: refused.problem };
    throw refused;
  }
}

const commands = (Object.keys(commandWords) as CommandWord[]).map((kind) => ({
  kind,
  pattern: sticky(anyOf(commandWords[kind])),
}));

function read(reader: Reader, line: Parameters<typeof takeEntry>[1]): AttendanceCommand {
  reader.skipSeparators();
  if (reader.pos === reader.plain.length) return { kind: "form" };
  const command = commands.find(({ pattern }) => reader.take(pattern));
  if (!command) return takeEntry(reader, line);
  reader.skipSeparators();
  switch (command.kind) {
    case "help":
      return { kind: "help" };
    case "open":
    case "checkIn":
      reader.expectEnd();
      return { kind: command.kind };
    case "cancelLeave":
      return { kind: "cancelLeave", ...takeCancelled(reader, line) };
    case "history":
    case "undo":
      return { kind: command.kind, ...takeSession(reader, line.days) };
    case "status":
    case "missing":
      return takeWeekly(reader, command.kind, line.days);
  }
}

function takeWeekly(reader: Reader, kind: "status" | "missing", days: Days): AttendanceCommand {
  const { unit, found } = takeUnitAnd(reader, peekWeek, "week");
  if (kind === "missing" && unit !== undefined) throw new Refused({ code: "unknownWord", word: unit });
  return {
    kind,
    ...(unit !== undefined && { unit }),
    ...(found && { week: readWeek(found, days) }),
  };
}

function takeSession(reader: Reader, days: Days): { unit?: string; date?: IsoDate } {
  // What only looks like a date is refused, not sought as a unit.
  const { unit, found } = takeUnitAnd(reader, peekDate, "date");
  if (!found) takeDate(reader);
  return {
    ...(unit !== undefined && { unit }),
    ...(found && { date: resolveDate(found, days, "latest") }),
  };
}
