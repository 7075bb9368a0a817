import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { type Office, office } from "./office.ts";

let at: Office | undefined;
afterEach(async () => {
  await at?.into.close();
  at = undefined;
});

/** Runs both at once; every failure must be a sentence for the user. @returns how many were done */
async function both(...work: (() => Promise<unknown>)[]): Promise<number> {
  const outcomes = await Promise.allSettled(work.map((one) => one()));
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(UserError);
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

describe("two administrators at once", () => {
  it("merge two units into each other: one of the two mergers is made", async () => {
    at = await office();
    const [one, other] = [await at.unit("k-7"), await at.unit("k-8")];
    const { units, asker } = at;
    const from = "2025-05-20";
    const done = await both(
      async () => units.merge(await asker(), { unitId: one, intoId: other, from }),
      async () => units.merge(await asker(), { unitId: other, intoId: one, from }),
    );
    expect(done).toBe(1);
    expect(await at.db.unit.count({ where: { mergedIntoId: { not: null } } })).toBe(1);
  });

  it("leave nobody in a unit that ends while somebody is transferred there", async () => {
    for (let round = 0; round < 5; round += 1) {
      at = await office();
      const { units, moving, asker, db } = at;
      const [ending, into, personId] = [await at.unit("k-7"), await at.unit("k-8"), await at.person("4")];
      const from = "2025-05-20";
      await both(
        async () => units.merge(await asker(), { unitId: ending, intoId: into, from }),
        async () => moving.transfer(await asker(), { personId, unitId: ending, from }),
      );
      expect(await db.membership.count({ where: { unitId: ending, endsOn: null } })).toBe(0);
      expect(await db.membership.count({ where: { endsOn: null } })).toBe(4);
      if (round < 4) await at.into.close();
    }
  });

  it("step down: one of them stays", async () => {
    at = await office();
    const { editing, asker, db } = at;
    const [ada, di] = [await at.person("1"), await at.person("4")];
    await editing.setRoles(await asker(), di, ["administrator"], false);
    const done = await both(
      async () => editing.setRoles(await asker(), ada, [], false),
      async () => editing.setRoles(await asker(), di, [], false),
    );
    expect(done).toBe(1);
    expect(await db.person.count({ where: { roles: { has: "administrator" } } })).toBe(1);
  });

  it("add the same code: the second is told that it is taken", async () => {
    at = await office();
    const { units, asker, db } = at;
    const parentId = await at.unit("nord");
    const typed = { code: "neu", name: "Neu", kind: "nursery", weekday: "3", parentId, from: "2025-05-20" };
    const outcomes = await Promise.allSettled([
      units.add(await asker(), typed),
      units.add(await asker(), { ...typed, name: "Neuer" }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db.unit.count({ where: { code: "neu" } })).toBe(1);
  });
});
