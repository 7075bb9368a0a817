import type { Logger } from "../log.ts";
import { createDatabase, type Database, type DatabaseOptions } from "./client.ts";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

export type Connected = {
  db: Database;
  /** For what opens connections of its own (the job queue). */
  url: string;
  /** Closes the connections, then leaves the embedded server. Safe to call twice. */
  close(): Promise<void>;
};

/**
 * The database this program runs on, migrated: the one at `databaseUrl`, else the embedded one below `dataDir`.
 * @throws EmbeddedDatabaseError, MigrationError, or pg's error when nobody answers at `databaseUrl`
 */
export async function connectDatabase(
  config: { databaseUrl?: string; dataDir: string },
  log: Logger,
  options: Omit<DatabaseOptions, "log"> = {},
): Promise<Connected> {
  const server =
    config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log }) : undefined;
  const url = server?.url ?? config.databaseUrl ?? "";
  try {
    await migrate(url, { log });
  } catch (cause) {
    await server?.stop();
    throw cause;
  }
  const db = createDatabase(url, { ...options, log });
  const close = async () => {
    await db.$disconnect();
    await server?.stop();
  };
  let closing: Promise<void> | undefined;
  return {
    db,
    url,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
