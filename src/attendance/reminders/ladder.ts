import { addDays, addWeeks, type IsoDate, type IsoWeek, weekOf, weekPeriod } from "../../calendar.ts";
import type { Campaign } from "../../org/campaign/model.ts";
import { isLocked } from "../../org/campaign/weeks.ts";

/**
 * When which rung of a unit's ladder of a week is due: liaison before the session, liaison after it, unit head,
 * the unit above. Pure. Each rung waits for the one below: a day that was missed moves all that follow.
 */

export const rungs = ["before", "after", "head", "district"] as const;
export type Rung = (typeof rungs)[number];

/** Weeks further back are left alone, however late they lock: what was not wanted then helps nobody now. */
export const weeksBack = 2;
/** A long holiday may lie between a session and the working day before it. */
const weeksAhead = 2;

export type UnitWeek = {
  unitId: string;
  week: IsoWeek;
  /** The day of its session (owing.ts); undefined where it owes nothing. */
  session: IsoDate | undefined;
  /** The unit reported, or answered: nothing is owed any more. */
  isSettled: boolean;
  /** The day on which each rung was told, of those that were. */
  told: Partial<Record<Rung, IsoDate>>;
  /** When somebody last had the liaisons reminded by hand. */
  remindedByHand?: IsoDate | undefined;
  /** Whether a rung has anybody to tell. */
  reachable: Record<Rung, boolean>;
};

type Frame = { works(unitId: string, date: IsoDate): boolean; today: IsoDate };

/** The weeks whose ladders can have something due. */
export function ladderWeeks(today: IsoDate, campaign: Campaign): IsoWeek[] {
  const weeks = Array.from({ length: weeksBack + weeksAhead + 1 }, (_, index) =>
    addWeeks(weekOf(today), index - weeksBack),
  );
  return weeks.filter((week) => {
    const { from, to } = weekPeriod(week);
    const inside = from <= campaign.period.to && to >= campaign.period.from;
    return inside && !campaign.weeksOff.includes(week) && !isLocked(from, campaign, today);
  });
}

/** The rung that is due on that day for the unit and one of the day's `ladderWeeks`; at most one. */
export function dueRung(unit: UnitWeek, frame: Frame): Rung | undefined {
  const { works, today } = frame;
  const { session } = unit;
  if (unit.isSettled || session === undefined || !works(unit.unitId, today)) return undefined;
  if (today <= session) return isEve(unit, session, frame) ? "before" : undefined;
  return laterRung(unit, session, today);
}

/** The working day before the session, or a day since that makes up for it. */
function isEve(unit: UnitWeek, session: IsoDate, { works, today }: Frame): boolean {
  if ((unit.told.before ?? today) !== today || !unit.reachable.before) return false;
  for (let date = addDays(today, 1); date < session; date = addDays(date, 1))
    if (works(unit.unitId, date)) return false;
  return true;
}

/**
 * The rung that was told today (others may be told it too), else the first that was not told yet. That one is due
 * once the day of the one below has passed: today is a working day, so it is the next one at the earliest. A rung
 * with nobody to tell takes no day.
 */
function laterRung(unit: UnitWeek, session: IsoDate, today: IsoDate): Rung | undefined {
  const later = ["after", "head", "district"] as const;
  const now = later.find((rung) => unit.told[rung] === today);
  if (now) return now;
  const highest = later.findLastIndex((rung) => unit.told[rung] !== undefined);
  // Who can be reached only since the next rung was told is not bothered any more.
  const next = later.find((rung, index) => index > highest && unit.reachable[rung]);
  if (next === undefined) return undefined;
  const days = [session, ...Object.values(unit.told)];
  if (next === "after" && unit.remindedByHand !== undefined) days.push(unit.remindedByHand);
  return days.every((day) => day < today) ? next : undefined;
}

/** The units that are listed for the one above: all who are silent have come that far, or the week soon locks. */
export function listedForDistrict(units: UnitWeek[], frame: Frame): UnitWeek[] {
  const silent = units.filter((unit) => !unit.isSettled && unit.session !== undefined);
  const listed = silent.filter((unit) => dueRung(unit, frame) === "district");
  const [first] = silent;
  if (first === undefined) return [];
  // One message a week about all of them, so it waits for the last; but no longer than to the Thursday after.
  const noLonger = addDays(weekPeriod(first.week).to, 4);
  return listed.length === silent.length || frame.today >= noLonger ? listed : [];
}
