import { z } from "zod";
import { isDate } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
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
/** What somebody tried to save in a week that is locked to them, for the head whom they ask; under the head, whose it is stands behind it. */
const triedOf = ({ unitId, date }: SessionKey) => `attendanceAsked ${unitId} ${date}`;
const handedOf = (of: SessionKey, by: string) => `${triedOf(of)} ${by}`;
/** Nobody has more sessions half filled at once; it bounds what is read. */
const mostDrafts = 50;
const shape = z.object({ unitId: z.uuid(), date: z.string().refine(isDate), entry: formEntry });
const handedShape = shape.extend({ asker: z.string() });
/** An entry that somebody asks a head to save; `asker` is their name. */
export type Handed = z.infer<typeof handedShape>;

/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;
const offeredSince = (now: Temporal.Instant) => momentOf(now.subtract({ hours: 24 * draftDays }));

/**
 * What somebody picked and did not save, one per person and session. No record of the campaign: it leaves no audit,
 * and writing it twice is harmless, so it goes without the transaction of a record.
 */
export function draftStore(db: Database, workspaceId: string) {
  async function keepAs(form: string, slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> {
    await db.$executeRaw`
      INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
      VALUES (${workspaceId}::uuid, ${slackId}, ${form}, ${JSON.stringify(draft)}::jsonb, ${momentOf(now)})
      ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET values = EXCLUDED.values, updated_at = EXCLUDED.updated_at
      WHERE draft.updated_at <= EXCLUDED.updated_at`;
  }

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

    keep: (slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> =>
      keepAs(formOf(draft), slackId, draft, now),

    /** Keeps what somebody tried to save and may not. */
    keepTried: (slackId: string, draft: Draft, now: Temporal.Instant): Promise<void> =>
      keepAs(triedOf(draft), slackId, draft, now),

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
