import {
  addDays,
  addWeeks,
  contains,
  type IsoDate,
  type IsoWeek,
  type Weekday,
  weekOf,
  weekPeriod,
} from "../calendar.ts";
import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { StudyDays } from "../org/calendar/study-days.ts";
import type { Campaign } from "../org/campaign/model.ts";
import { checkStudyDate } from "../org/campaign/weeks.ts";
import type { Unit, UnitDates } from "../org/model.ts";
import { takesPart } from "../org/tree.ts";

/** Rules about days and weeks. Pure: dates are in the campaign's time zone. */

/** What says when a unit studies. */
export type Studies = Pick<Unit, "id" | "sessionWeekday"> & UnitDates;

/** The unit's newest session day up to today, those on which it rests skipped; today where it has no weekday or none has been yet. */
export function lastSessionDay(unit: Studies, days: StudyDays, today: IsoDate): IsoDate {
  return sessionDays(unit, days, today, -1) ?? today;
}

/** The unit's first session day after `after`; undefined when none is left, or it has no weekday. */
export function nextSessionDay(unit: Studies, days: StudyDays, after: IsoDate): IsoDate | undefined {
  return sessionDays(unit, days, addDays(after, 1), 1);
}

function sessionDays(unit: Studies, days: StudyDays, from: IsoDate, direction: 1 | -1): IsoDate | undefined {
  const { period } = days.campaign;
  const [start, end] = direction > 0 ? [period.from, period.to] : [period.to, period.from];
  const isWithin = direction > 0 ? from > start : from < start;
  const last = weekOf(end);
  let week = weekOf(isWithin ? from : start);
  for (; direction > 0 ? week <= last : week >= last; week = addWeeks(week, direction)) {
    const day = sessionDayOf(unit, week, days);
    if (day !== undefined && (direction > 0 ? day >= from : day <= from)) return day;
  }
  return undefined;
}

/**
 * The day on which the unit studies in a week: the one that it chose, else its weekday. Undefined where that one rests,
 * is none of the campaign's or of the unit's own time, or where it has no weekday.
 */
export function sessionDayOf(unit: Studies, week: IsoWeek, days: StudyDays): IsoDate | undefined {
  const possible = possibleDays(unit, week, days);
  const chosen = days.madeUp(unit.id, week);
  if (chosen !== undefined && possible.includes(chosen)) return chosen;
  const own = ownDayIn(unit, week);
  return own !== undefined && possible.includes(own) && !days.rests(unit.id, own) ? own : undefined;
}

/** The days of a week that are the campaign's and of the unit's own time; none in a week off. */
export function possibleDays(unit: UnitDates, week: IsoWeek, { campaign }: StudyDays): IsoDate[] {
  if (campaign.weeksOff.includes(week)) return [];
  return daysOf(week).filter((day) => contains(campaign.period, day) && takesPart(unit, day));
}

/** The seven dates of a week; hundreds of units ask for the same few weeks. */
function daysOf(week: IsoWeek): IsoDate[] {
  const known = knownDays.get(week);
  if (known) return known;
  const { from } = weekPeriod(week);
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index));
  knownDays.set(week, days);
  return days;
}
const knownDays = new Map<IsoWeek, IsoDate[]>();

/** The day that a week's name stands for: the one that the unit chose, else its weekday even if it rests then; undefined where it has none. */
export const sessionDayIn = (unit: Studies, week: IsoWeek, days: StudyDays): IsoDate | undefined =>
  days.madeUp(unit.id, week) ?? ownDayIn(unit, week);

/** The unit's weekday in a week, whatever day that is; undefined where it has none. */
export function ownDayIn(unit: Pick<Unit, "sessionWeekday">, week: IsoWeek): IsoDate | undefined {
  const weekday = weekdayOf(unit);
  return weekday === undefined ? undefined : daysOf(week)[weekday - 1];
}

/** The weekday on which the unit studies, if it has one. */
export const weekdayOf = ({ sessionWeekday }: Pick<Unit, "sessionWeekday">): Weekday | undefined =>
  ([1, 2, 3, 4, 5, 6, 7] as const).find((weekday) => weekday === sessionWeekday);

/** True when the unit studies on that date. */
export const isSessionDay = (unit: Studies, days: StudyDays, date: IsoDate): boolean =>
  sessionDayOf(unit, weekOf(date), days) === date;

/** Why a date is none of the unit's session days. */
export type NotItsDay =
  /** The unit studies on another weekday. */
  | { kind: "otherDay"; weekday: Weekday }
  /** It chose another day of that week. */
  | { kind: "movedDay"; day: IsoDate }
  /** It is its weekday, and a day off. */
  | { kind: "restDay" };

/** @returns undefined for a session day, and for a unit that has none to differ from */
export function notItsDay(unit: Studies, days: StudyDays, date: IsoDate): NotItsDay | undefined {
  const weekday = weekdayOf(unit);
  const day = sessionDayOf(unit, weekOf(date), days);
  if (day === date) return undefined;
  if (day !== undefined && day !== ownDayIn(unit, weekOf(date))) return { kind: "movedDay", day };
  if (weekday === undefined) return undefined;
  return ownDayIn(unit, weekOf(date)) === date && days.rests(unit.id, date)
    ? { kind: "restDay" }
    : { kind: "otherDay", weekday };
}

/** @throws UserError (field "date") for a date on which no attendance can be recorded; it says what can be done ahead */
export function checkDate(
  date: IsoDate,
  about: { campaign: Campaign; today: IsoDate; locale: Locale },
): void {
  if (date > about.today)
    throw new UserError("attendance.refused.future", { date: about.locale.day(date) }, "date");
  checkStudyDate(date, about);
}
