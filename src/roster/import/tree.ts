import { type Doubt, type ImportContext, isDoubtful } from "../../files/file.ts";
import { type Report, shown } from "../../files/problems.ts";
import { sameNamed } from "../../files/references.ts";
import type { PlannedUnit } from "./units-file.ts";

/**
 * Reports what keeps the units from being one tree: unknown parents, cycles, no root or several, and two units of
 * one name under one parent (they could not be told apart in a list).
 * @param doubtful units whose rows were refused: to name one as parent is no further mistake
 * @param report for what no single row is to blame for
 */
export function checkTree(units: PlannedUnit[], doubtful: Doubt, report: Report): void {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  for (const unit of units)
    if (unit.parentCode !== null && !byCode.has(unit.parentCode) && !isDoubtful(doubtful, unit.parentCode))
      unit.report("parent_code", "records.unknownParent", { code: unit.parentCode });
  const cycles = checkCycles(units, byCode);
  checkRoot(units, cycles > 0 || doubtful.all || doubtful.codes.size > 0, report);
  checkNames(units);
}

/**
 * Puts the code of the only unit of that name where a parent is named instead; where several have it, that is reported.
 * @returns the units by name, without those that were merged into others
 */
export function parentsByName(
  plan: Map<string, PlannedUnit>,
  { notes, doubtful }: ImportContext,
): Map<string, PlannedUnit[]> {
  const current = [...plan.values()].filter(({ held }) => !held?.endsOn);
  const byName = Map.groupBy(current, ({ name }) => name);
  for (const unit of plan.values()) {
    const { parentCode: named, line } = unit;
    const [only, ...others] = named === null || plan.has(named) ? [] : (byName.get(named) ?? []);
    if (!only || named === null) continue;
    if (others.length > 0) {
      unit.report("parent_code", "records.unitsNamed", sameNamed(named, [only, ...others]));
      doubtful.units.codes.add(named);
      continue;
    }
    unit.parentCode = only.code;
    notes.at("units.csv", line);
    notes.add("parent_code", "read", { text: shown(named), as: shown(only.code) });
  }
  return byName;
}

/** Reports each cycle once, at the first of its units. @returns how many there are */
function checkCycles(units: PlannedUnit[], byCode: Map<string, PlannedUnit>): number {
  const settled = new Set<PlannedUnit>();
  let cycles = 0;
  for (const start of units) {
    const path: PlannedUnit[] = [];
    const onPath = new Map<PlannedUnit, number>();
    let unit: PlannedUnit | undefined = start;
    while (unit && !settled.has(unit) && !onPath.has(unit)) {
      onPath.set(unit, path.length);
      path.push(unit);
      unit = unit.parentCode === null ? undefined : byCode.get(unit.parentCode);
    }
    const from = unit && onPath.get(unit);
    if (from !== undefined) {
      cycles++;
      reportCycle(path.slice(from));
    }
    for (const seen of path) settled.add(seen);
  }
  return cycles;
}

/** A long cycle is told by its first members. */
function reportCycle(cycle: PlannedUnit[]): void {
  const first = cycle.reduce((a, b) => ((a.line ?? Infinity) <= (b.line ?? Infinity) ? a : b));
  const begin = cycle.indexOf(first);
  const round = [...cycle.slice(begin), ...cycle.slice(0, begin), first].map(({ code }) => code);
  const told = round.length > 8 ? [...round.slice(0, 6), "…", first.code] : round;
  first.report("parent_code", "records.cycle", { codes: told.join(" → ") });
}

function checkRoot(units: PlannedUnit[], excused: boolean, report: Report): void {
  const roots = units.filter(({ parentCode }) => parentCode === null);
  const [root, ...others] = roots.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (!root && !excused) report("parent_code", "records.noRoot");
  for (const other of others)
    other.report("parent_code", "records.anotherRoot", { code: other.code, root: root?.code ?? "" });
}

function checkNames(units: PlannedUnit[]): void {
  const seen = new Map<string, PlannedUnit>();
  for (const unit of units.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))) {
    const key = JSON.stringify([unit.parentCode, unit.name]);
    const other = seen.get(key);
    if (!other) seen.set(key, unit);
    else
      unit.report("name", other.line === undefined ? "records.nameTakenHeld" : "records.nameTaken", {
        name: unit.name,
        code: other.code,
        line: String(other.line ?? ""),
      });
  }
}
