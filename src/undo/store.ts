import { z } from "zod";
import type { Database, Tx } from "../db/client.ts";
import { instantOf } from "../db/dates.ts";
import type { Change } from "../db/write.ts";
import type { Json } from "../json.ts";
import type { WrittenBy } from "./ids.ts";

export type UndoStore = ReturnType<typeof undoStore>;

/** A change as the audit keeps it; `id` grows in the audit's order, `actor` is how whoever did it was known. */
export type Kept = { id: bigint; change: Change; actor: string; by: string; at: Temporal.Instant };

type Row = {
  id: bigint;
  at: Date;
  actor: string;
  by: string;
  record: string;
  recordId: string;
  unitId: string | null;
  date: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
};

/** Finds in the audit what a request wrote, and what has been written since. */
export function undoStore(db: Database, workspaceId: string) {
  return {
    /** What that request wrote of the unit and date (or dates), in the order in which it was written. */
    async written({ unitId, date, until = date, key }: WrittenBy): Promise<Kept[]> {
      const rows = await db.$queryRaw<Row[]>`
        SELECT a.id, a.at, a.actor, coalesce(p.name, a.actor) AS by, a.record, a.record_id AS "recordId",
          a.unit_id::text AS "unitId", a.date::text AS date, a.before, a.after, a.reason
        FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.unit_id = ${unitId}::uuid
          AND a.date BETWEEN ${date}::date AND ${until}::date AND a.request_key = ${key}
        ORDER BY a.id`;
      return rows.map(keptOf);
    },

    /** True when that write was done before. */
    async isDone(key: string): Promise<boolean> {
      return (await db.requestKey.count({ where: { workspaceId, key } })) > 0;
    },

    /** What others, or the same person, wrote of the same records after those entries; newest first. */
    async since(tx: Tx, kept: Kept[]): Promise<Kept[]> {
      const rows = await tx.$queryRaw<Row[]>`
        SELECT a.id, a.at, a.actor, coalesce(p.name, a.actor) AS by, a.record, a.record_id AS "recordId",
          a.unit_id::text AS "unitId", a.date::text AS date, a.before, a.after, a.reason
        FROM unnest(${kept.map(({ id }) => id)}::bigint[], ${kept.map(({ change }) => change.record)}::text[],
          ${kept.map(({ change }) => change.recordId)}::text[]) AS k(id, record, record_id)
        JOIN audit_entry a ON a.workspace_id = ${workspaceId}::uuid AND a.record = k.record AND a.record_id = k.record_id
          AND a.id > k.id
        LEFT JOIN person p ON p.id = a.person_id
        ORDER BY a.id DESC`;
      const own = new Set(kept.map(({ id }) => id));
      return rows.map(keptOf).filter(({ id }) => !own.has(id));
    },
  };
}

const json = z.json() satisfies z.ZodType<Json>;

function keptOf({ id, at, actor, by, record, recordId, unitId, date, before, after, reason }: Row): Kept {
  const change: Change = {
    ...{ record, recordId, before: json.parse(before), after: json.parse(after) },
    ...(unitId === null ? {} : { unitId }),
    ...(date === null ? {} : { date }),
    ...(reason === null ? {} : { reason }),
  };
  return { id, change, actor, by, at: instantOf(at) };
}
