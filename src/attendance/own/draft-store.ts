import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { dayOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import { draftsOf, type Stored } from "../../form/drafts.ts";
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

/** One draft a person. */
export function ownDraftStore(db: Database, workspaceId: string) {
  const drafts = draftsOf(db, workspaceId, shape);
  return {
    /** None where something was recorded since of the person on that date, by whoever. */
    async get(
      slackId: string,
      personId: string,
      now: Temporal.Instant,
    ): Promise<Stored<OwnDraft> | undefined> {
      const draft = await drafts.get(slackId, form, now);
      if (!draft) return undefined;
      const marks = { record: "attendance", recordId: { endsWith: `/${personId}` } };
      const notices = { record: "leaveNotice", recordId: `${personId}/${draft.date}` };
      const saved = { workspaceId, date: dayOf(draft.date), OR: [marks, notices] };
      return (await savedSince(db, saved, draft.at)) ? undefined : draft;
    },
    keep: (slackId: string, draft: OwnDraft, now: Temporal.Instant) => drafts.keep(slackId, form, draft, now),
    forget: (slackId: string) => drafts.forget(slackId, form),
  };
}
