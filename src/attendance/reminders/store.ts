import { type IsoDate, type IsoWeek, type Period, weekOf } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { sortedByName } from "../../i18n/pinyin.ts";
import { isReported } from "../reported.ts";

export type LadderStore = ReturnType<typeof ladderStore>;

/** Somebody with a Slack account who holds a role in the unit. */
export type Holder = {
  unitId: string;
  slackId: string;
  liaison: boolean;
  head: boolean;
  leader: boolean;
  remindBefore: boolean;
};
/**
 * What is known of a unit and week. `kind`: "report", "answer", or that of a reminder: planned last for `date`, and
 * brought to somebody last on `reached`, if ever.
 */
export type Sign = { unitId: string; week: IsoWeek; kind: string; date: IsoDate; reached: IsoDate | null };
/** A liaison whom no message reaches about that week. `why`: Slack `refused` it; `gone`: their account is deactivated; or they have `none`. */
export type Unreached = { unitId: string; week: IsoWeek; name: string; why: "refused" | "gone" | "none" };
/** Somebody absent from the last two sessions of their unit. */
export type AbsentTwice = {
  unitId: string;
  personId: string;
  name: string;
  first: IsoDate;
  last: IsoDate;
  firstId: string;
  lastId: string;
};
export type WeekAnswerKind = "acknowledged" | "no_session";
/** `by`: the name of who answered, `bySlack` their Slack user. */
export type WeekAnswer = { kind: WeekAnswerKind; reason: string | null; by: string; bySlack: string };

/** What the ladder reads, and the answers of units. Units are given by id; several questions are one query. */
export function ladderStore(db: Database, workspaceId: string) {
  return {
    /** The units that these Slack users belong to on that date. */
    async unitsOf(slackIds: string[], date: IsoDate): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT m.unit_id AS id FROM slack_user su JOIN membership m ON m.person_id = su.person_id
        WHERE su.workspace_id = ${workspaceId}::uuid AND su.slack_id = ANY (${slackIds})
          AND belonged(m.starts_on, m.ends_on, ${date}::date)`;
      return rows.map(({ id }) => id);
    },

    /** Those of these units who may be told something on that date: with an account, and reminders not switched off. */
    holders: (unitIds: string[], date: IsoDate): Promise<Holder[]> => db.$queryRaw<Holder[]>`
      SELECT m.unit_id AS "unitId", su.slack_id AS "slackId", 'liaison' = ANY (p.roles) AS liaison,
        'unit_head' = ANY (p.roles) AS head, 'leading_group' = ANY (p.roles) AS leader,
        su.remind_before AS "remindBefore"
      FROM membership m
      JOIN person p ON p.id = m.person_id AND p.roles && ARRAY['liaison', 'unit_head', 'leading_group']
      JOIN slack_user su ON su.person_id = p.id AND NOT su.reminders_off
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.unit_id = ANY (${unitIds}::uuid[])
        AND belonged(m.starts_on, m.ends_on, ${date}::date)
      ORDER BY su.slack_id`,

    /** Reports, answers and reminders of these units in the weeks that the period spans. */
    async signs(unitIds: string[], weeks: IsoWeek[], period: Period, timeZone: string): Promise<Sign[]> {
      const rows = await db.$queryRaw<(Omit<Sign, "week"> & { week: string | null })[]>`
        SELECT s.unit_id AS "unitId", NULL AS week, 'report' AS kind, s.date::text AS date, NULL AS reached
        FROM session s
        WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ANY (${unitIds}::uuid[])
          AND s.date BETWEEN ${period.from}::date AND ${period.to}::date
          AND ${isReported}
        UNION ALL
        SELECT unit_id, week, 'answer', '', NULL FROM week_answer
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ANY (${unitIds}::uuid[]) AND week = ANY (${weeks})
        UNION ALL
        SELECT r.unit_id, r.week, r.kind, max(d.date)::text,
          max(d.date) FILTER (WHERE NOT r.undelivered AND (p.id IS NULL OR p.state = 'posted'))::text
        FROM reminder r LEFT JOIN daily_prompt p ON p.id = r.prompt_id
        CROSS JOIN LATERAL (SELECT coalesce(p.date, (r.sent_at AT TIME ZONE ${timeZone})::date) AS date) d
        WHERE r.workspace_id = ${workspaceId}::uuid AND r.unit_id = ANY (${unitIds}::uuid[]) AND r.week = ANY (${weeks})
          -- Of those that somebody asked for, one that did not arrive puts nothing off.
          AND NOT (r.undelivered AND r.prompt_id IS NULL)
        GROUP BY r.unit_id, r.week, r.kind`;
      return rows.map((row) => ({ ...row, week: row.week ?? weekOf(row.date) }));
    },

    /** Liaisons of these units on that date whom nothing reaches, or nothing reached about one of the weeks; by name. */
    unreached: async (unitIds: string[], weeks: IsoWeek[], date: IsoDate): Promise<Unreached[]> =>
      sortedByName(
        await db.$queryRaw<(Unreached & { employeeNo: string })[]>`
        SELECT m.unit_id AS "unitId", w.week, p.name, p.employee_no AS "employeeNo",
          CASE WHEN su.slack_id IS NOT NULL THEN 'refused'
            WHEN EXISTS (SELECT 1 FROM slack_user g WHERE g.meant_person_id = p.id AND g.standing = 'deactivated') THEN 'gone'
            ELSE 'none' END AS why
        FROM membership m JOIN person p ON p.id = m.person_id AND 'liaison' = ANY (p.roles)
        CROSS JOIN unnest(${weeks}::text[]) AS w(week)
        LEFT JOIN slack_user su ON su.person_id = p.id
        WHERE m.workspace_id = ${workspaceId}::uuid AND m.unit_id = ANY (${unitIds}::uuid[])
          AND belonged(m.starts_on, m.ends_on, ${date}::date)
          AND (su.slack_id IS NULL OR EXISTS (
            SELECT 1 FROM reminder r WHERE r.workspace_id = m.workspace_id AND r.sent_to = su.slack_id AND r.unit_id = m.unit_id AND r.week = w.week
              AND r.kind = 'attendance.after' AND r.undelivered))`,
      ),

    /**
     * People absent from the last two sessions of their unit, both of the campaign and recorded, the later one in
     * the period. Head-counts have no names, so they end a row of absences.
     */
    absentTwice: async (
      unitIds: string[],
      campaignId: string,
      { from, to }: Period,
      today: IsoDate,
    ): Promise<AbsentTwice[]> =>
      sortedByName(
        await db.$queryRaw<AbsentTwice[]>`
      SELECT u.id AS "unitId", p.id AS "personId", p.name, min(last.date)::text AS first, max(last.date)::text AS last,
        (array_agg(last.id ORDER BY last.date))[1] AS "firstId", (array_agg(last.id ORDER BY last.date))[2] AS "lastId"
      FROM unnest(${unitIds}::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT s.id, s.date FROM session s
        WHERE s.unit_id = u.id AND s.campaign_id = ${campaignId}::uuid AND s.date <= ${to}::date
          AND ${isReported}
        ORDER BY s.date DESC LIMIT 2) last
      JOIN attendance a ON a.session_id = last.id AND a.status = 'absent'
      JOIN person p ON p.id = a.person_id
      JOIN membership m ON m.person_id = p.id AND m.unit_id = u.id AND belonged(m.starts_on, m.ends_on, ${today}::date)
      GROUP BY u.id, p.id HAVING count(*) = 2 AND max(last.date) >= ${from}::date
      `,
      ),

    /** What the unit answered about the week, with the name of who did. */
    async answer(unitId: string, week: IsoWeek): Promise<WeekAnswer | undefined> {
      return (await this.answers([unitId], week)).get(unitId);
    },

    /** The answers of these units about a week, by unit. */
    async answers(unitIds: string[], week: IsoWeek): Promise<Map<string, WeekAnswer>> {
      const rows = await db.$queryRaw<(WeekAnswer & { unitId: string })[]>`
        SELECT w.unit_id AS "unitId", w.kind, w.reason, coalesce(p.name, w.by_slack) AS by, w.by_slack AS "bySlack"
        FROM week_answer w
        LEFT JOIN slack_user su ON su.workspace_id = w.workspace_id AND su.slack_id = w.by_slack
        LEFT JOIN person p ON p.id = coalesce(su.person_id, su.meant_person_id)
        WHERE w.workspace_id = ${workspaceId}::uuid AND w.unit_id = ANY (${unitIds}::uuid[]) AND w.week = ${week}`;
      return new Map(rows.map(({ unitId, ...answer }) => [unitId, answer]));
    },

    /** True once the unit has a report in the week. */
    async hasReport(tx: Tx, unitId: string, { from, to }: Period): Promise<boolean> {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT s.id FROM session s WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid
          AND s.date BETWEEN ${from}::date AND ${to}::date
          AND ${isReported} LIMIT 1`;
      return rows.length > 0;
    },

    /** The answer that is there, while nobody else of the unit can answer. */
    async lockAnswer(tx: Tx, unitId: string, week: IsoWeek): Promise<WeekAnswer | undefined> {
      await tx.$queryRaw`SELECT id FROM unit WHERE id = ${unitId}::uuid FOR NO KEY UPDATE`;
      const [row] = await tx.$queryRaw<WeekAnswer[]>`
        SELECT w.kind, w.reason, coalesce(p.name, w.by_slack) AS by, w.by_slack AS "bySlack" FROM week_answer w
        LEFT JOIN slack_user su ON su.workspace_id = w.workspace_id AND su.slack_id = w.by_slack
        LEFT JOIN person p ON p.id = coalesce(su.person_id, su.meant_person_id)
        WHERE w.unit_id = ${unitId}::uuid AND w.week = ${week}`;
      return row;
    },

    async removeAnswer(tx: Tx, unitId: string, week: IsoWeek): Promise<void> {
      await tx.weekAnswer.deleteMany({ where: { workspaceId, unitId, week } });
    },

    async keepAnswer(
      tx: Tx,
      answer: {
        unitId: string;
        week: IsoWeek;
        kind: WeekAnswerKind;
        reason: string | null;
        bySlack: string;
        at: Temporal.Instant;
      },
    ): Promise<void> {
      const { unitId, week, at, ...rest } = answer;
      const data = { ...rest, at: momentOf(at) };
      await tx.weekAnswer.upsert({
        where: { unitId_week: { unitId, week } },
        create: { workspaceId, unitId, week, ...data },
        update: data,
      });
    },
  };
}
