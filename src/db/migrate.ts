import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { during, type Logger } from "../log.ts";

/** The database and this program's migrations do not fit. The message says which migration, and what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
/** The number Prisma's own commands lock while they migrate: neither runs into the other. */
const LOCK = 72_707_369;
/** Prisma's layout of its history, so that its own commands go on where we stop. */
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const quiet = { info: () => undefined };

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

async function onDisk(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(dir, name, "migration.sql"));
      return { name, sql: bytes.toString(), checksum: createHash("sha256").update(bytes).digest("hex") };
    }),
  );
}

/** What the database has must be what stands on disk, unchanged, and finished. */
function check(applied: Applied[], migrations: Migration[]): void {
  for (const { migration_name: name, checksum, finished_at } of applied) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (!migration)
      throw new MigrationError(
        `The database has migration ${name}, which this Studyhall does not know: this database is newer than this Studyhall. Start the newer one, or restore a backup made before.`,
      );
    if (!finished_at)
      throw new MigrationError(
        `Migration ${name} was begun by Prisma's own command and did not finish: settle it with \`prisma migrate resolve\`, then start again.`,
      );
    if (migration.checksum !== checksum)
      throw new MigrationError(
        `Migration ${name} was edited after this database applied it: restore the file as it was, and write what changed as a new migration.`,
      );
  }
}

/** The migration and its line in the history are one transaction: it is applied whole and noted, or not at all. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      `Migration ${name} failed and was rolled back; the database is as it was before it: ${reason}`,
      { cause },
    );
  }
}

/**
 * Brings the database at that address up to this program's schema, in Prisma's layout. Several may run at once: each
 * migration is applied once.
 * @param options.dir folders `<time>_<name>` with a `migration.sql` each; the program's own by default
 * @returns the names applied now, in order
 * @throws MigrationError naming the migration that fails, was edited, or is not known here
 */
export async function migrate(
  databaseUrl: string,
  options: { dir?: string; log?: Logger } = {},
): Promise<string[]> {
  const migrations = await onDisk(options.dir ?? MIGRATIONS);
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: "studyhall-migrate",
  });
  client.on("error", () => undefined); // a lost connection rejects the query under way
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(HISTORY);
    const { rows } = await client.query<Applied>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    check(rows, migrations);
    const known = new Set(rows.map((row) => row.migration_name));
    const missing = migrations.filter((migration) => !known.has(migration.name));
    for (const migration of missing) {
      const { log = quiet } = options;
      await during(log, `Applying migration ${migration.name}`, () => apply(client, migration));
    }
    return missing.map((migration) => migration.name);
  } finally {
    await client.end(); // which lets the lock go
  }
}
