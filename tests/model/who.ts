import { openUntil } from "./days.ts";
import { campaign, installer, type Person, people, type Role, type UnitCode, units } from "./town.ts";

/** Who may do what: the rules of scope, written a second time. */

/** What the campaign's administrators can change. */
export type Settings = { selfCheckIn: boolean; lockDays: number; checkInMinutes: number };

/** `person` is undefined for Slack's administrator whom the roster does not know. */
export type Asker = { slack: string; person: Person | undefined; unit: UnitCode; roles: Role[] };

const unit = (code: UnitCode) => units.find((one) => one.code === code);
export const weekdayOf = (code: UnitCode): number | null => unit(code)?.weekday ?? null;

/** The unit and everything above it. */
function line(code: UnitCode): UnitCode[] {
  const parent = unit(code)?.parent;
  return parent ? [code, ...line(parent)] : [code];
}
export const covers = (above: UnitCode, below: UnitCode): boolean => line(below).includes(above);

/** Units that have no list of people. */
export const withoutRoster: UnitCode[] = ["MILL"];

export function world(now: () => string) {
  const settings: Settings = { selfCheckIn: true, lockDays: 7, checkInMinutes: 30 };
  const bySlack = (slack: string) => people.find((one) => one.slack === slack);

  function askerOf(slack: string): Asker | undefined {
    const person = bySlack(slack);
    if (slack === installer) return { slack, person, unit: "B", roles: ["administrator"] };
    return person && { slack, person, unit: person.unit, roles: person.roles };
  }

  const isAdmin = ({ roles }: Asker) => roles.includes("administrator");
  const isOneOf = (asker: Asker, ...any: Role[]) => any.some((role) => asker.roles.includes(role));
  const enters = (asker: Asker, code: UnitCode) =>
    isAdmin(asker) || (asker.unit === code && isOneOf(asker, "liaison", "unit_head"));
  const corrects = (asker: Asker, code: UnitCode) =>
    isAdmin(asker) || (covers(asker.unit, code) && isOneOf(asker, "unit_head", "leading_group"));
  const isLocked = (date: string) => now() > openUntil(date, settings.lockDays);

  return {
    settings,
    now,
    bySlack,
    askerOf,
    isLocked,
    isAdmin,
    enters,
    sees: (asker: Asker, code: UnitCode) => isAdmin(asker) || covers(asker.unit, code),
    mayEnter: (asker: Asker, code: UnitCode, date: string) =>
      isLocked(date) ? corrects(asker, code) : enters(asker, code),
    members: (code: UnitCode, date: string): Person[] =>
      date < campaign.from ? [] : people.filter((one) => one.unit === code),
    holds: (code: UnitCode, role: Role) =>
      people.some((one) => one.unit === code && one.roles.includes(role)),
  };
}
export type Rules = ReturnType<typeof world>;
