import type { Database, Reader, Tx } from "../db/client.ts";

/** The highest audit entry that an import left, from a folder or uploaded: it changes with every one that changed something. */
export async function importMark(reader: Reader, workspaceId: string): Promise<string> {
  // In the words of an index of these alone: anything else reads the audit since the last import, each minute.
  const [newest] = await reader.$queryRaw<{ id: bigint | null }[]>`
    SELECT max(id) AS id FROM audit_entry
    WHERE workspace_id = ${workspaceId}::uuid AND (actor = 'import' OR record = 'import')`;
  return String(newest?.id ?? 0);
}

/** Lets one import write at a time; the lock ends with the transaction. */
export async function lockImports(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`studyhall import ${workspaceId}`}, 0))`;
}

/** Lets nobody else change campaign, units, people and where they belong until the transaction ends; reading goes on. */
export async function lockRoster(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM campaign WHERE workspace_id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  await tx.$executeRaw`LOCK TABLE unit, person, membership IN SHARE ROW EXCLUSIVE MODE`;
}

/** Tells PostgreSQL's planner what there is now; by itself it would notice a minute later, and plan badly until then. */
export async function analyze(db: Database): Promise<void> {
  await db.$executeRaw`ANALYZE`;
}
