import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { dayOf, instantOf, momentOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import type { SessionKey } from "../store.ts";
import { type FormEntry, formEntry } from "./entry.ts";

export type Draft = { unitId: string; date: string; entry: FormEntry };
export type StoredDraft = Draft & { at: Temporal.Instant };
export type DraftStore = ReturnType<typeof draftStore>;

/** What a draft is of stands in its key, so that one session's does not take another's place. */
const anyForm = "attendance ";
const formOf = ({ unitId, date }: SessionKey) => `${anyForm}${unitId} ${date}`;
/** Nobody has more sessions half filled at once; it bounds what is read. */
const mostDrafts = 50;
const shape = z.object({ unitId: z.uuid(), date: z.string().refine(isDate), entry: formEntry });

/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;
const offeredSince = (now: Temporal.Instant) => momentOf(now.subtract({ hours: 24 * draftDays }));

/**
 * What somebody picked and did not save, one per person and session. No record of the campaign: it leaves no audit,
 * and writing it twice is harmless, so it goes without the transaction of a record.
 */
export function draftStore(db: Database, workspaceId: string) {
  return {
    /** The draft of that session if there is one, else the newest. Those too old to be remembered are left out. */
    async get(slackId: string, of: SessionKey, now: Temporal.Instant): Promise<StoredDraft | undefined> {
      const rows = await db.draft.findMany({
        where: {
          ...{ workspaceId, slackId },
          form: { startsWith: anyForm },
          updatedAt: { gte: offeredSince(now) },
        },
        orderBy: { updatedAt: "desc" },
        take: mostDrafts,
      });
      const row = rows.find(({ form }) => form === formOf(of)) ?? rows[0];
      // One of an earlier version's shape is no longer of use.
      const draft = shape.safeParse(row?.values);
      return row && draft.success ? { ...draft.data, at: instantOf(row.updatedAt) } : undefined;
    },

    /** Somebody has recorded something of the session since the draft was left. */
    isOutdated: ({ unitId, date, at }: StoredDraft): Promise<boolean> =>
      savedSince(
        db,
        { workspaceId, unitId, date: dayOf(date), record: { in: ["attendance", "session", "leaveNotice"] } },
        at,
      ),

    async keep(slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> {
      const form = formOf(draft);
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${form}, ${JSON.stringify(draft)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },

    /** Forgets that session's draft, and what is too old to be offered. */
    async forget(slackId: string, of: SessionKey, now: Temporal.Instant): Promise<void> {
      const old = { form: { startsWith: anyForm }, updatedAt: { lt: offeredSince(now) } };
      await db.draft.deleteMany({ where: { workspaceId, slackId, OR: [{ form: formOf(of) }, old] } });
    },
  };
}
