import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { dayOf, momentOf } from "../../db/dates.ts";
import { savedSince } from "../../db/saved-since.ts";
import { draftsOf, offeredSince, type Stored } from "../../form/drafts.ts";
import type { SessionKey } from "../store.ts";
import { type FormEntry, formEntry } from "./entry.ts";

export type Draft = { unitId: string; date: string; entry: FormEntry };
export type DraftStore = ReturnType<typeof draftStore>;

/** What a draft is of stands in its key, so that one session's does not take another's place. */
const anyForm = "attendance ";
const formOf = ({ unitId, date }: SessionKey) => `${anyForm}${unitId} ${date}`;
/** What somebody tried to save in a week that is locked to them, for the head whom they ask; under the head, whose it is stands behind it. */
const triedOf = ({ unitId, date }: SessionKey) => `attendanceAsked ${unitId} ${date}`;
const handedOf = (of: SessionKey, by: string) => `${triedOf(of)} ${by}`;
const shape = z.object({ unitId: z.uuid(), date: z.string().refine(isDate), entry: formEntry });
const handedShape = shape.extend({ asker: z.string() });
/** An entry that somebody asks a head to save; `asker` is their name. */
export type Handed = z.infer<typeof handedShape>;

/** What somebody picked and did not save, one per person and session. */
export function draftStore(db: Database, workspaceId: string) {
  const drafts = draftsOf(db, workspaceId, shape);

  return {
    /** The draft of that session if there is one, else the newest. Those too old to be remembered are left out. */
    get: (slackId: string, of: SessionKey, now: Temporal.Instant) =>
      drafts.nearest(slackId, { form: formOf(of), begins: anyForm }, now),

    /** Somebody has recorded something of the session since the draft was left. */
    isOutdated: ({ unitId, date, at }: Stored<Draft>): Promise<boolean> =>
      savedSince(
        db,
        { workspaceId, unitId, date: dayOf(date), record: { in: ["attendance", "session", "leaveNotice"] } },
        at,
      ),

    keep: (slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> =>
      drafts.keep(slackId, formOf(draft), draft, now),

    /** Keeps what somebody tried to save and may not. */
    keepTried: (slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> =>
      drafts.keep(slackId, triedOf(draft), draft, now),

    /** Hands what the asker tried to save over to the head. @returns false where there is nothing to hand over */
    async handOver(
      tx: Tx,
      of: SessionKey,
      { from, asker, to }: { from: string; asker: string; to: string },
      now: Temporal.Instant,
    ): Promise<boolean> {
      const handed = await tx.$executeRaw`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        SELECT workspace_id, ${to}, ${handedOf(of, from)}, values || jsonb_build_object('asker', ${asker}::text), ${momentOf(now)}
        FROM draft WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${from} AND form = ${triedOf(of)}
          AND updated_at >= ${offeredSince(now)}
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at`;
      return handed > 0;
    },

    /** What that Slack user handed over to the head. */
    async handed(slackId: string, of: SessionKey, by: string): Promise<Handed | undefined> {
      const key = { workspaceId, slackId, form: handedOf(of, by) };
      const row = await db.draft.findUnique({ where: { workspaceId_slackId_form: key } });
      const handed = handedShape.safeParse(row?.values);
      return handed.success ? handed.data : undefined;
    },

    /** Forgets that session's draft, what was handed over for it, and what is too old to be offered. */
    async forget(slackId: string, of: SessionKey, now: Temporal.Instant): Promise<void> {
      const old = { form: { startsWith: anyForm }, updatedAt: { lt: offeredSince(now) } };
      const handed = { form: { startsWith: triedOf(of) } };
      await db.draft.deleteMany({ where: { workspaceId, slackId, OR: [{ form: formOf(of) }, handed, old] } });
    },
  };
}
