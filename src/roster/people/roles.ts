import { addDays, type IsoDate } from "../../calendar.ts";
import type { Stay } from "./stays.ts";

/** That somebody holds a role at a unit, from a day to a last day (null: still). */
export type HeldRole = { unitId: string; role: string; from: IsoDate; to: IsoDate | null };

type Days = { from: IsoDate; to: IsoDate | null };

/** The days that both have; undefined where they have none. */
function common(a: Days, b: Days): Days | undefined {
  const [, from = a.from] = [a.from, b.from].toSorted();
  const to = a.to !== null && (b.to === null || a.to < b.to) ? a.to : b.to;
  return to === null || from <= to ? { from, to } : undefined;
}

/**
 * Which roles somebody has held where, once these are their stays and, from `since` on, their roles. What they held
 * before stays as it was, as far as they still belonged there then: a transfer that is dated back ends a role with the
 * stay, and begins it elsewhere no earlier than `since`. A role that goes on is one row.
 * @param before what was held until now, in any order
 * @param since the day of the change, mostly today; null for somebody new: theirs begin with each stay
 */
export function rolesHeld(
  before: HeldRole[],
  stays: Stay[],
  roles: readonly string[],
  since: IsoDate | null,
): HeldRole[] {
  const at = (unitId: string, role: string, days: Days | undefined): HeldRole[] =>
    days ? [{ unitId, role, ...days }] : [];
  const past =
    since === null
      ? []
      : before.flatMap((held) =>
          stays
            .filter(({ unitId }) => unitId === held.unitId)
            .map((stay) => common(stay, held))
            .flatMap((days) => at(held.unitId, held.role, days && until(days, addDays(since, -1)))),
        );
  const present = [...new Set(roles)].flatMap((role) =>
    stays.flatMap((stay) => at(stay.unitId, role, common(stay, { from: since ?? stay.from, to: null }))),
  );
  return joined([...past, ...present]);
}

const until = (days: Days, last: IsoDate): Days | undefined => common(days, { from: days.from, to: last });

/** One row for what ends on a day and goes on, the same at the same unit, on the next. */
function joined(held: HeldRole[]): HeldRole[] {
  const rows: HeldRole[] = [];
  for (const next of held.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = rows.findLast(({ unitId, role }) => unitId === next.unitId && role === next.role);
    if (last && last.to !== null && addDays(last.to, 1) === next.from) last.to = next.to;
    else rows.push({ ...next });
  }
  return rows;
}
