import type { IsoDate } from "../calendar.ts";
import { nameKey } from "../i18n/names.ts";
import type { Unit, UnitDates } from "./model.ts";
import { covers, type Member, may, type TreeRange } from "./scope.ts";

/**
 * True when the unit has begun and not ended on that date. A week (any period) is asked for by its last day, as the
 * figures do.
 */
export function takesPart({ startsOn, endsOn }: UnitDates, date: IsoDate): boolean {
  return (startsOn === null || startsOn <= date) && (endsOn === null || endsOn >= date);
}

/**
 * All units, parents before children: also those that have not begun or were merged into another, since the tree
 * knows no time and the records of theirs can still be looked at. Who lists units of a date asks `takesPart`.
 */
export type UnitTree = {
  all: Unit[];
  root: Unit | undefined;
  byId(id: string): Unit | undefined;
  byCode(code: string): Unit | undefined;
  children(id: string): Unit[];
  /** The unit itself and everything below it. */
  within(scope: TreeRange): Unit[];
  /** What somebody may have meant: the unit with that code or exact name, else those whose name holds the text. */
  find(text: string, scope: TreeRange): Unit[];
};

/** @param units in any order; sorted here by their place in the tree */
export function unitTree(units: Unit[]): UnitTree {
  const all = [...units].sort((a, b) => a.treeFirst - b.treeFirst);
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  const byCode = new Map(all.map((unit) => [unit.code.toLowerCase(), unit]));
  const children = Map.groupBy(all, (unit) => unit.parentId);
  const within = (scope: TreeRange) => all.filter((unit) => covers(scope, unit));
  return {
    all,
    root: all[0],
    byId: (id) => byId.get(id),
    byCode: (code) => byCode.get(code.toLowerCase()),
    children: (id) => children.get(id) ?? [],
    within,
    find(text, scope) {
      const [code, wanted] = [text.trim().toLowerCase(), nameKey(text)];
      const seen = within(scope);
      const exact = seen.filter((unit) => unit.code.toLowerCase() === code || nameKey(unit.name) === wanted);
      return exact.length > 0 ? exact : seen.filter((unit) => nameKey(unit.name).includes(wanted));
    },
  };
}

/** The unit without what is below it. */
export const alone = (unit: Unit): Unit => ({ ...unit, treeLast: unit.treeFirst });

/**
 * How a page lists what is right below a unit: in the organisation's own order, the unit itself before it where it
 * studies too. Where some of it has units below (districts) and some has not (the bureau's offices), the latter are
 * one row that opens: `own`, the unit itself among them.
 */
export function listedBelow(unit: Unit, children: Unit[]): { rows: Unit[]; own: Unit[] } {
  const itself = unit.sessionWeekday === null ? [] : [alone(unit)];
  const single = children.filter(({ treeFirst, treeLast }) => treeFirst === treeLast);
  const own = [...itself, ...single];
  const isMixed = single.length > 0 && single.length < children.length && own.length > 1;
  if (!isMixed) return { rows: children.length > 0 ? [...itself, ...children] : [], own: [] };
  return { rows: children.filter((child) => !single.includes(child)), own };
}

/**
 * What a page about a unit lists of what takes part on that day: `rows`, and as one row its own `offices`. `isOwn`:
 * those are what the page is about, and are its rows. `parent`: where it leads up to, if the asker may see that.
 */
export function unitPage(
  unit: Unit,
  { day, own, tree, member }: { day: IsoDate; own: boolean; tree: UnitTree; member: Member },
): { isOwn: boolean; rows: Unit[]; offices: Unit[]; parent: Unit | undefined } {
  const children = tree.children(unit.id).filter((child) => takesPart(child, day));
  const below = listedBelow(unit, children);
  const isOwn = own && below.own.length > 0;
  // What is the unit's own stands above the rows.
  const rows = (isOwn ? below.own : below.rows).filter((one) => one.id !== unit.id);
  const parent = isOwn ? unit : unit.parentId === null ? undefined : tree.byId(unit.parentId);
  return {
    isOwn,
    rows,
    offices: below.own,
    parent: parent && may(member, "see", parent) ? parent : undefined,
  };
}

/** A unit as the tree's rows have it before they are numbered. */
export type UnnumberedUnit = { code: string; parentCode: string | null };

/**
 * Numbers a tree as nested sets, parents first and siblings in the order given.
 * @param units every parent code exists and there is no cycle; there may be several roots
 * @returns by code: own number from 1, the last number below, and the depth (0 for a root)
 */
export function numberTree(
  units: UnnumberedUnit[],
): Map<string, { treeFirst: number; treeLast: number; depth: number }> {
  const children = Map.groupBy(units, (unit) => unit.parentCode);
  const places = new Map<string, { treeFirst: number; treeLast: number; depth: number }>();
  let next = 1;
  const visit = (unit: UnnumberedUnit, depth: number) => {
    const place = { treeFirst: next++, treeLast: 0, depth };
    places.set(unit.code, place);
    for (const child of children.get(unit.code) ?? []) visit(child, depth + 1);
    place.treeLast = next - 1;
  };
  for (const root of children.get(null) ?? []) visit(root, 0);
  return places;
}
