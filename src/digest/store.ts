import type { Database, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";
import type { Language } from "../i18n/index.ts";
import type { Schedule, Subscription } from "./model.ts";
import { subscriptionOf } from "./store-rows.ts";

export type SubscriptionStore = ReturnType<typeof subscriptionStore>;

/** What is kept of a subscription when it is made or changed. */
export type Wish = Schedule & { channelId: string; unitId: string; language: Language };

/** The channels' subscriptions. One that was removed keeps its row, for the digests that it brought. */
export function subscriptionStore(db: Database, workspaceId: string) {
  return {
    async byId(id: string): Promise<Subscription | undefined> {
      const row = await db.digestSubscription.findFirst({ where: { id, workspaceId } });
      return row ? subscriptionOf(row) : undefined;
    },

    /** The channel's subscription, unless it was removed. */
    async ofChannel(channelId: string): Promise<Subscription | undefined> {
      const row = await db.digestSubscription.findFirst({
        where: { workspaceId, channelId, removedAt: null },
      });
      return row ? subscriptionOf(row) : undefined;
    },

    /** Those neither removed nor, unless asked for, paused; by the place of their unit in the tree. */
    async all(how: { paused: boolean }): Promise<Subscription[]> {
      const rows = await db.digestSubscription.findMany({
        where: { workspaceId, removedAt: null, ...(how.paused ? {} : { pausedAt: null }) },
        orderBy: [{ unit: { treeFirst: "asc" } }, { createdAt: "asc" }],
      });
      return rows.map(subscriptionOf);
    },

    /**
     * The channel's row, removed or not; nobody else makes or changes one until the transaction ends. The lock is the
     * channel's rather than the row's, which may not be there yet.
     */
    async locked(tx: Tx, channelId: string): Promise<Subscription | undefined> {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`digest subscription ${channelId}`}, 0))`;
      const row = await tx.digestSubscription.findFirst({ where: { workspaceId, channelId } });
      return row ? subscriptionOf(row) : undefined;
    },

    /** Makes the channel's subscription; one that was removed begins anew. */
    async create(tx: Tx, wish: Wish, by: { slackUserId: string; campaignId: string; now: Temporal.Instant }) {
      const data = {
        ...wish,
        campaignId: by.campaignId,
        createdBySlack: by.slackUserId,
        createdAt: momentOf(by.now),
        pausedAt: null,
        removedAt: null,
      };
      const channel = { workspaceId, channelId: wish.channelId };
      const row = await tx.digestSubscription.upsert({
        where: { workspaceId_channelId: channel },
        create: { ...data, workspaceId },
        update: data,
      });
      return subscriptionOf(row);
    },

    async change(tx: Tx, id: string, wish: Wish): Promise<Subscription> {
      return subscriptionOf(await tx.digestSubscription.update({ where: { id }, data: wish }));
    },

    async setPaused(tx: Tx, id: string, since: Temporal.Instant | null): Promise<void> {
      await tx.digestSubscription.update({ where: { id }, data: { pausedAt: since && momentOf(since) } });
    },

    /** The channels' digests go on with the next campaign. @returns the ids of those not removed */
    async goOn(tx: Tx, from: string, to: string): Promise<string[]> {
      const rows = await tx.digestSubscription.findMany({
        where: { workspaceId, campaignId: from, removedAt: null },
        select: { id: true },
        orderBy: { id: "asc" },
      });
      const ids = rows.map(({ id }) => id);
      await tx.digestSubscription.updateMany({ where: { id: { in: ids } }, data: { campaignId: to } });
      return ids;
    },

    async remove(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
      await tx.digestSubscription.update({ where: { id }, data: { removedAt: momentOf(at) } });
    },
  };
}
