/**
 * Writes the next migration: `npm run migration:new -- add_plans`.
 * What Prisma's schema cannot say (CHECK, EXCLUDE, partial indexes) is then added to the file by hand; with
 * `--empty` a file for such SQL alone is begun although the schema has not changed.
 */
import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PRISMA_DIR, schemaDiff } from "./migrations/diff.ts";

const LOCK = '# Read by Prisma: which database the migrations are written for.\nprovider = "postgresql"\n';

/** "2026-10-14T08:30:05Z" becomes "20261014083005", so that folders sort in the order they were written. */
function timestamp(now: Temporal.Instant): string {
  return now.toString({ smallestUnit: "second" }).replace(/\D/g, "");
}

async function writeMigration(name: string, sql: string): Promise<string> {
  const migrations = path.join(PRISMA_DIR, "migrations");
  const folder = path.join(migrations, `${timestamp(Temporal.Now.instant())}_${name}`);
  await mkdir(folder, { recursive: true });
  const lock = path.join(migrations, "migration_lock.toml");
  await access(lock).catch(() => writeFile(lock, LOCK));
  await writeFile(path.join(folder, "migration.sql"), sql, { flag: "wx" });
  return path.relative(process.cwd(), path.join(folder, "migration.sql"));
}

async function main(args: string[]): Promise<number> {
  const empty = args.includes("--empty");
  const [name] = args.filter((arg) => !arg.startsWith("--"));
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error("Name the migration in lower case with underscores: npm run migration:new -- add_plans");
    return 2;
  }
  const sql = (await schemaDiff("script")) ?? (empty ? "-- What Prisma's schema cannot say.\n" : null);
  if (sql === null) {
    console.error("prisma/schema.prisma says nothing that the migrations do not: no migration was written.");
    return 1;
  }
  console.log(
    `Wrote ${await writeMigration(name, sql)}. Read it, add by hand what the schema cannot say, commit it.`,
  );
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
