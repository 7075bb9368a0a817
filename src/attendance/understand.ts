import type { Days } from "../line/date.ts";
import { Names } from "../line/names.ts";
import { type AttendanceCommand, type ParseResult, parseAttendance } from "./parse.ts";

/** An entry's unit and day, as far as the line says them: whose names are sought on it. */
export type Whose = Pick<Extract<AttendanceCommand, { kind: "everyone" }>, "unit" | "date" | "week">;

/** A line that names its unit behind its people is read once more, with that unit's names. */
const mostReadings = 3;

/**
 * Reads a line. The roster is fetched only where words are left that names alone could explain: "here" needs none.
 * @param namesOf the people of the unit on the day, and whether the author enters for them; what it throws is thrown
 */
export async function understand(
  text: string,
  about: Days,
  namesOf: (whose: Whose) => Promise<{ names: readonly string[]; enters: boolean }>,
): Promise<ParseResult> {
  const names = new Names();
  let result = parseAttendance(text, { ...about, names });
  if (!names.asked || !mayChange(result)) return result;
  let of: Whose | undefined;
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const next = whoseOf(result);
    if (of && same(of, next)) return result;
    of = next;
    const { names: known, enters } = await namesOf(of);
    result = parseAttendance(text, { ...about, names: new Names(known), enters });
  }
  return result;
}

/** Some lines are wrong whoever is called how. */
function mayChange(result: ParseResult): boolean {
  return (
    result.ok || !["tooLong", "span", "spanOrder", "sum", "badCount", "badWeek"].includes(result.problem.code)
  );
}

function whoseOf(result: ParseResult): Whose {
  if (!result.ok || !("kind" in result.command)) return {};
  const { command } = result;
  return {
    ...("unit" in command && command.unit !== undefined && { unit: command.unit }),
    ...("date" in command && command.date !== undefined && { date: command.date }),
    ...("week" in command && command.week !== undefined && { week: command.week }),
  };
}

const same = (one: Whose, other: Whose): boolean =>
  one.unit === other.unit && one.date === other.date && one.week === other.week;
