import { type IsoDate, type IsoWeek, weekPeriod } from "../calendar.ts";
import type { StudyDays } from "../org/calendar/study-days.ts";
import { covers, type TreeRange } from "../org/scope.ts";
import type { WeekAnswerKind } from "./reminders/store.ts";
import { ownDayIn, possibleDays, type Studies, sessionDayOf, weekdayOf } from "./rules.ts";

/** What a unit without a report owes in a week. Pure: every page, count and reminder asks here. */

export type Owing =
  /** Nothing: its day is a day off, none of the campaign's or of its own time, and it chose no other one. */
  | { state: "off"; day?: undefined }
  /** Nothing: it said that there is no session. `day` is when it would have been. */
  | { state: "without"; day: IsoDate }
  /** Its day is still to come; a unit without a weekday of its own has until Sunday. */
  | { state: "ahead"; day: IsoDate }
  /** Its day has come. */
  | { state: "due"; day: IsoDate };

/**
 * Whether the unit counts in the week at all (it takes part at its end) is the caller's to ask.
 * @param answer what it answered about the week, if it did
 */
export function owedIn(
  unit: Studies,
  week: IsoWeek,
  days: StudyDays,
  today: IsoDate,
  answer?: WeekAnswerKind | null,
): Owing {
  const fixed = sessionDayOf(unit, week, days);
  const day = fixed ?? (weekdayOf(unit) === undefined ? lastWorked(unit, week, days) : undefined);
  if (day === undefined) return { state: "off" };
  if (answer === "no_session") return { state: "without", day };
  const isAhead = fixed === undefined ? today <= weekPeriod(week).to : today < fixed;
  return { state: isAhead ? "ahead" : "due", day };
}

/** Who has no weekday may meet on any day that is worked: the week's last one stands for it. */
const lastWorked = (unit: Studies, week: IsoWeek, days: StudyDays): IsoDate | undefined =>
  possibleDays(unit, week, days).findLast((day) => days.works(unit.id, day));

/** Why a unit owes nothing: its weekday is a day off, or (null) it has no day in the week. */
export type Off = { restDay: IsoDate | null };

/** @returns undefined for a unit that owes the week */
export function offIn(unit: Studies, week: IsoWeek, days: StudyDays, today: IsoDate): Off | undefined {
  if (owedIn(unit, week, days, today).state !== "off") return undefined;
  const own = ownDayIn(unit, week);
  return { restDay: own !== undefined && days.rests(unit.id, own) ? own : null };
}

/** A unit that has no report in a week, and what it owes. */
export type SilentUnit = { unit: Studies & TreeRange; week: IsoWeek; owing: Owing };

/** The units of a scope that have no report in a week, by what that means today. */
export type Silent = Record<Owing["state"], number> & {
  /** Owe an earlier week that can still be recorded. */
  overdue: number;
};

/** Each unit of the scope counted once; `overdue` counts units of any kind, these among them. */
export function countSilent(units: SilentUnit[], week: IsoWeek, scope: TreeRange): Silent {
  const within = units.filter(({ unit }) => covers(scope, unit));
  const now = within.filter((one) => one.week === week);
  const count = (state: Owing["state"]) => now.filter(({ owing }) => owing.state === state).length;
  const owed = within.filter((one) => one.week < week && one.owing.state === "due");
  return {
    ...{ off: count("off"), without: count("without"), ahead: count("ahead"), due: count("due") },
    overdue: new Set(owed.map(({ unit }) => unit.id)).size,
  };
}
