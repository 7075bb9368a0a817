import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { dayOf, instantOf, momentOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import { type FormEntry, formEntry } from "./entry.ts";

/** What somebody picked and did not save: of one discussion, or (null) of a new one. */
export type Draft = { unitId: string; date: string; discussionId: string | null; entry: FormEntry };
export type StoredDraft = Draft & { at: Temporal.Instant };
export type DraftStore = ReturnType<typeof draftStore>;

const formOf = (discussionId: string | null) => `discussion ${discussionId ?? "new"}`;
const shape = z.object({
  unitId: z.uuid(),
  date: z.string().refine(isDate),
  discussionId: z.uuid().nullable(),
  entry: formEntry,
});

/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;

/** Drafts of the form: no records of the campaign, so without an audit, and writing one twice is harmless. */
export function draftStore(db: Database, workspaceId: string) {
  return {
    async get(
      slackId: string,
      discussionId: string | null,
      now: Temporal.Instant,
    ): Promise<StoredDraft | undefined> {
      const row = await db.draft.findFirst({
        where: {
          ...{ workspaceId, slackId, form: formOf(discussionId) },
          updatedAt: { gte: momentOf(now.subtract({ hours: 24 * draftDays })) },
        },
      });
      // One of an earlier version's shape is no longer of use.
      const draft = shape.safeParse(row?.values);
      return row && draft.success ? { ...draft.data, at: instantOf(row.updatedAt) } : undefined;
    },

    /** The discussion was changed since the draft was left; of a new one: one like it was recorded. */
    async isOutdated({ unitId, date, discussionId, entry, at }: StoredDraft): Promise<boolean> {
      if (discussionId !== null)
        return savedSince(db, { workspaceId, record: "discussion", recordId: discussionId }, at);
      const { theme: themeCode, form } = entry;
      if (themeCode === undefined || form === undefined) return false;
      const like = { workspaceId, unitId, date: dayOf(date), themeCode, form, removedAt: null };
      return (await db.discussion.count({ where: { ...like, createdAt: { gt: momentOf(at) } } })) > 0;
    },

    async keep(slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${formOf(draft.discussionId)}, ${JSON.stringify(draft)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },

    async forget(slackId: string, discussionId: string | null): Promise<void> {
      await db.draft.deleteMany({ where: { workspaceId, slackId, form: formOf(discussionId) } });
    },
  };
}
