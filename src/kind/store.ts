import type { Reader, Tx } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Value } from "./fields.ts";
import { columnOf, type Kind, type Values } from "./kind.ts";

/** A record as its table has it. */
export type KindRecord = { id: string; unitId: string; values: Values };

/** Records sent to the database at a time. */
const recordsAtOnce = 2000;

// Names come from declarations only, never from a request.
const named = (name: string) => Prisma.raw(`"${name}"`);
const listed = (names: string[]) => Prisma.raw(names.map((name) => `"${name}"`).join(", "));

/** All records of the kind in the campaign, in the order in which they were made. */
export async function recordsOf(reader: Reader, kind: Kind, campaignId: string): Promise<KindRecord[]> {
  const columns = Object.entries(kind.fields).map(([field, { sql }]) => {
    const column = `"${columnOf(kind, field)}"`;
    return `${sql === "date" ? `${column}::text` : column} AS "${field}"`;
  });
  const rows = await reader.$queryRaw<({ id: string; unitId: string } & Record<string, Value>)[]>`
    SELECT id, unit_id AS "unitId", ${Prisma.raw(columns.join(", "))}
    FROM ${named(kind.table)} WHERE campaign_id = ${campaignId}::uuid ORDER BY id`;
  return rows.map(({ id, unitId, ...values }) => ({ id, unitId, values }));
}

/** Makes records, or changes those that there are. */
export async function writeRecords(
  tx: Tx,
  kind: Kind,
  where: { workspaceId: string; campaignId: string; now: Date },
  records: KindRecord[],
  done: (records: number) => void,
): Promise<void> {
  const fields = Object.entries(kind.fields);
  const columns = fields.map(([field]) => columnOf(kind, field));
  const shape = fields.map(([field, { sql }]) => `"${field}" ${sql}`).join(", ");
  const changed = ["unit_id", ...columns, "updated_at"].map((column) => `"${column}" = excluded."${column}"`);
  const { workspaceId, campaignId, now } = where;
  for (let from = 0; from < records.length; from += recordsAtOnce) {
    const batch = records.slice(from, from + recordsAtOnce);
    const rows = batch.map(({ id, unitId, values }) => ({ id, unitId, ...values }));
    await tx.$executeRaw`
      INSERT INTO ${named(kind.table)} (id, workspace_id, campaign_id, unit_id, ${listed(columns)}, created_at, updated_at)
      SELECT v.id, ${workspaceId}::uuid, ${campaignId}::uuid, v."unitId", ${Prisma.raw(fields.map(([field]) => `v."${field}"`).join(", "))}, ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, "unitId" uuid, ${Prisma.raw(shape)})
      ON CONFLICT (id) DO UPDATE SET ${Prisma.raw(changed.join(", "))}`;
    done(from + batch.length);
  }
}
