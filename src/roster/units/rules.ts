import { addDays, type IsoDate } from "../../calendar.ts";
import type { Change } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import type { HeldUnit } from "../../org/model.ts";
import { covers } from "../../org/scope.ts";

/** What the tree allows. Pure; `tree` is the whole of it as the database has it now. */

/** @throws UserError when none was chosen, or the button is of an earlier time */
export function unitIn(tree: HeldUnit[], unitId: string, field?: string): HeldUnit {
  const unit = tree.find(({ id }) => id === unitId);
  if (unit) return unit;
  throw field ? new UserError("org.refused.chooseUnit", {}, field) : new UserError("common.outOfDate");
}

/** @throws UserError when the unit was merged into another, or will be */
export function assertGoesOn({ name, endsOn }: HeldUnit, { locale }: Asker, field?: string): void {
  if (endsOn !== null)
    throw new UserError("org.refused.unitEnds", { unit: name, date: locale.date(endsOn) }, field);
}

/** @throws UserError when the first unit is the second, or lies below it */
export function assertNotWithin(unit: HeldUnit, above: HeldUnit, field: string): void {
  if (covers(above, unit))
    throw new UserError("org.refused.withinItself", { unit: unit.name, above: above.name }, field);
}

/** Two units of one name under one parent could not be told apart. */
export function nameProblems(
  tree: HeldUnit[],
  name: string,
  parentCode: string | null,
  but: string | undefined,
): UserError[] {
  const twin = tree.find((unit) => unit.parentCode === parentCode && unit.name === name && unit.id !== but);
  return twin ? [new UserError("org.refused.nameTaken", { name, code: twin.code }, "name")] : [];
}

/** @throws UserError for a merger that the tree or the calendar does not allow; field is "into" or "from" */
export function assertMerges(
  tree: HeldUnit[],
  { unit, into, below, from }: { unit: HeldUnit; into: HeldUnit; below: HeldUnit[]; from: IsoDate },
  asker: Asker,
): void {
  const { locale, today } = asker;
  if (unit.parentCode === null) throw new UserError("org.refused.topUnit", { unit: unit.name }, "into");
  assertGoesOn(unit, asker);
  assertNotWithin(into, unit, "into");
  assertGoesOn(into, asker, "into");
  for (const one of [unit, into])
    if (one.startsOn !== null && one.startsOn >= from && !(one === into && one.startsOn === from))
      throw new UserError(
        "org.refused.beginsLater",
        { unit: one.name, date: locale.date(one.startsOn) },
        "from",
      );
  // The tree knows no time: what lies below moves when the merger is made.
  if (below.length > 0 && from > today)
    throw new UserError("org.refused.belowMovesAtOnce", { unit: unit.name }, "from");
  for (const child of below) {
    const [problem] = nameProblems(tree, child.name, into.code, child.id);
    if (problem) throw new UserError(problem.key, problem.values, "into");
  }
}

export const recordedAlready = (unit: HeldUnit, last: IsoDate, { locale }: Asker): UserError =>
  new UserError(
    "org.refused.recordedAlready",
    { unit: unit.name, date: locale.date(last), first: locale.date(addDays(last, 1)) },
    "from",
  );

/** What the audit tells of a merger, at both units. */
export const mergerChanges = (unit: HeldUnit, into: HeldUnit, from: IsoDate): Change[] => [
  {
    ...{ record: "unit", recordId: unit.id, unitId: unit.id, date: from },
    ...{ before: { endsOn: null }, after: { endsOn: addDays(from, -1), mergedInto: into.code } },
  },
  {
    ...{ record: "unit", recordId: into.id, unitId: into.id, date: from },
    ...{ before: null, after: { took: unit.code, from } },
  },
];

/** The same of somebody who goes along. */
export const memberChange = (personId: string, unit: HeldUnit, into: HeldUnit, from: IsoDate): Change => ({
  ...{ record: "membership", recordId: personId, unitId: into.id, date: from },
  ...{ before: { unit: unit.code }, after: { unit: into.code, from } },
});
