import type { IsoDate } from "../../calendar.ts";
import { type ImportContext, isDoubtful, type SameCandidate, type SameQuestion } from "../../files/file.ts";
import { nameKey } from "../../i18n/names.ts";
import { lastDay, membershipsIn, todayOf } from "./memberships.ts";
import type { PlannedPerson } from "./people-file.ts";

/**
 * A row whose number nobody has, and somebody of the roster whose number the file does not name: of the same name, where
 * they are or were last in the same unit, or with the same address. They may be one person with another number.
 */

type Fields = Pick<PlannedPerson, "position" | "email" | "roles">;

/** A blank cell of somebody who is on the roster already says nothing: what stands there stays. */
const filledFrom = (row: Fields, known: Fields): Fields => ({
  position: row.position ?? known.position,
  email: row.email ?? known.email,
  roles: row.roles.length > 0 ? row.roles : known.roles,
});

/** The row says what somebody of the roster is from now on. */
export function joined(row: PlannedPerson, known: PlannedPerson, context: ImportContext): PlannedPerson {
  const unitId = row.memberships?.at(-1)?.unitId;
  return {
    ...row,
    ...filledFrom(row, known),
    id: known.id,
    held: known.held,
    memberships: unitId === undefined ? null : membershipsIn(unitId, known.memberships ?? [], context, null),
  };
}

/**
 * Joins each such row with the person that it is, as far as `context.same` says it; of the others it asks, or reports
 * them where nobody can be asked.
 * @param plan by employee number; somebody whose number changes stands under the new one afterwards
 * @returns the rows that are not decided
 */
export function settleSame(plan: Map<string, PlannedPerson>, context: ImportContext): Set<PlannedPerson> {
  const open = new Set<PlannedPerson>();
  if (context.same === "allNew") return open;
  const answers = context.same === "refuse" ? {} : context.same;
  const likenesses = likenessesIn(plan, context);
  const taken = new Set<string>();
  for (const row of likenesses ? [...plan.values()].filter(isUnknown) : []) {
    const found = likenesses?.(row) ?? [];
    const answer = answers[row.employeeNo];
    if (found.length === 0 || answer === "new") continue;
    const known = found.find(({ id }) => id === answer && !taken.has(id));
    if (known) {
      taken.add(known.id);
      plan.delete(known.employeeNo);
      plan.set(row.employeeNo, joined(row, known, context));
    } else {
      open.add(row);
      ask(row, found, context);
    }
  }
  return open;
}

const isUnknown = ({ held, line }: PlannedPerson): boolean => held === undefined && line !== undefined;

/** Who of the roster may be meant by a row; undefined where the file leaves nobody out. */
function likenessesIn(plan: Map<string, PlannedPerson>, context: ImportContext) {
  const { doubtful } = context;
  const today = todayOf(context);
  const leftOut = [...plan.values()].filter(
    ({ line, employeeNo }) => line === undefined && !isDoubtful(doubtful.people, employeeNo),
  );
  if (leftOut.length === 0) return undefined;
  const byName = Map.groupBy(leftOut, ({ name }) => nameKey(name));
  const byEmail = Map.groupBy(leftOut, ({ email }) => email);
  return (row: PlannedPerson): PlannedPerson[] => {
    const unitId = row.memberships?.at(-1)?.unitId;
    const there = (byName.get(nameKey(row.name)) ?? []).filter(({ memberships }) =>
      unitsOf(memberships, today).some((id) => id === unitId),
    );
    const sameEmail = row.email === null ? [] : (byEmail.get(row.email) ?? []);
    return [...new Set([...there, ...sameEmail])];
  };
}

/** The units where somebody is and will be, or was last. */
function unitsOf(memberships: PlannedPerson["memberships"], today: IsoDate): string[] {
  const all = memberships ?? [];
  const lasting = all.filter(({ to }) => to === null || to >= today);
  return (lasting.length > 0 ? lasting : all.slice(-1)).map(({ unitId }) => unitId);
}

function ask(row: PlannedPerson, found: PlannedPerson[], context: ImportContext): void {
  const unitNames = new Map([...context.units.values()].map(({ id, name }) => [id, name]));
  const unitOf = ({ memberships }: PlannedPerson) => unitNames.get(memberships?.at(-1)?.unitId ?? "") ?? "–";
  const { employeeNo, name, email, line = 0 } = row;
  const candidates = found.map((person) => ({
    id: person.id,
    employeeNo: person.employeeNo,
    name: person.name,
    unit: unitOf(person),
    sameEmail: email !== null && person.email === email,
    lastDay: lastDay(person.memberships, todayOf(context)),
  }));
  const question: SameQuestion = { line, employeeNo, name, unit: unitOf(row), candidates };
  if (context.same !== "refuse") context.questions.push(question);
  else for (const candidate of candidates) refuse(row, candidate);
}

function refuse(
  { email, report }: PlannedPerson,
  { name, unit, employeeNo, sameEmail }: SameCandidate,
): void {
  const key = sameEmail ? "records.sameEmail" : "records.sameName";
  report("employee_no", key, { name, unit, known: employeeNo, email: email ?? "" });
}
