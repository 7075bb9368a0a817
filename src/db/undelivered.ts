import type { Database } from "./client.ts";

/** Slack refused the prompt that was counted last of these: it reached nobody, and counts no more. */
export async function markUndelivered(
  db: Database,
  prompt: { workspaceId: string; unitId: string; kind: string; sentTo: string },
): Promise<void> {
  const { workspaceId, unitId, kind, sentTo } = prompt;
  await db.$executeRaw`
    UPDATE reminder SET undelivered = true WHERE id = (
      SELECT id FROM reminder WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid
        AND kind = ${kind} AND sent_to = ${sentTo} ORDER BY sent_at DESC, id DESC LIMIT 1)`;
}
