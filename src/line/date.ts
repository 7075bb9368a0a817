import type { Weekday } from "../calendar.ts";
import { englishDate, hanDate, monthDay } from "./months.ts";
import { anyOf, letter, type Reader, Refused, sticky } from "./reader.ts";
import { peekWeekday } from "./weekday.ts";
import { dayWords, durationWords, weekWords } from "./words.ts";

export {
  type Days,
  type ReadDate,
  readDate,
  readWeek,
  resolveDate,
  resolveWeek,
  type YearRule,
} from "./resolve.ts";

/** A date as written, before it is known which year, month or week is meant. */
export type WrittenDate = { text: string } & (
  | { days: number }
  /** `swapped`: the same figures with the day first, as 10/11 may be meant in English. */
  | { year?: number; monthDay: string; swapped?: string }
  | { dayOfMonth: number }
  | WrittenWeekday
  | { weekday: Weekday; ofWeek: WrittenWeek }
);
/** `weeks` from this one, where that was said; "next Fri" (`soon`) and "last Fri" (`past`) are meant in two ways. */
export type WrittenWeekday = { weekday: Weekday; weeks?: number; loose?: "soon" | "past" };
/** A week as written, before it is known which year is meant. */
export type WrittenWeek = { text: string; weeks: number } | { text: string; year?: number; number: string };

export type Peeked<T> = { written: T; length: number };

const fullDate = sticky(
  String.raw`(\d{4})(?:(?<by>[\-\/.])(\d{1,2})\k<by>(\d{1,2})(?!\d|[\-\/.]\d)|年 ?(\d{1,2}) ?月 ?(\d{1,2})(?:[日号]|(?!\d)))`,
);
const shortDate = sticky(
  String.raw`(?<![\d.])(\d{1,2})(?:(?<by>[\-\/.])(\d{1,2})(?!\d|[\-\/.]\d)|月 ?(\d{1,2})(?:[日号]|(?!\d)))`,
);
/** 14号 is a day, unless it is a house, a room or a bus; "the 14th" needs its article, being most often no day at all. */
const dayAlone = sticky(
  String.raw`(?:(?<!\d)(\d{1,2})[日号](?![楼栋門门院线馆桌房车口台机])|(?:on {1,8})?the {1,8}(\d{1,2})(?:st|nd|rd|th)(?!${letter}|\d| +of))`,
);
const daysAgo = sticky(String.raw`(?<!\d)(\d{1,2}) ?(?:天前|days? ago(?!${letter}))`);
/** Meant as a date, whatever is wrong with it. */
const dateLike = sticky(String.raw`\d{1,8}(?:(?:[\-\/.]\d{1,8}){1,3}|[年月][\d年月日号]{0,12})`);
const duration = sticky(String.raw`\d{1,3}[\-\/.]\d{1,3} {0,8}(?:${anyOf(durationWords)})`);
const days = dayWords.map(({ words, days }) => ({
  pattern: sticky(`(?:${anyOf(["on", "as of"])} {1,8})?${anyOf(words)}`),
  days,
}));

/** Takes the date that stands here, if one does. @throws Refused `badDate` for what only looks like one. */
export function takeDate(reader: Reader): WrittenDate | undefined {
  const from = reader.pos;
  const date = peekDate(reader, from);
  if (date) {
    reader.pos = from + date.length;
    return date.written;
  }
  const like = dateLikeAt(reader, from);
  if (like !== undefined) throw new Refused({ code: "badDate", word: like });
  return undefined;
}

/** What stands at a place and is meant as a date, but is none. */
export function dateLikeAt(reader: Reader, at: number): string | undefined {
  if (reader.peek(duration, at)) return undefined;
  const like = reader.peek(dateLike, at);
  return like && reader.typed(like);
}

/** The date that stands at a place and its length in characters. */
export function peekDate(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  for (const { pattern, days: distance } of days) {
    const word = reader.peek(pattern, at);
    if (word) return { written: { text: reader.typed(word), days: distance }, length: word[0].length };
  }
  if (reader.peek(duration, at)) return undefined;
  return (
    weekAndDay(reader, at) ??
    peekWeekday(reader, at) ??
    englishDate(reader, at) ??
    hanDate(reader, at) ??
    inFigures(reader, at)
  );
}

function inFigures(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  const full = reader.peek(fullDate, at);
  if (full) {
    const written = { year: Number(full[1]), monthDay: monthDay(full[3] ?? full[5], full[4] ?? full[6]) };
    return peeked(reader, full, written);
  }
  const short = reader.peek(shortDate, at);
  if (short) {
    const swapped =
      short.groups?.by === "/" && short[1] !== short[3] ? { swapped: monthDay(short[3], short[1]) } : {};
    return peeked(reader, short, { monthDay: monthDay(short[1], short[3] ?? short[4]), ...swapped });
  }
  const ago = reader.peek(daysAgo, at);
  if (ago) return peeked(reader, ago, { days: -Number(ago[1]) });
  const alone = reader.peek(dayAlone, at);
  return alone && peeked(reader, alone, { dayOfMonth: Number(alone[1] ?? alone[2]) });
}

/** 第46周星期五: a week by its number, and its day. */
function weekAndDay(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  const week = peekWeek(reader, at);
  if (!week || !("number" in week.written)) return undefined;
  const gap = reader.peek(blanks, at + week.length)?.[0].length ?? 0;
  const day = peekWeekday(reader, at + week.length + gap);
  if (!day || day.written.weeks !== undefined || day.written.loose !== undefined) return undefined;
  const length = week.length + gap + day.length;
  const { weekday } = day.written;
  return { written: { text: reader.slice(at, at + length), weekday, ofWeek: week.written }, length };
}

const blanks = sticky(" {0,8}的?");

function peeked<T extends object>(reader: Reader, match: RegExpExecArray, written: T) {
  return { written: { text: reader.typed(match), ...written }, length: match[0].length };
}

const numberedWeek = sticky(
  String.raw`(?<![\d\-])(?:(\d{4})[\-年]? ?)?(?:(?:(?<!\p{Script=Latin})w|${anyOf(["week"])}) ?(\d{1,2})(?!\d|\p{Script=Latin})|第? ?(\d{1,2}) ?[周週])`,
);
const weeks = weekWords.map(({ words, weeks }) => ({ pattern: sticky(anyOf(words)), weeks }));

/** The week that stands at a place and its length in characters. */
export function peekWeek(reader: Reader, at: number): Peeked<WrittenWeek> | undefined {
  for (const { pattern, weeks: distance } of weeks) {
    const word = reader.peek(pattern, at);
    if (word) return { written: { text: reader.typed(word), weeks: distance }, length: word[0].length };
  }
  const match = reader.peek(numberedWeek, at);
  if (!match) return undefined;
  const year = match[1] === undefined ? {} : { year: Number(match[1]) };
  const number = (match[2] ?? match[3] ?? "").padStart(2, "0");
  return { written: { text: reader.typed(match), number, ...year }, length: match[0].length };
}

/** A week that can stand for its session in an entry: not "last" alone, and not 2周, which is a length of time. */
export function peekWholeWeek(reader: Reader, at: number): Peeked<WrittenWeek> | undefined {
  const week = peekWeek(reader, at);
  return week && !/^(?:last|\d{1,2} ?[周週])$/iu.test(week.written.text.normalize("NFKC")) ? week : undefined;
}
