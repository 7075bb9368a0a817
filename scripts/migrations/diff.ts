import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as engine from "@prisma/schema-engine-wasm";
import { memoryAdapter } from "./pglite-adapter.ts";

export const PRISMA_DIR = fileURLToPath(new URL("../../prisma/", import.meta.url));
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** The engine hands over the text of a panic by this global before it throws; without it the text is lost. */
function keepPanics(): void {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => process.stderr.write(`${text}\n`) },
  });
}

async function readMigrations(baseDir: string): Promise<engine.MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name): Promise<engine.MigrationDirectory> => {
      const value = await readFile(path.join(baseDir, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
    }),
  );
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/**
 * The difference between what `migrations/` builds and what `schema.prisma` says, both in `dir`.
 * @returns the SQL that leads from the first to the second (`script`), or a summary for people; null when they agree.
 * @throws Error when a migration fails on an empty database or the schema is not valid.
 */
export async function schemaDiff(as: "script" | "summary", dir = PRISMA_DIR): Promise<string | null> {
  keepPanics();
  const schemaPath = path.join(dir, "schema.prisma");
  const files = [{ path: schemaPath, content: await readFile(schemaPath, "utf8") }];
  const datamodels: [string, string][] = files.map((file) => [file.path, file.content]);
  const adapter = memoryAdapter();
  const diff = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter);
  try {
    const { exitCode, stdout } = await diff.diff({
      from: { tag: "migrations", ...(await readMigrations(path.join(dir, "migrations"))) },
      to: { tag: "schemaDatamodel", files },
      script: as === "script",
      exitCode: true,
      filters: NO_FILTERS,
    });
    return exitCode === 0 ? null : (stdout ?? "");
  } finally {
    diff.free();
    await adapter.close();
  }
}
