import { type ImportContext, isDoubtful, type KnownPerson, type KnownUnit } from "./file.ts";
import { type Report, shown } from "./problems.ts";

/** What rows of several files refer to. */

/** The unit with that code, or the only one of that name; an unknown one is reported. */
export function unitOf(context: ImportContext, code: string, report: Report): KnownUnit | undefined {
  const unit = context.units.get(code);
  if (unit) return unit;
  const named = unitsNamed(context).get(code) ?? [];
  const [only] = named;
  if (only && named.length === 1) {
    context.notes.add("unit_code", "read", { text: shown(code), as: only.code });
    return only;
  }
  if (named.length > 1) report("unit_code", "records.unitsNamed", sameNamed(code, named));
  else if (!isDoubtful(context.doubtful.units, code))
    report("unit_code", "records.unknownUnit", { code: shown(code) });
  return undefined;
}

/** What is told of a name that several units have. */
export const sameNamed = (name: string, units: { code: string }[]) => ({
  name: shown(name),
  codes: units.map(({ code }) => shown(code)).join(", "),
});

const names = new WeakMap<ImportContext["units"], Map<string, KnownUnit[]>>();

/** The units by name; asked only once all of them are known. */
function unitsNamed({ units }: ImportContext): Map<string, KnownUnit[]> {
  const known = names.get(units) ?? Map.groupBy(units.values(), ({ name }) => name);
  names.set(units, known);
  return known;
}

/** The person with that employee number; an unknown one is reported. */
export function personOf(
  context: ImportContext,
  employeeNo: string,
  report: Report,
): KnownPerson | undefined {
  const person = context.people.get(employeeNo);
  if (!person && !isDoubtful(context.doubtful.people, employeeNo))
    report("employee_no", "records.unknownPerson", { code: shown(employeeNo) });
  return person;
}
