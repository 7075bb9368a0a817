import { changedFields } from "../../db/changed.ts";
import type { Reader, Tx } from "../../db/client.ts";
import { dayOf, isoOf } from "../../db/dates.ts";
import type { Change } from "../../db/write.ts";
import type { Values } from "../../i18n/index.ts";
import type { Json } from "../../json.ts";
import type { HeldUnit, UnitRecord } from "../../org/model.ts";
import { numberTree } from "../../org/tree.ts";

/** So many rows go into one statement: large enough to be fast, small enough for the memory of both sides. */
const batchSize = 2000;

/** The rows in parts of at most `size`, in their order. */
export function* batches<T>(rows: T[], size = batchSize): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

/** Every unit, parents first. */
export async function loadUnits(reader: Reader, workspaceId: string): Promise<HeldUnit[]> {
  const rows = await reader.unit.findMany({ where: { workspaceId }, orderBy: { treeFirst: "asc" } });
  const codes = new Map(rows.map(({ id, code }) => [id, code]));
  return rows.map(({ parentId, startsOn, endsOn, ...unit }) => ({
    ...unit,
    startsOn: startsOn && isoOf(startsOn),
    endsOn: endsOn && isoOf(endsOn),
    parentCode: parentId === null ? null : (codes.get(parentId) ?? null),
  }));
}

/** What is told of each unit that was merged into another, by its id: its last day, and the unit to name instead. */
export function mergedUnits(units: HeldUnit[]): Map<string, Values> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const next = ({ mergedIntoId }: HeldUnit) => (mergedIntoId === null ? undefined : byId.get(mergedIntoId));
  const last = (unit: HeldUnit): HeldUnit => {
    const into = next(unit);
    return into ? last(into) : unit;
  };
  return new Map(
    units.flatMap((unit) => {
      if (unit.endsOn === null) return [];
      const { name, code } = last(unit);
      return [[unit.id, { code: unit.code, date: unit.endsOn, into: name, intoCode: code }] as const];
    }),
  );
}

type Planned = UnitRecord & { held: HeldUnit | undefined };

/**
 * Makes the new units, changes the changed ones and numbers the whole tree again: held units in their order, then
 * the new ones in that of the file. The numbers alone are no change of a record and leave no audit entry.
 */
export async function writeUnits(
  tx: Tx,
  workspaceId: string,
  units: Planned[],
  changed: Planned[],
  done: (records: number) => void,
): Promise<Change[]> {
  const places = numberTree(units);
  const ids = new Map(units.map(({ code, id }) => [code, id]));
  const rows = units
    .map((unit) => {
      const place = places.get(unit.code) ?? { treeFirst: 0, treeLast: 0, depth: 0 };
      const parentId = unit.parentCode === null ? null : (ids.get(unit.parentCode) ?? null);
      const { id, code, name, kind, sessionWeekday, startsOn, held } = unit;
      return { data: { id, code, name, kind, sessionWeekday, parentId, ...place }, startsOn, held };
    })
    // Parents first: a row's parent must be there before the statement that brings the row has ended.
    .sort((a, b) => a.data.treeFirst - b.data.treeFirst);
  // Two units may have swapped their names, or a new root stands above the old one: what changes gives way first,
  // to a name and a place that no other unit can have.
  const renamed = changed.flatMap(({ held }) => (held ? [held.id] : []));
  await tx.$executeRaw`UPDATE unit SET name = id::text, parent_id = id WHERE id = ANY(${renamed}::uuid[])`;
  await tx.unit.createMany({
    data: rows
      .filter(({ held }) => !held)
      .map(({ data, startsOn }) => ({ workspaceId, startsOn: startsOn && dayOf(startsOn), ...data })),
  });
  const moved = new Set(renamed);
  const updated = rows.filter(
    ({ data, held }) =>
      held &&
      (moved.has(held.id) ||
        held.treeFirst !== data.treeFirst ||
        held.treeLast !== data.treeLast ||
        held.depth !== data.depth),
  );
  for (const batch of batches(updated.map(({ data }) => data)))
    await tx.$executeRaw`
      UPDATE unit u SET name = v.name, kind = v.kind, parent_id = v."parentId", session_weekday = v."sessionWeekday",
        tree_first = v."treeFirst", tree_last = v."treeLast", depth = v.depth
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS v(
        id uuid, name text, kind text, "parentId" uuid, "sessionWeekday" int, "treeFirst" int, "treeLast" int, depth int)
      WHERE u.id = v.id`;
  done(changed.length);
  return changed.map((unit) => ({
    record: "unit",
    recordId: unit.id,
    unitId: unit.id,
    ...changedFields(unit.held && unitFields(unit.held), unitFields(unit)),
  }));
}

function unitFields(unit: UnitRecord): Record<string, Json> {
  const { code, name, kind, parentCode, sessionWeekday, startsOn } = unit;
  return { code, name, kind, parent: parentCode, sessionWeekday, ...(startsOn ? { startsOn } : {}) };
}
