import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Office, office } from "./office.ts";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.into.close());

describe("taking back a planned transfer", () => {
  it("brings nobody back into a unit beyond its end", async () => {
    const personId = await at.person("4");
    const [from, into] = [await at.unit("k-8"), await at.unit("nord")];
    await at.moving.transfer(await at.asker(), { personId, unitId: into, from: "2025-05-26" });
    await at.moving.leave(await at.asker(), { personId, from: "2025-06-10" }, false);
    await at.units.merge(await at.asker(), { unitId: from, intoId: into, from: "2025-06-02" });
    await expect(at.moving.undo(await at.asker(), personId)).rejects.toMatchObject({
      key: "org.refused.unitEnds",
    });
    const stays = await at.db.membership.findMany({ where: { personId }, orderBy: { startsOn: "asc" } });
    expect(stays.map(({ unitId }) => unitId)).toEqual([from, into]);
  });
});
