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
    const again = await place.slack.redeliver();
    expect(textOf(again.body)).toContain("活动已经建立");
    expect([await db.campaign.count(), await db.draft.count()]).toEqual([1, 0]);
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

  it("is asked for in the administrator's own time zone, by any word of a zone's name", async () => {
    const users = Object.values(townUsers).map((user) => ({ ...user, timeZone: "Asia/Urumqi" }));
    const place = await world({ town: "none", slack: { users } });
    const admin = driver(place, boss.id);
    await admin.open("setup");
    expect(admin.shown()).toContain('"value":"Asia/Urumqi"');
    const offered = async (query: string) =>
      (await admin.suggest("timeZone", query)).map(({ value }) => value);
    expect(await offered("纽芬兰")).toContain("America/St_Johns");
    expect(await offered("new york")).toEqual(["America/New_York"]);
    expect(await offered("Asia/Kolkata")).toHaveLength(1);
    expect(await offered("Mars/Olympus")).toEqual([]);
    expect((await offered("")).length).toBe(100);
  });

  it("tells everybody else whom to ask, in their language", async () => {
    const place = await world({ town: "none" });
    const other = driver(place, wang.id);
    expect(await other.say("")).toContain("An owner or administrator of this Slack workspace can begin one");
    await driver(place, boss.id).home("还没有学习活动");
    expect(await other.say("settings")).toContain(`<@${boss.id}> can begin one`);
    expect(await other.say("setup")).toContain(`<@${boss.id}> can begin one`);
    expect(await other.say("roster")).toContain(`<@${boss.id}> can begin one`);
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
      end: "The end (1 September 2026) is before the start (21 September 2026).",
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

describe("a campaign without a roster", () => {
  it("has a whole Home tab for whoever began it, and sends them to the upload", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await place.slack.as(boss.id).command("/campaign language en", hill);
    await admin.open("setup");
    for (const page of [frame, lists, {}]) {
      await admin.fill(page);
      await admin.submit();
    }
    await admin.home("Upload the units");
    expect(textOf(place.slack.home(boss.id)?.blocks)).not.toContain("cannot be shown at the moment");
    for (const text of ["people", "units"]) expect(await admin.say(text)).toContain("/campaign roster");
  });
});

describe("what was typed in the set-up form", () => {
  it("is nothing where it was only looked at", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await admin.open("setup");
    await admin.close();
    await admin.open("setup");
    expect(admin.shown()).not.toContain("◀");
    expect(admin.shown()).not.toContain("campaign.setupAnew");
    expect(await place.db.draft.count()).toBe(0);
    await admin.fill({ name: "秋季" });
    await admin.close();
    await place.until(async () => (await place.db.draft.count()) === 1);
  });

  it("stays when a page is turned back, and when the form is closed and opened again", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await admin.open("setup");
    await admin.fill(frame);
    await admin.submit();
    await admin.fill({ themes: "T1 | <!channel> & 一" });
    await admin.press("campaign.setupBack");
    await admin.see("第 1 页");
    expect(admin.shown()).toContain("秋季学习活动");
    await admin.fill({ nameEn: "Another name" });
    await admin.submit();
    expect(admin.shown()).toContain("T1 | <!channel> & 一");
    await admin.fill({ weeksOff: "half a th" });
    await admin.close();
    expect(await place.db.campaign.count()).toBe(0);

    await admin.open("setup");
    expect(admin.shown()).toContain("您在");
    expect(admin.shown()).toContain("half a th");
    await admin.press("campaign.setupBack");
    await admin.see("Another name");
    await admin.close();
    await admin.open("setup");
    await admin.press("campaign.setupAnew");
    await place.until(() => !admin.shown().includes("Another name"));
    expect(await admin.refused()).toMatchObject({ name: expect.any(String), end: expect.any(String) });
  });

  it("is the campaign as it is once there is one; changing it keeps its records", async () => {
    const place = await world({ town: { campaign: { themes: [theme("T1"), theme("T2")] } } });
    const { db } = place;
    const admin = driver(place, boss.id);
    await place.slack.as(boss.id).command("/campaign language en", hill);
    await place.slack.as(wang.id).command("/attendance here", hill);
    await db.session.findFirstOrThrow();
    const { id } = await db.campaign.findFirstOrThrow();
    await admin.open("setup");
    expect(admin.shown()).toContain("Autumn study campaign");
    await admin.fill({ start: "2026-10-22" });
    const { start } = await admin.refused();
    expect(start).toBe(
      "The first record is of 21 October 2026; the campaign must begin on that day at the latest.",
    );
    await admin.fill({ start: "2026-09-21", end: "2026-10-20" });
    expect(await admin.refused()).toEqual({
      end: "The last record is of 21 October 2026; the campaign must not end before that day.",
    });
    await admin.fill({ end: "2026-09-20" });
    expect(await admin.refused()).toEqual({
      end: "The end (20 September 2026) is before the start (21 September 2026).",
    });
    await admin.fill({ end: "2027-01-31" });
    await admin.fill({ start: "2026-09-14", name: "改名" });
    await admin.submit();
    await admin.fill({ weeksOff: "43" });
    expect((await admin.refused()).weeksOff).toContain("21 October 2026");
    await admin.fill({ weeksOff: "", themes: "T2 | 二\nT3 | 三" });
    await admin.submit();
    await admin.submit();
    expect(admin.shown()).toContain("The changes hold from now on");
    expect(await db.campaign.findMany({ include: { themes: true } })).toMatchObject([
      { id, name: "改名", weeksOff: [], themes: [{ code: "T2" }, { code: "T3" }] },
    ]);
    const change = await db.auditEntry.findFirstOrThrow({
      where: { record: "campaign", actor: boss.id },
      orderBy: { id: "desc" },
    });
    expect(change.before).toMatchObject({ name: "秋季学习活动", weeksOff: ["2026-W40"] });
    expect(await admin.say("")).toContain("14 September 2026");
  });

  it("is saved once by two administrators at the same moment", async () => {
    const place = await world({
      town: "none",
      slack: { users: Object.values(townUsers).map((user) => ({ ...user, admin: true })) },
    });
    const [one, two] = [driver(place, boss.id), driver(place, wang.id)];
    for (const admin of [one, two]) {
      await admin.open("setup");
      await admin.fill(frame);
      await admin.submit();
      await admin.submit();
    }
    await Promise.all([one.submit(), two.submit()]);
    expect(await place.db.campaign.count()).toBe(1);
    const views = [one, two].map((admin) => admin.shown()).join();
    expect(views).toMatch(/by somebody else meanwhile|有人建立、结束或重新开始了活动/);
  });
});

describe("a campaign that two administrators change at once", () => {
  const start = async () => {
    const users = Object.values(townUsers).map((user) => ({ ...user, admin: true }));
    const place = await world({ town: { campaign: { themes: [theme("T1")] } }, slack: { users } });
    for (const { id } of [boss, wang]) await place.slack.as(id).command("/campaign language en", hill);
    const [one, two] = [driver(place, boss.id), driver(place, wang.id)];
    for (const admin of [one, two]) await admin.open("setup");
    return { place, one, two };
  };
  const saved = async ({ db }: Awaited<ReturnType<typeof world>>) =>
    db.campaign.findFirstOrThrow({ include: { themes: { orderBy: { code: "asc" } } } });

  it("says to the second what the first changed, keeps what they typed, and saves it when they save again", async () => {
    const { place, one, two } = await start();
    await one.fill({ name: "甲" });
    await one.submit();
    await one.fill({ themes: "T1 | T1\nT2 | 甲" });
    await one.submit();
    await one.submit();
    await two.submit();
    await two.fill({ themes: "T1 | T1 | T1\nT3 | 乙" });
    await two.submit();
    await two.submit();
    expect(two.shown()).toContain("Not saved yet:* 顾力涵 changed the campaign");
    expect(two.shown()).toContain("Taken over from there: Name in Chinese.");
    expect(two.shown()).toContain("The campaign has now: T2 | 甲 | 甲");
    expect(two.shown()).toContain("T3 | 乙");
    expect((await saved(place)).themes).toMatchObject([{ code: "T1" }, { code: "T2" }]);
    await two.fill({ themes: "T1 | T1\nT2 | 甲\nT3 | 乙" });
    await two.submit();
    await two.submit();
    expect(two.shown()).toContain("The changes hold from now on");
    expect(await saved(place)).toMatchObject({
      name: "甲",
      themes: [{ code: "T1" }, { code: "T2" }, { code: "T3" }],
    });
  });

  it("keeps what was saved in the settings, also when the form is gone on with another day", async () => {
    const { place, one, two } = await start();
    await two.fill({ nameEn: "Renamed" });
    await two.submit();
    await two.close();
    await one.close();
    await one.open("settings");
    await place.slack.as(boss.id).fill(one.view().id, "lock_days", "number", "12");
    await one.submit();
    await two.open("setup");
    await two.submit();
    await two.submit();
    expect(two.shown()).toContain("Taken over from there: Days until a week locks.");
    expect(two.shown()).toContain('"initial_value":"12"');
    await two.submit();
    expect(await saved(place)).toMatchObject({ nameEn: "Renamed", lockDays: 12 });
  });
});

const theme = (code: string) => ({ code, name: code, name_en: code }) as never;

describe("a long campaign's weeks", () => {
  it("are named with their year where two years have them", async () => {
    const place = await world({ town: "none" });
    const admin = driver(place, boss.id);
    await place.slack.as(boss.id).command("/campaign language en", hill);
    await admin.open("setup");
    await admin.fill({ ...frame, start: "2026-01-05", end: "2027-12-31" });
    await admin.submit();
    await admin.fill({ weeksOff: "53, 2027-W01, 40" });
    expect((await admin.refused()).weeksOff).toBe(
      "The campaign has week 40 in two years. Write the year too, like 2026-W40.",
    );
    await admin.fill({ weeksOff: "53, 2027-W01, 2026-W40–2026-W41" });
    await admin.submit();
    await admin.submit();
    expect((await place.db.campaign.findFirstOrThrow()).weeksOff).toEqual([
      ...["2026-W40", "2026-W41", "2026-W53", "2027-W01"],
    ]);
  });
});

describe("a campaign in use", () => {
  it("keeps what is recorded under, and lists too long for the form", async () => {
    const many = Array.from({ length: 80 }, (_, at) => coded(`D${at}`, "方向".repeat(20)));
    const place = await world({ town: { campaign: { themes: [theme("T1")], directions: many } } });
    const { db } = place;
    const { id, workspaceId } = await db.campaign.findFirstOrThrow();
    const unit = await db.unit.findFirstOrThrow({ where: { code: "HILL" } });
    const of = { workspaceId, campaignId: id, unitId: unit.id };
    await db.discussion.create({
      data: { ...of, date: new Date("2026-10-14"), themeCode: "T1", form: "meeting" },
    });
    const admin = driver(place, boss.id);
    await place.slack.as(boss.id).command("/campaign language en", hill);
    await admin.open("setup");
    await admin.submit();
    expect(admin.shown()).toContain("The *directions* are too long for this form");
    await admin.fill({ themes: "T2 | Another" });
    expect((await admin.refused()).themes).toBe(
      "Something is recorded under T1 already; the list must keep it.",
    );
    await admin.fill({ themes: "T1 | Renamed\nT2 | Another" });
    await admin.submit();
    await admin.submit();
    expect(admin.shown()).toContain("The changes hold from now on");
    expect(await db.direction.count({ where: { campaignId: id } })).toBe(80);
    expect(await db.theme.findMany({ where: { campaignId: id }, orderBy: { code: "asc" } })).toMatchObject([
      { code: "T1", name: "Renamed" },
      { code: "T2" },
    ]);
  });
});
const coded = (code: string, name: string) => ({ code, name, name_en: name }) as never;
