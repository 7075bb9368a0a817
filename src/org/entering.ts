import type { IsoDate } from "../calendar.ts";
import { UserError } from "../errors.ts";
import type { Asker } from "./asker.ts";
import { isLocked, openUntil } from "./campaign/weeks.ts";
import type { Organisation } from "./index.ts";
import type { Person, Staff, Unit } from "./model.ts";
import { ownUnitOn } from "./named.ts";
import { type Action, may } from "./scope.ts";
import { takesPart } from "./tree.ts";

/** Who may enter records of a unit and date, and whom to ask otherwise. */

/** A week is locked, and the asker is not one of those who may still correct it. */
export class LockedWeek extends UserError {
  readonly unit: Unit;
  readonly date: IsoDate;
  readonly heads: Person[];
  constructor(unit: Unit, date: IsoDate, heads: Person[], asker: Asker) {
    const { locale, campaign } = asker;
    const values = {
      date: locale.day(date),
      until: locale.day(openUntil(date, campaign)),
      heads: locale.list(heads.map((head) => head.name)),
    };
    super(heads.length > 0 ? "common.refused.locked" : "common.refused.lockedNoHead", values);
    this.unit = unit;
    this.date = date;
    this.heads = heads;
  }
}

/**
 * May the asker enter for the unit and date, on which it must take part? Who holds the right there today may, for every
 * date that is open to it. For an earlier date so may who belonged to that very unit then and held the right there:
 * their last sessions are theirs to finish. What they hold elsewhere today gives them nothing there, and what they held
 * above it then no more.
 */
export async function mayEnter(asker: Asker, unit: Unit, date: IsoDate, org: Organisation): Promise<boolean> {
  if (!takesPart(unit, date)) return false;
  const action = isLocked(date, asker.campaign, asker.today) ? "correctLocked" : "enterForUnit";
  if (may(asker.member, action, unit)) return true;
  return date < asker.today && couldThen(await org.staffThen(asker.slackUserId, date), action, unit);
}

const couldThen = (then: Staff | undefined, action: Action, unit: Unit): boolean =>
  then !== undefined && then.unit.id === unit.id && may(then.member, action, unit);

/** Those of the units for which the asker may enter on that date, as who they are today or were then. */
export async function enterable(
  asker: Asker,
  units: Unit[],
  date: IsoDate,
  org: Organisation,
): Promise<Unit[]> {
  const then = date < asker.today ? await org.staffThen(asker.slackUserId, date) : undefined;
  const holds = (unit: Unit) =>
    may(asker.member, "enterForUnit", unit) || couldThen(then, "enterForUnit", unit);
  return units.filter((unit) => takesPart(unit, date) && holds(unit));
}

/** Whether there is a choice between units on that date: for administrators, and for who belonged to another one then. */
export async function choosesUnit(asker: Asker, date: IsoDate, org: Organisation): Promise<boolean> {
  if (asker.member.roles.includes("administrator")) return true;
  const then = await ownUnitOn(asker, date, org);
  return then.id !== asker.unit.id && (await enterable(asker, [then], date, org)).length > 0;
}

/** @throws UserError saying who may, LockedWeek when it is only the week that stands in the way */
export async function assertMayEnter(
  asker: Asker,
  unit: Unit,
  date: IsoDate,
  org: Organisation,
): Promise<void> {
  if (await mayEnter(asker, unit, date, org)) return;
  assertTakesPart(unit, date, asker);
  const holders = (role: string) => org.holders(unit.id, role, asker.today);
  const [entersOtherwise] = await enterable(asker, [unit], date, org);
  if (entersOtherwise && isLocked(date, asker.campaign, asker.today))
    throw new LockedWeek(unit, date, await holders("unit_head"), asker);
  const liaisons = await holders("liaison");
  const values = { unit: unit.name, liaisons: asker.locale.list(liaisons.map((person) => person.name)) };
  const ask = liaisons.length > 0 ? "notYours" : "notYoursNoLiaison";
  throw new UserError(`common.refused.${ask}`, values, "unit");
}

/** @throws UserError (field "date") for a unit that had not begun, or was merged into another, on that date */
function assertTakesPart(unit: Unit, date: IsoDate, { locale }: Asker): void {
  if (takesPart(unit, date)) return;
  const { name, startsOn, endsOn } = unit;
  const ended = endsOn !== null && endsOn < date;
  const values = { unit: name, date: locale.date((ended ? endsOn : startsOn) ?? date) };
  throw new UserError(ended ? "org.refused.endedThen" : "org.refused.notBegunThen", values, "date");
}
