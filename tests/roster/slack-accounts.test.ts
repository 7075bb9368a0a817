import { describe, expect, it } from "vitest";
import { orgStore } from "../../src/org/store.ts";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { hands } from "./driver.ts";

const { boss, jiang, stranger, wang } = townUsers;
const hill = townChannels.hill.id;

const matched = ({ db, until }: World, slackId: string) =>
  until(async () => (await db.slackUser.count({ where: { slackId, personId: { not: null } } })) === 1);
const personOf = async ({ db }: World, slackId: string) =>
  (await db.slackUser.findFirst({ where: { slackId }, include: { person: true } }))?.person?.employeeNo;
const profile = (slackUserId: string, email: string) => ({
  ...{
    slackUserId,
    email,
    locale: "en-US",
    timeZone: "Asia/Shanghai",
    isAdmin: false,
    isBot: false,
    standing: "member" as const,
  },
});

describe("matching Slack accounts by hand", () => {
  it("ties a Slack user whom no address knows, and lets them work at once", async () => {
    const town = await world();
    const at = hands(town);
    const answer = async () =>
      textOf((await town.slack.as(stranger.id).command("/attendance leave", hill)).body);
    expect(await answer()).toContain("don't know you");
    await at.command("people 14", "王伟民");
    await at.press("match", "请选择 *王伟民*");
    await at.fill({ slackUser: stranger.id });
    await at.submitted("由管理员关联");
    expect(await answer()).toContain("on leave");
  });

  it("warns before it takes an account from somebody else, and frees the old one", async () => {
    const town = await world();
    await matched(town, wang.id);
    const at = hands(town);
    await at.command("people 14", "王伟民");
    await at.press("match", "请选择 *王伟民*");
    await at.fill({ slackUser: wang.id });
    await at.submitted("目前关联的是 *王伟*");
    expect(await personOf(town, wang.id)).toBe("13");
    await at.submitted("王伟 目前没有关联账号");
    expect(await personOf(town, wang.id)).toBe("14");
  });

  it("asks again when another account is picked after the warning", async () => {
    const town = await world();
    await matched(town, wang.id);
    await matched(town, jiang.id);
    const at = hands(town);
    await at.command("people 14", "王伟民");
    await at.press("match", "请选择 *王伟民*");
    await at.fill({ slackUser: wang.id });
    await at.submitted("目前关联的是 *王伟*");
    await at.fill({ slackUser: jiang.id });
    await at.submitted("目前关联的是 *江文*");
    expect(await personOf(town, jiang.id)).toBe("12");
  });

  it("is not undone by the address, neither tied nor untied", async () => {
    const town = await world();
    await matched(town, wang.id);
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("unmatch", "已解除");
    const workspaceId = (await town.db.workspace.findFirstOrThrow()).id;
    const store = orgStore(town.db, workspaceId);
    await store.keepSlackUser(profile(wang.id, "wang@example.org"), town.clock.now());
    expect(await personOf(town, wang.id)).toBeUndefined();
    expect(textOf((await town.slack.as(wang.id).command("/attendance leave", hill)).body)).toContain(
      "don't know you",
    );
    await at.press("match", "请选择 *王伟*");
    await at.fill({ slackUser: stranger.id });
    await at.submitted("由管理员关联");
    // Neither the account of the address nor the one tied by hand changes hands by a look at Slack.
    await store.keepSlackUser(profile(wang.id, "wang@example.org"), town.clock.now());
    await store.keepSlackUser(profile(stranger.id, "jiang@example.org"), town.clock.now());
    expect([await personOf(town, wang.id), await personOf(town, stranger.id)]).toEqual([undefined, "13"]);
    expect(await town.db.slackUser.findFirst({ where: { slackId: stranger.id } })).toMatchObject({
      timeZone: "Asia/Shanghai",
    });
  });

  it("begins on the Home tab of administrators, with liaisons and heads first", async () => {
    const town = await world();
    await town.until(
      async () => (await town.db.slackUser.count({ where: { personId: { not: null } } })) === 8,
    );
    await town.slack.as(boss.id).openHome();
    await town.until(() => textOf(town.slack.home(boss.id)?.blocks).includes("6 人没有关联 Slack 账号"));
    expect(textOf(town.slack.home(boss.id)?.blocks)).toContain("其中联络员或单位负责人 3 人");
    await town.slack.as(boss.id).press("home", "org.unmatched");
    const at = hands(town);
    const list = await at.showing("6 人没有关联 Slack 账号");
    expect(list.indexOf("Lake Head")).toBeLessThan(list.indexOf("Lake Teacher"));
    expect(list).not.toContain("顾力涵");
    await at.press("match", "请选择 *Lake Head*", `person.${await at.idOf("person", "20")}`);
    await at.fill({ slackUser: stranger.id });
    await at.submitted("由管理员关联");
    await at.press("people", "5 人没有关联 Slack 账号");
    await town.slack.as(wang.id).openHome();
    await town.until(() => town.slack.home(wang.id) !== undefined);
    expect(textOf(town.slack.home(wang.id)?.blocks)).not.toContain("org.unmatched");
  });

  it("asks Slack once for the time zone of users of earlier days", async () => {
    const town = await world();
    await matched(town, wang.id);
    await town.db.slackUser.updateMany({
      where: { slackId: wang.id },
      data: { timeZone: null, checkedAt: new Date("2026-09-01T00:00:00Z") },
    });
    const asked = () => town.slack.calls.filter(({ method }) => method === "users.info").length;
    const before = asked();
    await town.slack.as(wang.id).command("/campaign", hill);
    await town.slack.as(wang.id).command("/campaign", hill);
    expect(asked()).toBe(before + 1);
    expect(await town.db.slackUser.findFirst({ where: { slackId: wang.id } })).toMatchObject({
      timeZone: expect.any(String),
    });
  });
});
