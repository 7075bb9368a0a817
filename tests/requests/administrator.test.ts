import { describe, expect, it } from "vitest";
import { hands } from "../roster/driver.ts";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { stranger, wang, liaison } = townUsers;
const hill = townChannels.hill.id;

/** The town, where some of Slack's users are something else than usual. */
const townWith = (...changed: (typeof stranger)[]): Promise<World> =>
  world({
    slack: {
      users: Object.values(townUsers).map((user) => changed.find(({ id }) => id === user.id) ?? user),
    },
  });

function inSlack({ slack }: World, id: string) {
  const user = slack.users().find((one) => one.id === id);
  if (!user) throw new Error("no such user");
  return user;
}

const rolesOf = async ({ db }: World, employeeNo: string) =>
  (await db.person.findFirstOrThrow({ where: { employeeNo } })).roles;

const said = async ({ slack }: World, userId: string, text: string) =>
  textOf((await slack.as(userId).command(text, hill)).body);

describe("an administrator of the Slack workspace", () => {
  it("is none any more from the moment on at which Slack took it away, whatever page was open", async () => {
    const town = await townWith({ ...stranger, admin: true });
    const at = hands(town, stranger.id);
    await at.command("people 13", "13");
    await at.press("roles", "Without a role they are staff");
    await at.fill({ roles: ["administrator"] });
    inSlack(town, stranger.id).admin = false;
    await at.submit();
    expect(await rolesOf(town, "13")).toEqual([]);
    for (const text of ["/campaign people", "/attendance 2026-10-14 for HILL all", "/digest subscribe"])
      expect(await said(town, stranger.id, text), text).toContain("don't know you");
    expect(await town.db.slackUser.findFirst({ where: { slackId: stranger.id } })).toMatchObject({
      isAdmin: false,
    });
  });

  it("is let in as nobody while Slack does not say, and is told why", async () => {
    const town = await townWith({ ...stranger, admin: true });
    const at = hands(town, stranger.id);
    await at.command("people 13", "13");
    await at.press("roles", "Without a role they are staff");
    await at.fill({ roles: ["liaison"] });
    town.slack.faults.fail("users.info", "internal_error");
    await at.submit();
    expect(await rolesOf(town, "13")).toEqual([]);
    expect(await said(town, stranger.id, "/campaign people")).toContain("Slack does not say just now");
    town.slack.faults.clear();
    await at.command("people 13", "13");
    await at.press("roles", "Without a role they are staff");
    await at.fill({ roles: ["liaison"] });
    await at.submitted("Saved");
    expect(await rolesOf(town, "13")).toEqual(["liaison"]);
  });

  it("is what the roster says meanwhile, and what that does not allow says why", async () => {
    const town = await townWith({ ...liaison, admin: true });
    expect(await said(town, liaison.id, "/attendance 2026-10-14 for LAKE all")).toContain("Saved for");
    town.slack.faults.fail("users.info", "internal_error");
    expect(await said(town, liaison.id, "/attendance 2026-10-14 for HILL all")).toContain("Saved for");
    const refused = await said(town, liaison.id, "/attendance 2026-10-14 for LAKE all except Lake Head late");
    expect(refused).toContain("Lake School");
    expect(refused).toContain("Slack does not say just now");
  });
});

describe("an account with an address of the roster", () => {
  it.each(["guest", "guestOfOne", "stranger", "deactivated"] as const)(
    "that is no member of the workspace (%s) is nobody of the roster",
    async (standing) => {
      const town = await townWith({ ...wang, standing, admin: true });
      const text = await said(town, wang.id, "/attendance here");
      expect(text).toContain("don't know you");
      expect(text).not.toContain("王伟");
      expect(await said(town, wang.id, "/campaign people")).toContain("don't know you");
      await town.until(
        async () => (await town.db.slackUser.count({ where: { personId: { not: null } } })) === 7,
      );
      expect(await town.db.slackUser.count({ where: { person: { employeeNo: "13" } } })).toBe(0);
    },
  );

  it("is nobody's any more a day after it became a guest's, unless an administrator tied it by hand", async () => {
    const town = await townWith();
    for (const { id } of [wang, liaison])
      expect(await said(town, id, "/attendance here")).not.toContain("know");
    const byHand = { where: { slackId: liaison.id }, data: { matchedByHand: true } };
    await town.db.slackUser.updateMany(byHand);
    for (const { id } of [wang, liaison]) inSlack(town, id).standing = "guest";
    town.clock.set(town.clock.now().add({ hours: 25 }));
    await town.bot.tick();
    await town.until(
      async () => (await town.db.slackUser.count({ where: { person: { employeeNo: "13" } } })) === 0,
    );
    await town.until(async () =>
      (await said(town, wang.id, "/attendance status")).includes("don't know you"),
    );
    expect(await said(town, liaison.id, "/attendance status")).toContain("Hill School");
  });
});
