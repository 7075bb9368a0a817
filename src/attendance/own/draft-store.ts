import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { dayOf, instantOf, momentOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import { ownStatuses } from "./model.ts";

const shape = z.object({
  date: z.string().refine(isDate),
  status: z.enum(ownStatuses).nullable(),
  reason: z.string().nullable(),
});
/** What somebody picked in the form of their own status and did not save. */
export type OwnDraft = z.infer<typeof shape>;
export type OwnDraftStore = ReturnType<typeof ownDraftStore>;

const form = "attendance.own";

/** One draft a person. Like the unit form's drafts it is no record: without audit, and harmless when written twice. */
export function ownDraftStore(db: Database, workspaceId: string) {
  const key = (slackId: string) => ({ workspaceId, slackId, form });
  return {
    /** None where something was recorded since of the person on that date, by whoever. */
    async get(slackId: string, personId: string): Promise<(OwnDraft & { at: Temporal.Instant }) | undefined> {
      const row = await db.draft.findUnique({ where: { workspaceId_slackId_form: key(slackId) } });
      const draft = shape.safeParse(row?.values);
      if (!row || !draft.success) return undefined;
      const at = instantOf(row.updatedAt);
      const { date } = draft.data;
      const marks = { record: "attendance", recordId: { endsWith: `/${personId}` } };
      const notices = { record: "leaveNotice", recordId: `${personId}/${date}` };
      const saved = { workspaceId, date: dayOf(date), OR: [marks, notices] };
      return (await savedSince(db, saved, at)) ? undefined : { ...draft.data, at };
    },

    async keep(slackId: string, draft: OwnDraft, now: Temporal.Instant): Promise<void> {
      const kept = { values: draft, updatedAt: momentOf(now) };
      await db.draft.upsert({
        where: { workspaceId_slackId_form: key(slackId) },
        create: { ...key(slackId), ...kept },
        update: kept,
      });
    },

    async forget(slackId: string): Promise<void> {
      await db.draft.deleteMany({ where: key(slackId) });
    },
  };
}
