import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { code, listedName, name, optionalUnitCode, weekday } from "../../files/fields.ts";
import { doubt, type ImportContext, isDoubtful, recordFile } from "../../files/file.ts";
import { ImportedMeanwhile } from "../../files/import.ts";
import type { Report } from "../../files/problems.ts";
import type { HeldUnit, UnitRecord } from "../../org/model.ts";
import { toldOf } from "../../org/restate.ts";
import { lockTree } from "../../org/tree-lock.ts";
import { settleUnits } from "./claims.ts";
import { newcomersFrom } from "./newcomers.ts";
import { findRestated } from "./restated.ts";
import { loadUnits, mergedUnits, writeUnits } from "./store.ts";
import { checkTree, parentsByName } from "./tree.ts";

const schema = z.object({
  code,
  name: listedName,
  kind: name,
  parent_code: optionalUnitCode,
  session_weekday: weekday,
});

/** A unit as it will be: a row of the file, or one of the database's that the file does not name. */
export type PlannedUnit = UnitRecord & {
  line: number | undefined;
  held: HeldUnit | undefined;
  report: Report;
};

/**
 * units.csv: the unit tree; parents may come after their children. A new unit begins with the campaign, or today when
 * it is added to others while the campaign runs (newcomers.ts). Units that the file leaves out stay; so do those
 * that were merged into another, and a row that brings one back, or puts another below it, is refused. So does what a
 * blank cell stands for.
 */
export const unitsFile = recordFile({
  name: "units.csv",
  needed: true,
  schema,
  async open(context) {
    const held = await loadUnits(context.reader, context.workspaceId);
    const plan = new Map<string, PlannedUnit>(
      held.map((unit) => [unit.code, { ...unit, line: undefined, held: unit, report: wholeFile(context) }]),
    );
    // Codes are looked up without regard to case, so two that differ in it alone could not be told apart.
    const codes = new Map(held.map((unit) => [unit.code.toLowerCase(), unit.code]));
    const changed = () => [...plan.values()].filter(isChanged);
    const from = newcomersFrom(context, held.length > 0);
    const merged = mergedUnits(held);
    const refused: { parentCode: string; report: Report }[] = [];
    return {
      held: held.length > 0,
      row(row, line, report) {
        const known = plan.get(row.code);
        const twin = codes.get(row.code.toLowerCase());
        if (known?.line !== undefined) return report("code", "records.unitTwice", at(row.code, known.line));
        if (twin !== undefined && twin !== row.code)
          report("code", "records.unitTwinCode", { code: row.code, other: twin });
        codes.set(row.code.toLowerCase(), row.code);
        const ended = known && merged.get(known.id);
        if (ended) report("code", "records.unitMerged", ended);
        const above = row.parent_code === null ? undefined : plan.get(row.parent_code);
        const aboveEnded = above && merged.get(above.id);
        if (aboveEnded) report("parent_code", "records.unitMerged", aboveEnded);
        plan.set(row.code, {
          id: known?.id ?? randomUUIDv7(),
          code: row.code,
          name: row.name,
          kind: row.kind,
          parentCode: row.parent_code,
          // A blank cell of a unit that is there already says nothing.
          sessionWeekday: row.session_weekday ?? known?.sessionWeekday ?? null,
          startsOn: known ? known.startsOn : from,
          line,
          held: known?.held,
          report,
        });
      },
      refused(fields, report) {
        doubt(context.doubtful.units, fields, "code");
        const parentCode = optionalUnitCode.safeParse(fields?.parent_code).data;
        if (report && parentCode) refused.push({ parentCode, report });
      },
      async end() {
        const byName = parentsByName(plan, context);
        keepParents(plan);
        await settleUnits(context, changed());
        for (const { parentCode, report } of refused)
          if (
            !plan.has(parentCode) &&
            !byName.has(parentCode) &&
            !isDoubtful(context.doubtful.units, parentCode)
          )
            report("parent_code", "records.unknownParent", { code: parentCode });
        checkTree([...plan.values()], context.doubtful.units, wholeFile(context));
        await findRestated(context, held, [...plan.values()]);
        for (const unit of plan.values()) context.units.set(unit.code, unit);
      },
      pending: () => changed().length,
      async write(tx, done) {
        await lockTree(tx, context.workspaceId);
        // Somebody moved or merged units in Slack since they were read: what was planned would undo that.
        const now = await loadUnits(tx, context.workspaceId);
        if (JSON.stringify(now) !== JSON.stringify(held)) throw new ImportedMeanwhile();
        const changes = await writeUnits(tx, context.workspaceId, [...plan.values()], changed(), done);
        return changes.map((one) => toldOf(one, context.restated));
      },
    };
  },
});

/**
 * A blank parent of a unit that is there already leaves it where it is, unless the file puts the unit at the top below
 * another: then a blank one says which comes to the top.
 */
function keepParents(plan: Map<string, PlannedUnit>): void {
  const units = [...plan.values()];
  if (units.some(({ held, parentCode }) => held?.parentCode === null && parentCode !== null)) return;
  for (const unit of units)
    if (unit.held && unit.parentCode === null && unit.held.parentCode !== null)
      plan.set(unit.code, { ...unit, parentCode: unit.held.parentCode });
}

const at = (unitCode: string, line: number) => ({ code: unitCode, line: String(line) });

const wholeFile =
  (context: ImportContext): Report =>
  (column, key, values = {}) =>
    context.problems.add({ file: "units.csv", column, key, values });

function isChanged({ held, ...unit }: PlannedUnit): boolean {
  return (
    !held ||
    held.name !== unit.name ||
    held.kind !== unit.kind ||
    held.parentCode !== unit.parentCode ||
    held.sessionWeekday !== unit.sessionWeekday
  );
}
