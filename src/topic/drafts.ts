import type { z } from "zod";
import type { Database } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";
import { draftsOf, type Stored } from "../form/drafts.ts";

/** What somebody typed about their topic and did not save. */
export type DraftStore<T> = {
  /** None where the topic was saved since. @param topicId the one that the form is about; undefined: none yet */
  get(
    slackId: string,
    of: string,
    topicId: string | undefined,
    now: Temporal.Instant,
  ): Promise<Stored<T> | undefined>;
  keep(slackId: string, of: string, values: T, now: Temporal.Instant): Promise<void>;
  forget(slackId: string, of: string): Promise<void>;
};

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
  const drafts = draftsOf(db, workspaceId, shape);
  const nameOf = (of: string) => `${form} ${of}`;
  return {
    async get(slackId, of, topicId, now) {
      const draft = await drafts.get(slackId, nameOf(of), now);
      return draft && topicId !== undefined && (await isSavedSince(topicId, draft.at)) ? undefined : draft;
    },
    keep: (slackId, of, values, now) => drafts.keep(slackId, nameOf(of), values, now),
    forget: (slackId, of) => drafts.forget(slackId, nameOf(of)),
  };
}
