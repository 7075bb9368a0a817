import {
  addDays,
  addWeeks,
  contains,
  dateInWeek,
  type IsoDate,
  type IsoWeek,
  isDate,
  isWeek,
  type Period,
  weekOf,
} from "../calendar.ts";
import type { WrittenDate, WrittenWeek, WrittenWeekday } from "./date.ts";
import { Refused } from "./reader.ts";

/**
 * What a date without its year, month or week is read by: today, the campaign's days (a date without a year is the
 * one among them), and whether 10/11 may be meant with the day first.
 */
export type Days = { today: IsoDate; period?: Period; dayFirst?: boolean };

/**
 * What is dated: `latest`, a record of what has been (not after today, where there is a choice); `nearest`, leave,
 * which is also taken in advance.
 */
export type YearRule = "latest" | "nearest";

/** `other`: the day that may be meant as well. */
export type ReadDate = { date: IsoDate; other?: IsoDate };

/** The date that is meant. @throws Refused `badDate` when there is no such day */
export function readDate(written: WrittenDate, days: Days, rule: YearRule): ReadDate {
  const { today } = days;
  if ("days" in written) return { date: addDays(today, written.days) };
  if ("ofWeek" in written) return { date: dateInWeek(readWeek(written.ofWeek, days), written.weekday) };
  if ("weekday" in written) return readWeekday(written, today, rule);
  if ("dayOfMonth" in written) return readDayOfMonth(written, today, rule);
  const date = inYear(written.monthDay, written.year, days, rule);
  const swapped =
    written.swapped !== undefined && days.dayFirst
      ? inYear(written.swapped, undefined, days, rule)
      : undefined;
  const possible = [date, swapped].filter((one) => one !== undefined && mayBe(one, days, rule));
  const [first, second] = possible.length > 0 ? possible : [date ?? swapped];
  if (first === undefined) throw new Refused({ code: "badDate", word: written.text });
  return { date: first, ...(second !== undefined && second !== first && { other: second }) };
}

/**
 * The date that is meant, for those who cannot ask.
 * @throws Refused `badDate` when there is no such day, or when two may be meant
 */
export function resolveDate(written: WrittenDate, days: Days, rule: YearRule): IsoDate {
  const { date, other } = readDate(written, days, rule);
  if (other !== undefined) throw new Refused({ code: "badDate", word: written.text });
  return date;
}

/** A record of what has been cannot be of a day to come, and nothing is of a day outside the campaign. */
const mayBe = (date: IsoDate, { today, period }: Days, rule: YearRule) =>
  (rule === "nearest" || date <= today) && (period === undefined || contains(period, date));

function inYear(
  monthDay: string,
  year: number | undefined,
  { today, period }: Days,
  rule: YearRule,
): IsoDate | undefined {
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [thisYear + 1, thisYear, thisYear - 1] : [year];
  const dates = years.map((one) => `${String(one).padStart(4, "0")}-${monthDay}`).filter(isDate);
  if (year !== undefined) return dates[0];
  const within = period ? dates.filter((date) => contains(period, date)) : [];
  if (within.length === 1) return within[0];
  const among = within.length > 0 ? within : dates;
  return rule === "latest" ? among.find((date) => date <= today) : closest(among, today);
}

/** Of dates from the latest to the earliest, the one the fewest days away; the later one of two. */
function closest(dates: IsoDate[], today: IsoDate): IsoDate | undefined {
  const away = (date: IsoDate): number => Math.abs(Temporal.PlainDate.from(today).until(date).days);
  let best: IsoDate | undefined;
  for (const date of dates) if (best === undefined || away(date) < away(best)) best = date;
  return best;
}

/**
 * 周三 is this week's, and where that cannot be (a record of a day to come, leave on a day gone by) perhaps the one
 * before or behind it. "last Wed" and "next Fri" are said of the nearest one as well as of the other week's.
 */
function readWeekday({ weekday, weeks, loose }: WrittenWeekday, today: IsoDate, rule: YearRule): ReadDate {
  const inWeek = (distance: number) => dateInWeek(addWeeks(weekOf(today), distance), weekday);
  const here = inWeek(0);
  if (weeks !== undefined) return { date: inWeek(weeks) };
  if (loose === "past") return here < today ? { date: here, other: inWeek(-1) } : { date: inWeek(-1) };
  if (loose === "soon") return here > today ? { date: inWeek(1), other: here } : { date: inWeek(1) };
  if (rule === "latest") return here <= today ? { date: here } : { date: inWeek(-1), other: here };
  return here >= today ? { date: here } : { date: inWeek(1), other: here };
}

/** The 14th is this month's, and where that cannot be perhaps that of the month before or behind it. */
function readDayOfMonth(
  { dayOfMonth, text }: Extract<WrittenDate, { dayOfMonth: number }>,
  today: IsoDate,
  rule: YearRule,
): ReadDate {
  const day = String(dayOfMonth).padStart(2, "0");
  const inMonth = (months: number) =>
    [Temporal.PlainDate.from(today).toPlainYearMonth().add({ months })]
      .map((month) => `${month.toString()}-${day}`)
      .find(isDate);
  const here = inMonth(0);
  const fits = here !== undefined && (rule === "latest" ? here <= today : here >= today);
  const other = inMonth(rule === "latest" ? -1 : 1);
  const [date, also] = fits ? [here] : [other ?? here, other === undefined ? undefined : here];
  if (date === undefined) throw new Refused({ code: "badDate", word: text });
  return { date, ...(also !== undefined && { other: also }) };
}

/**
 * The week that is meant; without a year the last one of that number that has begun, and where the year before had
 * none (53), this year's or the next one's.
 * @throws Refused `badWeek`
 */
export function resolveWeek(written: WrittenWeek, today: IsoDate): IsoWeek {
  const thisWeek = weekOf(today);
  if ("weeks" in written) return addWeeks(thisWeek, written.weeks);
  const thisYear = Number(thisWeek.slice(0, 4));
  const years = written.year === undefined ? [thisYear, thisYear - 1, thisYear + 1] : [written.year];
  const weeks = years.map((year) => `${String(year).padStart(4, "0")}-W${written.number}`).filter(isWeek);
  const meant = weeks.find((week) => week <= thisWeek) ?? weeks[0];
  if (meant === undefined) throw new Refused({ code: "badWeek", word: written.text });
  return meant;
}

/** The week that is meant; without a year the one among the campaign's, if it has such a week. @throws Refused `badWeek` */
export function readWeek(written: WrittenWeek, { today, period }: Days): IsoWeek {
  if ("weeks" in written || written.year !== undefined || !period) return resolveWeek(written, today);
  const [first, last] = [weekOf(period.from), weekOf(period.to)];
  const years = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const within = years
    .map((year) => `${String(year).padStart(4, "0")}-W${written.number}`)
    .filter((week) => first <= week && week <= last && isWeek(week));
  const [only, ...more] = new Set(within);
  return only !== undefined && more.length === 0 ? only : resolveWeek(written, today);
}
