import { type IsoDate, type IsoWeek, type Weekday, weekPeriod } from "../calendar.ts";
import type { Language } from "./index.ts";

/** Numbers, dates and lists as a language writes them. */
export type Formats = {
  number(value: number): string;
  /** How much of the whole the part is, as "92.6%"; "–" where there is nothing to be part of. */
  percent(share: Share): string;
  /** A difference with its sign: "+2", "−3", "±0". */
  change(difference: number): string;
  /** A difference of two shares in percentage points: "+1.2", "±0.0"; "" when one of them is of nothing. */
  changeOfShare(now: Share, before: Share): string;
  /** "Wed 21 Oct" / "10月21日 周三". */
  day(date: IsoDate): string;
  /** "21 October 2026" / "2026年10月21日". */
  date(date: IsoDate): string;
  /** "week 43 (19–25 Oct)" / "第43周（10月19日–25日）". */
  week(week: IsoWeek): string;
  weekday(weekday: Weekday): string;
  /** An instant as date and time in a zone: "21 Oct, 17:05" / "10月21日 17:05". */
  moment(instant: Temporal.Instant, timeZone: string): string;
  /** A time zone by the name that people know: "China Standard Time" / "中国标准时间". */
  zone(timeZone: string): string;
  /** "a, b and c" / "a、b和c". */
  list(items: string[]): string;
};

/** What people read as a rate. A rate that was rounded before (figures.md: 4 decimals) would be rounded twice. */
export type Share = { part: number; whole: number };

/** So many thousandths of the whole are the part; halves up. @returns null where the whole is nothing */
export function thousandths({ part, whole }: Share): number | null {
  return whole === 0 ? null : Math.floor((part * 2000 + whole) / (whole * 2));
}

/** The difference of two shares in thousandths, halves away from zero; null where one is of nothing. */
function thousandthsBetween(now: Share, before: Share): number | null {
  if (now.whole === 0 || before.whole === 0) return null;
  const whole = BigInt(now.whole) * BigInt(before.whole);
  const part = BigInt(now.part) * BigInt(before.whole) - BigInt(before.part) * BigInt(now.whole);
  // Whole numbers are divided towards zero.
  const half = part < 0n ? -whole : whole;
  return Number((part * 2000n + half) / (whole * 2n));
}

const utc = (date: IsoDate) => new Date(`${date}T00:00:00Z`);

export function formatsFor(language: Language): Formats {
  const locale = language === "en" ? "en-GB" : language;
  const number = new Intl.NumberFormat(locale);
  const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const shortDay = date({ day: "numeric", month: "short" });
  const longDay = date({ day: "numeric", month: "long", year: "numeric" });
  const weekday = date({ weekday: "short" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const weekdayName = (day: IsoDate) => weekday.format(utc(day));
  const signed = (value: number, text: string) =>
    /^[0.,]+$/.test(text) ? `±${text}` : value > 0 ? `+${text}` : `−${text}`;

  return {
    number: (value) => number.format(value),
    percent(share) {
      const of1000 = thousandths(share);
      return of1000 === null ? "–" : `${oneDigit.format(of1000 / 10)}%`;
    },
    change: (difference) => signed(difference, number.format(Math.abs(difference))),
    changeOfShare(now, before) {
      const of1000 = thousandthsBetween(now, before);
      return of1000 === null ? "" : signed(of1000, oneDigit.format(Math.abs(of1000) / 10));
    },
    day: (day) =>
      language === "en"
        ? `${weekdayName(day)} ${shortDay.format(utc(day))}`
        : `${shortDay.format(utc(day))} ${weekdayName(day)}`,
    date: (day) => longDay.format(utc(day)),
    week: (week) => {
      const { from, to } = weekPeriod(week);
      const nth = Number(week.slice(-2));
      if (language === "en")
        return `week ${nth} (${shortDay.formatRange(utc(from), utc(to)).replace(/\s*–\s*/u, "–")})`;
      return `第${nth}周（${shortDay.format(utc(from))}–${shortDay.format(utc(to))}）`;
    },
    weekday: (day) => weekdayName(`2024-01-0${day}`), // 1 January 2024 was a Monday
    moment: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone,
      }).format(new Date(instant.epochMilliseconds)),
    zone: (timeZone) => {
      const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts(
        0,
      );
      return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
    },
    list: (items) => list.format(items),
  };
}
