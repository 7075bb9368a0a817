import { describe, expect, it } from "vitest";
import type { Unit } from "../../src/org/model.ts";
import { listedBelow } from "../../src/org/tree.ts";

const unit = (
  name: string,
  [treeFirst, treeLast]: [number, number],
  sessionWeekday: number | null = 3,
): Unit => ({
  ...{ id: name, code: name, name, kind: "k", parentId: null, sessionWeekday, hasRoster: true },
  ...{ startsOn: null, endsOn: null, mergedIntoId: null, treeFirst, treeLast, depth: 0 },
});
const named = ({ rows, own }: { rows: Unit[]; own: Unit[] }) =>
  [rows, own].map((all) => all.map(({ name }) => name));

describe("what is right below a unit is listed", () => {
  const [office, north, station] = [unit("office", [2, 2]), unit("north", [3, 9]), unit("station", [10, 10])];

  it("with the unit's own offices and itself apart from the districts, wherever they stand", () => {
    const listed = listedBelow(unit("bureau", [1, 10]), [office, north, station]);
    expect(named(listed)).toEqual([["north"], ["bureau", "office", "station"]]);
    // Itself without what is below it: nobody is counted twice.
    expect(listed.own[0]).toMatchObject({ treeFirst: 1, treeLast: 1 });
  });

  it("as it stands where it is all of one kind, itself first", () => {
    expect(named(listedBelow(unit("north", [1, 3]), [office, station]))).toEqual([
      ["north", "office", "station"],
      [],
    ]);
    expect(named(listedBelow(unit("bureau", [1, 9], null), [north]))).toEqual([["north"], []]);
  });

  it("without a row of one: the only office of a bureau that does not study itself stands in its place", () => {
    expect(named(listedBelow(unit("bureau", [1, 9], null), [office, north]))).toEqual([
      ["office", "north"],
      [],
    ]);
  });

  it("not at all where nothing is below", () => {
    expect(named(listedBelow(unit("school", [1, 1]), []))).toEqual([[], []]);
  });
});
