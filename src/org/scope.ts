/**
 * Who may see and enter what: the only place that answers it. Pure; the caller brings the member as they were
 * on the date in question (a transfer does not change who could enter for an earlier week).
 */

/** What a person may be, several at a time. Someone with no role at all counts as staff. */
export const roles = [
  "staff",
  "liaison",
  "unit_head",
  "leading_group",
  "lecturer",
  "inspector",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/**
 * Part of the unit tree in nested-set numbers: units are numbered parents first, so that a unit and all below it
 * are exactly those with a number from `treeFirst` to `treeLast`, both included. In SQL: `tree_first BETWEEN … AND …`.
 */
export type TreeRange = { treeFirst: number; treeLast: number };

/** Where a unit stands: its own number, and the last number below it (its own again when nothing is below). */
export type UnitPlace = TreeRange & { id: string };

/** A person with their roles and the unit that they belong to on the date in question. */
export type Member = { personId: string; roles: readonly Role[]; unit: UnitPlace };

/**
 * What may be asked about a unit. `seePeople` is reading its roster: roles, addresses, who belonged where; `enterForSelf` means for the unit's own session; `correctLocked` is changing
 * records of a week that has locked; `configureCampaign` and `import` concern the whole workspace, whatever the unit.
 */
export const actions = [
  "see",
  "seePeople",
  "enterForSelf",
  "enterForUnit",
  "correctLocked",
  "subscribeDigest",
  "remind",
  "configureCampaign",
  "import",
] as const;
export type Action = (typeof actions)[number];

/** Every number that a unit can have: PostgreSQL's `integer`, from 0. */
const wholeTree: TreeRange = { treeFirst: 0, treeLast: 2_147_483_647 };

/** True for the unit that the scope stands for and for everything below it. */
export function covers(scope: TreeRange, unit: TreeRange): boolean {
  return scope.treeFirst <= unit.treeFirst && unit.treeFirst <= scope.treeLast;
}

/** The part of the tree that the member may see: their unit and all below it; for an administrator all of it. */
export function scopeOf(who: Member): TreeRange {
  return holds(who, "administrator") ? wholeTree : who.unit;
}

/** True when the member may do that with that unit. An administrator may do all, save enter for themselves elsewhere. */
export function may(who: Member, action: Action, unit: UnitPlace): boolean {
  const own = who.unit.id === unit.id;
  const administrator = holds(who, "administrator");
  switch (action) {
    case "see":
      return covers(scopeOf(who), unit);
    case "enterForSelf":
      return own;
    case "enterForUnit":
      // A leading group's member or a head above does not enter for the units below: each unit enters for itself.
      return administrator || (own && holds(who, "liaison", "unit_head"));
    case "seePeople":
    case "correctLocked":
      return administrator || (covers(who.unit, unit) && holds(who, "unit_head", "leading_group"));
    case "subscribeDigest":
    case "remind":
      return administrator || (covers(who.unit, unit) && holds(who, "liaison", "unit_head", "leading_group"));
    case "configureCampaign":
    case "import":
      return administrator;
  }
}

function holds(who: Member, ...any: Role[]): boolean {
  return any.some((role) => who.roles.includes(role));
}
