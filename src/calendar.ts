/**
 * Dates and ISO weeks (ISO 8601: Monday first, week 1 holds the year's first Thursday).
 * A date is always a date *in the campaign's time zone*; only `todayIn`, `instantAt` and `nextMidnight` know of zones.
 */

/** A calendar date, "2026-10-14". Sorts and compares as text. */
export type IsoDate = string;
/** An ISO week, "2026-W42". Sorts and compares as text. */
export type IsoWeek = string;
/** Two dates, both included. */
export type Period = { from: IsoDate; to: IsoDate };
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The date on the wall calendar of `timeZone` at that instant. */
export function todayIn(now: Temporal.Instant, timeZone: string): IsoDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The instant at which the clocks of `timeZone` show that date and time ("08:00"); a time skipped by summer time moves on. */
export function instantAt(date: IsoDate, time: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(date)
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant();
}

/** The ISO week that holds the date; around New Year its year may differ from the date's. */
export function weekOf(date: IsoDate): IsoWeek {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
}

/** Monday and Sunday of the week. @throws RangeError when it is not a week that exists (2026-W54). */
export function weekPeriod(week: IsoWeek): Period {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) throw new RangeError(`not an ISO week: ${week}`);
  // ISO 8601: 4 January is always in week 1.
  const fourth = Temporal.PlainDate.from(`${match[1]}-01-04`);
  const monday = fourth.add({ days: 1 - fourth.dayOfWeek + (Number(match[2]) - 1) * 7 });
  const from = monday.toString();
  if (weekOf(from) !== week) throw new RangeError(`not an ISO week: ${week}`);
  return { from, to: addDays(from, 6) };
}

/** True for "2026-W42"-like text that names an existing week. */
export function isWeek(text: string): boolean {
  try {
    weekPeriod(text);
    return true;
  } catch {
    return false;
  }
}

/** True for "2026-10-14"-like text that names an existing date. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** The date so many days later (earlier, when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The week so many weeks later (earlier, when negative). */
export function addWeeks(week: IsoWeek, weeks: number): IsoWeek {
  return weekOf(addDays(weekPeriod(week).from, weeks * 7));
}

export function weekdayOf(date: IsoDate): Weekday {
  return Temporal.PlainDate.from(date).dayOfWeek as Weekday;
}

/** The date of that weekday in that week. */
export function dateInWeek(week: IsoWeek, weekday: Weekday): IsoDate {
  return addDays(weekPeriod(week).from, weekday - 1);
}

/** Every week from the one that holds `from` to the one that holds `to`. */
export function weeksOf(period: Period): IsoWeek[] {
  const weeks: IsoWeek[] = [];
  for (let day = weekPeriod(weekOf(period.from)).from; day <= period.to; day = addDays(day, 7))
    weeks.push(weekOf(day));
  return weeks;
}

export function contains(period: Period, date: IsoDate): boolean {
  return period.from <= date && date <= period.to;
}
