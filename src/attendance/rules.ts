import {
  addDays,
  addWeeks,
  dateInWeek,
  type IsoDate,
  type IsoWeek,
  type Weekday,
  weekOf,
} from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import { checkStudyDate, isStudyDate } from "../campaign/weeks.ts";
import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Unit } from "../org/model.ts";

/** Rules about days and weeks. Pure: dates are in the campaign's time zone. */

/** A study day is looked for this far back or ahead: longer than any row of weeks off. */
const mostWeeks = 60;

/** The unit's newest session day up to today, weeks off skipped; today where it has no weekday or none has been yet. */
export function lastSessionDay(
  unit: Pick<Unit, "sessionWeekday">,
  campaign: Campaign,
  today: IsoDate,
): IsoDate {
  return sessionDays(unit, campaign, today, -1) ?? today;
}

/** The unit's first session day after `after`; undefined when none is left, or it has no weekday. */
export function nextSessionDay(
  unit: Pick<Unit, "sessionWeekday">,
  campaign: Campaign,
  after: IsoDate,
): IsoDate | undefined {
  return sessionDays(unit, campaign, addDays(after, 1), 1);
}

function sessionDays(
  unit: Pick<Unit, "sessionWeekday">,
  campaign: Campaign,
  from: IsoDate,
  direction: 1 | -1,
): IsoDate | undefined {
  const weekday = weekdayOf(unit);
  if (weekday === undefined) return undefined;
  for (let weeks = 0; weeks < mostWeeks; weeks += 1) {
    const day = dateInWeek(addWeeks(weekOf(from), weeks * direction), weekday);
    const reached = direction > 0 ? day >= from : day <= from;
    if (reached && isStudyDate(day, campaign)) return day;
  }
  return undefined;
}

/** The unit's session day in a week; undefined where it has no weekday. */
export function sessionDayIn(unit: Pick<Unit, "sessionWeekday">, week: IsoWeek): IsoDate | undefined {
  const weekday = weekdayOf(unit);
  return weekday === undefined ? undefined : dateInWeek(week, weekday);
}

/** The weekday on which the unit studies, if it has one. */
export const weekdayOf = ({ sessionWeekday }: Pick<Unit, "sessionWeekday">): Weekday | undefined =>
  ([1, 2, 3, 4, 5, 6, 7] as const).find((weekday) => weekday === sessionWeekday);

/** True when the unit studies on that weekday and the date is one of the campaign's. */
export function isSessionDay(unit: Pick<Unit, "sessionWeekday">, campaign: Campaign, date: IsoDate): boolean {
  const weekday = weekdayOf(unit);
  return weekday !== undefined && dateInWeek(weekOf(date), weekday) === date && isStudyDate(date, campaign);
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
