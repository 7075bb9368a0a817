import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type IsoWeek, type Weekday, weekOf, weekPeriod } from "../../src/calendar.ts";
import {
  dueAt,
  isLocked,
  isSilent,
  latestDue,
  nextPosting,
  trendWeeks,
  weekBefore,
  weekShownOn,
} from "../../src/digest/schedule.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";

const campaign: Campaign = {
  ...{ id: "c", name: "秋季学习活动", nameEn: "Autumn", timeZone: "Asia/Shanghai", topicRequiredOf: [] },
  ...{ period: { from: "2026-09-21", to: "2027-01-31" }, weeksOff: ["2026-W40", "2026-W53"] },
  ...{
    selfCheckIn: false,
    lockDays: 7,
    checkInMinutes: 30,
    reminders: false,
    holidayCountry: null,
    isClosed: false,
  },
};
const at = (text: string) => Temporal.Instant.from(text);
const schedule = (weekday: number, time: string) => ({ weekday: weekday as Weekday, time });

describe("the week that a digest is about", () => {
  it.each([
    ["2026-10-19", "2026-W42"], // Monday
    ["2026-10-20", "2026-W42"],
    ["2026-10-21", "2026-W42"], // Wednesday
    ["2026-10-22", "2026-W43"], // Thursday
    ["2026-10-25", "2026-W43"], // Sunday
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"], // the Sunday of week 53
    ["2027-01-04", "2026-W53"], // Monday of week 1
    ["2027-01-07", "2027-W01"],
  ])("posted on %s is %s", (date, week) => {
    expect(weekShownOn(date)).toBe(week);
  });
});

describe("when a digest is due", () => {
  it.each([
    ["Thursday in its own week", 4, "08:00", "2026-W43", "Asia/Shanghai", "2026-10-22T00:00:00Z"],
    ["Sunday late in its own week", 7, "23:59", "2026-W43", "Asia/Shanghai", "2026-10-25T15:59:00Z"],
    ["Monday after the week", 1, "08:00", "2026-W43", "Asia/Shanghai", "2026-10-26T00:00:00Z"],
    ["Wednesday after the week", 3, "08:00", "2026-W43", "Asia/Shanghai", "2026-10-28T00:00:00Z"],
    [
      "Monday after week 53, in the new year",
      1,
      "08:00",
      "2026-W53",
      "Asia/Shanghai",
      "2027-01-04T00:00:00Z",
    ],
    [
      "Friday of week 53, which is New Year's Day",
      5,
      "08:00",
      "2026-W53",
      "Asia/Shanghai",
      "2027-01-01T00:00:00Z",
    ],
    ["before summer time ends", 6, "02:30", "2026-W43", "Europe/Berlin", "2026-10-24T00:30:00Z"],
    ["a time that comes twice: the first", 7, "02:30", "2026-W43", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    ["after summer time ended", 1, "02:30", "2026-W43", "Europe/Berlin", "2026-10-26T01:30:00Z"],
    ["a time that summer time skips: later", 7, "02:30", "2027-W12", "Europe/Berlin", "2027-03-28T01:30:00Z"],
    ["midnight skipped by summer time", 7, "00:00", "2026-W36", "America/Santiago", "2026-09-06T04:00:00Z"],
    ["a zone of 45 minutes", 5, "08:00", "2026-W43", "Asia/Kathmandu", "2026-10-23T02:15:00Z"],
  ])("%s", (_, weekday, time, week, zone, instant) => {
    expect(dueAt(schedule(weekday, time), week, zone).toString()).toBe(instant);
  });

  it.each([
    ["a second before", "2026-10-23T07:59:59Z", "2026-W42"],
    ["at that second", "2026-10-23T08:00:00Z", "2026-W43"],
    ["two days later", "2026-10-25T08:00:00Z", "2026-W43"],
    ["in the next week, before its Friday", "2026-10-29T08:00:00Z", "2026-W43"],
  ])("the latest of Fridays at 16:00, %s", (_, now, week) => {
    expect(latestDue(schedule(5, "16:00"), at(now), "Asia/Shanghai").week).toBe(week);
  });

  it("the latest due time is never after now, and the one after it is", () => {
    const zones = fc.constantFrom(
      "Asia/Shanghai",
      "Europe/Berlin",
      "America/St_Johns",
      "Pacific/Auckland",
      "UTC",
    );
    const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        times,
        zones,
        fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
        (weekday, [hour, minute], zone, seconds) => {
          const wish = schedule(
            weekday,
            `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`,
          );
          const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
          const latest = latestDue(wish, now, zone);
          const following = dueAt(wish, weekOf(addDays(weekPeriod(latest.week).to, 1)), zone);
          expect(Temporal.Instant.compare(latest.at, now)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(following, now)).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("weeks without a digest", () => {
  it.each([
    ["2026-W38", true], // before the campaign
    ["2026-W39", false], // its first week
    ["2026-W40", true], // off
    ["2027-W04", false], // its last
    ["2027-W05", true], // after it
  ])("%s is silent: %s", (week, silent) => {
    expect(isSilent(week, campaign)).toBe(silent);
  });

  it("are skipped when the next one is announced", () => {
    const next = nextPosting(schedule(5, "16:00"), at("2026-09-25T08:00:00Z"), campaign);
    expect(next?.week).toBe("2026-W41");
    expect(next?.at.toString()).toBe("2026-10-09T08:00:00Z");
  });

  it("leave no next one after the campaign's last week", () => {
    expect(nextPosting(schedule(5, "16:00"), at("2027-01-29T08:00:00Z"), campaign)).toBeUndefined();
    expect(nextPosting(schedule(1, "08:00"), at("2027-01-29T08:00:00Z"), campaign)?.week).toBe("2027-W04");
  });
});

describe("the weeks that a page compares with", () => {
  it.each<[IsoWeek, IsoWeek | undefined]>([
    ["2026-W39", undefined],
    ["2026-W41", "2026-W39"], // week 40 was off
    ["2026-W43", "2026-W42"],
    ["2027-W01", "2026-W52"], // week 53 was off
  ])("%s is compared with %s", (week, before) => {
    expect(weekBefore(week, campaign)).toBe(before);
  });

  it("shows the last eight, without those off and those before the campaign", () => {
    expect(trendWeeks("2026-W43", campaign)).toEqual(["2026-W39", "2026-W41", "2026-W42", "2026-W43"]);
    expect(trendWeeks("2027-W02", campaign)).toEqual([
      ...["2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52", "2027-W01", "2027-W02"],
    ]);
  });
});

describe("when a week locks", () => {
  it.each([
    ["2026-W43", 7, "2026-11-01", false], // the Sunday a week later
    ["2026-W43", 7, "2026-11-02", true],
    ["2026-W43", 0, "2026-10-25", false],
    ["2026-W43", 0, "2026-10-26", true],
    ["2026-W53", 7, "2027-01-10", false],
  ])("%s with %i days, on %s: %s", (week, days, today, locked) => {
    expect(isLocked(week, days, today)).toBe(locked);
  });
});
