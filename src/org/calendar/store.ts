import type { IsoDate, IsoWeek, Period } from "../../calendar.ts";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { dayOf, isoOf } from "../../db/dates.ts";
import { openCampaign } from "../campaign/current.ts";
import type { CalendarRows, MakeUp } from "./study-days.ts";
import type { DayOff, Holiday } from "./works.ts";

export type CalendarStore = ReturnType<typeof calendarStore>;

/** Holidays of the workspace, the days off of its units, and those on which they study instead. */
export function calendarStore(db: Database, workspaceId: string) {
  const within = ({ from, to }: Period) => ({ gte: dayOf(from), lte: dayOf(to) });
  const sourceOf = (source: string) => (source === "calendar" ? "calendar" : "administrator");
  const dayOffOf = (row: {
    id: string;
    unitId: string;
    startsOn: Date;
    endsOn: Date;
    reason: string | null;
  }) => {
    const { id, unitId, reason } = row;
    return { id, unitId, reason, period: { from: isoOf(row.startsOn), to: isoOf(row.endsOn) } };
  };

  return {
    async holidays(period: Period, reader: Reader = db): Promise<Holiday[]> {
      const rows = await reader.holiday.findMany({
        where: { workspaceId, date: within(period) },
        orderBy: [{ date: "asc" }, { source: "asc" }],
      });
      return rows.map(({ date, source, working, name }) => ({
        ...{ date: isoOf(date), source: sourceOf(source), working, name },
      }));
    },

    /** From which data the rows of public holidays of these years are; a year without any is not in it. */
    async origins(period: Period): Promise<{ year: number; origin: string }[]> {
      return db.$queryRaw<{ year: number; origin: string }[]>`
        SELECT DISTINCT extract(year FROM date)::int AS year, origin FROM holiday
        WHERE workspace_id = ${workspaceId}::uuid AND source = 'calendar'
          AND date BETWEEN ${period.from}::date AND ${period.to}::date`;
    },

    /** Puts a year's public holidays in the place of those that were there. @returns how many were there */
    async replaceYear(
      tx: Tx,
      year: number,
      holidays: { date: IsoDate; working: boolean; name: string }[],
      origin: string,
    ): Promise<number> {
      const period = { from: `${year}-01-01`, to: `${year}-12-31` };
      const { count } = await tx.holiday.deleteMany({
        where: { workspaceId, source: "calendar", date: within(period) },
      });
      await tx.holiday.createMany({
        data: holidays.map(({ date, working, name }) => ({
          ...{ workspaceId, date: dayOf(date), source: "calendar", working, name, origin },
        })),
        skipDuplicates: true,
      });
      return count;
    },

    /** Every row of public holidays goes: the campaign keeps no country's, or another one's. */
    async dropCalendar(tx: Tx): Promise<number> {
      return (await tx.holiday.deleteMany({ where: { workspaceId, source: "calendar" } })).count;
    },

    /** The correction of a date, locked; undefined where there is none. */
    async lockCorrection(tx: Tx, date: IsoDate): Promise<{ working: boolean; name: string } | undefined> {
      const [row] = await tx.$queryRaw<{ working: boolean; name: string }[]>`
        SELECT working, name FROM holiday
        WHERE workspace_id = ${workspaceId}::uuid AND date = ${date}::date AND source = 'administrator' FOR UPDATE`;
      return row;
    },

    async correct(tx: Tx, date: IsoDate, correction: { working: boolean; name: string }): Promise<void> {
      const id = { workspaceId, date: dayOf(date), source: "administrator" };
      await tx.holiday.upsert({
        where: { workspaceId_date_source: id },
        create: { ...id, ...correction },
        update: correction,
      });
    },

    async takeBack(tx: Tx, date: IsoDate): Promise<void> {
      await tx.holiday.deleteMany({ where: { workspaceId, date: dayOf(date), source: "administrator" } });
    },

    /** The open campaign's country, locked. */
    async lockCountry(tx: Tx): Promise<string | null> {
      const [row] = await tx.$queryRaw<{ country: string | null }[]>`
        SELECT holiday_country AS country FROM campaign
        WHERE workspace_id = ${workspaceId}::uuid AND closed_at IS NULL FOR UPDATE`;
      return row?.country ?? null;
    },

    async chooseCountry(tx: Tx, country: string | null): Promise<void> {
      await tx.campaign.updateMany({ ...openCampaign(workspaceId), data: { holidayCountry: country } });
    },

    /** Days off that reach into the period, of every unit or of one. */
    async daysOff(period: Period, unitIds?: string[]): Promise<DayOff[]> {
      const rows = await db.unitDayOff.findMany({
        where: {
          workspaceId,
          startsOn: { lte: dayOf(period.to) },
          endsOn: { gte: dayOf(period.from) },
          ...(unitIds ? { unitId: { in: unitIds } } : {}),
        },
        orderBy: [{ startsOn: "asc" }, { endsOn: "asc" }],
      });
      return rows.map(dayOffOf);
    },

    /** The unit's days off, which stay as they are until the transaction ends. */
    async lockDaysOff(tx: Tx, unitId: string): Promise<DayOff[]> {
      await tx.$queryRaw`SELECT id FROM unit WHERE id = ${unitId}::uuid FOR NO KEY UPDATE`;
      return (await tx.unitDayOff.findMany({ where: { workspaceId, unitId } })).map(dayOffOf);
    },

    async addDayOff(
      tx: Tx,
      { unitId, period, reason, bySlack }: Omit<DayOff, "id"> & { bySlack: string },
    ): Promise<string> {
      const data = {
        workspaceId,
        unitId,
        startsOn: dayOf(period.from),
        endsOn: dayOf(period.to),
        reason,
        bySlack,
      };
      return (await tx.unitDayOff.create({ data })).id;
    },

    async removeDayOff(tx: Tx, id: string): Promise<void> {
      await tx.unitDayOff.deleteMany({ where: { workspaceId, id } });
    },

    /** All that stands about the days of the period, in one round trip: it is asked before many an answer. */
    async rows({ from, to }: Period): Promise<CalendarRows> {
      const [row] = await db.$queryRaw<CalendarRows[]>`
        SELECT
          (SELECT coalesce(json_agg(json_build_object('date', h.date, 'working', h.working, 'name', h.name, 'source',
              CASE WHEN h.source = 'calendar' THEN 'calendar' ELSE 'administrator' END) ORDER BY h.date, h.source), '[]')
            FROM holiday h
            WHERE h.workspace_id = ${workspaceId}::uuid AND h.date BETWEEN ${from}::date AND ${to}::date) AS holidays,
          (SELECT coalesce(json_agg(json_build_object('id', o.id, 'unitId', o.unit_id, 'reason', o.reason,
              'period', json_build_object('from', o.starts_on, 'to', o.ends_on)) ORDER BY o.starts_on, o.ends_on), '[]')
            FROM unit_day_off o
            WHERE o.workspace_id = ${workspaceId}::uuid AND o.starts_on <= ${to}::date AND o.ends_on >= ${from}::date) AS "daysOff",
          (SELECT coalesce(json_agg(json_build_object('unitId', d.unit_id, 'week', d.week, 'date', d.date)), '[]')
            FROM make_up_day d
            WHERE d.workspace_id = ${workspaceId}::uuid AND d.date BETWEEN ${from}::date AND ${to}::date) AS "makeUps"`;
      return row ?? { holidays: [], daysOff: [], makeUps: [] };
    },

    /** The day that the unit chose for that week, which stays as it is until the transaction ends. */
    async lockMakeUp(tx: Tx, unitId: string, week: IsoWeek): Promise<IsoDate | undefined> {
      await tx.$queryRaw`SELECT id FROM unit WHERE id = ${unitId}::uuid FOR NO KEY UPDATE`;
      const row = await tx.makeUpDay.findUnique({ where: { unitId_week: { unitId, week } } });
      return row ? isoOf(row.date) : undefined;
    },

    async keepMakeUp(tx: Tx, { unitId, week, date }: MakeUp, bySlack: string): Promise<void> {
      const data = { date: dayOf(date), bySlack };
      await tx.makeUpDay.upsert({
        where: { unitId_week: { unitId, week } },
        create: { workspaceId, unitId, week, ...data },
        update: data,
      });
    },

    async removeMakeUp(tx: Tx, unitId: string, week: IsoWeek): Promise<void> {
      await tx.makeUpDay.deleteMany({ where: { workspaceId, unitId, week } });
    },
  };
}
