import { randomUUID } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { dayOf, isoOf, momentOf } from "../../db/dates.ts";
import { type ChannelMessage, channelMessageOf, isOver, takesPresses } from "../../messages/channel-kind.ts";
import { belongedOn } from "../../org/belonged.ts";
import { type Counts, noCounts } from "../model.ts";

/** A check-in message of one unit and date in one channel. */
export type CheckIn = ChannelMessage & { unitId: string; date: IsoDate };
export type CheckInStore = ReturnType<typeof checkInStore>;
/** How many answered what, and how many are expected. */
export type CheckInCounts = Counts & { expected: number };

type Row = NonNullable<Awaited<ReturnType<Database["checkIn"]["findUnique"]>>>;

export function checkInStore(db: Database, workspaceId: string) {
  return {
    async get(id: string): Promise<CheckIn | undefined> {
      const row = await db.checkIn.findFirst({ where: { id, workspaceId } });
      return row ? checkInOf(row) : undefined;
    },

    async find(unitId: string, date: IsoDate, channelId: string): Promise<CheckIn | undefined> {
      const row = await db.checkIn.findFirst({
        where: { workspaceId, unitId, date: dayOf(date), channelId },
      });
      return row ? checkInOf(row) : undefined;
    },

    /** Opens one; an earlier one of that unit, date and channel is opened again with a message of its own. */
    async open(tx: Tx, it: Omit<CheckIn, "id" | "ts" | "closedAt">): Promise<CheckIn> {
      const { unitId, date, channelId, openedBySlack, language } = it;
      const place = { unitId, date: dayOf(date), channelId };
      const times = { opensAt: momentOf(it.opensAt), closesAt: momentOf(it.closesAt), closedAt: null };
      const state = { openedBySlack, language, ...times, ts: null };
      const row = await tx.checkIn.upsert({
        where: { unitId_date_channelId: place },
        create: { id: randomUUID(), workspaceId, ...place, ...state },
        update: state,
      });
      return checkInOf(row);
    },

    /** Notes Slack's message. No record of the campaign, so without an audit entry. */
    async setMessage({ id, opensAt }: CheckIn, ts: string): Promise<void> {
      await db.checkIn.updateMany({
        where: { id, workspaceId, opensAt: momentOf(opensAt), ts: null },
        data: { ts },
      });
    },

    /** @returns false when it was closed before */
    async close(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
      const { count } = await tx.checkIn.updateMany({
        where: { id, workspaceId, closedAt: null },
        data: { closedAt: momentOf(now) },
      });
      return count > 0;
    },

    /** Those whose time is over and that nobody has closed. */
    async due(now: Temporal.Instant): Promise<CheckIn[]> {
      const rows = await db.checkIn.findMany({ where: { workspaceId, ...isOver(now) }, take: 1000 });
      return rows.map(checkInOf);
    },

    /** Those that still take presses. */
    async openOnes(now: Temporal.Instant): Promise<string[]> {
      const where = { workspaceId, ...takesPresses(now) };
      const rows = await db.checkIn.findMany({ where, select: { id: true }, take: 1000 });
      return rows.map(({ id }) => id);
    },

    /** Who answered what so far; before the list is fixed, who belongs to the unit and is on no other list. */
    async counts({ unitId, date }: { unitId: string; date: IsoDate }): Promise<CheckInCounts> {
      const rows = await db.$queryRaw<{ status: keyof Counts | null; people: number }[]>`
        SELECT a.status, count(*)::int AS people FROM session s JOIN attendance a ON a.session_id = s.id
        WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid AND s.date = ${date}::date GROUP BY a.status`;
      const counts = { ...noCounts, expected: 0 };
      for (const { status, people } of rows) {
        if (status) counts[status] = people;
        counts.expected += people;
      }
      if (rows.length === 0) {
        // Who is on another unit's list that day is not expected here.
        const listed = { person: { attendances: { none: { date: dayOf(date) } } } };
        const where = { workspaceId, unitId, ...belongedOn(date), ...listed };
        counts.expected = await db.membership.count({ where });
      }
      return counts;
    },
  };
}

function checkInOf(row: Row): CheckIn {
  return { ...channelMessageOf(row), unitId: row.unitId, date: isoOf(row.date) };
}
