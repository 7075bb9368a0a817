import type { IsoWeek } from "../calendar.ts";
import type { Database, Reader, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";
import { settled } from "../db/settled.ts";
import type { Post, Subscription } from "./model.ts";
import { postOf } from "./store-rows.ts";

export type PostStore = ReturnType<typeof postStore>;

/** How long one delivery may hold its lock: three calls of Slack's at their time limit, and the page. */
const holdMilliseconds = 50_000;

/**
 * The digests of channels and weeks, from the moment that Slack is about to be asked. These rows are how far a
 * delivery has come rather than somebody's records: they change outside `write`, each step committed by itself,
 * because a step that was rolled back with the others would forget that Slack was asked.
 */
export function postStore(db: Database, workspaceId: string) {
  return {
    async byId(id: string, reader: Reader = db): Promise<Post | undefined> {
      const row = await reader.digestPost.findFirst({ where: { id, workspaceId } });
      return row ? postOf(row) : undefined;
    },

    async of(channelId: string, week: IsoWeek, reader: Reader = db): Promise<Post | undefined> {
      const row = await reader.digestPost.findUnique({ where: { channelId_week: { channelId, week } } });
      return row ? postOf(row) : undefined;
    },

    /** Those of the given channels and weeks, pairs that are not there left out. */
    async ofAll(pairs: { channelId: string; week: IsoWeek }[]): Promise<Post[]> {
      const channels = pairs.map(({ channelId }) => channelId);
      const weeks = pairs.map(({ week }) => week);
      const rows = await db.digestPost.findMany({
        where: { workspaceId, channelId: { in: channels }, week: { in: weeks } },
      });
      return rows.map(postOf);
    },

    /** The latest of each subscription. */
    async latest(subscriptionIds: string[]): Promise<Post[]> {
      const rows = await db.digestPost.findMany({
        where: { workspaceId, subscriptionId: { in: subscriptionIds } },
        orderBy: [{ subscriptionId: "asc" }, { week: "desc" }],
        distinct: ["subscriptionId"],
      });
      return rows.map(postOf);
    },

    /** The week's digests whose message is there, may be there, or is about to be. */
    async shown(week: IsoWeek): Promise<Post[]> {
      const rows = await db.digestPost.findMany({
        where: { workspaceId, week, state: { in: ["posting", "posted"] }, error: null },
      });
      return rows.map(postOf);
    },

    /** The row of the channel and week: a new one in that state, or the one that is there. */
    async begin(
      subscription: Subscription,
      week: IsoWeek,
      state: "posting" | "silent",
      now: Temporal.Instant,
      reader: Reader = db,
    ): Promise<Post> {
      const { id: subscriptionId, channelId, unitId, language } = subscription;
      const row = {
        subscriptionId,
        channelId,
        unitId,
        language,
        workspaceId,
        week,
        state,
        createdAt: momentOf(now),
      };
      await reader.digestPost.createMany({ data: [row], skipDuplicates: true });
      return postOf(
        await reader.digestPost.findUniqueOrThrow({ where: { channelId_week: { channelId, week } } }),
      );
    },

    /** Begins a digest that failed, or that was not to be posted, once more. */
    async beginAgain(tx: Tx, subscription: Subscription, week: IsoWeek): Promise<void> {
      const { id: subscriptionId, channelId, unitId, language } = subscription;
      await tx.digestPost.updateMany({
        where: { workspaceId, channelId, week, state: { in: ["silent", "failed"] } },
        data: { subscriptionId, unitId, language, state: "posting", error: null },
      });
    },

    /**
     * Runs the body while nobody else, in this process or another, does so for the same channel and week. The lock
     * belongs to the body's transaction: it ends with it, and with the process if that dies.
     */
    holding<T>(post: Pick<Post, "channelId" | "week">, body: (tx: Tx) => Promise<T>): Promise<T> {
      const name = `digest ${post.channelId} ${post.week}`;
      return db.$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
          return body(tx);
        },
        { timeout: holdMilliseconds, maxWait: 10_000 },
      );
    },

    /** Remembers, whatever happens next, that Slack is now asked to post this page. */
    async asking(id: string, pageHash: string, now: Temporal.Instant): Promise<void> {
      await db.digestPost.update({ where: { id }, data: { pageHash, updatedAt: momentOf(now) } });
    },

    async posted(tx: Tx, id: string, ts: string, now: Temporal.Instant): Promise<void> {
      await tx.digestPost.update({
        where: { id },
        data: { state: "posted", ts, postedAt: momentOf(now), error: null },
      });
    },

    /** Slack has answered "no": nothing of ours is on its way there any more. */
    async notTaken(tx: Tx, id: string): Promise<void> {
      await tx.digestPost.update({ where: { id }, data: { updatedAt: null } });
    },

    async failed(tx: Tx, id: string, error: string): Promise<void> {
      await tx.digestPost.update({ where: { id }, data: { state: "failed", error, updatedAt: null } });
    },

    async updated(tx: Tx, id: string, pageHash: string, now: Temporal.Instant): Promise<void> {
      await tx.digestPost.update({ where: { id }, data: { pageHash, updatedAt: momentOf(now) } });
    },

    /** The message is there no more, or cannot be changed: it is left alone from now on. */
    async lost(tx: Tx, id: string, error: string): Promise<void> {
      await tx.digestPost.update({ where: { id }, data: { error } });
    },

    /**
     * The weeks with a digest that records can still change, all or those of `within`; one look at an index. The
     * campaign's lock and zone are read in the same query: asking for them elsewhere would need a second connection
     * while a transaction holds one.
     */
    async openWeeks(
      now: Temporal.Instant,
      { reader = db, within }: { reader?: Reader; within?: { from: IsoWeek; to: IsoWeek } } = {},
    ): Promise<IsoWeek[]> {
      const { from, to } = within ?? { from: "0000-W01", to: "9999-W53" };
      const rows = await reader.$queryRaw<{ week: string }[]>`
        SELECT DISTINCT p.week FROM digest_post p JOIN campaign c ON c.workspace_id = p.workspace_id AND c.closed_at IS NULL
        WHERE p.workspace_id = ${workspaceId}::uuid AND p.week BETWEEN ${from} AND ${to}
          AND p.state IN ('posting', 'posted') AND p.error IS NULL
          AND to_date(p.week, 'IYYY-"W"IW') + 6 + c.lock_days >= (${momentOf(now)}::timestamptz AT TIME ZONE c.time_zone)::date
        ORDER BY p.week`;
      return rows.map(({ week }) => week);
    },

    /** How many messages about these units and weeks are there for good: their weeks are no open ones. */
    async kept(
      now: Temporal.Instant,
      { unitIds, from, to }: { unitIds: string[]; from: IsoWeek; to: IsoWeek },
      reader: Reader,
    ): Promise<number> {
      const open = await this.openWeeks(now, { reader, within: { from, to } });
      const week = { gte: from, lte: to, notIn: open };
      return reader.digestPost.count({
        where: { workspaceId, unitId: { in: unitIds }, week, state: "posted", error: null },
      });
    },

    /**
     * Waits for those that are writing (db/settled.ts): they may have looked for the digest before its row was there,
     * or left the update to a job that was waiting then.
     */
    settled: (waits?: number): Promise<boolean> => settled(db, waits),
  };
}
