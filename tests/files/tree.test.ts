import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberTree, type UnnumberedUnit } from "../../src/org/tree.ts";

/** A tree in any order of its rows: each unit's parent is one drawn before it. */
const tree: fc.Arbitrary<UnnumberedUnit[]> = fc
  .array(fc.nat(), { minLength: 1, maxLength: 60 })
  .map((draws) =>
    draws.map((draw, at) => ({ code: `u${at}`, parentCode: at === 0 ? null : `u${draw % at}` })),
  )
  .chain((units) => fc.shuffledSubarray(units, { minLength: units.length, maxLength: units.length }));

describe("numbering a tree", () => {
  it("gives each unit a range that holds exactly what lies below it", () => {
    fc.assert(
      fc.property(tree, (units) => {
        const places = numberTree(units);
        const parents = new Map(units.map(({ code, parentCode }) => [code, parentCode]));
        const above = (code: string): string[] => {
          const parent = parents.get(code);
          return parent ? [parent, ...above(parent)] : [];
        };
        expect([...places.values()].map(({ treeFirst }) => treeFirst).toSorted((a, b) => a - b)).toEqual(
          units.map((_, at) => at + 1),
        );
        for (const [code, place] of places) {
          expect(place.depth).toBe(above(code).length);
          for (const [other, { treeFirst }] of places) {
            const inside = place.treeFirst <= treeFirst && treeFirst <= place.treeLast;
            expect(inside).toBe(other === code || above(other).includes(code));
          }
        }
      }),
    );
  });
});
