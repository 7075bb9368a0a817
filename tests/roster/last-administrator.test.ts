import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWrite } from "../../src/db/write.ts";
import { accounts } from "../../src/roster/people/accounts.ts";
import { rosterStore } from "../../src/roster/people/store.ts";
import { type Office, office } from "./office.ts";

// Ada (1) is the administrator of the small county.
let at: Office;
beforeEach(async () => {
  at = await office();
});
afterEach(() => at.into.close());

const refused = { key: "org.refused.lastAdministrator", values: { name: "Ada" } };
const make = (employeeNo: string, roles: string[]) =>
  at.db.person.updateMany({ where: { employeeNo }, data: { roles } });
const leave = async (employeeNo: string, from: string, isSlackAdmin = false) =>
  at.moving.leave(await at.asker(), { personId: await at.person(employeeNo), from }, isSlackAdmin);
const stays = async (employeeNo: string) =>
  at.db.membership.findMany({ where: { person: { employeeNo }, endsOn: null } });

function tying() {
  const { db, workspaceId } = at;
  const clock = { now: () => Temporal.Instant.from("2025-05-20T12:00:00Z") };
  const write = createWrite({ db, workspaceId, clock, onRecords: async () => undefined });
  return accounts({ store: rosterStore(db, workspaceId), write });
}

describe("the last administrator", () => {
  it("does not leave, unless an administrator of the Slack workspace says so", async () => {
    await expect(leave("1", "2025-05-26")).rejects.toMatchObject({ ...refused, field: "from" });
    expect(await stays("1")).toHaveLength(1);
    await leave("1", "2025-05-26", true);
    expect(await stays("1")).toHaveLength(0);
  });

  it("is the one who stays where the other is about to leave or has left", async () => {
    await make("2", ["administrator"]);
    await leave("2", "2025-05-26");
    await expect(leave("1", "2025-05-27")).rejects.toMatchObject(refused);
    const asker = await at.asker();
    await expect(at.editing.setRoles(asker, await at.person("1"), [], false)).rejects.toMatchObject(refused);
  });

  it("is one of two who leave at once", async () => {
    await make("2", ["administrator"]);
    const outcomes = await Promise.allSettled([leave("1", "2025-05-26"), leave("2", "2025-05-26")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect([...(await stays("1")), ...(await stays("2"))]).toHaveLength(1);
  });

  it("keeps the Slack account, be it untied or given to somebody else", async () => {
    const [ada, bo] = [await at.person("1"), await at.person("2")];
    const asker = { ...(await at.asker()), key: randomUUID() };
    await tying().match(asker, { personId: ada, slackId: "U0ADA", confirmed: undefined }, false);
    const fresh = () => ({ ...asker, key: randomUUID() });
    await expect(tying().unmatch(fresh(), ada, false)).rejects.toMatchObject(refused);
    const give = { personId: bo, slackId: "U0ADA", confirmed: "U0ADA" };
    await expect(tying().match(fresh(), give, false)).rejects.toMatchObject({
      ...refused,
      field: "slackUser",
    });
    expect(await at.db.slackUser.findMany({ select: { personId: true } })).toEqual([{ personId: ada }]);
    await make("2", ["administrator"]);
    expect(await tying().unmatch(fresh(), ada, false)).toBe("U0ADA");
  });
});
