import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import { code, email, listedName, optionalName, unitCode, words } from "../../files/fields.ts";
import { doubt, type ImportContext, type KnownPerson, type KnownUnit, recordFile } from "../../files/file.ts";
import { type Report, shown } from "../../files/problems.ts";
import { unitOf } from "../../files/references.ts";
import type { Values } from "../../i18n/index.ts";
import { roles } from "../../org/scope.ts";
import { assertAdministrators, checkAdministrators } from "./administrators.ts";
import { isMoved, settlePeople } from "./claims.ts";
import { lastDay, membershipsIn, movedStart, todayOf } from "./memberships.ts";
import { newcomersFrom } from "./newcomers.ts";
import {
  type HeldPerson,
  loadPeople,
  type Membership,
  type PersonRecord,
  writePeople,
} from "./people-store.ts";
import { roleWords } from "./role-words.ts";
import { joined, settleSame } from "./same-person.ts";
import { loadUnits, mergedUnits } from "./store.ts";

const schema = z.object({
  employee_no: code,
  name: listedName,
  unit_code: unitCode,
  position: optionalName,
  email,
  roles: words(roles, roleWords),
});

/** Somebody as they will be: a row of the file, or one of the database's whom the file does not name. */
export type PlannedPerson = PersonRecord & {
  line: number | undefined;
  held: HeldPerson | undefined;
  /** Null when the unit of the row is unknown. */
  memberships: Membership[] | null;
  report: Report;
};

/**
 * people.csv: the roster. A new person belongs to the unit from the campaign's first day, or from today when added to
 * others while the campaign runs (newcomers.ts). Somebody whose unit
 * changed is transferred today: earlier weeks keep the unit of that time. People whom the file leaves out stay, and so
 * does what a blank cell stands for. Somebody new who may be one of those with another number is asked about
 * (same-person.ts).
 */
export const peopleFile = recordFile({
  name: "people.csv",
  needed: true,
  schema,
  async open(context) {
    const held = await loadPeople(context.reader, context.workspaceId);
    // Nobody can be put into one that was merged into another.
    const ended = mergedUnits(await loadUnits(context.reader, context.workspaceId));
    const units = new Map([...context.units.values()].map((unit) => [unit.id, unit.code]));
    const plan = new Map<string, PlannedPerson>();
    const from = newcomersFrom(context, held.length > 0);
    for (const person of held) {
      const memberships = person.memberships.map((each) => movedStart(each, context));
      const report = reportHeld(context);
      plan.set(person.employeeNo, { ...person, memberships, line: undefined, held: person, report });
    }
    const changed = () => [...plan.values()].filter((person) => isChanged(person));
    return {
      held: held.length > 0,
      row(row, line, report) {
        const known = plan.get(row.employee_no);
        if (known?.line !== undefined)
          return report("employee_no", "records.personTwice", {
            code: row.employee_no,
            line: String(known.line),
          });
        plan.set(row.employee_no, planned(row, known, context, { line, report, ended, from }));
      },
      refused(fields, report) {
        doubt(context.doubtful.people, fields, "employee_no");
        const unit = unitCode.safeParse(fields?.unit_code);
        if (report && unit.success) checkUnit(unit.data, context, { report, ended });
      },
      async end() {
        const undecided = settleSame(plan, context);
        await settlePeople(context, changed(), codesOf(context, units));
        const people = [...plan.values()];
        checkEmails(people.filter((person) => !undecided.has(person)));
        checkAdministrators(people, context);
        if (people.some(({ line }) => line !== undefined)) context.leftOut = leftOut(people, context);
        for (const { employeeNo, id, name, memberships } of plan.values()) {
          const person: KnownPerson = { id, employeeNo, name, memberships };
          context.people.set(employeeNo, person);
        }
      },
      pending: () => changed().length,
      async write(tx, done) {
        const { workspaceId, recorded } = context;
        const how = { unitCodes: codesOf(context, units), today: todayOf(context), recorded };
        const changes = await writePeople(tx, workspaceId, changed(), how, done);
        await assertAdministrators(tx, workspaceId, held, context);
        return changes;
      },
    };
  },
});

function planned(
  row: z.output<typeof schema>,
  known: PlannedPerson | undefined,
  context: ImportContext,
  { ended, from, ...at }: { line: number; report: Report; ended: Map<string, Values>; from: IsoDate | null },
): PlannedPerson {
  const unit = checkUnit(row.unit_code, context, { report: at.report, ended });
  const asNew: PlannedPerson = {
    id: randomUUIDv7(),
    employeeNo: row.employee_no,
    name: row.name,
    position: row.position,
    email: row.email,
    roles: row.roles,
    held: undefined,
    memberships: unit ? membershipsIn(unit.id, [], context, from) : null,
    ...at,
  };
  return known ? joined(asNew, known, context) : asNew;
}

/** Whoever belongs to a unit and is not in the file. */
const leftOut = (people: PlannedPerson[], context: ImportContext): string[] =>
  people
    .filter(({ line, memberships }) => line === undefined && lastDay(memberships, todayOf(context)) === null)
    .map(({ id }) => id);

/** The unit with that code; one that is unknown, or was merged into another, is reported. */
function checkUnit(
  unitCode: string,
  context: ImportContext,
  { report, ended }: { report: Report; ended: Map<string, Values> },
): KnownUnit | undefined {
  const unit = unitOf(context, unitCode, report);
  const merged = unit && ended.get(unit.id);
  if (merged) report("unit_code", "records.unitMerged", merged);
  return unit;
}

/** Codes of units by id, the new ones too. */
function codesOf(context: ImportContext, held: Map<string, string>): Map<string, string> {
  return new Map([
    ...held,
    ...[...context.units.values()].map((unit): [string, string] => [unit.id, unit.code]),
  ]);
}

function isChanged({ held, line, ...person }: PlannedPerson): boolean {
  if (line === undefined) return false;
  return (
    !held ||
    held.employeeNo !== person.employeeNo ||
    held.name !== person.name ||
    held.position !== person.position ||
    held.email !== person.email ||
    held.roles.toSorted().join() !== person.roles.toSorted().join() ||
    isMoved(held.memberships, person.memberships ?? [])
  );
}

/** One e-mail address finds one person in Slack. */
function checkEmails(people: PlannedPerson[]): void {
  const owners = new Map<string, PlannedPerson>();
  for (const person of people.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))) {
    if (person.email === null) continue;
    const owner = owners.get(person.email);
    if (!owner) owners.set(person.email, person);
    else
      person.report("email", owner.line === undefined ? "records.emailTakenHeld" : "records.emailTaken", {
        email: shown(person.email),
        code: owner.employeeNo,
        line: String(owner.line ?? ""),
      });
  }
}

const reportHeld =
  (context: ImportContext): Report =>
  (column, key, values = {}) =>
    context.problems.add({ file: "people.csv", column, key, values });
