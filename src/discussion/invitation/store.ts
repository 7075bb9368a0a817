import { randomUUID } from "node:crypto";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { dayOf, instantOf, momentOf } from "../../db/dates.ts";
import { type ChannelMessage, channelMessageOf, isOver, takesPresses } from "../../messages/channel-kind.ts";
import type { Subject } from "../model.ts";

/** A message in a channel by which people take part in a discussion; `opensAt` is when the latter was made. */
export type Invitation = ChannelMessage & { discussionId: string };
export type InvitationStore = ReturnType<typeof invitationStore>;

type Row = NonNullable<Awaited<ReturnType<Database["discussionInvitation"]["findUnique"]>>> & {
  discussion: { createdAt: Date };
};
const withDiscussion = { discussion: { select: { createdAt: true } } } as const;

export function invitationStore(db: Database, workspaceId: string) {
  const ours = { discussion: { workspaceId } };

  return {
    async get(id: string): Promise<Invitation | undefined> {
      const where = { id, ...ours };
      const row = await db.discussionInvitation.findFirst({ where, include: withDiscussion });
      return row ? invitationOf(row) : undefined;
    },

    /** The discussion of that subject that people can still join, and its invitations. */
    async open(
      reader: Reader,
      { date, ...subject }: Subject,
      now: Temporal.Instant,
    ): Promise<{ discussionId: string; channels: Map<string, Temporal.Instant> } | undefined> {
      const rows = await reader.discussionInvitation.findMany({
        where: {
          ...takesPresses(now),
          discussion: {
            ...{ workspaceId, ...subject, date: dayOf(date) },
            ...{ removedAt: null, participantCount: null },
          },
        },
        orderBy: { closesAt: "asc" },
      });
      const [first] = rows;
      if (!first) return undefined;
      const own = rows.filter((row) => row.discussionId === first.discussionId);
      return {
        discussionId: first.discussionId,
        channels: new Map(own.map((row) => [row.channelId, instantOf(row.closesAt)])),
      };
    },

    /** Makes one; one of that discussion and channel that was closed is opened again with a message of its own. */
    async make(tx: Tx, it: Omit<Invitation, "id" | "ts" | "closedAt" | "opensAt">): Promise<string> {
      const { discussionId, channelId, openedBySlack, language, closesAt } = it;
      const state = { openedBySlack, language, closesAt: momentOf(closesAt), closedAt: null, ts: null };
      const { id } = await tx.discussionInvitation.upsert({
        where: { discussionId_channelId: { discussionId, channelId } },
        create: { id: randomUUID(), discussionId, channelId, ...state },
        update: state,
      });
      return id;
    },

    /** Notes Slack's message. No record of the campaign, so without an audit entry. */
    async setMessage({ id }: Invitation, ts: string): Promise<void> {
      await db.discussionInvitation.updateMany({ where: { id, ...ours, ts: null }, data: { ts } });
    },

    /** @returns false when it was closed before */
    async close(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
      const where = { id, ...ours, closedAt: null };
      const { count } = await tx.discussionInvitation.updateMany({
        where,
        data: { closedAt: momentOf(now) },
      });
      return count > 0;
    },

    /** Those whose time is over and that nobody has closed. */
    async due(now: Temporal.Instant): Promise<Invitation[]> {
      const where = { ...ours, ...isOver(now) };
      const rows = await db.discussionInvitation.findMany({ where, include: withDiscussion, take: 1000 });
      return rows.map(invitationOf);
    },

    /** The open invitations of a discussion, or of all. */
    async openOnes(now: Temporal.Instant, discussionId?: string): Promise<string[]> {
      const where = { ...ours, ...takesPresses(now), ...(discussionId ? { discussionId } : {}) };
      const rows = await db.discussionInvitation.findMany({ where, select: { id: true }, take: 1000 });
      return rows.map(({ id }) => id);
    },

    viewpoints: (tx: Tx, discussionId: string): Promise<number> =>
      tx.viewpoint.count({ where: { workspaceId, discussionId } }),

    /** How many take part so far. */
    people: (discussionId: string): Promise<number> =>
      db.discussionParticipant.count({ where: { discussionId } }),
  };
}

function invitationOf({ discussion, ...row }: Row): Invitation {
  return { ...channelMessageOf({ ...row, opensAt: discussion.createdAt }), discussionId: row.discussionId };
}
