import { addDays, type IsoDate } from "../calendar.ts";
import { type Days, type Peeked, peekDate, type ReadDate, readDate, type WrittenDate } from "./date.ts";
import { numberOf } from "./months.ts";
import { anyOf, letter, Reader, sticky } from "./reader.ts";
import { countWords, durationWords, lengthWords, sinceWords, untilWords } from "./words.ts";

/** So many days, weeks or months. */
export type Length = { count: number; unit: keyof typeof lengthWords };
/** A row of days as written: up to a last one or so long, and from a first one where that is said. */
export type WrittenSpan = { text: string; first?: WrittenDate } & ({ last: WrittenDate } | { lasts: Length });

const since = sticky(`${anyOf(sinceWords.before)} {0,8}`);
const onward = sticky(` {0,2}${anyOf(sinceWords.behind)}`);
const until = sticky(` {0,8}(?:起 {0,2})?${anyOf(untilWords)} {0,8}`);
const closing = sticky(" {0,2}止");
const pause = sticky(" {0,8},? {0,8}");
const nth = "(?:st|nd|rd|th)?";
/** 11月5日到7: the day of a month that has been said, and no hour, number of people or length of time. */
const bareDay = sticky(
  String.raw`(\d{1,2})(?!\d|[.\-\/:]\d| {0,4}(?:[ap]m|[点时分人名位]|${anyOf(durationWords)})|${letter})`,
);
/** 25 to 31 Jan, 25-31日, 25th to 31st: only the last one says of what. */
const dayBefore = sticky(String.raw`(?<![\d.\-\/])(\d{1,2})${nth} {0,3}${anyOf(untilWords)} {0,3}(?=\d)`);
const ordinal = sticky(String.raw`(\d{1,2})(?:st|nd|rd|th)(?!${letter})`);

/**
 * The row of days that stands at a place: "25 Jan to 31 Jan", 从1月25日至31日, 到周五, "two weeks from Monday", 明天起三天.
 * @param bare whether the last day may be a number alone (11月5日到7)
 */
export function peekSpan(reader: Reader, at: number, bare = true): Peeked<WrittenSpan> | undefined {
  const from = at + (reader.peek(since, at)?.[0].length ?? 0);
  const found =
    fromDay(reader, from, bare) ?? dayOfLast(reader, from) ?? (from > at ? undefined : alone(reader, at));
  return (
    found && { written: { ...found.written, text: reader.slice(at, found.end) }, length: found.end - at }
  );
}

type Found = {
  written: Omit<WrittenSpan, "text"> & ({ last: WrittenDate } | { lasts: Length });
  end: number;
};

function fromDay(reader: Reader, at: number, bare: boolean): Found | undefined {
  const first = peekDate(reader, at) ?? dayBeforeHyphen(reader, at);
  if (!first) return undefined;
  const end = at + first.length;
  const gap = reader.peek(until, end)?.[0].length;
  const last =
    gap === undefined ? undefined : lastDay(reader, end + gap, bare && "monthDay" in first.written);
  if (gap !== undefined && last)
    return {
      written: { first: first.written, last: last.written },
      end: closed(reader, end + gap + last.length),
    };
  const rest = end + (reader.peek(onward, end)?.[0].length ?? 0);
  const next = rest + (reader.peek(pause, rest)?.[0].length ?? 0);
  const length = peekLength(reader, next);
  return length && { written: { first: first.written, lasts: length.written }, end: next + length.length };
}

/** Without its first day: until Friday, two weeks (from Monday). */
function alone(reader: Reader, at: number): Found | undefined {
  const gap = reader.peek(until, at)?.[0].length;
  const last = gap === undefined ? undefined : lastDay(reader, at + gap, false);
  if (gap !== undefined && last)
    return { written: { last: last.written }, end: closed(reader, at + gap + last.length) };
  const length = peekLength(reader, at);
  if (!length) return undefined;
  const end = at + length.length;
  const day = peekSince(reader, end + (reader.peek(pause, end)?.[0].length ?? 0));
  const written = { lasts: length.written, ...(day && { first: day.written }) };
  return { written, end: day ? day.end : end };
}

/** "from Monday", 明天起: a first day that says so. */
export function peekSince(reader: Reader, at: number): { written: WrittenDate; end: number } | undefined {
  const opener = reader.peek(since, at)?.[0].length ?? 0;
  const day = peekDate(reader, at + opener);
  if (!day) return undefined;
  const behind = at + opener + day.length;
  const closer = reader.peek(onward, behind)?.[0].length ?? 0;
  return opener + closer > 0 ? { written: day.written, end: behind + closer } : undefined;
}

const closed = (reader: Reader, end: number) => end + (reader.peek(closing, end)?.[0].length ?? 0);

/** No date is written with more characters: a line is not copied for each place in it. */
const longestDate = 40;
/** What stands behind a hyphen is read as if it began there. */
const restAt = (reader: Reader, at: number): Reader => new Reader(reader.raw.slice(at, at + longestDate));

function lastDay(reader: Reader, at: number, bare: boolean): Peeked<WrittenDate> | undefined {
  const last = peekDate(reader, at) ?? peekDate(restAt(reader, at), 0);
  if (last || !bare) return last;
  const day = reader.peek(bareDay, at);
  return day && { written: { text: reader.typed(day), dayOfMonth: Number(day[1]) }, length: day[0].length };
}

/** The first day of 1.25-1.31, Jan 25-31, Mon-Thu, which is none while the hyphen stands behind it. */
function dayBeforeHyphen(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  const length = reader.plain.slice(at, at + longestDate).indexOf("-");
  if (length < 1) return undefined;
  const alone = new Reader(reader.raw.slice(at, at + length));
  const day = peekDate(alone, 0);
  return day?.length === alone.plain.length ? day : undefined;
}

function dayOfLast(reader: Reader, at: number): Found | undefined {
  const match = reader.peek(dayBefore, at);
  if (!match) return undefined;
  const next = at + match[0].length;
  const rest = restAt(reader, next);
  const last = peekDate(rest, 0) ?? ordinalDay(rest);
  if (!last || !("monthDay" in last.written || "dayOfMonth" in last.written)) return undefined;
  const day = match[1] ?? "";
  const month = last.written.text.replace(/^\d{1,2}(?:st|nd|rd|th)?/iu, "");
  const text = `${day}${month}`;
  const first =
    month === ""
      ? { written: { text, dayOfMonth: Number(day) } }
      : /^(?:[日号]$|\s*[a-z])/iu.test(month)
        ? peekDate(new Reader(text), 0)
        : undefined;
  return (
    first && {
      written: { first: first.written, last: last.written },
      end: closed(reader, next + last.length),
    }
  );
}

function ordinalDay(reader: Reader): Peeked<WrittenDate> | undefined {
  const day = reader.peek(ordinal, 0);
  return day && { written: { text: day[0], dayOfMonth: Number(day[1]) }, length: day[0].length };
}

const lengthOf = sticky(
  String.raw`(?<![\d.年月第每近前后过隔约有剩半一二两三四五六七八九十几数多\-~]|(?:in|after|within|last|past|every) {1,3})(?:${anyOf(["for", "for the next", "共", "一共", "为期"])} {0,8})?` +
    `(?:(?<figures>\\d{1,3})|(?<han>[一二两三四五六七八九十]{1,3})|(?<word>${anyOf(countWords.flat())})) {0,4}` +
    `(?:${Object.entries(lengthWords)
      .map(([unit, words]) => `(?<${unit}>${anyOf(words)})`)
      .join("|")})` +
    `(?![半多后前内里以之年末一二三四五六日天]| {0,3}(?:ago|later|before|after|of)(?!${letter}))`,
);

/** "2 weeks", 三天: longer than a day, and how long exactly. */
export function peekLength(reader: Reader, at: number): Peeked<Length> | undefined {
  const match = reader.peek(lengthOf, at);
  if (!match) return undefined;
  const { figures, han, word, days, weeks } = match.groups ?? {};
  const unit = days !== undefined ? "days" : weeks !== undefined ? "weeks" : "months";
  const count =
    figures !== undefined
      ? Number(figures)
      : han !== undefined
        ? numberOf(han.replaceAll("两", "二"))
        : countWords.findIndex((words) => words.some((one) => one === word)) + 1;
  // NaN for 三五天, which is no number.
  return count > (unit === "days" ? 1 : 0)
    ? { written: { count, unit }, length: match[0].length }
    : undefined;
}

/**
 * The first and the last of the days that are meant; the last may come before the first, where that was written.
 * @param date the line's date, where the span says no first day; without it the span begins today
 * @throws Refused `badDate` when there is no such day
 */
export function readSpan(
  span: WrittenSpan,
  date: WrittenDate | undefined,
  days: Days,
): { from: ReadDate; to: ReadDate } {
  const first = span.first ?? date;
  const from = first ? readDate(first, days, "nearest") : { date: days.today };
  if ("lasts" in span) return { from, to: { date: lastOf(from.date, span.lasts) } };
  // 周一到周三: the first Wednesday from then on; 明天 and 下周三 are counted from today all the same.
  const isFixed =
    "days" in span.last || "weeks" in span.last || "loose" in span.last || "ofWeek" in span.last;
  const to = readDate(span.last, isFixed ? days : { ...days, today: from.date }, "nearest");
  const isOther = to.other !== undefined && to.other >= from.date;
  return { from, to: isOther ? to : { date: to.date } };
}

function lastOf(from: IsoDate, { count, unit }: Length): IsoDate {
  return addDays(
    Temporal.PlainDate.from(from)
      .add({ [unit]: count })
      .toString(),
    -1,
  );
}
