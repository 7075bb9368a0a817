import type { IsoDate } from "../calendar.ts";
import { UserError } from "../errors.ts";
import { nameList } from "../i18n/names.ts";
import type { Asker } from "./asker.ts";
import type { Organisation } from "./index.ts";
import type { Unit } from "./model.ts";
import { covers, may, scopeOf } from "./scope.ts";

/**
 * The unit that the asker means: their own when they name none, else one of those they may see.
 * @param date the day that a record is wanted for: their own unit is the one that they belonged to then, or today's
 * where they enter for that one alone
 * @throws UserError with the candidates when none or several fit
 */
export async function unitNamed(
  asker: Asker,
  typed: string | undefined,
  org: Organisation,
  date?: IsoDate,
): Promise<Unit> {
  if (typed === undefined) return date === undefined ? asker.unit : enteredOn(asker, date, org);
  const tree = await org.units();
  // The code of somebody else's unit is not a part of the name of one's own.
  const meant = tree.byCode(typed.trim());
  if (meant) return seen(asker, meant, org, date);
  const found = tree.find(typed, scopeOf(asker.member));
  if (found.length === 0) found.push(...(await formerNamed(asker, typed, org, date)));
  const [only, ...more] = found;
  if (!only) throw new UserError("common.refused.unknownUnit", { name: typed, example: asker.unit.code });
  if (more.length === 0) return only;
  const names = found.slice(0, 5).map((unit) => `${unit.name} (${unit.code})`);
  throw new UserError("common.refused.ambiguousUnit", {
    name: typed,
    names: nameList(names, found.length, asker.locale, { of: "units" }),
  });
}

/** The unit with that id, to look at of a date. @throws UserError when the asker may not see it, or it is gone */
export async function unitSeen(
  asker: Asker,
  unitId: string,
  org: Organisation,
  date?: IsoDate,
): Promise<Unit> {
  const unit = (await org.units()).byId(unitId);
  if (!unit) throw new UserError("common.outOfDate");
  return seen(asker, unit, org, date);
}

async function enteredOn(asker: Asker, date: IsoDate, org: Organisation): Promise<Unit> {
  const then = date < asker.today ? await org.staffThen(asker.slackUserId, date) : undefined;
  if (!then) return asker.unit;
  const enters = (unit: Unit, who = asker.member) => may(who, "enterForUnit", unit);
  const entersThere = enters(then.unit) || enters(then.unit, then.member);
  return entersThere || !enters(asker.unit) ? then.unit : asker.unit;
}

/** The unit that the asker belonged to on a day gone by; today's on every other. */
export async function ownUnitOn(asker: Asker, date: IsoDate, org: Organisation): Promise<Unit> {
  if (date >= asker.today) return asker.unit;
  return (await org.staffOf(asker.slackUserId, date))?.unit ?? asker.unit;
}

async function seen(asker: Asker, unit: Unit, org: Organisation, date?: IsoDate): Promise<Unit> {
  if (may(asker.member, "see", unit) || (await sawThen(asker, unit, org, date))) return unit;
  throw new UserError("common.refused.notSeen", { unit: unit.name });
}

/**
 * Who could see a unit on the day that it is wanted for can see it still, and one that has ended who could on its
 * last day: its last sessions are theirs to finish.
 */
async function sawThen(
  asker: Asker,
  unit: Unit,
  org: Organisation,
  date: IsoDate | null = unit.endsOn,
): Promise<boolean> {
  if (date === null || date >= asker.today) return false;
  const then = await org.staffThen(asker.slackUserId, date);
  return then !== undefined && may(then.member, "see", unit);
}

/** Units of that name which the asker could see once; of those that go on only with a date. */
async function formerNamed(asker: Asker, typed: string, org: Organisation, date?: IsoDate): Promise<Unit[]> {
  const { root, find } = await org.units();
  const former: Unit[] = [];
  for (const unit of root ? find(typed, root) : [])
    if (await sawThen(asker, unit, org, date)) former.push(unit);
  return former;
}

/**
 * The unit of a button that many read, such as a digest's: whoever belongs to a part of it is shown their own part.
 * @throws UserError as `unitSeen`
 */
export async function unitForReader(asker: Asker, unitId: string, org: Organisation): Promise<Unit> {
  const unit = (await org.units()).byId(unitId);
  const isAbove = unit !== undefined && covers(unit, asker.unit) && !may(asker.member, "see", unit);
  return isAbove ? asker.unit : unitSeen(asker, unitId, org);
}
