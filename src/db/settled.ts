import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "./client.ts";

/**
 * Waits until every transaction that was writing when this was called has ended, so that what is read next holds
 * all that those wrote. A job that was waiting when they asked for it may begin before they have committed: their
 * records would be missing and nobody would come back for them.
 * @param waits how often 100 ms are waited
 * @returns false when one is still running after the wait: then somebody must look again later
 */
export async function settled(db: Database, waits = 50): Promise<boolean> {
  const [at] = await db.$queryRaw<
    { next: string }[]
  >`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next`;
  for (let left = waits; ; left -= 1) {
    const [ended] = await db.$queryRaw<{ all: boolean }[]>`
      SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ${at?.next ?? "0"}::xid8 AS "all"`;
    if (ended?.all || left <= 0) return ended?.all ?? false;
    await pause(100);
  }
}
