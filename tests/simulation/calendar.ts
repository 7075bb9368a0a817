import type { Database } from "../../src/db/client.ts";

/** Who works when, told once more from what the State Council decided for autumn 2026. */

const rest = new Set([
  ...["2026-09-25", "2026-09-26", "2026-09-27"],
  ...["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"],
]);
const worked = new Set(["2026-09-20", "2026-10-10"]);
const weekOff = { from: "2026-09-28", to: "2026-10-04" };

export const isoWeek = (date: string): string => {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
};
export const plus = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();
export const mondayOf = (date: string): string => plus(date, 1 - Temporal.PlainDate.from(date).dayOfWeek);

/** Whether offices are open: no week off, no holiday, no weekend unless it is worked. */
export function isWorkday(date: string): boolean {
  if (date >= weekOff.from && date <= weekOff.to) return false;
  if (rest.has(date)) return false;
  return worked.has(date) || Temporal.PlainDate.from(date).dayOfWeek <= 5;
}

/** The same for a unit, with its own days off and those of the units above it. */
export async function unitCalendar(db: Database): Promise<(unitId: string, date: string) => boolean> {
  const units = new Map((await db.unit.findMany()).map((one) => [one.id, one]));
  const off = (await db.unitDayOff.findMany()).map(({ unitId, startsOn, endsOn }) => ({
    ...{ unitId, from: startsOn.toISOString().slice(0, 10), to: endsOn.toISOString().slice(0, 10) },
  }));
  const rests = (unitId: string, date: string): boolean => {
    const parent = units.get(unitId)?.parentId;
    const own = off.some((one) => one.unitId === unitId && one.from <= date && date <= one.to);
    return own || (parent ? rests(parent, date) : false);
  };
  return (unitId, date) => isWorkday(date) && !rests(unitId, date);
}
