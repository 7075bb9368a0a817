import { randomUUID } from "node:crypto";
import type { Write } from "../../db/write.ts";
import type { CalendarStore } from "../../org/calendar/store.ts";
import { spanOf } from "../../org/calendar/study-days.ts";
import { bothNames } from "../../org/calendar/works.ts";
import type { Campaign } from "../../org/campaign/model.ts";
import type { PublicHoliday } from "./public-holidays.ts";

export type CalendarDeps = {
  store: CalendarStore;
  write: Write;
  /** Computes public holidays; the real one needs half a second and much memory (take.ts). */
  take(country: string, years: number[]): Promise<PublicHoliday[]>;
  /** Names the data behind `take`. */
  data(): Promise<string>;
};

export type Calendar = ReturnType<typeof calendarService>;

/** Taking public holidays into the table. */
export function calendarService({ store, write, take, data }: CalendarDeps) {
  /** Years that turned out to have no public holiday: they leave no row to see. */
  const empty = new Set<string>();
  let version: string | undefined;

  async function takeYears(country: string, years: number[], origin: string): Promise<void> {
    const found = await take(country, years);
    for (const year of years) {
      const holidays = found
        .filter(({ date }) => date.startsWith(`${year}-`))
        .map(({ date, working, ...names }) => ({ date, working, name: bothNames(names) }));
      const key = `reminders.holidays:${randomUUID()}`;
      await write({ actor: { name: "studyhall" }, key }, async (tx) => {
        // Chosen anew meanwhile: the next tick takes the other country's.
        if ((await store.lockCountry(tx)) !== country) return { outcome: null, changes: [] };
        const before = await store.replaceYear(tx, year, holidays, origin);
        const change = { record: "public_holidays", recordId: String(year), before, after: holidays.length };
        return { outcome: null, changes: [change] };
      });
      if (holidays.length === 0) empty.add(`${origin} ${year}`);
    }
  }

  return {
    /**
     * Sees to it that the public holidays of the campaign's country and years are in the table: computed when a year
     * is missing, when the country was chosen anew, and when the data have a new release.
     * @returns true when it changed them: what is remembered of the calendar is out of date then
     */
    async refresh(campaign: Campaign): Promise<boolean> {
      const country = campaign.holidayCountry;
      if (country === null) return false;
      version ??= await data();
      const origin = `${country} ${version}`;
      const { from, to } = spanOf(campaign);
      const years = Array.from(
        { length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 },
        (_, index) => Number(from.slice(0, 4)) + index,
      );
      const there = await store.origins({ from: `${years[0]}-01-01`, to: `${years.at(-1)}-12-31` });
      const isThere = (year: number) => {
        const rows = there.filter((one) => one.year === year);
        if (rows.length === 0) return empty.has(`${origin} ${year}`);
        return rows.every((one) => one.origin === origin);
      };
      const missing = years.filter((year) => !isThere(year));
      if (missing.length > 0) await takeYears(country, missing, origin);
      return missing.length > 0;
    },
  };
}
