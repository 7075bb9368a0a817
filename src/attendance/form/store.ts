import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { instantOf, momentOf } from "../../db/dates.ts";
import { type FormEntry, formEntry } from "./entry.ts";

export type Draft = { unitId: string; date: string; entry: FormEntry };
export type DraftStore = ReturnType<typeof draftStore>;

const form = "attendance";
const shape = z.object({ unitId: z.uuid(), date: z.string().refine(isDate), entry: formEntry });

/**
 * What somebody picked and did not save, one per person. No record of the campaign: it leaves no audit, and writing
 * it twice is harmless, so it goes without the transaction of a record.
 */
export function draftStore(db: Database, workspaceId: string) {
  return {
    async get(slackId: string): Promise<(Draft & { at: Temporal.Instant }) | undefined> {
      const row = await db.draft.findUnique({
        where: { workspaceId_slackId_form: { workspaceId, slackId, form } },
      });
      // One of an earlier version's shape is no longer of use.
      const draft = shape.safeParse(row?.values);
      return row && draft.success ? { ...draft.data, at: instantOf(row.updatedAt) } : undefined;
    },

    async keep(slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${form}, ${JSON.stringify(draft)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },

    /** Forgets the draft; with a unit and date, only if it is of those. */
    async forget(slackId: string, of?: { unitId: string; date: string }): Promise<void> {
      const values = of ? { path: ["unitId"], equals: of.unitId } : undefined;
      const also = of ? [{ values: { path: ["date"], equals: of.date } }] : [];
      await db.draft.deleteMany({
        where: { workspaceId, slackId, form, ...(values ? { values } : {}), AND: also },
      });
    },
  };
}
