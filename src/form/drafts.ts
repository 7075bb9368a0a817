import type { z } from "zod";
import type { Database } from "../db/client.ts";
import { instantOf, momentOf } from "../db/dates.ts";

/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;
/** Nobody has more forms half filled at once; it bounds what is read. */
const mostDrafts = 50;

/** A draft, and when it was left. */
export type Stored<T> = T & { at: Temporal.Instant };
export type Drafts<T extends object> = ReturnType<typeof draftsOf<T>>;

/** The moment since which a draft is offered still. */
export const offeredSince = (now: Temporal.Instant): Date =>
  momentOf(now.subtract({ hours: 24 * draftDays }));

/**
 * What people typed into a form and did not save, one a person and `form`: its name, and what it is about. No record of
 * the campaign: it leaves no audit, and writing it twice is harmless, so it goes without the transaction of a record.
 */
export function draftsOf<T extends object>(db: Database, workspaceId: string, shape: z.ZodType<T>) {
  // One of an earlier version's shape is no longer of use.
  function read(row: { values: unknown; updatedAt: Date } | null | undefined): Stored<T> | undefined {
    const draft = shape.safeParse(row?.values);
    return row && draft.success ? { ...draft.data, at: instantOf(row.updatedAt) } : undefined;
  }

  return {
    async get(slackId: string, form: string, now: Temporal.Instant): Promise<Stored<T> | undefined> {
      const where = { workspaceId, slackId, form, updatedAt: { gte: offeredSince(now) } };
      return read(await db.draft.findFirst({ where }));
    },

    /** That one if there is one, else the newest whose `form` begins like this. */
    async nearest(
      slackId: string,
      { form, begins }: { form: string; begins: string },
      now: Temporal.Instant,
    ): Promise<Stored<T> | undefined> {
      const rows = await db.draft.findMany({
        where: { workspaceId, slackId, form: { startsWith: begins }, updatedAt: { gte: offeredSince(now) } },
        orderBy: { updatedAt: "desc" },
        take: mostDrafts,
      });
      return read(rows.find((row) => row.form === form) ?? rows[0]);
    },

    /** One that was left later stays. */
    async keep(slackId: string, form: string, values: T, now: Temporal.Instant): Promise<void> {
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${form}, ${JSON.stringify(values)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },

    async forget(slackId: string, form: string): Promise<void> {
      await db.draft.deleteMany({ where: { workspaceId, slackId, form } });
    },
  };
}
