import { describe, expect, it } from "vitest";
import { hands } from "../roster/driver.ts";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { wang, stranger } = townUsers;
const hill = townChannels.hill.id;

const kept = ({ db }: World, slackId: string) =>
  db.slackUser.findFirst({ where: { slackId }, include: { person: true } });
const said = async ({ slack }: World, userId: string, text: string) =>
  textOf((await slack.as(userId).command(text, hill)).body);
const tied = (town: World, slackId: string, employeeNo: string | undefined) =>
  town.until(async () => (await kept(town, slackId))?.person?.employeeNo === employeeNo);

describe("a profile that changes in Slack", () => {
  it("is kept at once: language, time zone and whether they administrate the workspace", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    await town.slack.changeUser(wang.id, { timeZone: "America/New_York", locale: "en-US", admin: true });
    const now = { timeZone: "America/New_York", locale: "en-US", isAdmin: true };
    await town.until(async () => (await kept(town, wang.id))?.isAdmin === true);
    expect(await kept(town, wang.id)).toMatchObject(now);
    expect((await town.slack.redeliver()).acknowledged).toBe(true);
    expect(await kept(town, wang.id)).toMatchObject(now);
  });

  it("that was told before what is kept changes nothing, however late it comes", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    await town.slack.changeUser(wang.id, { timeZone: "America/New_York" });
    await town.until(async () => (await kept(town, wang.id))?.timeZone === "America/New_York");
    const later = new Date("2026-10-22T08:00:00Z");
    await town.db.slackUser.updateMany({
      where: { slackId: wang.id },
      data: { timeZone: "Asia/Urumqi", checkedAt: later },
    });
    await town.slack.redeliver();
    await said(town, wang.id, "/attendance status");
    expect(await kept(town, wang.id)).toMatchObject({ timeZone: "Asia/Urumqi", checkedAt: later });
  });

  it("takes a deactivated account from its person until it is active again", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    await town.slack.changeUser(wang.id, { standing: "deactivated" });
    await tied(town, wang.id, undefined);
    const at = hands(town);
    await at.command("people 13", "已停用");
    await town.slack.changeUser(wang.id, { standing: undefined });
    await tied(town, wang.id, "13");
    expect(await kept(town, wang.id)).toMatchObject({ standing: null, meantPersonId: null });
  });

  it("ties the account to the person whom its new address names; one that names nobody changes nothing", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    await town.slack.changeUser(wang.id, { email: "elsewhere@example.org", timeZone: "Asia/Urumqi" });
    await town.until(async () => (await kept(town, wang.id))?.timeZone === "Asia/Urumqi");
    expect((await kept(town, wang.id))?.person?.employeeNo).toBe("13");
    const other = await town.db.person.findFirstOrThrow({ where: { employeeNo: "14" } });
    await town.db.person.update({ where: { id: other.id }, data: { email: "fourteen@example.org" } });
    await town.slack.changeUser(wang.id, { email: "Fourteen@example.org" });
    await tied(town, wang.id, "14");
  });

  it("of somebody unknown to the roster is not kept", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    await town.slack.changeUser(stranger.id, { timeZone: "Asia/Urumqi" });
    await town.slack.changeUser(wang.id, { timeZone: "Asia/Urumqi" });
    await town.until(async () => (await kept(town, wang.id))?.timeZone === "Asia/Urumqi");
    expect(await kept(town, stranger.id)).toBeNull();
  });
});

describe("somebody whose person an administrator tied to another account", () => {
  it("is told so, and who can mend it, when that account is deactivated", async () => {
    const town = await world();
    await tied(town, wang.id, "13");
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("match", "请选择 *王伟*");
    await at.fill({ slackUser: stranger.id });
    await at.submitted("由管理员关联");
    expect(await said(town, wang.id, "/attendance here")).toContain(
      "an administrator matched 王伟 by hand to another Slack account. Write from that one, or ask 顾力涵",
    );
    await town.slack.changeUser(stranger.id, { standing: "deactivated" });
    await tied(town, stranger.id, undefined);
    town.clock.set(town.clock.now().add({ minutes: 2 }));
    expect(await said(town, wang.id, "/attendance here")).toContain(
      "that one is deactivated. Ask 顾力涵 to match 王伟 to the account that you use now",
    );
    await at.command("people 13", "已停用");
    await at.press("match", "请选择 *王伟*");
    await at.fill({ slackUser: wang.id });
    await at.submitted("由管理员关联");
    expect(await said(town, wang.id, "/attendance leave")).toContain("on leave");
  });
});
