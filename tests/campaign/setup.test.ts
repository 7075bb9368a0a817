import { describe, expect, it } from "vitest";
import { world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { town, townUsers } from "../support/town.ts";
import { driver, frame, hill, lists } from "./driver.ts";

const { boss, wang } = townUsers;
const lines = (rows: string[]) => `${rows.join("\n")}\n`;

describe("a workspace without a campaign", () => {
  it("is set up by its first administrator: campaign, units and people", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await admin.home("还没有学习活动");
    await admin.open("setup");
    await admin.fill(frame);
    await admin.submit();
    await admin.fill(lists);
    await admin.submit();
    await admin.fill({ lockDays: "10", holidayCountry: "中国", selfCheckIn: ["on"] });
    await admin.submit();
    const { db } = place;
    const saved = await db.campaign.findFirstOrThrow({
      include: { phases: true, themes: true, directions: true },
    });
    expect(saved).toMatchObject({
      ...{ name: "秋季学习活动", nameEn: "Autumn study", timeZone: "Asia/Shanghai", closedAt: null },
      ...{ weeksOff: ["2026-W40", "2027-W01"], lockDays: 10, selfCheckIn: true, reminders: true },
      ...{ holidayCountry: "CN", topicRequiredOf: ["unit_head", "leading_group"] },
      phases: [
        { name: "学习调研", nameEn: "Study and research" },
        { name: "分析检查", nameEn: "分析检查" },
      ],
      themes: [{ code: "T1" }, { code: "T2", name: "教学方法", nameEn: "教学方法" }],
      directions: [{ code: "D1" }],
    });
    expect(admin.shown()).toContain("活动已经建立");

    await admin.upload("units", lines(town.units));
    await admin.upload("people", lines(town.people));
    await admin.submit();
    expect(admin.shown()).toContain("新增 6 个单位");
    expect(admin.shown()).toContain("新增 14 人");
    expect(await db.unit.count()).toBe(0);
    await admin.submit();
    expect(admin.shown()).toContain("已导入");
    expect([await db.unit.count(), await db.person.count()]).toEqual([6, 14]);
    // Everybody is known at once, the administrator too.
    expect(textOf((await place.slack.as(wang.id).command("/attendance leave", hill)).body)).toContain(
      "on leave",
    );
    await admin.home("顾力涵");
  });

  it("tells everybody else whom to ask, in their language", async () => {
    const place = await world({ town: "none" });
    const other = driver(place, wang.id);
    expect(await other.say("")).toContain("An owner or administrator of this Slack workspace can begin one");
    await driver(place, boss.id).home("还没有学习活动");
    expect(await other.say("settings")).toContain(`<@${boss.id}> can begin one`);
    expect(await other.say("setup")).toContain("Only an administrator");
    expect(await other.say("roster")).toContain("Only an administrator");
    expect(await other.say("language zh")).toContain("今后我将用中文与您交流。");
    expect(await other.say("help")).toContain("/campaign 语言");
    await other.home("这里还没有学习活动");
    expect(textOf((await place.slack.as(wang.id).command("/attendance", hill)).body)).toContain(
      "这里还没有学习活动",
    );
  });
});

describe("the set-up form", () => {
  it("says what is wrong at each field, and goes on once it is right", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await place.slack.as(boss.id).command("/campaign language en", hill);
    await admin.open("setup");
    await admin.fill({ ...frame, name: " ", end: "2026-09-01" });
    expect(await admin.refused()).toEqual({
      name: "This is empty, but must be filled in.",
      end: "The end (2026-09-01) is before the start (2026-09-21).",
    });
    await admin.fill(frame);
    expect(await admin.refused()).toEqual({});
    await admin.fill({
      phases: "Study | 2026-09-21\nStudy | 2026-09-01 – 2026-10-01\nMore | 2026-09-25 – 2026-10-09",
      themes: "T1 | One\nT1 | Two\nT 3 | Three\nOnly a name",
      directions: `D1 | ${"x".repeat(101)}`,
      weeksOff: "40 60 W99 2027-W54 20",
    });
    const refused = await admin.refused();
    expect(refused.phases).toContain("Line 1: “Study | 2026-09-21” lacks something.");
    expect(refused.phases).toContain("Line 2: the phase is not inside the campaign");
    expect(refused.phases).toContain("Line 3: the phase overlaps with the phase Study.");
    expect(refused.themes).toContain("Line 4: “Only a name” lacks something.");
    expect(refused.themes).toContain("“T 3” has a space in it");
    expect(refused.directions).toContain("101 characters are too long");
    expect(refused.weeksOff).toContain("Week 60 is outside the campaign.");
    expect(refused.weeksOff).toContain("And 1 more.");
    await admin.fill(lists);
    expect(await admin.refused()).toEqual({});
    await admin.submit();
    expect(await place.db.campaign.count()).toBe(1);
  });
});
