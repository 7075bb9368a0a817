import { describe, expect, it } from "vitest";
import { bothNames, type Holiday, holidayName, workDays } from "../../src/org/calendar/works.ts";
import { publicHolidays } from "../../src/reminders/calendar/public-holidays.ts";
import { holidayData, takeHolidays } from "../../src/reminders/calendar/take.ts";

const tree = (parents: Record<string, string>) => ({
  byId: (id: string) => ({ id, parentId: parents[id] ?? null }) as never,
});
const restsOf = (holidays: { date: string; working: boolean }[]) =>
  holidays.filter(({ working }) => !working).map(({ date }) => date);

describe("public holidays", () => {
  it("are, for a year that China has decided, its days off and the weekends worked for them", async () => {
    const year = await publicHolidays("CN", 2026);
    const autumn = year.filter(({ date }) => date >= "2026-09-20" && date <= "2026-10-20");
    expect(autumn.filter(({ working }) => working).map(({ date }) => date)).toEqual([
      "2026-09-20",
      "2026-10-10",
    ]);
    const days = [25, 26, 27].map((day) => `2026-09-${day}`);
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`);
    expect(restsOf(autumn)).toEqual([...days, ...week]);
    expect(autumn.at(-1)).toEqual({ date: "2026-10-10", working: true, en: "National Day", zh: "国庆节" });
  });

  it("follow the rule, without working weekends, for a year that China has not decided", async () => {
    const year = await publicHolidays("CN", 2027);
    expect(restsOf(year)).toContain("2027-01-01");
    expect(restsOf(year)).toEqual(
      expect.arrayContaining(["2027-02-06", "2027-10-01", "2027-10-02", "2027-10-03"]),
    );
    expect(year.filter(({ working }) => working)).toEqual([]);
    // A day off for some, or half of one, leaves the office open.
    for (const day of ["2027-03-08", "2027-06-01"]) expect(restsOf(year)).not.toContain(day);
    expect(year.find(({ date }) => date === "2027-04-05")).toMatchObject({ zh: "清明节" });
  });

  it("are known for other countries, the substitute days too", async () => {
    const states = await publicHolidays("US", 2026);
    expect(restsOf(states)).toEqual(expect.arrayContaining(["2026-07-03", "2026-11-26", "2026-12-25"]));
    expect(states.find(({ date }) => date === "2026-09-07")).toMatchObject({
      en: "Labour Day",
      zh: "劳动节",
    });
    expect(restsOf(await publicHolidays("DE", 2027))).toContain("2027-10-03");
  });

  it("are none for a country of nobody's", async () => {
    expect(await publicHolidays("XX", 2026)).toEqual([]);
  });

  it("are computed in a process of their own, which ends", async () => {
    const found = await takeHolidays("CN", [2026, 2027]);
    expect(found).toEqual([...(await publicHolidays("CN", 2026)), ...(await publicHolidays("CN", 2027))]);
    expect(await holidayData()).toMatch(/^chinese-days@[\d.]+ date-holidays@[\d.]+ reading@\d+$/);
  });

  it("have both names in one text", () => {
    const name = bothNames({ en: "Labour Day", zh: "劳动节" });
    expect(holidayName({ source: "calendar", name }, "en")).toBe("Labour Day");
    expect(holidayName({ source: "calendar", name }, "zh-CN")).toBe("劳动节");
    expect(holidayName({ source: "administrator", name: "a / b" }, "zh-CN")).toBe("a / b");
  });
});

describe("a unit works", () => {
  const frame = (holidays: Holiday[] = [], more: Partial<Parameters<typeof workDays>[0]> = {}) =>
    workDays({
      campaign: { weeksOff: ["2026-W40"] },
      holidays,
      daysOff: [],
      tree: tree({ school: "district", district: "bureau" }),
      ...more,
    }).works;
  const holiday = (date: string, working: boolean, source: Holiday["source"] = "calendar"): Holiday => ({
    ...{ date, working, source, name: "x" },
  });

  it("on weekdays, and not on weekends", () => {
    const works = frame();
    const days = ["2026-10-16", "2026-10-17", "2026-10-18", "2026-10-19"];
    expect(days.map((date) => works("school", date))).toEqual([true, false, false, true]);
  });

  it("on the weekend that is worked for a holiday, and not on the holiday", () => {
    const works = frame([holiday("2026-10-05", false), holiday("2026-10-10", true)]);
    expect([works("school", "2026-10-05"), works("school", "2026-10-10")]).toEqual([false, true]);
  });

  it("as an administrator corrected it, whatever the public holidays say", () => {
    const works = frame([
      holiday("2026-10-05", false),
      holiday("2026-10-05", true, "administrator"),
      holiday("2026-10-10", true),
      holiday("2026-10-10", false, "administrator"),
    ]);
    expect([works("school", "2026-10-05"), works("school", "2026-10-10")]).toEqual([true, false]);
  });

  it("not in a week off, even on a day that an administrator made a working day", () => {
    const works = frame([holiday("2026-09-28", true, "administrator")]);
    expect(works("school", "2026-09-28")).toBe(false);
  });

  it("not on its own days off, nor on those of a unit above it; those of a unit below touch nobody else", () => {
    const dayOff = (unitId: string, from: string, to = from) => ({
      ...{ id: unitId, unitId, period: { from, to }, reason: null },
    });
    const works = frame([], {
      daysOff: [dayOff("school", "2026-10-19", "2026-10-20"), dayOff("bureau", "2026-10-21")],
    });
    expect(
      ["2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22"].map((date) => works("school", date)),
    ).toEqual([false, false, false, true]);
    expect([works("district", "2026-10-19"), works("district", "2026-10-21")]).toEqual([true, false]);
  });
});
