import {
  addDays,
  addWeeks,
  contains,
  dateInWeek,
  type IsoDate,
  type IsoWeek,
  type Weekday,
  weekOf,
  weekPeriod,
} from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Unit } from "../org/model.ts";

/** Rules about days and weeks. Pure: dates are in the campaign's time zone. */

/** A study day is looked for this far back or ahead: longer than any row of weeks off. */
const mostWeeks = 60;

/** The last day that the week can still be corrected by its liaison: the Sunday and the campaign's `lockDays`. */
export function openUntil(date: IsoDate, campaign: Pick<Campaign, "lockDays">): IsoDate {
  return addDays(weekPeriod(weekOf(date)).to, campaign.lockDays);
}

export function isLocked(date: IsoDate, campaign: Pick<Campaign, "lockDays">, today: IsoDate): boolean {
  return today > openUntil(date, campaign);
}

/** True for a date on which a session can be: within the campaign, in a week that is not off. */
export function isStudyDate(date: IsoDate, campaign: Campaign): boolean {
  return contains(campaign.period, date) && !campaign.weeksOff.includes(weekOf(date));
}

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

/** The weekday on which the unit studies, if it has one. */
export const weekdayOf = ({ sessionWeekday }: Pick<Unit, "sessionWeekday">): Weekday | undefined =>
  ([1, 2, 3, 4, 5, 6, 7] as const).find((weekday) => weekday === sessionWeekday);

/** True when the unit studies on that weekday and the date is one of the campaign's. */
export function isSessionDay(unit: Pick<Unit, "sessionWeekday">, campaign: Campaign, date: IsoDate): boolean {
  const weekday = weekdayOf(unit);
  return weekday !== undefined && dateInWeek(weekOf(date), weekday) === date && isStudyDate(date, campaign);
}

/** Where a refusal about a date stands: its words, and the form's field that it belongs to. */
type About = { campaign: Campaign; today: IsoDate; locale: Locale };

/** @throws UserError (field "date") for a date on which nothing can be recorded: to come, in a week off, outside the campaign */
export function checkDate(date: IsoDate, about: About): void {
  if (date > about.today)
    throw new UserError("attendance.refused.future", { date: about.locale.day(date) }, "date");
  checkStudyDate(date, about);
}

/** @throws UserError (field "date") for a date in a week off or outside the campaign */
export function checkStudyDate(date: IsoDate, { campaign, locale }: About): void {
  if (!contains(campaign.period, date)) {
    const { from, to } = campaign.period;
    const values = { date: locale.date(date), from: locale.date(from), to: locale.date(to) };
    throw new UserError("attendance.refused.outsideCampaign", values, "date");
  }
  if (campaign.weeksOff.includes(weekOf(date)))
    throw new UserError(
      "attendance.refused.weekOff",
      { date: locale.day(date), week: locale.week(weekOf(date)) },
      "date",
    );
}

/** The week that a page is about: the one asked for, else this one; never after the campaign's last or before its first. */
export function pageWeek(asked: IsoWeek | undefined, { campaign, today, locale }: About): IsoWeek {
  const [first, last] = [weekOf(campaign.period.from), weekOf(campaign.period.to)];
  const current = weekOf(today);
  if (asked === undefined) {
    if (current < first) return first;
    if (current > last) return last;
    return current;
  }
  if (asked < first || asked > last)
    throw new UserError("attendance.refused.weekOutside", {
      week: locale.week(asked),
      year: asked.slice(0, 4),
      first: locale.week(first),
      last: locale.week(last),
    });
  return asked;
}
