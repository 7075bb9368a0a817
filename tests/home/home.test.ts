import { describe, expect, it } from "vitest";
import { actions } from "../../src/attendance/ids.ts";
import { world } from "../support/bot.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { homeOf, published } from "./screen.ts";

const { boss, jiang, liaison, stranger } = townUsers;
const owner = {
  ...{
    id: "U0OWNER",
    name: "owner",
    realName: "The Owner",
    locale: "en-US" as const,
    owner: true,
    admin: true,
  },
  email: "owner@example.com",
};

describe("the Home tab", () => {
  it("tells somebody unknown what this is, whom to ask, and what they can do", async () => {
    const home = await homeOf(await world(), stranger.id);
    for (const part of ["Autumn study campaign", "I don't know you yet", "Ask 顾力涵", "`/campaign`"])
      expect(home).toContain(part);
    expect(home).not.toContain(actions.record.id);
  });

  it("tells an owner of the workspace whom the roster does not know how to set the campaign up", async () => {
    const town = await world({ slack: { users: [...Object.values(townUsers), owner] } });
    const home = await homeOf(town, owner.id);
    expect(home).toContain("`/campaign settings`");
    expect(home).not.toContain("I don't know you yet");
  });

  it("knows people, and names the first week, before the campaign begins", async () => {
    const town = await world();
    town.clock.set("2026-09-10T08:00:00Z");
    const home = await homeOf(town, liaison.id);
    expect(home).toContain("*The first week at Hill School* · week 39");
    expect(home).toContain("The next session of Hill School is on Wed 23 Sept.");
    expect(home).toContain("it begins on 21 September 2026");
    expect(home).not.toContain(actions.record.id);
  });

  it("shows a liaison the unit's week, a week off, and what was the last one", async () => {
    const town = await world();
    town.clock.set("2026-09-30T08:00:00Z");
    const off = await homeOf(town, liaison.id);
    expect(off).toContain("A week off: no session is held.");
    expect(off).toContain("is on Wed 7 Oct");
    town.clock.set("2026-10-21T08:00:00Z");
    expect(await homeOf(town, liaison.id)).toContain(
      "Hill School has not recorded its session of Wed 21 Oct yet.",
    );
    await town.slack.as(liaison.id).command("/attendance all except 王伟 leave", townChannels.hill.id);
    // On a slow machine the answer comes behind one that says so.
    await town.until(async () => (await town.db.session.count()) === 1);
    expect(await homeOf(town, liaison.id)).toContain("5 present, 0 late, 1 on leave, 0 absent of 6.");
    town.clock.set("2027-02-10T08:00:00Z");
    expect(await homeOf(town, liaison.id)).toContain("*The last week at Hill School* · week 4");
    expect(await homeOf(town, jiang.id)).not.toContain(actions.record.id);
  });

  it("shows a leader how many units below have reported", async () => {
    const town = await world();
    await town.slack.as(liaison.id).command("/attendance all", townChannels.hill.id);
    const home = await homeOf(town, boss.id);
    expect(home).toContain("*6 个单位中 1 个已报* · 出勤率 *100.0%*，应到 6 人");
    expect(home).toContain("县教育局下一次学习：10月22日 周四。");
  });

  it("is drawn anew in the language chosen on it", async () => {
    const town = await world();
    expect(await homeOf(town, liaison.id)).toContain("What you can type");
    await published(town, () => town.slack.as(liaison.id).press("home", "campaign.language", "zh-CN"));
    expect(JSON.stringify(town.slack.home(liaison.id)?.blocks)).toContain("在任何频道都可以输入");
    await published(town, () => town.slack.as(liaison.id).press("home", "campaign.language", "auto"));
    expect(JSON.stringify(town.slack.home(liaison.id)?.blocks)).toContain("What you can type");
  });
});
