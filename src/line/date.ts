import { addDays, addWeeks, type IsoDate, type IsoWeek, isDate, isWeek, weekOf } from "../calendar.ts";
import { anyOf, type Reader, Refused, sticky } from "./reader.ts";
import { dayWords, durationWords, weekWords } from "./words.ts";

/** A date as written, before it is known which year is meant. */
export type WrittenDate = { text: string; days: number } | { text: string; year?: number; monthDay: string };
/** A week as written, before it is known which year is meant. */
export type WrittenWeek = { text: string; weeks: number } | { text: string; year?: number; number: string };

/**
 * Which year a date without one is in: `latest`, the last such day that is not after today (records are of what has
 * been); `nearest`, the one closest to today, the coming one if both are as close (leave is also taken in advance).
 */
export type YearRule = "latest" | "nearest";

const fullDate = sticky(
  String.raw`(\d{4})(?:(?<by>[\-\/.])(\d{1,2})\k<by>(\d{1,2})(?!\d|[\-\/.]\d)|年 ?(\d{1,2}) ?月 ?(\d{1,2})(?:[日号]|(?!\d)))`,
);
const shortDate = sticky(
  String.raw`(?<!\d)(\d{1,2})(?:[\-\/.](\d{1,2})(?!\d|[\-\/.]\d)|月 ?(\d{1,2})(?:[日号]|(?!\d)))`,
);
/** Meant as a date, whatever is wrong with it. */
const dateLike = sticky(String.raw`\d{1,8}(?:(?:[\-\/.]\d{1,8}){1,3}|[年月][\d年月日号]{0,12})`);
const duration = sticky(String.raw`\d{1,3}[\-\/.]\d{1,3} {0,8}${anyOf(durationWords)}`);
const days = dayWords.map(({ words, days }) => ({ pattern: sticky(anyOf(words)), days }));

/** Takes the date that stands here, if one does. @throws Refused `badDate` for what only looks like one. */
export function takeDate(reader: Reader): WrittenDate | undefined {
  const from = reader.pos;
  const date = peekDate(reader, from);
  if (date) {
    reader.pos = from + date.length;
    return date.written;
  }
  if (reader.peek(duration)) return undefined;
  const like = reader.peek(dateLike);
  if (like) throw new Refused({ code: "badDate", word: reader.typed(like) });
  return undefined;
}

/** The date that stands at a place and its length in characters. */
export function peekDate(reader: Reader, at: number): { written: WrittenDate; length: number } | undefined {
  for (const { pattern, days: distance } of days) {
    const word = reader.peek(pattern, at);
    if (word) return { written: { text: reader.typed(word), days: distance }, length: word[0].length };
  }
  if (reader.peek(duration, at)) return undefined;
  const full = reader.peek(fullDate, at);
  if (full) {
    const monthDay = `${two(full[3] ?? full[5])}-${two(full[4] ?? full[6])}`;
    return { written: { text: reader.typed(full), year: Number(full[1]), monthDay }, length: full[0].length };
  }
  const short = reader.peek(shortDate, at);
  if (!short) return undefined;
  const monthDay = `${two(short[1])}-${two(short[2] ?? short[3])}`;
  return { written: { text: reader.typed(short), monthDay }, length: short[0].length };
}

/** The date that is meant. @throws Refused `badDate` when there is no such day within a year of today. */
export function resolveDate(written: WrittenDate, today: IsoDate, rule: YearRule): IsoDate {
  if ("days" in written) return addDays(today, written.days);
  const thisYear = Number(today.slice(0, 4));
  const years = written.year === undefined ? [thisYear + 1, thisYear, thisYear - 1] : [written.year];
  const dates = years.map((year) => `${String(year).padStart(4, "0")}-${written.monthDay}`).filter(isDate);
  const meant =
    written.year !== undefined
      ? dates[0]
      : rule === "latest"
        ? dates.find((date) => date <= today)
        : closest(dates, today);
  if (meant === undefined) throw new Refused({ code: "badDate", word: written.text });
  return meant;
}

/** Of dates from the latest to the earliest, the one the fewest days away; the later one of two. */
function closest(dates: IsoDate[], today: IsoDate): IsoDate | undefined {
  const away = (date: IsoDate): number => Math.abs(Temporal.PlainDate.from(today).until(date).days);
  let best: IsoDate | undefined;
  for (const date of dates) if (best === undefined || away(date) < away(best)) best = date;
  return best;
}

const numberedWeek = sticky(
  String.raw`(?<![\d\-])(?:(\d{4})[\-年]? ?)?(?:(?:(?<!\p{Script=Latin})w|${anyOf(["week"])}) ?(\d{1,2})(?!\d|\p{Script=Latin})|第? ?(\d{1,2}) ?[周週])`,
);
const weeks = weekWords.map(({ words, weeks }) => ({ pattern: sticky(anyOf(words)), weeks }));

/** The week that stands at a place and its length in characters. */
export function peekWeek(reader: Reader, at: number): { written: WrittenWeek; length: number } | undefined {
  for (const { pattern, weeks: distance } of weeks) {
    const word = reader.peek(pattern, at);
    if (word) return { written: { text: reader.typed(word), weeks: distance }, length: word[0].length };
  }
  const match = reader.peek(numberedWeek, at);
  if (!match) return undefined;
  const year = match[1] === undefined ? {} : { year: Number(match[1]) };
  return {
    written: { text: reader.typed(match), number: two(match[2] ?? match[3]), ...year },
    length: match[0].length,
  };
}

/** The week that is meant; without a year the last one of that number that has begun. @throws Refused `badWeek`. */
export function resolveWeek(written: WrittenWeek, today: IsoDate): IsoWeek {
  const thisWeek = weekOf(today);
  if ("weeks" in written) return addWeeks(thisWeek, written.weeks);
  const thisYear = Number(thisWeek.slice(0, 4));
  const years = written.year === undefined ? [thisYear, thisYear - 1] : [written.year];
  const meant = years
    .map((year) => `${String(year).padStart(4, "0")}-W${written.number}`)
    .find((week) => isWeek(week) && (written.year !== undefined || week <= thisWeek));
  if (meant === undefined) throw new Refused({ code: "badWeek", word: written.text });
  return meant;
}

function two(digits: string | undefined): string {
  return (digits ?? "").padStart(2, "0");
}
