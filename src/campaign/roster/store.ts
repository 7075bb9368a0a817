import { z } from "zod";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { uploadKeyStart } from "../../files/audit-store.ts";

/** By file name: the text. */
export type UploadedFiles = Record<string, string>;
const shape = z.record(z.string(), z.string());

/** An upload waits so long for a decision; then it must be uploaded again. */
const keptHours = 48;

/** The request under which an upload is imported: once, whoever asks how often. */
export const importKey = (uploadId: string): string => `${uploadKeyStart}${uploadId}`;

export type UploadStore = ReturnType<typeof uploadStore>;

/** Files between their preview and the decision to import them, and what the preview shows of the roster. */
export function uploadStore(db: Database, workspaceId: string) {
  return {
    /** Keeps the files; those that nobody decided about in time go. */
    async keep(tx: Tx, slackId: string, files: UploadedFiles, now: Temporal.Instant): Promise<string> {
      const oldest = momentOf(now.subtract({ hours: keptHours }));
      await tx.upload.deleteMany({ where: { workspaceId, createdAt: { lt: oldest } } });
      const row = await tx.upload.create({
        data: { workspaceId, slackId, files, createdAt: momentOf(now) },
      });
      return row.id;
    },

    /** Somebody's own upload. */
    async get(id: string, slackId: string): Promise<UploadedFiles | undefined> {
      const row = await db.upload.findFirst({ where: { id, workspaceId, slackId } });
      return row ? shape.parse(row.files) : undefined;
    },

    /** Somebody's own latest upload, unless it was imported or is too old. */
    async waiting(
      slackId: string,
      now: Temporal.Instant,
    ): Promise<{ id: string; names: string[] } | undefined> {
      const oldest = momentOf(now.subtract({ hours: keptHours }));
      const row = await db.upload.findFirst({
        where: { workspaceId, slackId, createdAt: { gte: oldest } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      });
      if (!row) return undefined;
      const key = importKey(row.id);
      const done = await db.requestKey.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
      if (done) return undefined;
      return { id: row.id, names: Object.keys(shape.parse(row.files)) };
    },

    /** Names with codes, by id, of some units and people. */
    async names(reader: Reader, ids: string[]): Promise<Map<string, string>> {
      const rows = await reader.$queryRaw<{ id: string; name: string; code: string }[]>`
        SELECT id, name, code FROM unit WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])
        UNION ALL SELECT id, name, employee_no FROM person
        WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])`;
      return new Map(rows.map(({ id, name, code }) => [id, `${name} (${code})`]));
    },

    /** Slack users whom the roster did not know are looked for in it at their next request, not a minute later. */
    async lookAgainForStrangers(tx: Tx): Promise<void> {
      await tx.$executeRaw`
        UPDATE slack_user SET checked_at = 'epoch' WHERE workspace_id = ${workspaceId}::uuid AND person_id IS NULL`;
    },
  };
}
