import { describe, expect, it } from "vitest";
import { settingsFields } from "../../src/campaign/ids.ts";
import { parseCampaign } from "../../src/campaign/parse.ts";
import { campaignService } from "../../src/campaign/service.ts";
import type { Request } from "../../src/org/request.ts";
import { world } from "../support/bot.ts";
import { isForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { boss, jiang, liaison, wang } = townUsers;
const channel = townChannels.hill.id;
const said = ({ body }: { body: unknown }) => JSON.stringify(body);

describe("/campaign", () => {
  it.each([
    ["", { kind: "show" }],
    ["设置", { kind: "settings" }],
    ["LANGUAGE Chinese", { kind: "language", choice: "zh-CN" }],
    ["语言 英文", { kind: "language", choice: "en" }],
    ["language klingon", { kind: "help", word: "klingon" }],
    ["语言", { kind: "language" }],
    ["constructor", { kind: "help", word: "constructor" }],
    ["settings now", { kind: "help", word: "now" }],
    ["language fr", { kind: "help", word: "fr" }],
    ["?", { kind: "help" }],
  ])("reads “%s”", (text, command) => {
    expect(parseCampaign(text)).toEqual(command);
  });

  it("shows phases, the time zone by its name, and the settings", async () => {
    const { slack } = await world();
    const english = said(await slack.as(wang.id).command("/campaign", channel));
    expect(english).toContain(
      "From 21 September 2026 to 31 January 2027, in China Standard Time (Asia/Shanghai).",
    );
    expect(english).toContain("*Study: 21 September 2026 – 8 November 2026* (now)");
    expect(english).toContain("No study in week 40 (28 Sept–4 Oct).");
    const chinese = said(await slack.as(jiang.id).command("/campaign", channel));
    expect(chinese).toContain("自2026年9月21日至2027年1月31日，以中国标准时间（Asia/Shanghai）为准。");
  });

  it("answers what it does not understand with what is nearest, and no one but administrators changes settings", async () => {
    const { slack } = await world();
    const misspelt = said(await slack.as(wang.id).command("/campaign langauge zh", channel));
    expect(misspelt).toContain("I don't understand “langauge”.");
    expect(misspelt).toContain("Did you mean `/campaign language zh`?");
    expect(misspelt).not.toContain("/campaign setup");
    expect(said(await slack.as(wang.id).command("/campaign settings", channel))).toContain(
      "Only an administrator",
    );
  });

  it("tells each wrong number at its field", async () => {
    const untouched = async (): Promise<never> => {
      throw new Error("nothing is written");
    };
    const { slackUserId, isAdmin } = { slackUserId: boss.id, isAdmin: true };
    const service = campaignService({ write: untouched } as unknown as Parameters<typeof campaignService>[0]);
    const request = { viewer: { slackUserId, isAdmin } } as unknown as Request;
    const typed = {
      ...{ selfCheckIn: true, lockDays: "9999", checkInMinutes: "" },
      ...{ reminders: false, holidayCountry: "" },
    };
    const wrong = service.saveSettings(request, typed, {
      ...{ selfCheckIn: true, lockDays: 7, checkInMinutes: 30 },
      ...{ reminders: false, holidayCountry: null },
    });
    await expect(wrong).rejects.toMatchObject({
      problems: [
        { key: "campaign.wholeNumber", values: { least: 0, most: 366 }, field: settingsFields.lockDays },
        {
          key: "campaign.wholeNumber",
          values: { least: 1, most: 1440 },
          field: settingsFields.checkInMinutes,
        },
      ],
    });
  });

  it("lets an administrator change the settings, which hold at once", async () => {
    const { slack, db, until } = await world();
    const admin = slack.as(boss.id);
    await admin.command("/campaign settings", channel);
    await until(() => slack.views(boss.id).at(-1)?.view.submit !== undefined);
    const form = slack.views(boss.id).at(-1)?.id ?? "";
    await admin.fill(form, settingsFields.lockDays, "number", "10");
    await admin.fill(form, settingsFields.selfCheckIn, "choice", []);
    await admin.submit(form);
    expect(await db.campaign.findFirstOrThrow()).toMatchObject({ lockDays: 10, selfCheckIn: false });
    const change = await db.auditEntry.findFirstOrThrow({
      where: { record: "campaign" },
      orderBy: { id: "desc" },
    });
    expect(change.before).toMatchObject({ lockDays: 7, selfCheckIn: true });
    expect(said(await slack.as(liaison.id).command("/attendance open", channel))).toContain("switched off");
  });

  it("changes only the settings that were touched: what somebody else saved meanwhile stays", async () => {
    const { slack, db, until } = await world();
    const admin = slack.as(boss.id);
    await admin.command("/campaign settings", channel);
    await until(() => isForm(slack, boss.id));
    const form = slack.views(boss.id).at(-1)?.id ?? "";
    await db.campaign.updateMany({ data: { lockDays: 10 } });
    await admin.fill(form, settingsFields.checkInMinutes, "number", "45");
    await admin.submit(form);
    expect(await db.campaign.findFirstOrThrow()).toMatchObject({ lockDays: 10, checkInMinutes: 45 });
  });

  it("lists every word in its help, other features' too, and leads to them", async () => {
    const { slack, until } = await world();
    await slack.as(boss.id).command("/campaign language en", channel);
    const help = said(await slack.as(boss.id).command("/campaign help", channel));
    for (const word of [
      "people",
      "units",
      "reminders",
      "holidays",
      "daysoff",
      "setup",
      "roster",
      "close",
      "next",
    ])
      expect(help).toContain(`\`/campaign ${word}\``);
    expect(help).not.toContain("campaignUsage");
    expect(help).toContain("employee_no,name,unit_code,position,email,roles");
    await slack.as(wang.id).command("/campaign units", channel);
    await until(() => JSON.stringify(slack.views(wang.id)).includes("Hill School"));
  });

  it("keeps the work of administrators out of everybody else's help", async () => {
    const { slack } = await world();
    const help = said(await slack.as(wang.id).command("/campaign help", channel));
    expect(help).toContain("`/campaign reminders`");
    for (const word of ["/campaign setup", "/campaign close", "units.csv"]) expect(help).not.toContain(word);
  });

  it("asks for the language where none is named, with a menu that works", async () => {
    const { slack, db } = await world();
    const asked = await slack.as(wang.id).command("/campaign language", channel);
    expect(said(asked)).toContain("In which language");
    expect(JSON.stringify(asked)).toContain('"campaign.language"');
    expect(await db.slackUser.findFirst({ where: { slackId: wang.id, language: "zh-CN" } })).toBeNull();
  });

  it("changes reminders and holidays with the other settings", async () => {
    const { slack, db, until } = await world();
    const admin = slack.as(boss.id);
    await admin.command("/campaign settings", channel);
    await until(() => slack.views(boss.id).at(-1)?.view.submit !== undefined);
    const form = slack.views(boss.id).at(-1)?.id ?? "";
    const [japan] = await admin.suggest(form, settingsFields.holidayCountry, "campaign.country", "日本");
    await admin.fill(form, settingsFields.holidayCountry, "campaign.country", japan ?? null);
    await admin.fill(form, settingsFields.reminders, "choice", ["on"]);
    await admin.submit(form);
    expect(await db.campaign.findFirstOrThrow()).toMatchObject({ reminders: true, holidayCountry: "JP" });
    expect(said(await slack.as(wang.id).command("/campaign", channel))).toContain("Public holidays of Japan");
  });

  it("keeps the language that a person chose", async () => {
    const { slack } = await world();
    expect(said(await slack.as(wang.id).command("/campaign language zh", channel))).toContain(
      "今后我将用中文与您交流。",
    );
    expect(said(await slack.as(wang.id).command("/attendance help", channel))).toContain("为自己登记");
    expect(said(await slack.as(wang.id).command("/campaign 语言 自动", channel))).toContain("set in Slack");
  });
});
