import type { Database } from "./client.ts";
import { momentOf } from "./dates.ts";
import type { Prisma } from "./generated/client.ts";

/**
 * Whether anybody saved something of these records after a moment, by the audit. A draft from before it is about what
 * is there no more: it is not offered.
 */
export async function savedSince(
  db: Database,
  records: Prisma.AuditEntryWhereInput & { workspaceId: string },
  at: Temporal.Instant,
): Promise<boolean> {
  const entry = await db.auditEntry.findFirst({
    where: { ...records, at: { gt: momentOf(at) } },
    select: { id: true },
  });
  return entry !== null;
}
