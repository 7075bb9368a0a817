import { randomInt, randomUUID } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { dayOf, isoOf, momentOf } from "../../db/dates.ts";
import type { Viewpoint as Row } from "../../db/generated/client.ts";

export type ViewpointStore = ReturnType<typeof viewpointStore>;

/** A viewpoint as pages show it. `author` is null where nobody is named. */
export type Viewpoint = {
  id: string;
  text: string;
  authorId: string | null;
  author: string | null;
  permalink: string | null;
};

/** Where a viewpoint stands: in a discussion, or with a theme alone. */
export type Place = { unitId: string; discussionId: string | null; themeCode: string; date: IsoDate };
export type MessageAt = { channelId: string; ts: string };
export type HeldViewpoint = Place & { id: string; text: string; authorId: string | null };

export function viewpointStore(db: Database, workspaceId: string) {
  return {
    count: (reader: Reader, discussionId: string): Promise<number> =>
      reader.viewpoint.count({ where: { workspaceId, discussionId } }),

    /** In an order that says nothing about when they came. */
    async list(discussionId: string): Promise<Viewpoint[]> {
      const rows = await db.viewpoint.findMany({
        where: { workspaceId, discussionId },
        include: { author: { select: { name: true } } },
        orderBy: { id: "asc" },
      });
      return rows.map(({ id, text, authorId, author, permalink }) => ({
        ...{ id, text, authorId, permalink },
        author: author?.name ?? null,
      }));
    },

    async make(
      tx: Tx,
      campaignId: string,
      it: Place & { text: string; authorId: string | null; message?: MessageAt },
    ): Promise<string> {
      const { date, message, ...rest } = it;
      const at = message ? { channelId: message.channelId, messageTs: message.ts } : {};
      const id = randomUUID();
      await tx.viewpoint.create({ data: { id, workspaceId, campaignId, ...rest, ...at, date: dayOf(date) } });
      return id;
    },

    /**
     * Keeps a viewpoint without a name, and its audit entry. Everything is done here that `write` would do for a
     * change, save one thing: the entry's number is drawn at random below zero. The numbers of the others go up one by
     * one, and would tell between which two other doings of other people this was.
     * @param at midnight of the discussion's day: all that is known of when
     */
    async makeAnonymous(
      tx: Tx,
      campaignId: string,
      it: Place & { text: string },
      at: Temporal.Instant,
    ): Promise<void> {
      const id = await this.make(tx, campaignId, { ...it, authorId: null });
      const { text, themeCode, unitId, date } = it;
      await tx.$executeRaw`
        INSERT INTO audit_entry (id, workspace_id, at, actor, record, record_id, unit_id, date, after)
        VALUES (${-BigInt(randomInt(1, 2 ** 47))}, ${workspaceId}::uuid, ${momentOf(at)}, 'anonymous', 'viewpoint', ${id},
          ${unitId}::uuid, ${date}::date, ${JSON.stringify({ text, themeCode })}::jsonb)`;
    },

    /** The viewpoint that was kept from a message; locked when `tx` asks. */
    async ofMessage({ channelId, ts }: MessageAt, reader: Reader = db): Promise<HeldViewpoint | undefined> {
      const row = await reader.viewpoint.findUnique({
        where: {
          workspaceId_channelId_messageTs: { workspaceId, channelId, messageTs: ts },
        },
      });
      return row ? heldOf(row) : undefined;
    },

    async get(id: string): Promise<HeldViewpoint | undefined> {
      const row = await db.viewpoint.findFirst({ where: { id, workspaceId } });
      return row ? heldOf(row) : undefined;
    },

    /** @returns false when it was not there any more */
    async remove(tx: Tx, id: string): Promise<boolean> {
      return (await tx.viewpoint.deleteMany({ where: { id, workspaceId } })).count > 0;
    },

    async forgetKey(tx: Tx, key: string): Promise<void> {
      await tx.requestKey.deleteMany({ where: { workspaceId, key } });
    },

    /** One message is kept by one transaction at a time: two at once would both find nothing. */
    async lockMessage(tx: Tx, { channelId, ts }: MessageAt): Promise<void> {
      const name = `studyhall viewpoint ${workspaceId} ${channelId} ${ts}`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    },

    async set(
      tx: Tx,
      id: string,
      it: Omit<Place, "unitId"> & { text: string; authorId: string | null },
    ): Promise<void> {
      const { date, ...rest } = it;
      await tx.viewpoint.update({ where: { id }, data: { ...rest, date: dayOf(date) } });
    },

    async forPermalink(id: string): Promise<MessageAt | undefined> {
      const row = await db.viewpoint.findFirst({ where: { id, workspaceId, permalink: null } });
      return row?.channelId && row.messageTs ? { channelId: row.channelId, ts: row.messageTs } : undefined;
    },

    /** Slack's address of the message. No record of the campaign by itself, so without an audit entry. */
    async setPermalink(id: string, permalink: string): Promise<void> {
      await db.viewpoint.updateMany({ where: { id, workspaceId }, data: { permalink } });
    },

    /** The unit's newest discussions, for a message to be filed under. */
    async recent(campaignId: string, unitId: string, most: number) {
      const rows = await db.discussion.findMany({
        where: { workspaceId, campaignId, unitId, removedAt: null },
        orderBy: [{ date: "desc" }, { createdAt: "desc" }],
        take: most,
        select: { id: true, date: true, themeCode: true, form: true },
      });
      return rows.map(({ date, ...row }) => ({ ...row, date: isoOf(date) }));
    },
  };
}

function heldOf(row: Row): HeldViewpoint {
  const { id, unitId, discussionId, themeCode, text, authorId, date } = row;
  return { id, unitId, discussionId, themeCode, text, authorId, date: isoOf(date) };
}
