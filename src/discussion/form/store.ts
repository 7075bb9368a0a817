import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { dayOf, momentOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import { draftsOf, type Stored } from "../../form/drafts.ts";
import { type FormEntry, formEntry } from "./entry.ts";

/** What somebody picked and did not save: of one discussion, or (null) of a new one. */
export type Draft = { unitId: string; date: string; discussionId: string | null; entry: FormEntry };
export type DraftStore = ReturnType<typeof draftStore>;

const formOf = (discussionId: string | null) => `discussion ${discussionId ?? "new"}`;
const shape = z.object({
  unitId: z.uuid(),
  date: z.string().refine(isDate),
  discussionId: z.uuid().nullable(),
  entry: formEntry,
});

/** Drafts of the form. */
export function draftStore(db: Database, workspaceId: string) {
  const drafts = draftsOf(db, workspaceId, shape);
  return {
    get: (slackId: string, discussionId: string | null, now: Temporal.Instant) =>
      drafts.get(slackId, formOf(discussionId), now),

    /** The discussion was changed since the draft was left; of a new one: one like it was recorded. */
    async isOutdated({ unitId, date, discussionId, entry, at }: Stored<Draft>): Promise<boolean> {
      if (discussionId !== null)
        return savedSince(db, { workspaceId, record: "discussion", recordId: discussionId }, at);
      const { theme: themeCode, form } = entry;
      if (themeCode === undefined || form === undefined) return false;
      const like = { workspaceId, unitId, date: dayOf(date), themeCode, form, removedAt: null };
      return (await db.discussion.count({ where: { ...like, createdAt: { gt: momentOf(at) } } })) > 0;
    },

    keep: (slackId: string, draft: Draft, now: Temporal.Instant) =>
      drafts.keep(slackId, formOf(draft.discussionId), draft, now),

    forget: (slackId: string, discussionId: string | null) => drafts.forget(slackId, formOf(discussionId)),
  };
}
