import type { Tx } from "../db/client.ts";

/** The tree changes as a whole, since every unit's number may: one such change at a time, and none while people move. */
export async function lockTree(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('studyhall tree ' || ${workspaceId}, 0))`;
}

/** No unit begins, ends or moves until the transaction has ended. Taken before people are locked. */
export async function shareTree(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('studyhall tree ' || ${workspaceId}, 0))`;
}
