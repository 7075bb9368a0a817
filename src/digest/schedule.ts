import {
  addDays,
  addWeeks,
  dateInWeek,
  type IsoDate,
  type IsoWeek,
  instantAt,
  todayIn,
  weekdayOf,
  weekOf,
  weekPeriod,
  weeksOf,
} from "../calendar.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Due, Schedule } from "./model.ts";

/** Which week a digest is about, and when it is due. Pure; the campaign's zone says what day and time it is. */

type Frame = Pick<Campaign, "period" | "weeksOff">;

/** From Thursday on, a week has enough to tell; before, the page is about the week that just ended. */
const firstWeekdayOfOwnWeek = 4;
/** How many weeks a trend shows, the page's own included. */
export const trendLength = 8;

/** The week that a digest is about when it is posted on that date. */
export function weekShownOn(date: IsoDate): IsoWeek {
  const week = weekOf(date);
  return weekdayOf(date) >= firstWeekdayOfOwnWeek ? week : addWeeks(week, -1);
}

/** When the week's digest is due. A time that summer time skips moves on; one that comes twice means the first. */
export function dueAt(schedule: Schedule, week: IsoWeek, timeZone: string): Temporal.Instant {
  const own = schedule.weekday >= firstWeekdayOfOwnWeek;
  return instantAt(dateInWeek(own ? week : addWeeks(week, 1), schedule.weekday), schedule.time, timeZone);
}

/** The last due time up to `now`, that instant included. */
export function latestDue(schedule: Schedule, now: Temporal.Instant, timeZone: string): Due {
  const [latest] = dueAround(schedule, now, timeZone).filter(
    ({ at }) => Temporal.Instant.compare(at, now) <= 0,
  );
  if (!latest) throw new RangeError("no due time in the weeks before now");
  return latest;
}

/** The due times of the weeks around `now`, latest first. */
function dueAround(schedule: Schedule, now: Temporal.Instant, timeZone: string): Due[] {
  const current = weekOf(todayIn(now, timeZone));
  return [1, 0, -1, -2].map((weeks) => {
    const week = addWeeks(current, weeks);
    return { week, at: dueAt(schedule, week, timeZone) };
  });
}

/** True for weeks without a digest: off, before the campaign or after it. */
export function isSilent(week: IsoWeek, { period, weeksOff }: Frame): boolean {
  return week < weekOf(period.from) || week > weekOf(period.to) || weeksOff.includes(week);
}

/** The next due time after `now` at which something will be posted; undefined when the campaign has no such week left, or is closed. */
export function nextPosting(schedule: Schedule, now: Temporal.Instant, campaign: Campaign): Due | undefined {
  const { period, timeZone } = campaign;
  if (campaign.isClosed) return undefined;
  return weeksOf(period)
    .filter((week) => !isSilent(week, campaign))
    .map((week) => ({ week, at: dueAt(schedule, week, timeZone) }))
    .find(({ at }) => Temporal.Instant.compare(at, now) > 0);
}

/** The week to compare with: the last one before that was not off; undefined for the campaign's first. */
export function weekBefore(week: IsoWeek, campaign: Frame): IsoWeek | undefined {
  return weeksOf(campaign.period)
    .filter((earlier) => earlier < week && !isSilent(earlier, campaign))
    .at(-1);
}

/** The weeks of the trend: of the last eight those that were not off and within the campaign. */
export function trendWeeks(week: IsoWeek, campaign: Frame): IsoWeek[] {
  return Array.from({ length: trendLength }, (_, index) => addWeeks(week, index + 1 - trendLength)).filter(
    (one) => !isSilent(one, campaign),
  );
}

/** True once the week's records, and with them its digest, stay as they are: `lockDays` after its Sunday. */
export function isLocked(week: IsoWeek, lockDays: number, today: IsoDate): boolean {
  return today > addDays(weekPeriod(week).to, lockDays);
}

/** True until the week's Sunday is over: what is still to be held and recorded would count as a loss against a finished one. */
export const isRunning = (week: IsoWeek, today: IsoDate): boolean => today <= weekPeriod(week).to;

/** Those of the trend's last eight weeks that were off. */
export function trendWeeksOff(week: IsoWeek, { weeksOff }: Pick<Frame, "weeksOff">): IsoWeek[] {
  return weeksOff.filter((off) => off > addWeeks(week, -trendLength) && off < week).sort();
}
