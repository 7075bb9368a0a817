import { z } from "zod";
import { type IsoDate, type IsoWeek, weekPeriod } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { instantOf } from "../../db/dates.ts";
import { type AttendanceStatus, type Counts, noCounts, statuses } from "../model.ts";
import { isReported } from "../reported.ts";

export type HomeAttendanceStore = ReturnType<typeof homeAttendanceStore>;

/** A change of somebody's own status. `actor`: the name of who did it, else a Slack user id or a program's name. */
export type AboutMe = {
  at: Temporal.Instant;
  date: IsoDate;
  from: AttendanceStatus | null;
  to: AttendanceStatus | null;
  actor: string;
  byMyself: boolean;
  reason: string | null;
};

type AboutRow = {
  at: Date;
  date: string;
  before: unknown;
  after: unknown;
  actor: string;
  byMyself: boolean;
  reason: string | null;
  total: number;
};

const mark = z
  .object({ status: z.enum(statuses).nullable() })
  .nullable()
  .catch(null);

/** What the Home tab asks about one person, and about what one unit owes. */
export function homeAttendanceStore(db: Database, workspaceId: string) {
  return {
    /** Somebody's statuses in a campaign, counted. */
    async record(personId: string, campaignId: string): Promise<Counts> {
      const rows = await db.$queryRaw<{ status: AttendanceStatus; times: number }[]>`
        SELECT a.status, count(*)::int AS times FROM attendance a JOIN session s ON s.id = a.session_id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.person_id = ${personId}::uuid
          AND s.campaign_id = ${campaignId}::uuid AND a.status IS NOT NULL
        GROUP BY a.status`;
      return { ...noCounts, ...Object.fromEntries(rows.map(({ status, times }) => [status, times])) };
    },

    /** Who changed that person's statuses in a campaign, newest first; of that person alone. */
    async aboutMe(
      personId: string,
      campaignId: string,
      page: { offset: number; limit: number },
    ): Promise<{ entries: AboutMe[]; total: number }> {
      const rows = await db.$queryRaw<AboutRow[]>`
        SELECT e.at, s.date::text AS date, e.before, e.after, coalesce(who.name, e.actor) AS actor,
          coalesce(e.person_id = ${personId}::uuid, false) AS "byMyself", e.reason, count(*) OVER ()::int AS total
        FROM attendance a JOIN session s ON s.id = a.session_id
        JOIN audit_entry e ON e.workspace_id = ${workspaceId}::uuid AND e.record = 'attendance'
          AND e.record_id = a.session_id::text || '/' || a.person_id::text
        LEFT JOIN person who ON who.id = e.person_id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.person_id = ${personId}::uuid
          AND s.campaign_id = ${campaignId}::uuid
        ORDER BY e.at DESC, e.id DESC LIMIT ${page.limit}::int OFFSET ${page.offset}::int`;
      return { entries: rows.map(aboutOf), total: rows[0]?.total ?? 0 };
    },

    /** Of these weeks those for which the unit has neither reported a session nor answered that there was none. */
    async unreported(unitId: string, weeks: IsoWeek[]): Promise<IsoWeek[]> {
      if (weeks.length === 0) return [];
      const periods = weeks.map(weekPeriod);
      const rows = await db.$queryRaw<{ week: string }[]>`
        SELECT w.week
        FROM unnest(${weeks}::text[], ${periods.map(({ from }) => from)}::date[], ${periods.map(({ to }) => to)}::date[])
          AS w(week, first, last)
        WHERE NOT EXISTS (
            SELECT 1 FROM session s WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid
              AND s.date BETWEEN w.first AND w.last
              AND ${isReported})
          AND NOT EXISTS (
            SELECT 1 FROM week_answer r WHERE r.workspace_id = ${workspaceId}::uuid AND r.unit_id = ${unitId}::uuid
              AND r.week = w.week AND r.kind = 'no_session')
        ORDER BY w.week`;
      return rows.map(({ week }) => week);
    },
  };
}

function aboutOf({ at, before, after, date, actor, byMyself, reason }: AboutRow): AboutMe {
  const [from, to] = [mark.parse(before)?.status ?? null, mark.parse(after)?.status ?? null];
  return { at: instantOf(at), date, from, to, actor, byMyself, reason };
}
