import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar.ts";
import { FormError, UserError } from "../../src/errors.ts";
import { numberTree } from "../../src/org/tree.ts";
import { kept } from "../roster/driver.ts";
import { type Office, office, restating } from "../roster/office.ts";

type Step =
  | { do: "add"; at: number; code: number; day: number }
  | { do: "rename"; at: number; name: number }
  | { do: "move" | "merge"; at: number; to: number; day: number }
  | { do: "transfer" | "leave" | "undo"; who: number; to: number; day: number };

const small = fc.nat({ max: 9 });
/** From two weeks back, which is locked, to two weeks ahead. */
const day = fc.integer({ min: -16, max: 14 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("add" as const), at: small, code: small, day }),
  fc.record({ do: fc.constant("rename" as const), at: small, name: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constantFrom("move" as const, "merge" as const), at: small, to: small, day }),
  fc.record({
    do: fc.constantFrom("transfer" as const, "leave" as const, "undo" as const),
    who: small,
    to: small,
    day,
  }),
);

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.into.close());

const pick = <T>(all: T[], index: number): T => all[index % all.length] as T;

/** Does the step, or is refused with a sentence: anything else fails the test. @returns whether it was done */
async function play(one: Step): Promise<boolean> {
  const asker = await at.asker();
  const units = (await at.org.units()).all;
  const people = await at.db.person.findMany({ orderBy: { employeeNo: "asc" } });
  const work = () => {
    const from = "day" in one ? addDays(asker.today, one.day) : asker.today;
    switch (one.do) {
      case "add": {
        const typed = { code: `new-${one.code}`, name: `New ${one.code}`, kind: "school", weekday: "3" };
        return at.units.add(asker, { ...typed, parentId: pick(units, one.at).id, from });
      }
      case "rename":
        return at.units.change(asker, pick(units, one.at).id, {
          name: `Name ${one.name}`,
          kind: "k",
          weekday: "",
        });
      case "move":
        return restating((sure) =>
          at.units.move(asker, pick(units, one.at).id, pick(units, one.to).id, sure),
        );
      case "merge":
        return restating((sure) =>
          at.units.merge(
            asker,
            { unitId: pick(units, one.at).id, intoId: pick(units, one.to).id, from },
            sure,
          ),
        );
      case "transfer":
        return at.moving.transfer(asker, {
          personId: pick(people, one.who).id,
          unitId: pick(units, one.to).id,
          from,
        });
      case "leave":
        return at.moving.leave(asker, { personId: pick(people, one.who).id, from }, true);
      case "undo":
        return at.moving.undo(asker, pick(people, one.who).id);
    }
  };
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof UserError || error instanceof FormError) return false;
    throw error;
  }
}

/** The numbers are those of the tree that the parents make, and nobody belongs to a unit that has ended. */
async function checkOrder(): Promise<void> {
  const { all } = await at.org.units();
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  const codeOf = (id: string | null) => (id === null ? null : (byId.get(id)?.code ?? "gone"));
  const places = numberTree(all.map(({ code, parentId }) => ({ code, parentCode: codeOf(parentId) })));
  for (const { code, treeFirst, treeLast, depth } of all)
    expect({ code, treeFirst, treeLast, depth }).toEqual({ code, ...places.get(code) });
  const memberships = await at.db.membership.findMany({ include: { unit: true } });
  for (const { startsOn, endsOn, unit } of memberships)
    if (unit.endsOn) expect(endsOn !== null && endsOn <= unit.endsOn && startsOn <= unit.endsOn).toBe(true);
  for (const unit of all)
    if (unit.mergedIntoId !== null) {
      expect(byId.get(unit.mergedIntoId)).toBeDefined();
      // New ones cannot be put below it either: what lies there ended before.
      for (const child of all) if (child.parentId === unit.id) expect(child.endsOn).not.toBeNull();
    }
}

describe("any row of additions, renamings, moves, mergers and transfers", () => {
  it("keeps a valid tree, and loses nobody, no session, no record and no entry of the audit", async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        for (const one of steps) {
          const before = await kept(at);
          const worked = await play(one);
          const after = await kept(at);
          expect(after).toMatchObject({
            ...{ people: before.people, sessions: before.sessions, records: before.records },
            units: before.units + (worked && one.do === "add" ? 1 : 0),
          });
          expect(after.entries).toBeGreaterThanOrEqual(
            before.entries + (worked && one.do !== "rename" ? 1 : 0),
          );
          await checkOrder();
          if (worked) done += 1;
        }
      }),
      { numRuns: 20 },
    );
    expect(done).toBeGreaterThan(15);
  });
});
