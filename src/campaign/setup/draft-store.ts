import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { instantOf, momentOf } from "../../db/dates.ts";
import { type Base, setupEntry } from "./entry.ts";

/** A form that was left is gone on with for so long. */
const draftDays = 14;

const shape = z.object({
  entry: setupEntry,
  page: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  seen: z.string().optional(),
});
export type SetupDraft = z.infer<typeof shape>;

/** Which campaign it is about stands in the key: what was typed for one is not taken for another. */
const formOf = (of: Base) => `campaign.setup ${of.kind}${of.kind === "new" ? "" : ` ${of.id}`}`;

export type SetupDrafts = ReturnType<typeof setupDrafts>;

/** What somebody typed in the set-up form and did not save yet; no record of the campaign, so without audit. */
export function setupDrafts(db: Database, workspaceId: string) {
  const id = (slackId: string, of: Base) => ({ workspaceId, slackId, form: formOf(of) });
  return {
    async get(
      slackId: string,
      of: Base,
      now: Temporal.Instant,
    ): Promise<(SetupDraft & { at: Temporal.Instant }) | undefined> {
      const row = await db.draft.findUnique({ where: { workspaceId_slackId_form: id(slackId, of) } });
      const oldest = now.subtract({ hours: 24 * draftDays });
      // One of an earlier version's shape is no longer of use.
      const draft = shape.safeParse(row?.values);
      if (!row || !draft.success || Temporal.Instant.compare(instantOf(row.updatedAt), oldest) < 0)
        return undefined;
      return { ...draft.data, at: instantOf(row.updatedAt) };
    },

    async keep(slackId: string, of: Base, draft: SetupDraft, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${formOf(of)}, ${JSON.stringify(draft)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },

    async forget(slackId: string, of: Base): Promise<void> {
      await db.draft.deleteMany({ where: id(slackId, of) });
    },
  };
}
