import type { IsoWeek } from "../calendar.ts";
import type { Database, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";

/** A prompt that somebody caused: which unit and week it counts for, as what `kind`, and whom it went to. */
export type CountedPrompt = {
  unitId: string;
  week: IsoWeek;
  kind: string;
  causedBy: string;
  sentTo: string;
};

/** Prompts are counted before they are sent; one that Slack refused reached nobody, and counts no more. */
export const countedPrompts = (db: Database, workspaceId: string) => ({
  async add(tx: Tx, prompt: CountedPrompt, sentAt: Temporal.Instant): Promise<void> {
    await tx.reminder.create({ data: { workspaceId, ...prompt, sentAt: momentOf(sentAt) } });
  },

  /** Slack refused the one that was counted last of these. */
  async undelivered({ unitId, kind, sentTo }: CountedPrompt): Promise<void> {
    await db.$executeRaw`
      UPDATE reminder SET undelivered = true WHERE id = (
        SELECT id FROM reminder WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid
          AND kind = ${kind} AND sent_to = ${sentTo} ORDER BY sent_at DESC, id DESC LIMIT 1)`;
  },
});
