import { z } from "zod";
import type { IsoDate } from "../calendar.ts";
import type { Database, Reader, Tx } from "../db/client.ts";
import { instantOf } from "../db/dates.ts";
import type { Json } from "../json.ts";
import { lockImports } from "./store.ts";

/** The key of an upload's import begins so: by it the audit tells what came with files from what was changed here. */
export const uploadKeyStart = "upload:";

/** An entry of the audit. `here`: somebody changed it in Slack; it did not come with an import. */
export type Entry = {
  record: string;
  recordId: string;
  unitId: string | null;
  date: IsoDate | null;
  before: Json;
  after: Json;
  here: boolean;
  by: string;
  at: Temporal.Instant;
};

type Row = Omit<Entry, "here" | "at" | "before" | "after"> & {
  actor: string;
  requestKey: string | null;
  at: Date;
  before: unknown;
  after: unknown;
};

const json = z.json() satisfies z.ZodType<Json>;

function entryOf({ actor, requestKey, at, before, after, ...row }: Row): Entry {
  const here = actor !== "import" && !requestKey?.startsWith(uploadKeyStart);
  return { ...row, before: json.parse(before), after: json.parse(after), here, at: instantOf(at) };
}

/** What the audit has of these records, in the order in which it was written. */
export async function entriesOf(
  reader: Reader,
  workspaceId: string,
  records: string[],
  ids: string[],
): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const rows = await reader.$queryRaw<Row[]>`
    SELECT a.record, a.record_id AS "recordId", a.unit_id::text AS "unitId", a.date::text AS date, a.before, a.after,
      a.actor, a.request_key AS "requestKey", coalesce(p.name, a.actor) AS by, a.at
    FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.record = ANY(${records}::text[]) AND a.record_id = ANY(${ids}::text[])
    ORDER BY a.id`;
  return rows.map(entryOf);
}

/** What the audit has of such records of these units and dates, also of those that are gone; in its order. */
export async function entriesAt(
  reader: Reader,
  workspaceId: string,
  records: string[],
  at: { unitId: string; date: IsoDate }[],
): Promise<Entry[]> {
  if (at.length === 0) return [];
  const rows = await reader.$queryRaw<Row[]>`
    SELECT a.record, a.record_id AS "recordId", a.unit_id::text AS "unitId", a.date::text AS date, a.before, a.after,
      a.actor, a.request_key AS "requestKey", coalesce(p.name, a.actor) AS by, a.at
    FROM unnest(${at.map(({ unitId }) => unitId)}::uuid[], ${at.map(({ date }) => date)}::date[]) AS k(unit_id, date)
    JOIN audit_entry a ON a.workspace_id = ${workspaceId}::uuid AND a.unit_id = k.unit_id AND a.date = k.date
    LEFT JOIN person p ON p.id = a.person_id
    WHERE a.record = ANY(${records}::text[])
    ORDER BY a.id`;
  return rows.map(entryOf);
}

/**
 * The number of the audit's last entry, with none of a smaller number still on its way: whoever is writing has ended.
 * Entries are numbered as they are written, but seen when their transaction ends.
 */
export async function auditEnd(db: Database, workspaceId: string): Promise<bigint> {
  return db.$transaction(async (tx) => {
    // An import in progress is waited for here, where nobody waits behind us.
    await lockImports(tx, workspaceId);
    await tx.$executeRaw`LOCK TABLE audit_entry IN SHARE MODE`;
    const [last] = await tx.$queryRaw<{ id: bigint | null }[]>`SELECT max(id) AS id FROM audit_entry`;
    return last?.id ?? 0n;
  });
}

/** What was changed since that entry: the records, and the units and dates that they are of. */
export async function changedSince(
  tx: Tx,
  workspaceId: string,
  end: bigint,
): Promise<{ recordId: string; unitId: string | null; date: IsoDate | null }[]> {
  return tx.$queryRaw`
    SELECT record_id AS "recordId", unit_id::text AS "unitId", date::text AS date FROM audit_entry
    WHERE workspace_id = ${workspaceId}::uuid AND id > ${end}::bigint`;
}
