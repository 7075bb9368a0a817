import type { IsoWeek } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { countedPrompts } from "../../messages/counted.ts";

export type ReminderStore = ReturnType<typeof reminderStore>;

/**
 * Prompts that units got. `attendance`: remind of a missing report; `attendance.ask`: asks a head to correct one;
 * `attendance.own`: asks to record what somebody says of themselves.
 */
export function reminderStore(db: Database, workspaceId: string) {
  return {
    ...countedPrompts(db, workspaceId),

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
  };
}
