import { expect, it } from "vitest";
import { createDatabase } from "../../src/db/client.ts";
import { orgStore } from "../../src/org/store.ts";
import { freshDatabase } from "../support/database.ts";

it("keeps a Slack user whom several requests and the search by e-mail meet at once", async () => {
  const database = await freshDatabase();
  const db = createDatabase(database.url);
  try {
    const workspace = await db.workspace.create({ data: { slackTeamId: "T1", name: "County" } });
    const [workspaceId, now] = [workspace.id, Temporal.Instant.from("2026-10-21T08:00:00Z")];
    const email = "wang@example.org";
    const person = { workspaceId, employeeNo: "1", name: "王伟", email, roles: [] };
    const { id } = await db.person.create({ data: { id: crypto.randomUUID(), ...person } });
    const store = orgStore(db, workspaceId);
    const profile = {
      slackUserId: "U1",
      email,
      locale: "zh-CN",
      timeZone: "Asia/Shanghai",
      isAdmin: false,
      isBot: false,
      standing: "member" as const,
    };
    await Promise.all(Array.from({ length: 12 }, () => store.keepSlackUser(profile, now)));
    expect(await db.slackUser.findMany()).toMatchObject([{ slackId: "U1", personId: id, locale: "zh-CN" }]);
    // The account that has the address now is the person's, whichever was met first.
    const accounts = ["U2", "U3", "U2", "U3"].map((slackUserId) => ({ ...profile, slackUserId }));
    await Promise.all(accounts.map((account) => store.keepSlackUser(account, now)));
    expect(await db.slackUser.count({ where: { personId: id } })).toBe(1);
  } finally {
    await db.$disconnect();
    await database.drop();
  }
});
