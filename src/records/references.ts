import { type ImportContext, isDoubtful, type KnownPerson, type KnownUnit } from "./file.ts";
import { type Report, shown } from "./problems.ts";

/** What rows of several files refer to. */

/** The unit with that code; an unknown one is reported. */
export function unitOf(context: ImportContext, code: string, report: Report): KnownUnit | undefined {
  const unit = context.units.get(code);
  if (!unit && !isDoubtful(context.doubtful.units, code))
    report("unit_code", "records.unknownUnit", { code: shown(code) });
  return unit;
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
