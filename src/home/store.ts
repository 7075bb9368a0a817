import type { Database, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";

export type HomeStore = ReturnType<typeof homeStore>;

/** What stands in somebody's Home tab: Slack's hash of the view, and ours of what it shows. Null: not known. */
export type Shown = { hash: string | null; contentHash: string | null };
/** A Home tab that is being published; `busyUntil` tells this publishing from a later one. */
export type Claimed = Shown & { slackId: string; busyUntil: Temporal.Instant };

/** From when until when somebody counts as looking, and how often a minute Slack is asked because records changed. */
export type Pace = { now: Temporal.Instant; openedSince: Temporal.Instant; mostAMinute: number };

/** A publishing that takes longer than this has died with its process: two calls of Slack's at their time limit. */
const busySeconds = 40;

/**
 * Who looks at their Home tab, and how far its view has come. No records: these rows change outside `write`, and
 * without an audit.
 */
export function homeStore(db: Database, workspaceId: string) {
  const untilOf = (now: Temporal.Instant) => now.add({ seconds: busySeconds });

  return {
    /** Somebody looks at their Home tab. @returns undefined while another process is publishing it */
    async open(slackId: string, now: Temporal.Instant): Promise<Claimed | undefined> {
      const busyUntil = untilOf(now);
      const [row] = await db.$queryRaw<Shown[]>`
        INSERT INTO home_tab (workspace_id, slack_id, opened_at, busy_until)
        VALUES (${workspaceId}::uuid, ${slackId}, ${momentOf(now)}, ${momentOf(busyUntil)})
        ON CONFLICT (workspace_id, slack_id) DO UPDATE SET opened_at = EXCLUDED.opened_at, busy_until = EXCLUDED.busy_until
        WHERE home_tab.busy_until IS NULL OR home_tab.busy_until <= ${momentOf(now)}
        RETURNING hash, content_hash AS "contentHash"`;
      return row && { ...row, slackId, busyUntil };
    },

    /** It is to be published anew as soon as may be, whenever that was done last. */
    async wanted(slackId: string, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        UPDATE home_tab SET opened_at = ${momentOf(now)}, stale_at = ${momentOf(now)}, refreshed_at = NULL
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackId}`;
    },

    /** Records that were being written when it was published may be missing there. */
    async stillStale(slackId: string, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        UPDATE home_tab SET stale_at = coalesce(stale_at, ${momentOf(now)})
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackId}`;
    },

    /** The publishing has ended. `stale`: Slack took nothing, it is to be done again and counts for no minute. */
    async done({ slackId, busyUntil }: Claimed, shown: Shown, stale?: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        UPDATE home_tab SET hash = ${shown.hash}, content_hash = ${shown.contentHash}, busy_until = NULL,
          stale_at = coalesce(stale_at, ${stale ? momentOf(stale) : null}::timestamptz),
          refreshed_at = CASE WHEN ${stale !== undefined} THEN NULL ELSE refreshed_at END
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackId} AND busy_until = ${momentOf(busyUntil)}`;
    },

    /**
     * Marks the Home tabs that are looked at and show these units: those of people who belong to one of them or to a
     * unit above, and of administrators. One that is marked already is left alone, so that those who write at the same
     * time rarely wait for each other; always in one order, so that they never wait in a circle.
     * @returns how many were marked
     */
    async markStale(
      tx: Tx,
      unitIds: string[],
      { now, openedSince }: Omit<Pace, "mostAMinute">,
    ): Promise<number> {
      return tx.$executeRaw`
        WITH changed AS (
          SELECT tree_first FROM unit WHERE workspace_id = ${workspaceId}::uuid AND id = ANY (${unitIds}::uuid[])),
        seen AS (
          SELECT h.slack_id FROM home_tab h
          JOIN slack_user s ON s.workspace_id = h.workspace_id AND s.slack_id = h.slack_id
          LEFT JOIN person p ON p.id = s.person_id
          WHERE h.workspace_id = ${workspaceId}::uuid AND h.stale_at IS NULL AND h.opened_at > ${momentOf(openedSince)}
            AND (s.is_admin OR 'administrator' = ANY (p.roles) OR EXISTS (
              SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id
              JOIN changed c ON c.tree_first BETWEEN u.tree_first AND u.tree_last
              -- A day more, whatever the zone: a page too many is compared and not sent.
              WHERE m.person_id = p.id AND (m.ends_on IS NULL OR m.ends_on >= ${momentOf(now)}::date - 1)))
          ORDER BY h.slack_id FOR UPDATE OF h)
        UPDATE home_tab SET stale_at = ${momentOf(now)} FROM seen
        WHERE home_tab.workspace_id = ${workspaceId}::uuid AND home_tab.slack_id = seen.slack_id`;
    },

    /** Takes the stale Home tab that has waited longest for its turn; undefined when none is due, or this minute has had its number. */
    async takeStale({ now, openedSince, mostAMinute }: Pace): Promise<Claimed | undefined> {
      const busyUntil = untilOf(now);
      const [at, ago] = [momentOf(now), momentOf(now.subtract({ minutes: 1 }))];
      const [row] = await db.$queryRaw<(Shown & { slackId: string })[]>`
        UPDATE home_tab SET stale_at = NULL, busy_until = ${momentOf(busyUntil)}, refreshed_at = ${at}
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = (
          SELECT h.slack_id FROM home_tab h
          WHERE h.workspace_id = ${workspaceId}::uuid AND h.opened_at > ${momentOf(openedSince)}
            AND (h.stale_at IS NOT NULL AND h.busy_until IS NULL OR h.busy_until <= ${at})
            -- Once a minute; a clock that was set back says nothing.
            AND (h.refreshed_at IS NULL OR h.refreshed_at <= ${ago} OR h.refreshed_at > ${at})
            AND ${mostAMinute}::int > (SELECT count(*) FROM home_tab r
              WHERE r.workspace_id = ${workspaceId}::uuid AND r.refreshed_at > ${ago} AND r.refreshed_at <= ${at})
          ORDER BY h.refreshed_at NULLS FIRST, h.stale_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING slack_id AS "slackId", hash, content_hash AS "contentHash"`;
      return row && { ...row, busyUntil };
    },

    /** True while a Home tab that is looked at is stale, or was left half published. */
    async anyStale({ now, openedSince }: Omit<Pace, "mostAMinute">): Promise<boolean> {
      const [row] = await db.$queryRaw<{ any: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM home_tab
          WHERE workspace_id = ${workspaceId}::uuid AND opened_at > ${momentOf(openedSince)}
            AND (stale_at IS NOT NULL OR busy_until <= ${momentOf(now)})) AS "any"`;
      return row?.any ?? false;
    },
  };
}
