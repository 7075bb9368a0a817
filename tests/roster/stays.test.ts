import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type IsoDate } from "../../src/calendar.ts";
import { left, mergedStays, type Stay, stayOn, transferred, undone } from "../../src/roster/people/stays.ts";

const day = (number: number): IsoDate => addDays("2026-09-21", number);
const days = Array.from({ length: 40 }, (_, number) => day(number));
const unitsOn = (stays: Stay[]) => days.map((date) => stayOn(stays, date)?.unitId);

/** Some moves one after the other, as the rules allow them. */
const moves = fc.array(
  fc.record({ unit: fc.nat({ max: 3 }), from: fc.nat({ max: 39 }), leaves: fc.boolean() }),
  {
    maxLength: 6,
  },
);
function played(drawn: { unit: number; from: number; leaves: boolean }[]): Stay[] {
  let stays: Stay[] = [{ unitId: "u0", from: day(0), to: null }];
  for (const { unit, from, leaves } of drawn) {
    const then = stayOn(stays, day(from));
    if (stays.some((stay) => stay.from > day(from))) continue;
    if (leaves && then && then.from < day(from)) stays = left(stays, day(from));
    else if (!leaves && then?.unitId !== `u${unit}`) stays = transferred(stays, `u${unit}`, day(from));
  }
  return stays;
}

describe("where somebody belongs", () => {
  it("is one unit a day, in order, whatever the moves", () => {
    fc.assert(
      fc.property(moves, (drawn) => {
        const stays = played(drawn);
        for (const [index, stay] of stays.entries()) {
          const next = stays[index + 1];
          expect(stay.to === null || stay.to >= stay.from).toBe(true);
          if (next) expect(stay.to !== null && stay.to < next.from).toBe(true);
        }
      }),
    );
  });

  it("stays what it was before a transfer, and is the new unit from then on", () => {
    fc.assert(
      fc.property(moves, fc.nat({ max: 39 }), (drawn, from) => {
        const stays = played(drawn);
        fc.pre(!stays.some((stay) => stay.from > day(from)) && stayOn(stays, day(from))?.unitId !== "new");
        const after = unitsOn(transferred(stays, "new", day(from)));
        expect(after.slice(0, from)).toEqual(unitsOn(stays).slice(0, from));
        expect(after[from]).toBe("new");
      }),
    );
  });

  it("is what it was when a planned transfer or end is taken back", () => {
    const stays: Stay[] = [{ unitId: "a", from: day(0), to: null }];
    expect(undone(transferred(stays, "b", day(10)), day(5))).toEqual(stays);
    expect(undone(left(stays, day(10)), day(5))).toEqual(stays);
    expect(undone(transferred(stays, "b", day(10)), day(10))).toBeUndefined();
    expect(undone(stays, day(5))).toBeUndefined();
  });

  it("joins a stay that goes on when somebody is back the next day", () => {
    const stays = transferred([{ unitId: "a", from: day(0), to: null }], "b", day(10));
    expect(transferred(stays, "a", day(10))).toEqual([{ unitId: "a", from: day(0), to: null }]);
  });

  it("changes by a merger on the merger's days alone", () => {
    fc.assert(
      fc.property(moves, fc.nat({ max: 39 }), (drawn, from) => {
        const stays = played(drawn);
        const merged = unitsOn(mergedStays(stays, { unitId: "u1", intoId: "u2" }, day(from)));
        expect(merged).toEqual(
          unitsOn(stays).map((unit, number) => (number >= from && unit === "u1" ? "u2" : unit)),
        );
      }),
    );
  });
});
