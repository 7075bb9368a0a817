import { UserError } from "../errors.ts";
import { nameList } from "../i18n/names.ts";
import type { Asker } from "./asker.ts";
import type { Organisation } from "./index.ts";
import type { Unit } from "./model.ts";
import { covers, may, scopeOf } from "./scope.ts";

/**
 * The unit that the asker means: their own when they name none, else one of those they may see.
 * @throws UserError with the candidates when none or several fit
 */
export async function unitNamed(asker: Asker, typed: string | undefined, org: Organisation): Promise<Unit> {
  if (typed === undefined) return asker.unit;
  const tree = await org.units();
  // The code of somebody else's unit is not a part of the name of one's own.
  const meant = tree.byCode(typed.trim());
  if (meant && !may(asker.member, "see", meant))
    throw new UserError("common.refused.notSeen", { unit: meant.name });
  const found = tree.find(typed, scopeOf(asker.member));
  const [only, ...more] = found;
  if (!only) throw new UserError("common.refused.unknownUnit", { name: typed, example: asker.unit.code });
  if (more.length === 0) return only;
  const names = found.slice(0, 5).map((unit) => `${unit.name} (${unit.code})`);
  throw new UserError("common.refused.ambiguousUnit", {
    name: typed,
    names: nameList(names, found.length, asker.locale, { of: "units" }),
  });
}

/** The unit with that id. @throws UserError when the asker may not see it, or it is gone */
export async function unitSeen(asker: Asker, unitId: string, org: Organisation): Promise<Unit> {
  const unit = (await org.units()).byId(unitId);
  if (!unit) throw new UserError("common.outOfDate");
  if (!may(asker.member, "see", unit)) throw new UserError("common.refused.notSeen", { unit: unit.name });
  return unit;
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
