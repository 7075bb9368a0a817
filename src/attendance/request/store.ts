import type { Database, Reader, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { SessionKey } from "../store.ts";
import { type Decision, decision, type OwnRequest, ownRequest } from "./model.ts";

export type RequestStore = ReturnType<typeof requestStore>;

const formOf = ({ unitId, date }: SessionKey) => `attendanceOwnAsked ${unitId} ${date}`;

/** The key of the write that decides: whoever is first has it. */
export const decisionKey = (id: string): string => `attendance.request:${id}`;

/**
 * What people ask to be recorded of themselves: kept like what others tried to save, the last one of a person, unit and
 * date, so that an earlier one is known for overtaken. Whether it is decided says the key of its write.
 */
export function requestStore(db: Database, workspaceId: string) {
  return {
    /** Holds the person's request until the transaction ends, so that the same said twice at once is one. */
    async hold(
      tx: Tx,
      slackId: string,
      of: SessionKey,
      now: Temporal.Instant,
    ): Promise<OwnRequest | undefined> {
      const [row] = await tx.$queryRaw<{ values: unknown }[]>`
        INSERT INTO draft (workspace_id, slack_id, form, values, updated_at)
        VALUES (${workspaceId}::uuid, ${slackId}, ${formOf(of)}, '{}'::jsonb, ${momentOf(now)})
        ON CONFLICT (workspace_id, slack_id, form) DO UPDATE SET updated_at = EXCLUDED.updated_at RETURNING values`;
      return ownRequest.safeParse(row?.values).data;
    },

    async keep(tx: Tx, slackId: string, of: SessionKey, request: OwnRequest): Promise<void> {
      const where = { workspaceId_slackId_form: { workspaceId, slackId, form: formOf(of) } };
      await tx.draft.update({ where, data: { values: request } });
    },

    async get(slackId: string, of: SessionKey): Promise<OwnRequest | undefined> {
      const where = { workspaceId_slackId_form: { workspaceId, slackId, form: formOf(of) } };
      return ownRequest.safeParse((await db.draft.findUnique({ where }))?.values).data;
    },

    async decision(id: string, reader: Reader = db): Promise<Decision | undefined> {
      const where = { workspaceId_key: { workspaceId, key: decisionKey(id) } };
      return decision.safeParse((await reader.requestKey.findUnique({ where }))?.outcome).data;
    },
  };
}
