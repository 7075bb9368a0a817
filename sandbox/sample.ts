import type { Clock } from "../src/clock.ts";
import type { Database } from "../src/db/client.ts";
import { createWrite } from "../src/db/write.ts";
import { recordedByAll, recordFiles } from "../src/features.ts";
import { importRecords } from "../src/files/import.ts";
import { silent } from "../src/files/progress.ts";
import { during, type Logger } from "../src/log.ts";
import { theWorkspace } from "../src/org/workspace.ts";

/**
 * Imports the sample into a database that holds no campaign yet. One that does is left alone: what was tried out
 * in the sandbox must not be set back by a restart.
 * @throws Error naming the first problems when the sample does not import
 */
export async function loadSample(db: Database, folder: string, clock: Clock, log: Logger): Promise<void> {
  if ((await db.campaign.count()) > 0) return;
  const workspaceId = (await theWorkspace(db)).id;
  const write = createWrite({ db, workspaceId, clock, onRecords: async () => undefined });
  const deps = {
    db,
    workspaceId,
    clock,
    write,
    files: recordFiles,
    recorded: recordedByAll,
    progress: silent,
  };
  const outcome = await during(log, "Loading the sample county", () => importRecords(deps, folder));
  if (outcome.kind === "refused")
    throw new Error(`the sample does not import: ${JSON.stringify(outcome.problems.slice(0, 3))}`);
}
