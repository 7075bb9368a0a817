import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addWeeks,
  contains,
  dateInWeek,
  instantAt,
  isDate,
  isWeek,
  todayIn,
  type Weekday,
  weekdayOf,
  weekOf,
  weekPeriod,
  weeksOf,
} from "../src/calendar.ts";

const dayLength = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** ISO 8601 by its definition and nothing of Temporal: a week belongs to the year that its Thursday is in. */
function weekByThursday(date: string): string {
  const time = utc(date);
  const sinceMonday = (new Date(time).getUTCDay() + 6) % 7;
  const thursday = new Date(time + (3 - sinceMonday) * dayLength);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayLength / 7) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

function everyDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let time = utc(from); time <= utc(to); time += dayLength) days.push(iso(time));
  return days;
}

const decades = everyDay("2020-01-01", "2040-12-31");
const dateArb = fc
  .integer({ min: utc("1970-01-01") / dayLength, max: utc("2200-12-31") / dayLength })
  .map((day) => iso(day * dayLength));
const weekArb = dateArb.map(weekByThursday);

describe("weeks", () => {
  it("agree with their definition on every day of 2020 to 2040", () => {
    expect(decades.filter((date) => weekOf(date) !== weekByThursday(date))).toEqual([]);
  });

  it("hold every one of those days, from Monday to Sunday, at its weekday", () => {
    const wrong = decades.filter((date) => {
      const week = weekOf(date);
      const period = weekPeriod(week);
      const weekday = new Date(utc(date)).getUTCDay() || 7;
      return (
        !contains(period, date) ||
        weekdayOf(period.from) !== 1 ||
        weekdayOf(period.to) !== 7 ||
        weekdayOf(date) !== weekday ||
        dateInWeek(week, weekday as Weekday) !== date
      );
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["2020-12-31", "2020-W53"],
    ["2021-01-03", "2020-W53"],
    ["2021-01-04", "2021-W01"],
    ["2024-12-29", "2024-W52"],
    ["2024-12-30", "2025-W01"],
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2028-01-01", "2027-W52"],
    ["2028-02-29", "2028-W09"],
  ])("puts %s into %s at a year's end", (date, week) => expect(weekOf(date)).toBe(week));

  it("have a 53rd in exactly the long years", () => {
    const years = Array.from({ length: 21 }, (_, index) => 2020 + index);
    expect(years.filter((year) => isWeek(`${year}-W53`))).toEqual([2020, 2026, 2032, 2037]);
  });

  it("are read as Monday to Sunday across a year's end", () => {
    expect(weekPeriod("2026-W53")).toEqual({ from: "2026-12-28", to: "2027-01-03" });
    expect(weekPeriod("2025-W01")).toEqual({ from: "2024-12-30", to: "2025-01-05" });
  });

  it("count on across a year with 53", () => {
    expect(addWeeks("2026-W52", 1)).toBe("2026-W53");
    expect(addWeeks("2026-W53", 1)).toBe("2027-W01");
    expect(addWeeks("2027-W01", -1)).toBe("2026-W53");
    expect(addWeeks("2025-W52", 1)).toBe("2026-W01");
  });

  it("come back when as many weeks are taken away as were added", () => {
    fc.assert(
      fc.property(weekArb, fc.integer({ min: -600, max: 600 }), (week, weeks) => {
        expect(addWeeks(addWeeks(week, weeks), -weeks)).toBe(week);
        expect(utc(weekPeriod(addWeeks(week, weeks)).from) - utc(weekPeriod(week).from)).toBe(
          weeks * 7 * dayLength,
        );
      }),
    );
  });

  it("sort as text as they do in time", () => {
    fc.assert(
      fc.property(weekArb, fc.integer({ min: 1, max: 600 }), (week, weeks) => {
        expect(week < addWeeks(week, weeks)).toBe(true);
      }),
    );
  });

  it("of a period are all those that a day of it is in, each once and in order", () => {
    fc.assert(
      fc.property(dateArb, fc.integer({ min: 0, max: 500 }), (from, days) => {
        const to = iso(utc(from) + days * dayLength);
        expect(weeksOf({ from, to })).toEqual([...new Set(everyDay(from, to).map(weekByThursday))]);
      }),
    );
  });

  it("of a period that ends before it begins, in an earlier week, are none", () => {
    expect(weeksOf({ from: "2026-10-14", to: "2026-10-01" })).toEqual([]);
  });

  it.each([
    "2026-W54",
    "2025-W53",
    "2026-W00",
    "2026-W1",
    "2026W42",
    "26-W42",
    "2026-w42",
    " 2026-W42",
    "2026-W42\n",
    "",
    "W42",
  ])("refuse %j", (text) => {
    expect(isWeek(text)).toBe(false);
    expect(() => weekPeriod(text)).toThrow(RangeError);
  });
});

describe("dates", () => {
  it("are recognised on every day of 2020 to 2040", () => {
    expect(decades.filter((date) => !isDate(date))).toEqual([]);
  });

  it.each([
    ...[
      "2026-02-29",
      "2026-02-30",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
      "2026-10-00",
      "2026-10-32",
      "2100-02-29",
    ],
    ...[
      "2026-1-1",
      "26-10-14",
      "20261014",
      "2026/10/14",
      "2026-10-14T00:00",
      "2026-10-14Z",
      " 2026-10-14",
      "2026-10-14\n",
    ],
    ...["", "today", "２０２６-１０-１４", "+002026-10-14", "-2026-10-14"],
  ])("are not recognised in %j", (text) => expect(isDate(text)).toBe(false));

  it("are recognised in arbitrary text only when they exist", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? utc(text) : Number.NaN;
        expect(isDate(text)).toBe(!Number.isNaN(time) && iso(time) === text);
      }),
      { numRuns: 1000 },
    );
  });

  it("move by days as the sun does, whatever the months' lengths", () => {
    fc.assert(
      fc.property(dateArb, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        expect(addDays(date, days)).toBe(iso(utc(date) + days * dayLength));
      }),
    );
  });

  it("lie in a period from its first to its last day, both included", () => {
    const period = { from: "2026-10-09", to: "2026-10-29" };
    const within = ["2026-10-08", "2026-10-09", "2026-10-29", "2026-10-30"].map((date) =>
      contains(period, date),
    );
    expect(within).toEqual([false, true, true, false]);
  });
});

describe("the clocks of a time zone", () => {
  it.each([
    ["2026-10-14", "08:00", "Asia/Shanghai", "2026-10-14T00:00:00Z"],
    ["2026-10-14", "00:00", "Asia/Shanghai", "2026-10-13T16:00:00Z"],
    ["2026-03-07", "08:00", "America/New_York", "2026-03-07T13:00:00Z"],
    ["2026-03-08", "08:00", "America/New_York", "2026-03-08T12:00:00Z"],
    ["2026-11-01", "08:00", "America/New_York", "2026-11-01T13:00:00Z"],
    ["2026-04-04", "08:00", "Australia/Lord_Howe", "2026-04-03T21:00:00Z"],
    ["2026-04-05", "08:00", "Australia/Lord_Howe", "2026-04-04T21:30:00Z"],
    ["2026-10-04", "08:00", "Australia/Lord_Howe", "2026-10-03T21:00:00Z"],
  ])("show %s %s in %s at %s", (date, time, zone, instant) => {
    expect(instantAt(date, time, zone).toString()).toBe(instant);
  });

  it("move a time that summer time skips on by what was skipped", () => {
    // New York has no 02:30 on that day, Lord Howe (which moves by half an hour) no 02:15.
    expect(instantAt("2026-03-08", "02:30", "America/New_York").toString()).toBe("2026-03-08T07:30:00Z");
    expect(instantAt("2026-10-04", "02:15", "Australia/Lord_Howe").toString()).toBe("2026-10-03T15:45:00Z");
  });

  it("take the first of a time that comes twice", () => {
    expect(instantAt("2026-11-01", "01:30", "America/New_York").toString()).toBe("2026-11-01T05:30:00Z");
    expect(instantAt("2026-04-05", "01:45", "Australia/Lord_Howe").toString()).toBe("2026-04-04T14:45:00Z");
  });

  it("turn to a new date at that zone's midnight", () => {
    const before = Temporal.Instant.from("2026-10-14T15:59:59Z");
    const after = Temporal.Instant.from("2026-10-14T16:00:00Z");
    expect([todayIn(before, "Asia/Shanghai"), todayIn(after, "Asia/Shanghai")]).toEqual([
      "2026-10-14",
      "2026-10-15",
    ]);
    expect(todayIn(after, "America/New_York")).toBe("2026-10-14");
  });

  it("show the date that an instant was made from, in any zone and at any time of day", () => {
    const zones = fc.constantFrom(
      "Asia/Shanghai",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "UTC",
    );
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(dateArb, minutes, zones, (date, minute, zone) => {
        const time = Temporal.PlainTime.from({
          hour: Math.floor(minute / 60),
          minute: minute % 60,
        }).toString();
        expect(todayIn(instantAt(date, time, zone), zone)).toBe(date);
      }),
      { numRuns: 500 },
    );
  });
});
