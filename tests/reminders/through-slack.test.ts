import { describe, expect, it } from "vitest";
import { reasonField } from "../../src/attendance/reminders/ids.ts";
import { world } from "../support/bot.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { liaison, head, boss } = townUsers;
/** No earlier week is owed. */
const fromWeek43 = {
  start: "2026-10-19",
  phases: [{ name: "学习", name_en: "Study", start: "2026-10-19", end: "2027-01-31" }],
};
const channel = townChannels.hill.id;

describe("a reminder through Slack", () => {
  it("comes to the liaison by the queue, is answered in a form, and ends the ladder", async () => {
    const campaign = { ...fromWeek43, reminders: true };
    const { bot, db, clock, slack, until } = await world({ town: { campaign } });
    await until(async () => (await db.slackUser.count({ where: { personId: { not: null } } })) >= 8);
    clock.set("2026-10-22T02:00:00Z");
    await bot.tick();
    const direct = slack.directChannel(liaison.id);
    await until(() => slack.messages(direct).length === 1);
    const [message] = slack.messages(direct);
    expect(message?.text).toContain("*Hill School* has no attendance yet for week 43");
    expect(slack.messages(slack.directChannel(head.id))).toEqual([]);

    await slack.as(liaison.id).press({ channelId: direct, ts: message?.ts ?? "" }, "attendance.noSession");
    const form = () => slack.views(liaison.id).at(-1);
    await until(() => (JSON.stringify(form()?.view) ?? "").includes(reasonField));
    await slack.as(liaison.id).fill(form()?.id ?? "", reasonField, "reason", "Exam week");
    await slack.as(liaison.id).submit(form()?.id ?? "");
    await until(async () => (await db.weekAnswer.count()) === 1);

    clock.set("2026-10-23T02:00:00Z");
    await bot.tick();
    await until(async () => (await db.dailyPrompt.count({ where: { state: "posting" } })) === 0);
    expect(slack.messages(slack.directChannel(head.id))).toEqual([]);
    const page = await slack.as(boss.id).command("/campaign reminders HILL", channel);
    expect(JSON.stringify(page.body)).toContain("收到提醒 1 条");
  });

  it("waits for the holidays of a country that was chosen", async () => {
    const campaign = { ...fromWeek43, reminders: true, holiday_country: "CN" };
    const { db } = await world({ town: { campaign } });
    expect(await db.holiday.count({ where: { source: "calendar", working: true } })).toBeGreaterThan(3);
    const newYear = await db.holiday.findFirst({ where: { date: new Date("2027-01-01") } });
    expect(newYear).toMatchObject({ working: false, name: "New Year's Day / 元旦" });
  });
});
