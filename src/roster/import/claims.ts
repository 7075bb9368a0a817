import { type Claim, changedIn, differing, settle } from "../../files/changed-here.ts";
import type { ImportContext } from "../../files/file.ts";
import { lastDay, movedStart, todayOf } from "./memberships.ts";
import type { PlannedPerson } from "./people-file.ts";
import type { Membership } from "./people-store.ts";
import type { PlannedUnit } from "./units-file.ts";

/** What a row of units.csv or people.csv would change of somebody or something that is there: it may be newer here. */

/** Leaves units as they stand where they were changed here since. @param units those that the file would change */
export function settleUnits(context: ImportContext, units: PlannedUnit[]): Promise<void> {
  return settle(context, "units.csv", units.map(unitClaim), { records: ["unit"] });
}

function unitClaim(unit: PlannedUnit): Claim {
  const { id, line, held, code } = unit;
  return {
    ...{ id, line, what: `${held?.name ?? unit.name} (${code})` },
    claimed: held ? differing(unit, held, unitColumns) : [],
  };
}

const unitColumns = [
  ["name", "name"],
  ["kind", "kind"],
  ["parent_code", "parentCode", "parent"],
  ["session_weekday", "sessionWeekday"],
] as const;

type Where = { unitCodes: Map<string, string>; context: ImportContext };

/**
 * Leaves people as they stand where they were changed here since.
 * @param people those that the file would change
 * @param unitCodes codes by unit id
 */
export function settlePeople(
  context: ImportContext,
  people: PlannedPerson[],
  unitCodes: Map<string, string>,
): Promise<void> {
  const claims = people.map((person) => personClaim(person, { unitCodes, context }));
  // A transfer is told at the person, as their memberships; a file moves them by their unit.
  const fieldsOf = (entry: Parameters<typeof changedIn>[0] & { record: string }) =>
    entry.record === "membership" ? ["unit"] : changedIn(entry);
  return settle(context, "people.csv", claims, { records: ["person", "membership"], fieldsOf });
}

function personClaim(person: PlannedPerson, where: Where): Claim {
  const { id, line, held, employeeNo, memberships } = person;
  const claimed = held ? differing(person, held, personColumns) : [];
  // Who was said to be the same person with a new number was said to return.
  const isBack = held?.employeeNo !== employeeNo && unitOf(held?.memberships ?? [], where) === "";
  if (held && memberships && !isBack && isMoved(held.memberships, memberships))
    claimed.unshift({
      ...{ column: "unit_code", fields: ["unit"] },
      ...{ stands: unitOf(held.memberships, where), says: unitOf(memberships, where) },
      keep() {
        person.memberships = held.memberships.map((each) => movedStart(each, where.context));
      },
    });
  return { id, line, what: `${held?.name ?? person.name} (${employeeNo})`, claimed };
}

const personColumns = [
  ["name", "name"],
  ["position", "position"],
  ["email", "email"],
  ["roles", "roles"],
] as const;

/** Whether they come to another unit, or back to one that they have left. */
export const isMoved = (held: Membership[], planned: Membership[]): boolean =>
  held.at(-1)?.unitId !== planned.at(-1)?.unitId || held.length !== planned.length;

/** The unit that they belong to, or will; "" for somebody who has left. */
function unitOf(memberships: Membership[], { unitCodes, context }: Where): string {
  const last = memberships.at(-1);
  if (!last || lastDay(memberships, todayOf(context)) !== null) return "";
  return unitCodes.get(last.unitId) ?? "";
}
