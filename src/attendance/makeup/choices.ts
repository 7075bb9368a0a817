import {
  addWeeks,
  type IsoDate,
  type IsoWeek,
  weekdayOf,
  weekOf,
  weekPeriod,
  weeksOf,
} from "../../calendar.ts";
import type { StudyDays } from "../../org/calendar/study-days.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import { ownDayIn, possibleDays, type Studies } from "../rules.ts";

/** On which days a unit could study in the place of its own. Pure. */

/** `exchanged`: a weekend that is worked for a holiday; `free`: no working day. */
export type DayKind = "exchanged" | "worked" | "free";

/** A week, and what a unit can choose in it. */
export type WeekChoice = {
  week: IsoWeek;
  /** Its weekday, where it has one. */
  usual: { day: IsoDate; rests: boolean } | undefined;
  chosen: IsoDate | undefined;
  days: { date: IsoDate; kind: DayKind }[];
};

/** Weeks to come that are offered where none was asked for. */
const weeksAhead = 8;

const kinds: DayKind[] = ["exchanged", "worked", "free"];

/** The other days of a week: one that is worked in exchange first, since that is what it is worked for. */
export function choiceIn(unit: Studies, week: IsoWeek, days: StudyDays): WeekChoice {
  const own = ownDayIn(unit, week);
  const kindOf = (date: IsoDate): DayKind =>
    days.works(unit.id, date) ? (weekdayOf(date) > 5 ? "exchanged" : "worked") : "free";
  const possible = possibleDays(unit, week, days);
  const others = possible.filter((date) => date !== own).map((date) => ({ date, kind: kindOf(date) }));
  return {
    week,
    usual: own && possible.includes(own) ? { day: own, rests: days.rests(unit.id, own) } : undefined,
    chosen: days.madeUp(unit.id, week),
    days: kinds.flatMap((kind) => others.filter((one) => one.kind === kind)),
  };
}

/** The weeks that are still open: this one, the next, and those whose day rests or was changed. */
export function openChoices(unit: Studies, days: StudyDays, today: IsoDate): WeekChoice[] {
  const { campaign } = days;
  const now = weekOf(today);
  const isNear = (week: IsoWeek) => week === now || week === addWeeks(now, 1);
  return weeksOf(campaign.period)
    .filter((week) => week <= addWeeks(now, weeksAhead) && !isLocked(weekPeriod(week).from, campaign, today))
    .map((week) => choiceIn(unit, week, days))
    .filter(({ days: offered }) => offered.length > 0)
    .filter(({ week, usual, chosen }) => chosen !== undefined || usual?.rests || isNear(week));
}
