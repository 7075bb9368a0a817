import { describe, expect, it } from "vitest";
import type { Expected } from "../../src/attendance/model.ts";
import { isSessionDay, lastSessionDay, nextSessionDay } from "../../src/attendance/rules.ts";
import { studyDays } from "../../src/org/calendar/study-days.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import { isLocked, openUntil, pageWeek } from "../../src/org/campaign/weeks.ts";
import { labels, peopleNamed, search } from "../../src/org/people.ts";
import { pacer } from "../../src/slack/pace.ts";
import { i18n } from "./world.ts";

const locale = i18n.locale("en");
const person = (personId: string, name: string, position: string | null = null): Expected => ({
  announced: false,
  personId,
  name,
  employeeNo: `E${personId}`,
  position,
  status: null,
  reason: null,
});

describe("names in a list", () => {
  it("are told apart by position, then by employee number", () => {
    const people = [
      person("1", "王伟", "教师"),
      person("2", "王伟", "主任"),
      person("3", "李雷", "教师"),
      person("4", "张三"),
      person("5", "张三"),
    ];
    expect([...labels(people).values()]).toEqual([
      "王伟 · 教师",
      "王伟 · 主任",
      "李雷",
      "张三 · E4",
      "张三 · E5",
    ]);
  });

  it("keep what tells them apart when they are too long for an option", () => {
    const long = "名".repeat(100);
    const texts = [...labels([person("1", long, "教师"), person("2", long, "主任")]).values()];
    expect(texts.every((text) => text.length <= 75)).toBe(true);
    expect(new Set(texts).size).toBe(2);
  });

  it("are found by any part, without case, width and spaces", async () => {
    const people = [person("1", "Wang Wei"), person("2", "Li Wang"), person("3", "王伟")];
    const found = async (text: string) => (await search(people, text)).map((one) => one.personId);
    expect(await found("ＷＡＮＧ")).toEqual(["1", "2", "3"]);
    expect(await found("e3")).toEqual(["3"]);
  });

  const people = [
    person("1", "王伟", "教师"),
    person("2", "王伟国"),
    person("3", "李雷"),
    person("4", "赵敏"),
    person("5", "赵敏"),
  ];
  const named = (...names: string[]) =>
    peopleNamed(
      names.map((name) => ({ who: { name }, status: "late" as const })),
      people,
      new Map(),
      locale,
    );

  it("are taken whole: a part of one is answered with whom it may mean", () => {
    expect(named("王伟", "李 雷")).toEqual([
      { personId: "1", status: "late" },
      { personId: "3", status: "late" },
    ]);
    expect(() => named("雷")).toThrow(
      expect.objectContaining({
        key: "common.refused.unknownNear",
        values: { name: "雷", names: "李雷" },
      }),
    );
  });

  it("are answered with the candidates when ambiguous or unknown", () => {
    expect(() => named("赵敏")).toThrow(
      expect.objectContaining({
        key: "common.refused.ambiguousName",
        values: { name: "赵敏", names: "赵敏 · E4 (E4) and 赵敏 · E5 (E5)" },
      }),
    );
    expect(() => named("王")).toThrow(
      expect.objectContaining({ values: { name: "王", names: "王伟 (E1) and 王伟国 (E2)" } }),
    );
    expect(() => named("李磊")).toThrow(
      expect.objectContaining({
        key: "common.refused.unknownNear",
        values: { name: "李磊", names: "李雷" },
      }),
    );
    expect(named("E5")).toEqual([{ personId: "5", status: "late" }]);
  });

  it("are told apart where several were written as one", () => {
    const late = (...ids: string[]) => ids.map((personId) => ({ personId, status: "late" }));
    for (const typed of [
      "王伟和李雷",
      "王伟 李雷",
      "王伟 和 李雷",
      "王伟与E3",
      "王伟 and 李雷",
      "王伟 & 李雷",
    ])
      expect(named(typed)).toEqual(late("1", "3"));
    expect(named("王伟国跟李雷 王伟")).toEqual(late("2", "3", "1"));
    expect(named("赵敏 · E5")).toEqual(late("5"));
    expect(named("李雷和赵敏 · E5")).toEqual(late("3", "5"));
  });

  it("are told apart at once, however many there are", () => {
    const typed = Array.from({ length: 2000 }, () => "王伟").join("和");
    expect(() => named(typed)).toThrow(
      expect.objectContaining({ key: "common.refused.twicePerson", values: { name: "王伟" } }),
    );
  });

  it("stay whole where what joins two is part of a name", () => {
    const peace = [...people, person("6", "王和平"), person("7", "Li Wei"), person("8", "平")];
    const ids = (name: string) =>
      peopleNamed([{ who: { name }, status: "late" }], peace, new Map(), locale).map((one) => one.personId);
    expect(ids("王和平")).toEqual(["6"]);
    expect(ids("李雷和王和平和Li Wei")).toEqual(["3", "6", "7"]);
  });

  it("written as one are refused for the one that is unknown or ambiguous", () => {
    const refusal = (key: string, name: string) =>
      expect.objectContaining({
        key: expect.stringMatching(new RegExp(`^(attendance|common)\\.refused\\.${key}$`)),
        values: expect.objectContaining({ name }),
      });
    expect(() => named("王伟和李磊")).toThrow(refusal("unknownNear", "李磊"));
    expect(() => named("李雷 赵敏")).toThrow(refusal("ambiguousName", "赵敏"));
    expect(() => named("和平 山")).toThrow(refusal("unknownName", "和平 山"));
  });

  it("refuse one person under two names", () => {
    expect(() => named("李雷", "E3")).toThrow(expect.objectContaining({ key: "common.refused.twicePerson" }));
  });

  it("say who was mentioned but is not expected", () => {
    const mention = [{ who: { slackUserId: "U9" }, status: "late" as const }];
    expect(() =>
      peopleNamed(mention, people, new Map([["U9", { personId: "9", name: "别人" }]]), locale),
    ).toThrow(expect.objectContaining({ key: "common.refused.notExpectedName", values: { name: "别人" } }));
    expect(() => peopleNamed(mention, people, new Map(), locale)).toThrow(
      expect.objectContaining({ key: "common.refused.unknownMention" }),
    );
  });
});

const campaign: Campaign = {
  id: "c",
  name: "活动",
  nameEn: "Campaign",
  timeZone: "Asia/Shanghai",
  period: { from: "2026-09-21", to: "2027-01-31" },
  weeksOff: ["2026-W40"],
  topicRequiredOf: [],
  selfCheckIn: true,
  lockDays: 7,
  checkInMinutes: 30,
  reminders: false,
  holidayCountry: null,
  isClosed: false,
};

const unitOf = (sessionWeekday: number | null) => ({
  ...{ id: "school", sessionWeekday, startsOn: null, endsOn: null },
});
const [wednesdays, anyDay] = [unitOf(3), unitOf(null)];
const days = studyDays(campaign, { holidays: [], daysOff: [], makeUps: [] }, { byId: () => undefined });

describe("days", () => {
  it.each([
    ["2026-10-21", "2026-10-21"],
    ["2026-10-20", "2026-10-14"],
    ["2026-10-06", "2026-09-23"], // W40 is off
    ["2026-09-22", "2026-09-22"], // none has been yet: today
    ["2027-03-01", "2027-01-27"],
  ])("on %s the last session day of a Wednesday unit is %s", (today, last) => {
    expect(lastSessionDay(wednesdays, days, today)).toBe(last);
  });

  it.each([
    ["2026-10-21", "2026-10-28"],
    ["2026-09-24", "2026-10-07"],
    ["2027-01-28", undefined],
  ])("after %s the next one is %s", (after, next) => {
    expect(nextSessionDay(wednesdays, days, after)).toBe(next);
  });

  it("a unit without a weekday has no session days", () => {
    expect(lastSessionDay(anyDay, days, "2026-10-21")).toBe("2026-10-21");
    expect(nextSessionDay(anyDay, days, "2026-10-21")).toBeUndefined();
    expect(isSessionDay(anyDay, days, "2026-10-21")).toBe(false);
  });

  it("lock a week when its days after Sunday are over", () => {
    expect(openUntil("2026-10-21", campaign)).toBe("2026-11-01");
    expect(isLocked("2026-10-21", campaign, "2026-11-01")).toBe(false);
    expect(isLocked("2026-10-21", campaign, "2026-11-02")).toBe(true);
    expect(isLocked("2026-10-25", { lockDays: 0 }, "2026-10-25")).toBe(false);
  });

  it("a page is about a week of the campaign", () => {
    const about = { campaign, locale };
    expect(pageWeek(undefined, { ...about, today: "2026-10-21" })).toBe("2026-W43");
    expect(pageWeek(undefined, { ...about, today: "2026-09-01" })).toBe("2026-W39");
    expect(pageWeek(undefined, { ...about, today: "2027-03-01" })).toBe("2027-W04");
    expect(() => pageWeek("2026-W38", { ...about, today: "2026-10-21" })).toThrow(
      expect.objectContaining({ key: "common.refused.weekOutside" }),
    );
  });
});

describe("updates of a message", () => {
  it("are kept apart by the gap, however many come at once", async () => {
    let at = 1000;
    const passed: number[] = [];
    const pause = async (milliseconds: number) => {
      at += milliseconds;
    };
    const pace = pacer(1250, { now: () => at, pause });
    for (let index = 0; index < 4; index += 1) {
      await pace();
      passed.push(at);
    }
    expect(passed).toEqual([1000, 2250, 3500, 4750]);
    at = 100_000;
    await pace();
    expect(at).toBe(100_000);
  });
});
