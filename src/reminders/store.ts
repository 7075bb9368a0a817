import { randomUUID } from "node:crypto";
import { type IsoDate, weekOf, weekPeriod } from "../calendar.ts";
import type { Database, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";
import { type Language, languageOf, languages } from "../i18n/index.ts";
import type { ReminderItem } from "../slack/reminder.ts";

export type PromptStore = ReturnType<typeof promptStore>;

/** Somebody who may be written to: `unitId` is theirs on that date. */
export type Recipient = {
  slackId: string;
  unitId: string | null;
  timeZone: string | null;
  isOff: boolean;
  language: Language;
  /** There is a message of that day already. */
  hasToday: boolean;
  /** Messages of that ISO week. */
  thisWeek: number;
};
export type PlannedItem = Pick<ReminderItem, "key" | "unitId" | "week" | "kind">;
export type Prompt = { id: string; slackId: string; date: IsoDate; isClaimed: boolean; keys: Set<string> };

/** The day's messages: what each tells, and how far each has come. */
export function promptStore(db: Database, workspaceId: string) {
  return {
    /** The time zones of those whom the roster knows; null is one of them. */
    async zones(): Promise<(string | null)[]> {
      const rows = await db.$queryRaw<{ zone: string | null }[]>`
        SELECT DISTINCT time_zone AS zone FROM slack_user
        WHERE workspace_id = ${workspaceId}::uuid AND person_id IS NOT NULL`;
      return rows.map(({ zone }) => zone);
    },

    async recipients(slackIds: string[], date: IsoDate): Promise<Map<string, Recipient>> {
      const { from, to } = weekPeriod(weekOf(date));
      const rows = await db.$queryRaw<(Recipient & { locale: string | null })[]>`
        SELECT su.slack_id AS "slackId", m.unit_id AS "unitId", su.time_zone AS "timeZone",
          su.reminders_off AS "isOff", su.language, su.locale,
          coalesce(d.today, false) AS "hasToday", coalesce(d.week, 0) AS "thisWeek"
        FROM slack_user su
        LEFT JOIN membership m ON m.person_id = su.person_id
          AND belonged(m.starts_on, m.ends_on, ${date}::date)
        LEFT JOIN LATERAL (
          SELECT bool_or(date = ${date}::date) AS today,
            count(*) FILTER (WHERE state IN ('posting', 'posted'))::int AS week
          FROM daily_prompt WHERE workspace_id = su.workspace_id AND slack_id = su.slack_id
            AND date BETWEEN ${from}::date AND ${to}::date) d ON true
        WHERE su.workspace_id = ${workspaceId}::uuid AND su.slack_id = ANY (${slackIds})`;
      return new Map(
        rows.map(({ locale, ...row }) => [
          row.slackId,
          { ...row, language: languages.find((known) => known === row.language) ?? languageOf(locale) },
        ]),
      );
    },

    /** Which of these items a person was told already: "<user> <key>". */
    async told(items: { slackUserId: string; key: string }[]): Promise<Set<string>> {
      const keys = [...new Set(items.map(({ key }) => key))];
      const rows = await db.$queryRaw<{ told: string }[]>`
        SELECT sent_to || ' ' || item_key AS told FROM reminder
        WHERE workspace_id = ${workspaceId}::uuid AND item_key = ANY (${keys})`;
      return new Set(rows.map(({ told }) => told));
    },

    /**
     * Makes the messages of a day with what each tells. Somebody who has one already is passed over, as is an item
     * that another process took in the same moment.
     * @returns the ids of the new messages
     */
    async plan(
      tx: Tx,
      date: IsoDate,
      now: Temporal.Instant,
      people: { slackId: string; items: PlannedItem[] }[],
    ): Promise<string[]> {
      // In one order everywhere, so that two processes that plan at once never wait for each other.
      const sorted = [...people].sort((a, b) => (a.slackId < b.slackId ? -1 : 1));
      const rows = sorted.map(({ slackId }) => ({ id: randomUUID(), slackId }));
      const fresh = await tx.$queryRaw<{ id: string; slackId: string }[]>`
        INSERT INTO daily_prompt (id, workspace_id, slack_id, date, state, created_at)
        SELECT v.id, ${workspaceId}::uuid, v."slackId", ${date}::date, 'posting', ${momentOf(now)}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, "slackId" text)
        ON CONFLICT DO NOTHING RETURNING id, slack_id AS "slackId"`;
      const idOf = new Map(fresh.map(({ id, slackId }) => [slackId, id]));
      const told = sorted.flatMap(({ slackId, items }) => {
        const promptId = idOf.get(slackId);
        return promptId === undefined
          ? []
          : items.map((item) => ({ ...item, id: randomUUID(), promptId, slackId }));
      });
      await tx.$executeRaw`
        INSERT INTO reminder (id, workspace_id, unit_id, week, kind, caused_by, sent_to, sent_at, prompt_id, item_key)
        SELECT v.id, ${workspaceId}::uuid, v."unitId", v.week, v.kind, 'studyhall', v."slackId", ${momentOf(now)},
          v."promptId", v.key
        FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS v(
          id uuid, "unitId" uuid, week text, kind text, "slackId" text, "promptId" uuid, key text)
        ON CONFLICT DO NOTHING`;
      return fresh.map(({ id }) => id);
    },

    /** Messages planned before that moment and not come to their end: nobody is working on them any more. */
    async left(before: Temporal.Instant): Promise<string[]> {
      const rows = await db.dailyPrompt.findMany({
        where: { workspaceId, state: "posting", createdAt: { lt: momentOf(before) } },
        select: { id: true },
        orderBy: { id: "asc" },
      });
      return rows.map(({ id }) => id);
    },

    /** Those of these messages that are still to be sent, in their order. */
    async waiting(ids: string[]): Promise<Prompt[]> {
      const rows = await db.$queryRaw<(Omit<Prompt, "keys"> & { keys: string[] })[]>`
        SELECT p.id, p.slack_id AS "slackId", p.date::text AS date, p.claimed_at IS NOT NULL AS "isClaimed",
          coalesce(array_agg(r.item_key) FILTER (WHERE r.item_key IS NOT NULL), '{}') AS keys
        FROM daily_prompt p LEFT JOIN reminder r ON r.prompt_id = p.id
        WHERE p.workspace_id = ${workspaceId}::uuid AND p.id = ANY (${ids}::uuid[]) AND p.state = 'posting'
        GROUP BY p.id`;
      const byId = new Map(rows.map((row) => [row.id, { ...row, keys: new Set(row.keys) }]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** Takes the message on, to tell these of its items; the others are forgotten. @returns false where somebody else has */
    async claim(id: string, keys: string[], now: Temporal.Instant): Promise<boolean> {
      const claimed = await db.$queryRaw<{ id: string }[]>`
        WITH claimed AS (
          UPDATE daily_prompt SET claimed_at = ${momentOf(now)}
          WHERE id = ${id}::uuid AND state = 'posting' AND claimed_at IS NULL RETURNING id),
        dropped AS (
          DELETE FROM reminder r USING claimed c WHERE r.prompt_id = c.id AND NOT r.item_key = ANY (${keys}))
        SELECT id FROM claimed`;
      return claimed.length > 0;
    },

    /** Slack refused to take the message for now: nothing was sent. */
    async putOff(id: string): Promise<void> {
      await db.dailyPrompt.updateMany({ where: { id, state: "posting" }, data: { claimedAt: null } });
    },

    /** These were handed to Slack, or were claimed by a process that did not come back: they may have arrived. */
    async posted(ids: string[], now: Temporal.Instant): Promise<void> {
      if (ids.length === 0) return;
      await db.$executeRaw`
        UPDATE daily_prompt SET state = 'posted', posted_at = ${momentOf(now)}
        WHERE id = ANY (${ids}::uuid[]) AND state = 'posting' AND claimed_at IS NOT NULL`;
    },

    /** Slack will not take it: nobody was told, and is not told again: the ladder goes on to the next. */
    async failed(id: string): Promise<void> {
      await db.$executeRaw`
        WITH failed AS (
          UPDATE daily_prompt SET state = 'failed' WHERE id = ${id}::uuid AND state = 'posting' RETURNING id)
        UPDATE reminder r SET undelivered = true FROM failed f WHERE r.prompt_id = f.id`;
    },

    /** Nothing was left to tell, or it may not be told now: what it would have told counts for nothing. */
    async silent(id: string): Promise<void> {
      await db.$executeRaw`
        WITH silenced AS (
          UPDATE daily_prompt SET state = 'silent'
          WHERE id = ${id}::uuid AND state = 'posting' AND claimed_at IS NULL RETURNING id)
        DELETE FROM reminder r USING silenced s WHERE r.prompt_id = s.id`;
    },
  };
}
