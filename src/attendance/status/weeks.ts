import { contains, type IsoDate, type IsoWeek, weekOf, weeksOf } from "../../calendar.ts";
import type { Asker } from "../../org/asker.ts";
import type { Unit } from "../../org/model.ts";
import type { UnitTree } from "../../org/tree.ts";

/** Which weeks a unit's pages are about, and lead to. Pure. */

/** The week in which the unit was merged into another: what it held in weeks after that is nothing. */
export function lastWeekOf({ endsOn }: Unit, { campaign, today }: Asker): IsoWeek | undefined {
  return endsOn !== null && endsOn < today && contains(campaign.period, endsOn) ? weekOf(endsOn) : undefined;
}

export function mergedBy(
  date: IsoDate,
  { endsOn: lastDay, mergedIntoId }: Unit,
  tree: UnitTree,
): { into: string; lastDay: IsoDate } | undefined {
  const into = mergedIntoId === null ? undefined : tree.byId(mergedIntoId);
  return into && lastDay !== null && lastDay < date ? { into: into.name, lastDay } : undefined;
}

/** The weeks before and after, within the campaign and up to this one. */
export function neighbours(
  week: IsoWeek,
  asker: Asker,
): { earlier: IsoWeek | undefined; later: IsoWeek | undefined } {
  const { period } = asker.campaign;
  const last = contains(period, asker.today) ? asker.today : period.to;
  const weeks = weeksOf({ from: period.from, to: last });
  const at = weeks.indexOf(week);
  return { earlier: at > 0 ? weeks[at - 1] : undefined, later: at < 0 ? undefined : weeks[at + 1] };
}
