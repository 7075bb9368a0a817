import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { owedIn } from "../../src/attendance/owing.ts";
import {
  dueRung,
  ladderWeeks,
  listedForDistrict,
  type Rung,
  rungs,
  type UnitWeek,
} from "../../src/attendance/reminders/ladder.ts";
import { addDays, type IsoDate, type IsoWeek, weekdayOf, weekOf, weekPeriod } from "../../src/calendar.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";

const campaign = {
  period: { from: "2026-09-21", to: "2027-01-31" },
  weeksOff: ["2026-W40"],
  lockDays: 7,
} as Campaign;
const everybody = { before: true, after: true, head: true, district: true };
const weekdays = (_: string, date: IsoDate) => weekdayOf(date) <= 5;
type Planned = Omit<UnitWeek, "session"> & { sessionWeekday: number | null };
const unitWeek = (more: Partial<Planned> = {}): Planned => ({
  ...{
    unitId: "hill",
    week: "2026-W43",
    sessionWeekday: 3,
    isSettled: false,
    told: {},
    reachable: everybody,
  },
  ...more,
});
/** With the day of its session, as the calendar says. */
function withSession(unit: Planned, works = weekdays, own = campaign, madeUp?: IsoDate): UnitWeek {
  const days = {
    ...{ campaign: own, works, madeUp: () => madeUp },
    rests: (id: string, date: IsoDate) => weekdayOf(date) <= 5 && !works(id, date),
  };
  const { unitId: id, sessionWeekday, week } = unit;
  const { day } = owedIn({ id, sessionWeekday, startsOn: null, endsOn: null }, week, days, week);
  return { ...unit, session: day };
}

type Story = {
  unit: Planned;
  works?: (unitId: string, date: IsoDate) => boolean;
  days?: IsoDate[];
  settledOn?: IsoDate | undefined;
  campaign?: Campaign;
  madeUp?: IsoDate;
};

/** Lives through the days (every one, unless told) and notes what was told when. */
function told({
  unit,
  works = weekdays,
  days,
  settledOn,
  campaign: own = campaign,
  madeUp,
}: Story): [IsoDate, Rung][] {
  const { from } = weekPeriod(unit.week);
  const all = days ?? Array.from({ length: 40 }, (_, index) => addDays(from, index - 14));
  const notes: [IsoDate, Rung][] = [];
  const planned = withSession(unit, works, own, madeUp);
  for (const today of all) {
    const isSettled = settledOn !== undefined && today >= settledOn;
    const now = {
      ...planned,
      isSettled,
      told: Object.fromEntries(notes.map(([date, rung]) => [rung, date])),
    };
    if (!ladderWeeks(today, own).includes(unit.week)) continue;
    const rung = dueRung(now, { works, today });
    if (rung) notes.push([today, rung]);
  }
  return notes;
}

describe("the ladder of a unit that studies on Wednesday", () => {
  it("goes up one rung a working day", () => {
    expect(told({ unit: unitWeek() })).toEqual([
      ["2026-10-20", "before"],
      ["2026-10-22", "after"],
      ["2026-10-23", "head"],
      ["2026-10-26", "district"],
    ]);
  });

  it("does not rest on an adjusted working Saturday, and does on a holiday", () => {
    const works = (_: string, date: IsoDate) =>
      date === "2026-10-24" || (weekdayOf(date) <= 5 && date !== "2026-10-22");
    expect(told({ unit: unitWeek(), works }).slice(1)).toEqual([
      ["2026-10-23", "after"],
      ["2026-10-24", "head"],
      ["2026-10-26", "district"],
    ]);
  });

  it("passes over rungs with nobody to tell, at once", () => {
    const reachable = { before: false, after: false, head: false, district: true };
    expect(told({ unit: unitWeek({ reachable }) })).toEqual([["2026-10-22", "district"]]);
  });

  it("makes up for a day that was missed, and moves what follows", () => {
    const days = ["2026-10-21", "2026-10-26", "2026-10-27", "2026-10-28"];
    expect(told({ unit: unitWeek(), days })).toEqual([
      ["2026-10-21", "before"],
      ["2026-10-26", "after"],
      ["2026-10-27", "head"],
      ["2026-10-28", "district"],
    ]);
  });

  it("ends with a report or an answer", () => {
    expect(told({ unit: unitWeek(), settledOn: "2026-10-23" }).map(([, rung]) => rung)).toEqual([
      "before",
      "after",
    ]);
  });

  it("ends when the week locks", () => {
    const days = ["2026-11-01", "2026-11-02", "2026-11-03"];
    expect(told({ unit: unitWeek(), days })).toEqual([]);
  });

  it("waits a day for the liaison whom somebody reminded by hand", () => {
    const unit = withSession(unitWeek({ remindedByHand: "2026-10-22" }));
    expect(dueRung(unit, { works: weekdays, today: "2026-10-22" })).toBeUndefined();
    expect(dueRung(unit, { works: weekdays, today: "2026-10-23" })).toBe("after");
  });

  it("is still the same rung for everybody else on the day it was told", () => {
    const unit = withSession(unitWeek({ told: { after: "2026-10-22" } }));
    expect(dueRung(unit, { works: weekdays, today: "2026-10-22" })).toBe("after");
  });
});

describe("the ladder of another unit", () => {
  it("without a weekday is measured from the week's last working day", () => {
    expect(told({ unit: unitWeek({ sessionWeekday: null }) })[1]).toEqual(["2026-10-26", "after"]);
  });

  const holiday = (_: string, date: IsoDate) => weekdayOf(date) <= 5 && date !== "2026-10-21";

  it("whose session day is a holiday has none: it owes nothing", () => {
    expect(told({ unit: unitWeek(), works: holiday })).toEqual([]);
  });

  it("that chose another day is measured from that one", () => {
    expect(told({ unit: unitWeek(), works: holiday, madeUp: "2026-10-22" }).slice(0, 2)).toEqual([
      ["2026-10-20", "before"],
      ["2026-10-23", "after"],
    ]);
  });

  it("that studies on Saturdays is measured from its Saturday, which no weekend makes a day off", () => {
    expect(told({ unit: unitWeek({ sessionWeekday: 6 }) }).slice(0, 2)).toEqual([
      ["2026-10-23", "before"],
      ["2026-10-26", "after"],
    ]);
  });

  it("that rests the whole week, or in a week off, has none", () => {
    const works = (_: string, date: IsoDate) => weekdayOf(date) <= 5 && weekOf(date) !== "2026-W43";
    expect(told({ unit: unitWeek(), works })).toEqual([]);
    expect(told({ unit: unitWeek({ week: "2026-W40" }) })).toEqual([]);
  });

  it("across the year's end keeps the week's number", () => {
    const unit = unitWeek({ week: "2026-W53", sessionWeekday: 4 });
    const works = (_: string, date: IsoDate) => weekdayOf(date) <= 5 && date !== "2027-01-01";
    expect(told({ unit, works })).toEqual([
      ["2026-12-30", "before"],
      ["2027-01-04", "after"],
      ["2027-01-05", "head"],
      ["2027-01-06", "district"],
    ]);
  });
});

describe("the units listed for the one above", () => {
  const ready = { after: "2026-10-22", head: "2026-10-23" };
  const frame = (today: IsoDate) => ({ works: weekdays, today });
  const hill = (told: UnitWeek["told"]) => withSession(unitWeek({ told }));
  const other = withSession(unitWeek({ unitId: "lake", sessionWeekday: 5, told: { after: "2026-10-26" } }));

  it("are told in one message, when all that are silent have come that far", () => {
    const units = [hill(ready), other];
    expect(listedForDistrict(units, frame("2026-10-26"))).toEqual([]);
    const later = [hill(ready), { ...other, told: { ...other.told, head: "2026-10-27" } }];
    expect(listedForDistrict(later, frame("2026-10-28")).map(({ unitId }) => unitId)).toEqual([
      "hill",
      "lake",
    ]);
  });

  it("leave out those that reported or answered", () => {
    const units = [hill(ready), { ...other, isSettled: true }];
    expect(listedForDistrict(units, frame("2026-10-26")).map(({ unitId }) => unitId)).toEqual(["hill"]);
  });

  it("wait no longer than to the Thursday before the week locks", () => {
    const units = [hill(ready), other];
    expect(listedForDistrict(units, frame("2026-10-29")).map(({ unitId }) => unitId)).toEqual(["hill"]);
  });
});

describe("whatever happens", () => {
  const weeks: IsoWeek[] = ["2026-W39", "2026-W41", "2026-W43", "2026-W53", "2027-W01", "2027-W04"];
  const story = fc.record({
    week: fc.constantFrom(...weeks),
    sessionWeekday: fc.option(fc.integer({ min: 1, max: 7 })),
    lockDays: fc.integer({ min: 0, max: 30 }),
    /** Days of the run on which work rests although it is a weekday, or does not although it is a weekend. */
    turned: fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { maxLength: 15 }),
    /** Days on which the bot is down. */
    down: fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { maxLength: 15 }),
    settled: fc.option(fc.integer({ min: 0, max: 39 })),
    reachable: fc.record({
      before: fc.boolean(),
      after: fc.boolean(),
      head: fc.boolean(),
      district: fc.boolean(),
    }),
  });

  it("no rung comes in quiet time, twice, out of turn, two on a day, or after a report or the lock", () => {
    fc.assert(
      fc.property(story, ({ week, sessionWeekday, lockDays, turned, down, settled, reachable }) => {
        const start = addDays(weekPeriod(week).from, -14);
        const day = (index: number) => addDays(start, index);
        const off = new Set(turned.map(day));
        const works = (_: string, date: IsoDate) => weekdayOf(date) <= 5 !== off.has(date);
        const days = Array.from({ length: 40 }, (_, index) => index)
          .filter((index) => !down.includes(index))
          .map(day);
        const settledOn = settled === null ? undefined : day(settled);
        const own = { ...campaign, lockDays } as Campaign;
        const unit = unitWeek({ week, sessionWeekday, reachable });
        const notes = told({ unit, works, days, settledOn, campaign: own });

        const order = notes.map(([, rung]) => rungs.indexOf(rung));
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(new Set(order).size).toBe(order.length);
        expect(new Set(notes.map(([date]) => date)).size).toBe(notes.length);
        for (const [date, rung] of notes) {
          expect(works("", date)).toBe(true);
          expect(reachable[rung]).toBe(true);
          expect(settledOn === undefined || date < settledOn).toBe(true);
          expect(date <= addDays(weekPeriod(week).to, lockDays)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
