import { randomUUID } from "node:crypto";
import type { IsoWeek } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { markUndelivered } from "../../db/undelivered.ts";

export type ReminderStore = ReturnType<typeof reminderStore>;

/**
 * Prompts that units got. `attendance`: remind of a missing report; `attendance.ask`: asks a head to correct one;
 * `attendance.own`: asks to record what somebody says of themselves.
 */
export type ReminderKind = "attendance" | "attendance.ask" | "attendance.own";
export type NewReminder = {
  unitId: string;
  week: IsoWeek;
  kind: ReminderKind;
  causedBy: string;
  sentTo: string;
  sentAt: Temporal.Instant;
};

export function reminderStore(db: Database, workspaceId: string) {
  return {
    async add(tx: Tx, { sentAt, ...reminder }: NewReminder): Promise<void> {
      await tx.reminder.create({
        data: { id: randomUUID(), workspaceId, ...reminder, sentAt: momentOf(sentAt) },
      });
    },

    /** How many prompts the unit got about its attendance of the week, whoever caused them. */
    count: (unitId: string, week: IsoWeek): Promise<number> =>
      db.reminder.count({
        where: { workspaceId, unitId, week, kind: { startsWith: "attendance" }, undelivered: false },
      }),

    /** Whether that asker had the unit's head asked since then, and how often Slack did not deliver it. */
    async asked(
      unitId: string,
      causedBy: string,
      since: Temporal.Instant,
    ): Promise<{ reached: boolean; refused: number }> {
      const sentAt = { gte: momentOf(since) };
      const all = await db.reminder.findMany({
        where: { workspaceId, unitId, causedBy, kind: "attendance.ask", sentAt },
        select: { undelivered: true },
      });
      const refused = all.filter(({ undelivered }) => undelivered).length;
      return { reached: all.length > refused, refused };
    },

    /** Slack refused to deliver it. */
    undelivered: (prompt: Pick<NewReminder, "unitId" | "kind" | "sentTo">): Promise<void> =>
      markUndelivered(db, { workspaceId, ...prompt }),
  };
}
