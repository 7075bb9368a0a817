import { addDays, type IsoDate, isDate, type Period } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import type { CalendarStore } from "../../org/calendar/store.ts";
import type { DayOff } from "../../org/calendar/works.ts";
import type { Unit } from "../../org/model.ts";
import type { Viewer } from "../../org/request.ts";
import { mayConfigure } from "../../org/rights.ts";
import { may } from "../../org/scope.ts";
import { fields, jobs as jobNames } from "../ids.ts";
import { isCountry, nobody } from "./countries.ts";

/** Longer than any holiday or school break of one campaign; a typing error in the year is longer. */
const mostDays = 92;
export const mostName = 60;
export const mostReason = 150;
/** Days off of one unit in all: their page holds no more. */
const mostDaysOff = 40;

/** Dates as the form has them; `to` is empty for a single day. */
export type TypedPeriod = { from: string; to: string };

/** Changes to who works when: corrections of the public holidays by administrators, and a unit's own days off. */
export function calendarChanges(deps: { store: CalendarStore; write: Write; jobs: Pick<Jobs, "enqueue"> }) {
  const { store, write, jobs } = deps;

  const assertAdministrator = (viewer: Viewer) => {
    if (!mayConfigure(viewer)) throw new UserError("reminders.refused.administratorsOnly");
  };

  return {
    assertAdministrator,

    /** May the asker say when the unit rests: those who enter for it, its leaders above, administrators. */
    mayChange: ({ member }: Asker, unit: Unit): boolean =>
      may(member, "enterForUnit", unit) || may(member, "correctLocked", unit),

    /** @throws UserError naming who may */
    assertMayChange(asker: Asker, unit: Unit): void {
      if (!this.mayChange(asker, unit))
        throw new UserError("reminders.refused.notYourUnit", { unit: unit.name });
    },

    /**
     * Lets dates be days off, or working days, whatever the public holidays say.
     * @returns how many dates
     * @throws UserError for everybody but administrators; FormError with a sentence at each wrong field
     */
    async correct(
      asker: Asker,
      viewer: Viewer,
      typed: TypedPeriod & { name: string; working: boolean },
    ): Promise<number> {
      assertAdministrator(viewer);
      const period = periodOf(typed, asker);
      const after = { working: typed.working, name: textOf(typed.name, mostName, fields.name) };
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const changes = [];
        for (const date of datesOf(period)) {
          const before = await store.lockCorrection(tx, date);
          if (before?.working === after.working && before.name === after.name) continue;
          await store.correct(tx, date, after);
          changes.push({ record: "holiday", recordId: date, before: before ?? null, after });
        }
        return { outcome: datesOf(period).length, changes };
      });
    },

    /** Takes a correction back. @returns false where there is none any more */
    async takeBack(asker: Asker, viewer: Viewer, date: IsoDate): Promise<boolean> {
      assertAdministrator(viewer);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await store.lockCorrection(tx, date);
        if (!before) return { outcome: false, changes: [] };
        await store.takeBack(tx, date);
        return { outcome: true, changes: [{ record: "holiday", recordId: date, before, after: null }] };
      });
    },

    /** Chooses whose public holidays hold; they are fetched by a job. @param code a country's, or "none" */
    async chooseCountry(asker: Asker, viewer: Viewer, code: string): Promise<string | null> {
      assertAdministrator(viewer);
      if (asker.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
      if (code !== nobody && !isCountry(code))
        throw new UserError("reminders.refused.country", {}, fields.country);
      const after = code === nobody ? null : code;
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await store.lockCountry(tx);
        if (before === after) return { outcome: after, changes: [] };
        await store.chooseCountry(tx, after);
        await store.dropCalendar(tx);
        await jobs.enqueue(jobNames.holidays, {}, { tx, key: "all" });
        const facts = (holidayCountry: string | null) => ({ holidayCountry });
        const change = { record: "campaign", recordId: asker.campaign.id };
        return { outcome: after, changes: [{ ...change, before: facts(before), after: facts(after) }] };
      });
    },

    /** @throws UserError for those who may not; FormError with a sentence at each wrong field */
    async addDayOff(asker: Asker, unit: Unit, typed: TypedPeriod & { reason: string }): Promise<Period> {
      this.assertMayChange(asker, unit);
      const period = periodOf(typed, asker);
      const reason = textOf(typed.reason, mostReason, fields.reason) || null;
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const there = await store.lockDaysOff(tx, unit.id);
        const same = there.find(({ period: { from, to } }) => from === period.from && to === period.to);
        if (same) return { outcome: period, changes: [] };
        if (there.length >= mostDaysOff)
          throw new UserError("reminders.refused.tooManyDaysOff", { count: mostDaysOff }, fields.from);
        const id = await store.addDayOff(tx, { unitId: unit.id, period, reason, bySlack: asker.slackUserId });
        const change = { record: "unit_day_off", recordId: id, before: null, after: { ...period, reason } };
        return { outcome: period, changes: [{ ...change, unitId: unit.id }] };
      });
    },

    /** @returns the days that are none off any more; null where they were taken back before */
    async removeDayOff(asker: Asker, unit: Unit, id: string): Promise<Period | null> {
      this.assertMayChange(asker, unit);
      return write<Period | null>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const there = (await store.lockDaysOff(tx, unit.id)).find((one: DayOff) => one.id === id);
        if (!there) return { outcome: null, changes: [] };
        await store.removeDayOff(tx, id);
        const before = { ...there.period, reason: there.reason };
        const change = { record: "unit_day_off", recordId: id, before, after: null, unitId: unit.id };
        return { outcome: there.period, changes: [change] };
      });
    },
  };
}

export type CalendarChanges = ReturnType<typeof calendarChanges>;

/** @throws FormError at the fields for dates that are missing, turned round, too many or far from the campaign */
function periodOf({ from, to: typedTo }: TypedPeriod, { campaign, locale }: Asker): Period {
  const to = typedTo === "" ? from : typedTo;
  const refuse = (key: string, values: Record<string, string | number>, field: string): never => {
    throw new FormError([new UserError(`reminders.refused.${key}`, values, field)]);
  };
  if (!isDate(from)) refuse("noDate", {}, fields.from);
  if (!isDate(to)) refuse("noDate", {}, fields.to);
  if (to < from) refuse("turnedRound", { from: locale.day(from) }, fields.to);
  if (addDays(from, mostDays - 1) < to) refuse("tooLong", { count: mostDays }, fields.to);
  const around = { from: addDays(campaign.period.from, -31), to: addDays(campaign.period.to, 31) };
  if (from < around.from || to > around.to)
    refuse(
      "farAway",
      { from: locale.date(around.from), to: locale.date(around.to) },
      from < around.from ? fields.from : fields.to,
    );
  return { from, to };
}

const datesOf = ({ from, to }: Period): IsoDate[] => {
  const dates: IsoDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
};

function textOf(typed: string, most: number, field: string): string {
  const text = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (text.length > most)
    throw new FormError([new UserError("reminders.refused.long", { count: most }, field)]);
  return text;
}
