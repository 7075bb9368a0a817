import { type IsoDate, type IsoWeek, type Period, weekOf, weekPeriod, weeksOf } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import type { Change, RecordChange } from "../db/write.ts";
import { Doubtful } from "../line/doubt.ts";
import type { HeldUnit } from "./model.ts";
import type { Recorded } from "./recorded.ts";
import { covers } from "./scope.ts";

/**
 * The tree has no dates: a unit that stands elsewhere takes its past along. Where something was recorded there, the
 * figures of weeks gone by change, and with them what was read and signed: that is asked about before it is done.
 */

/** A unit as the tree has it, or will. */
type Placed = { id: string; code: string; name: string; parentCode: string | null };

export type Restated = {
  unit: Pick<HeldUnit, "id" | "code" | "name">;
  /** The names of the units that it stands below, before and after. */
  places: { from: string; to: string };
  /** The weeks that are counted anew: from the unit's first in the campaign, or its first record, to the one that runs. */
  from: IsoWeek;
  to: IsoWeek;
  /** The units whose pages show it: those above the old place or the new one, up to the first that is above both. */
  shownBy: string[];
};

/** The first and the last date of what was recorded of these units; undefined where nothing was. */
export async function recordedDates(
  recorded: Recorded[],
  reader: Reader,
  workspaceId: string,
  unitIds: string[],
): Promise<Period | undefined> {
  const found: Period[] = [];
  for (const one of recorded) {
    const dates = await one.dates(reader, workspaceId, unitIds);
    if (dates) found.push(dates);
  }
  const [from] = found.map((one) => one.from).sort();
  const to = found
    .map((one) => one.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** What is asked for, and where. */
export type Restating = { recorded: Recorded[]; workspaceId: string };

/**
 * Which weeks change when the unit stands where `after` has it; undefined where nothing was recorded of it, nor of
 * what is below it, up to today.
 * @param before the whole tree as the database has it; `after` as it would be, without cycles
 * @param since the campaign's first day
 */
export async function restatedBy(
  { recorded, workspaceId }: Restating,
  reader: Reader,
  unit: HeldUnit,
  about: { before: HeldUnit[]; after: Placed[]; since: IsoDate; today: IsoDate },
): Promise<Restated | undefined> {
  const { before, after, since, today } = about;
  const below = before.filter((one) => covers(unit, one)).map(({ id }) => id);
  const dates = await recordedDates(recorded, reader, workspaceId, below);
  if (!dates || dates.from > today) return undefined;
  const [first = since] = [dates.from, unit.startsOn ?? since].sort();
  const [old, fresh] = [above(before, unit.code), above(after, unit.code)];
  return {
    unit,
    places: { from: old[0]?.name ?? "–", to: fresh[0]?.name ?? "–" },
    from: weekOf(first),
    to: weekOf(today),
    shownBy: shownBy(idsOf(old), idsOf(fresh)),
  };
}

/** The units above one, the next first. */
function above(tree: Placed[], code: string): Placed[] {
  const byCode = new Map(tree.map((unit) => [unit.code, unit]));
  const units: Placed[] = [];
  let at = byCode.get(code)?.parentCode ?? null;
  while (at !== null) {
    const unit = byCode.get(at);
    if (unit) units.push(unit);
    at = unit?.parentCode ?? null;
  }
  return units;
}

const idsOf = (units: Placed[]) => units.map(({ id }) => id);

/** Further up than the first unit above both, the same is counted as before, and listed so. */
function shownBy(old: string[], fresh: string[]): string[] {
  const shared = old.filter((id) => fresh.includes(id));
  return [...new Set([...old, ...fresh])].filter((id) => id === shared[0] || !shared.includes(id));
}

/** How many messages of a feature about these units and weeks (both included) stay as they are: their weeks have locked. */
export type KeptMessages = (
  reader: Reader,
  about: { unitIds: string[]; from: IsoWeek; to: IsoWeek },
) => Promise<number>;

/** How many posted messages will go on showing the figures of before: those of weeks that have locked. */
export async function keptMessages(
  parts: { keptMessages?: KeptMessages }[],
  reader: Reader,
  restated: Restated[],
): Promise<number> {
  const [from] = restated.map((one) => one.from).sort();
  const to = restated[0]?.to;
  if (from === undefined || to === undefined) return 0;
  const unitIds = [...new Set(restated.flatMap(({ shownBy }) => shownBy))];
  let kept = 0;
  for (const part of parts) kept += (await part.keptMessages?.(reader, { unitIds, from, to })) ?? 0;
  return kept;
}

/** What is asked before units move: `kept` posted digests of locked weeks stay as they are. */
export type RestateDoubt = { kind: "restates"; from: IsoWeek; to: IsoWeek; kept: number };

/** The units that were to move, whose past would change; thrown inside a write it takes all of it back. */
export class RestateDoubtful extends Doubtful<RestateDoubt> {
  readonly units: string[];
  constructor(reading: { to: string; from?: IsoDate }, restated: Restated[], kept: number) {
    const doubts = restated.map(({ from, to }) => ({ kind: "restates" as const, from, to, kept }));
    super({ ...reading, units: restated.map(({ unit }) => unit.id) }, doubts);
    this.units = restated.map(({ unit }) => unit.name);
  }
}

/** The audit's entry of a unit that moved says from which week on its past was counted elsewhere. */
export function toldOf(change: Change, restated: Restated[]): Change {
  const found = restated.find(({ unit }) => unit.id === change.recordId);
  const { after } = change;
  if (
    !found ||
    change.record !== "unit" ||
    typeof after !== "object" ||
    after === null ||
    Array.isArray(after)
  )
    return change;
  return { ...change, after: { ...after, countedFrom: found.from } };
}

/** What listens to records is told of every week that is counted anew, at the old place and at the new one. */
export const weeksOfAll = (restated: Restated[]): RecordChange[] =>
  restated.flatMap(({ unit, from, to, shownBy }) => [
    ...weeksOf({ from: weekPeriod(from).from, to: weekPeriod(to).to }).map((week) => ({
      ...{ unitId: unit.id, date: weekPeriod(week).from },
    })),
    ...shownBy.map((unitId) => ({ unitId, date: weekPeriod(to).from })),
  ]);
