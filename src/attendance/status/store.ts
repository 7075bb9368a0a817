import type { IsoDate, IsoWeek, Period } from "../../calendar.ts";
import { weekPeriod } from "../../calendar.ts";
import type { Database, Reader } from "../../db/client.ts";
import { type Language, languageOf, languages } from "../../i18n/index.ts";
import { compareNames, sortedByName } from "../../i18n/pinyin.ts";
import type { Counts } from "../model.ts";
import { isReported } from "../reported.ts";

export type StatusStore = ReturnType<typeof statusStore>;

/** One session of a unit as the status page shows it. Names of at most `mostNames` people a list. */
export type HeldSession = {
  id: string;
  date: IsoDate;
  material: string | null;
  ledBy: string | null;
  counts: Counts;
  silent: number;
  byHeadCount: boolean;
  late: string[];
  leave: string[];
  absent: string[];
};

export type LiaisonRow = { name: string; slackId: string | null; language: Language };
/** A unit without a report in the week. `prompts`: reminders that its liaisons got about the week. */
export type MissingUnit = {
  unitId: string;
  liaisons: LiaisonRow[];
  prompts: number;
  promptedToday: boolean;
  /** What the unit answered to being reminded: that there is no session, and why, or that it is being seen to. */
  answer?: { kind: "acknowledged" | "no_session"; reason: string | null } | undefined;
};

const mostNames = 50;

/** Read-only questions behind the pages that look at attendance. */
export function statusStore(db: Database, workspaceId: string) {
  return {
    /** The sessions of one unit in a period, with the names that a page may show. */
    async sessions(unitId: string, { from, to }: Period): Promise<HeldSession[]> {
      const rows = await db.$queryRaw<HeldRow[]>`
        SELECT s.id, s.date::text AS date, s.material, led.name AS "ledBy", s.present IS NOT NULL AS "headCounts",
          coalesce(s.present, x.present) AS present, coalesce(s.late, x.late_count) AS late,
          coalesce(s.leave, x.leave_count) AS leave, coalesce(s.absent, x.absent_count) AS absent,
          CASE WHEN s.present IS NULL THEN x.silent ELSE 0 END AS silent,
          x.late AS "lateNames", x.leave AS "leaveNames", x.absent AS "absentNames"
        FROM session s
        LEFT JOIN person led ON led.id = s.led_by_id
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE a.status = 'present')::int AS present, count(*) FILTER (WHERE a.status IS NULL)::int AS silent,
            count(*) FILTER (WHERE a.status = 'late')::int AS late_count, count(*) FILTER (WHERE a.status = 'leave')::int AS leave_count,
            count(*) FILTER (WHERE a.status = 'absent')::int AS absent_count,
            coalesce(array_agg(p.name) FILTER (WHERE a.status = 'late'), '{}') AS late,
            coalesce(array_agg(p.name) FILTER (WHERE a.status = 'leave'), '{}') AS leave,
            coalesce(array_agg(p.name) FILTER (WHERE a.status = 'absent'), '{}') AS absent
          FROM attendance a JOIN person p ON p.id = a.person_id WHERE a.session_id = s.id) AS x
        WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid AND s.date BETWEEN ${from}::date AND ${to}::date
        ORDER BY s.date`;
      return rows.map(heldOf);
    },

    /** True when something is recorded of the unit's session on that date. */
    async isRecorded(unitId: string, date: IsoDate): Promise<boolean> {
      const [row] = await db.$queryRaw<{ is: boolean }[]>`
        SELECT EXISTS (
          SELECT 1 FROM session s WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid AND s.date = ${date}::date
            AND ${isReported}) AS is`;
      return row?.is ?? false;
    },

    /** Whom to ask about these units' reports of the week, and how often they were: in the order of the units. */
    async missing(unitIds: string[], week: IsoWeek, { date, since }: Today): Promise<MissingUnit[]> {
      const rows = await db.$queryRaw<MissingRow[]>`
        SELECT m.id AS "unitId", coalesce(l.liaisons, '[]') AS liaisons, coalesce(r.prompts, 0) AS prompts,
          coalesce(r.today, false) AS "promptedToday", w.kind AS answer, w.reason
        FROM unnest(${unitIds}::uuid[]) WITH ORDINALITY AS m(id, place)
        LEFT JOIN week_answer w ON w.unit_id = m.id AND w.week = ${week}
        LEFT JOIN LATERAL (
          SELECT json_agg(json_build_object('name', p.name,
            -- Whom Slack refused to tell today is not told by another try.
            'slackId', CASE WHEN EXISTS (SELECT 1 FROM reminder f WHERE f.workspace_id = ${workspaceId}::uuid AND f.sent_to = su.slack_id AND f.unit_id = m.id
              AND f.undelivered AND f.sent_at >= ${since}) THEN NULL ELSE su.slack_id END, 'language', su.language, 'locale', su.locale)) AS liaisons
          FROM membership ms JOIN person p ON p.id = ms.person_id AND 'liaison' = ANY (p.roles)
          LEFT JOIN slack_user su ON su.person_id = p.id
          WHERE ms.unit_id = m.id AND belonged(ms.starts_on, ms.ends_on, ${date}::date)) AS l ON true
        LEFT JOIN LATERAL (
          SELECT count(*)::int AS prompts,
            bool_or(sent_at >= ${since} AND kind IN ('attendance', 'attendance.before', 'attendance.after')) AS today
          FROM reminder WHERE workspace_id = ${workspaceId}::uuid AND unit_id = m.id AND week = ${week}
            AND kind LIKE 'attendance%' AND NOT undelivered) AS r ON true
        ORDER BY m.place`;
      return rows.map(missingOf);
    },

    /** Of these units, those that still have no report in the week, and have not answered for it. */
    async stillMissing(unitIds: string[], week: IsoWeek): Promise<Set<string>> {
      const { from, to } = weekPeriod(week);
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT u.id FROM unnest(${unitIds}::uuid[]) AS u(id)
        WHERE NOT EXISTS (
          SELECT 1 FROM session s WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = u.id
            AND s.date BETWEEN ${from}::date AND ${to}::date
            AND ${isReported})
          AND NOT EXISTS (SELECT 1 FROM week_answer w WHERE w.unit_id = u.id AND w.week = ${week})`;
      return new Set(rows.map((row) => row.id));
    },

    /** How many prompts a unit got about its attendance of a week, from anybody. */
    prompts: (unitId: string, week: IsoWeek, reader: Reader = db): Promise<number> =>
      reader.reminder.count({
        where: { workspaceId, unitId, week, kind: { startsWith: "attendance" }, undelivered: false },
      }),
  };
}

/** The campaign's today, and the instant at which it began. */
export type Today = { date: IsoDate; since: Date };

type MissingRow = {
  unitId: string;
  liaisons: { name: string; slackId: string | null; language: string | null; locale: string | null }[];
  prompts: number;
  promptedToday: boolean;
  answer: "acknowledged" | "no_session" | null;
  reason: string | null;
};

function missingOf({ unitId, liaisons, prompts, promptedToday, answer, reason }: MissingRow): MissingUnit {
  const people = sortedByName(liaisons).map(({ name, slackId, language, locale }) => ({
    name,
    slackId,
    language: languages.find((known) => known === language) ?? languageOf(locale),
  }));
  const answered = answer === null ? {} : { answer: { kind: answer, reason } };
  return { unitId, liaisons: people, prompts, promptedToday, ...answered };
}

type HeldRow = Omit<HeldSession, "counts" | "byHeadCount" | "late" | "leave" | "absent"> &
  Counts & { headCounts: boolean; lateNames?: string[]; leaveNames?: string[]; absentNames?: string[] };

function heldOf(row: HeldRow): HeldSession {
  const { id, date, material, ledBy, silent, present, late, leave, absent } = row;
  const shown = (names: string[] = []) => names.toSorted(compareNames).slice(0, mostNames);
  const names = {
    late: shown(row.lateNames),
    leave: shown(row.leaveNames),
    absent: shown(row.absentNames),
  };
  return {
    id,
    date,
    material,
    ledBy,
    silent,
    counts: { present, late, leave, absent },
    byHeadCount: row.headCounts,
    ...names,
  };
}
