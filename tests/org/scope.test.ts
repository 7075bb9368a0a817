import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Action,
  actions,
  covers,
  type Member,
  may,
  type Role,
  roles,
  scopeOf,
  type UnitPlace,
} from "../../src/org/scope.ts";

// bureau 1 ─ district 2 ─ school 3 ─ branch 4
//          │            └ school 5
//          └ district 6 ─ school 7
const bureau: UnitPlace = { id: "bureau", treeFirst: 1, treeLast: 7 };
const district: UnitPlace = { id: "district", treeFirst: 2, treeLast: 5 };
const school: UnitPlace = { id: "school", treeFirst: 3, treeLast: 4 };
const branch: UnitPlace = { id: "branch", treeFirst: 4, treeLast: 4 };
const sibling: UnitPlace = { id: "sibling", treeFirst: 5, treeLast: 5 };
const otherDistrict: UnitPlace = { id: "other district", treeFirst: 6, treeLast: 7 };
const cousin: UnitPlace = { id: "cousin", treeFirst: 7, treeLast: 7 };

/** How the unit that is asked about stands to the member's own, the middle school. */
const relations = {
  same: school,
  below: branch,
  parent: district,
  top: bureau,
  sibling,
  cousin,
} as const;
type Relation = keyof typeof relations;
const relationNames: Relation[] = ["same", "below", "parent", "top", "sibling", "cousin"];

const member = (held: Role[], unit: UnitPlace = school): Member => ({ personId: "p", roles: held, unit });

/** Every cell, in the order of `relationNames`: y may, - may not. */
const table: Record<Role, Record<Action, string>> = {
  staff: {
    see: "yy----",
    seePeople: "------",
    enterForSelf: "y-----",
    enterForUnit: "------",
    correctLocked: "------",
    subscribeDigest: "------",
    remind: "------",
    configureCampaign: "------",
    import: "------",
  },
  liaison: {
    see: "yy----",
    seePeople: "------",
    enterForSelf: "y-----",
    enterForUnit: "y-----",
    correctLocked: "------",
    subscribeDigest: "yy----",
    remind: "yy----",
    configureCampaign: "------",
    import: "------",
  },
  unit_head: {
    see: "yy----",
    seePeople: "yy----",
    enterForSelf: "y-----",
    enterForUnit: "y-----",
    correctLocked: "yy----",
    subscribeDigest: "yy----",
    remind: "yy----",
    configureCampaign: "------",
    import: "------",
  },
  leading_group: {
    see: "yy----",
    seePeople: "yy----",
    enterForSelf: "y-----",
    enterForUnit: "------",
    correctLocked: "yy----",
    subscribeDigest: "yy----",
    remind: "yy----",
    configureCampaign: "------",
    import: "------",
  },
  lecturer: {
    see: "yy----",
    seePeople: "------",
    enterForSelf: "y-----",
    enterForUnit: "------",
    correctLocked: "------",
    subscribeDigest: "------",
    remind: "------",
    configureCampaign: "------",
    import: "------",
  },
  inspector: {
    see: "yy----",
    seePeople: "------",
    enterForSelf: "y-----",
    enterForUnit: "------",
    correctLocked: "------",
    subscribeDigest: "------",
    remind: "------",
    configureCampaign: "------",
    import: "------",
  },
  administrator: {
    see: "yyyyyy",
    seePeople: "yyyyyy",
    enterForSelf: "y-----",
    enterForUnit: "yyyyyy",
    correctLocked: "yyyyyy",
    subscribeDigest: "yyyyyy",
    remind: "yyyyyy",
    configureCampaign: "yyyyyy",
    import: "yyyyyy",
  },
};

describe("what a role may do", () => {
  for (const role of roles) {
    for (const action of actions) {
      it(`${role}: ${action}, of the same unit and those below, above and beside`, () => {
        const row = relationNames.map((name) => (may(member([role]), action, relations[name]) ? "y" : "-"));
        expect(row.join("")).toBe(table[role][action]);
      });
    }
  }

  it("treats someone without any role as staff", () => {
    for (const action of actions) {
      const row = relationNames.map((name) => (may(member([]), action, relations[name]) ? "y" : "-"));
      expect(row.join("")).toBe(table.staff[action]);
    }
  });

  it("does not let a district's or the bureau's leaders enter for the schools below", () => {
    for (const above of [district, bureau]) {
      const leader = member(["unit_head", "leading_group", "liaison"], above);
      expect(may(leader, "enterForUnit", school)).toBe(false);
      expect(may(leader, "correctLocked", school)).toBe(true);
      expect(may(leader, "enterForUnit", above)).toBe(true);
    }
  });

  it("shows a district's people their own schools and not another district's", () => {
    const leader = member(["leading_group"], district);
    const seen = [bureau, district, school, branch, sibling, otherDistrict, cousin].filter((unit) =>
      may(leader, "see", unit),
    );
    expect(seen.map((unit) => unit.id)).toEqual(["district", "school", "branch", "sibling"]);
  });
});

describe("a scope", () => {
  it("is the member's own part of the tree", () => {
    expect(scopeOf(member(["leading_group"], district))).toMatchObject({ treeFirst: 2, treeLast: 5 });
  });

  it("is everything for an administrator, wherever they belong", () => {
    const scope = scopeOf(member(["staff", "administrator"], branch));
    expect([bureau, otherDistrict, cousin].every((unit) => covers(scope, unit))).toBe(true);
  });
});

/** Any tree of up to 30 units, numbered parents first, with each unit's parent. */
type Tree = { units: UnitPlace[]; parentOf: Map<UnitPlace, UnitPlace> };
const treeArb: fc.Arbitrary<Tree> = fc
  .array(fc.nat({ max: 1000 }), { maxLength: 29 })
  .map((picks) => numbered(picks.map((pick, index) => pick % (index + 1))));

/** `parents[i]` is the position of the parent of unit i + 1; unit 0 is the root. */
function numbered(parents: number[]): Tree {
  const units: UnitPlace[] = [];
  const parentOf = new Map<UnitPlace, UnitPlace>();
  let next = 1;
  const visit = (position: number, parent?: UnitPlace): void => {
    const unit = { id: `u${position}`, treeFirst: next, treeLast: next };
    next += 1;
    units.push(unit);
    if (parent) parentOf.set(unit, parent);
    for (const [index, of] of parents.entries()) if (of === position) visit(index + 1, unit);
    unit.treeLast = next - 1;
  };
  visit(0);
  return { units, parentOf };
}

const rolesArb = fc.uniqueArray(fc.constantFrom(...roles));
/** A tree with two of its units: the member's, and the one asked about. */
const askedArb = fc.tuple(treeArb, rolesArb, fc.nat(), fc.nat()).map(([tree, held, mine, theirs]) => ({
  tree,
  who: member(held, pick(tree, mine)),
  unit: pick(tree, theirs),
}));

function pick(tree: Tree, seed: number): UnitPlace {
  const unit = tree.units[seed % tree.units.length];
  if (!unit) throw new Error("a tree has a root");
  return unit;
}

function isAtOrBelow(tree: Tree, unit: UnitPlace, top: UnitPlace): boolean {
  for (let at: UnitPlace | undefined = unit; at; at = tree.parentOf.get(at)) if (at === top) return true;
  return false;
}

describe("in any tree", () => {
  it("covers exactly the unit and what is below it", () => {
    fc.assert(
      fc.property(askedArb, ({ tree, who, unit }) => {
        expect(covers(who.unit, unit)).toBe(isAtOrBelow(tree, unit, who.unit));
      }),
    );
  });

  it("lets whoever sees a unit see all below it", () => {
    fc.assert(
      fc.property(askedArb, ({ tree, who, unit }) => {
        const parent = tree.parentOf.get(unit);
        if (parent && may(who, "see", parent)) expect(may(who, "see", unit)).toBe(true);
      }),
    );
  });

  it("lets nobody enter, correct, subscribe or remind where they cannot see", () => {
    fc.assert(
      fc.property(askedArb, ({ who, unit }) => {
        const about: Action[] = [
          "enterForSelf",
          "enterForUnit",
          "correctLocked",
          "subscribeDigest",
          "remind",
        ];
        if (about.some((action) => may(who, action, unit))) expect(may(who, "see", unit)).toBe(true);
      }),
    );
  });

  it("never takes a permission away when a role is added", () => {
    fc.assert(
      fc.property(
        askedArb,
        fc.constantFrom(...roles),
        fc.constantFrom(...actions),
        ({ who, unit }, role, action) => {
          const more = { ...who, roles: [...who.roles, role] };
          if (may(who, action, unit)) expect(may(more, action, unit)).toBe(true);
        },
      ),
    );
  });

  it("gives lecturers and inspectors no more than staff have", () => {
    fc.assert(
      fc.property(askedArb, fc.constantFrom(...actions), ({ who, unit }, action) => {
        const plain = { ...who, roles: ["staff"] as const };
        const guest = { ...who, roles: ["lecturer", "inspector"] as const };
        expect(may(guest, action, unit)).toBe(may(plain, action, unit));
      }),
    );
  });
});
