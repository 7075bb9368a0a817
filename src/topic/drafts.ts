import type { z } from "zod";
import type { Database } from "../db/client.ts";
import { instantOf, momentOf } from "../db/dates.ts";

/** What somebody typed into a form and did not save. No record of the campaign: no audit, harmless when written twice. */
export type DraftStore<T> = {
  /** None where the topic was saved since. @param topicId the one that the form is about; undefined: none yet */
  get(
    slackId: string,
    of: string,
    topicId: string | undefined,
    now: Temporal.Instant,
  ): Promise<(T & { at: Temporal.Instant }) | undefined>;
  keep(slackId: string, of: string, values: T, now: Temporal.Instant): Promise<void>;
  forget(slackId: string, of: string): Promise<void>;
};

/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;

/**
 * @param form begins the draft's name, what it is about (a campaign's or topic's id) ends it
 * @param fields what the form saves, as the audit names it: a step that leaves those alone leaves the draft alone
 */
export function draftStore<T extends object>(
  db: Database,
  workspaceId: string,
  form: string,
  shape: z.ZodType<T>,
  fields: readonly string[],
): DraftStore<T> {
  async function isSavedSince(topicId: string, at: Temporal.Instant): Promise<boolean> {
    const [row] = await db.$queryRaw<{ saved: boolean }[]>`
      SELECT EXISTS (
        SELECT 1 FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND record = 'topic' AND record_id = ${topicId} AND at > ${momentOf(at)}
          AND jsonb_exists_any(after, ${fields}::text[])) AS saved`;
    return row?.saved ?? false;
  }
  const key = (slackId: string, of: string) => ({ workspaceId, slackId, form: `${form} ${of}` });
  return {
    async get(slackId, of, topicId, now) {
      const row = await db.draft.findUnique({ where: { workspaceId_slackId_form: key(slackId, of) } });
      // One of an earlier version's shape is no longer of use.
      const draft = shape.safeParse(row?.values);
      if (!row || !draft.success || row.updatedAt < momentOf(now.subtract({ hours: 24 * draftDays })))
        return undefined;
      const at = instantOf(row.updatedAt);
      if (topicId !== undefined && (await isSavedSince(topicId, at))) return undefined;
      return { ...draft.data, at };
    },
    async keep(slackId, of, values, now) {
      await db.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${`${form} ${of}`}, ${JSON.stringify(values)}::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
        WHERE draft.updated_at <= EXCLUDED.updated_at`;
    },
    async forget(slackId, of) {
      await db.draft.deleteMany({ where: key(slackId, of) });
    },
  };
}
