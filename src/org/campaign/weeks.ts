import {
  addDays,
  contains,
  type IsoDate,
  type IsoWeek,
  type Period,
  weekOf,
  weekPeriod,
} from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Locale } from "../../i18n/index.ts";
import type { Campaign } from "./model.ts";

/** On which dates records can be made, and until when. Pure: dates are in the campaign's time zone. */

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

/** Where a refusal about a date stands: its words, and the form's field that it belongs to. */
type About = { campaign: Campaign; today: IsoDate; locale: Locale };

/** @throws UserError (field "date") for a date on which nothing can be recorded: to come, in a week off, outside the campaign */
export function checkDate(date: IsoDate, about: About): void {
  if (date > about.today)
    throw new UserError("common.refused.future", { date: about.locale.day(date) }, "date");
  checkStudyDate(date, about);
}

/** @throws UserError for a closed campaign; with field "date" for a date in a week off or outside the campaign */
export function checkStudyDate(date: IsoDate, { campaign, locale }: About): void {
  if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
  if (!contains(campaign.period, date)) {
    const { from, to } = campaign.period;
    const values = { date: locale.date(date), from: locale.date(from), to: locale.date(to) };
    throw new UserError("common.refused.outsideCampaign", values, "date");
  }
  if (campaign.weeksOff.includes(weekOf(date)))
    throw new UserError(
      "common.refused.weekOff",
      { date: locale.day(date), week: locale.week(weekOf(date)) },
      "date",
    );
}

/** The days of a week that are the campaign's: its first and its last week may be shared with another one. */
export function weekWithin(week: IsoWeek, { period }: Pick<Campaign, "period">): Period {
  const days = weekPeriod(week);
  return {
    from: contains(days, period.from) ? period.from : days.from,
    to: contains(days, period.to) ? period.to : days.to,
  };
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
    throw new UserError("common.refused.weekOutside", {
      week: locale.week(asked),
      year: asked.slice(0, 4),
      first: locale.week(first),
      last: locale.week(last),
    });
  return asked;
}
