import type { IsoDate, IsoWeek } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";

export type Preferences = { remindersOff: boolean; remindBefore: boolean };
/** A prompt that somebody got: on their day, about a unit and week. */
export type Got = { date: IsoDate; unit: string; week: IsoWeek; kind: string };

/** What one person wants to be reminded of, and what they were. */
export function ownStore(db: Database, workspaceId: string) {
  return {
    async preferences(slackId: string): Promise<Preferences> {
      const row = await db.slackUser.findUnique({ where: { workspaceId_slackId: { workspaceId, slackId } } });
      return { remindersOff: row?.remindersOff ?? false, remindBefore: row?.remindBefore ?? false };
    },

    /** As they are, locked; undefined for a user whom Slack has not told of yet. */
    async lock(tx: Tx, slackId: string): Promise<Preferences | undefined> {
      const [row] = await tx.$queryRaw<Preferences[]>`
        SELECT reminders_off AS "remindersOff", remind_before AS "remindBefore" FROM slack_user
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackId} FOR UPDATE`;
      return row;
    },

    async save(tx: Tx, slackId: string, wanted: Preferences): Promise<void> {
      await tx.slackUser.update({ where: { workspaceId_slackId: { workspaceId, slackId } }, data: wanted });
    },

    /** What the person got since then, the newest first; messages that never left count for nothing. */
    got: (slackId: string, since: Temporal.Instant, timeZone: string, limit: number): Promise<Got[]> =>
      db.$queryRaw<Got[]>`
        SELECT coalesce(p.date, (r.sent_at AT TIME ZONE ${timeZone})::date)::text AS date, u.name AS unit, r.week, r.kind
        FROM reminder r JOIN unit u ON u.id = r.unit_id LEFT JOIN daily_prompt p ON p.id = r.prompt_id
        WHERE r.workspace_id = ${workspaceId}::uuid AND r.sent_to = ${slackId} AND r.sent_at >= ${momentOf(since)}
          AND (p.id IS NULL OR p.state = 'posted') AND NOT r.undelivered
        ORDER BY 1 DESC, r.sent_at DESC, u.tree_first LIMIT ${limit}::int`,
  };
}
export type OwnStore = ReturnType<typeof ownStore>;
