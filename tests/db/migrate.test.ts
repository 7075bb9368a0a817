import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MigrationError, migrate } from "../../src/db/migrate.ts";
import { bareDatabase, type FreshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let dir: string;

beforeEach(async () => {
  [database, dir] = await Promise.all([
    bareDatabase(),
    mkdtemp(path.join(tmpdir(), "studyhall-migrations-")),
  ]);
});
afterEach(async () => {
  await Promise.all([database.drop(), rm(dir, { recursive: true, force: true })]);
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(dir, name), { recursive: true });
  await writeFile(path.join(dir, name, "migration.sql"), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

const tables = async () =>
  (await query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(
    (row) => row.tablename,
  );

const FIRST = "20260101000000_first";
const SECOND = "20260102000000_second";

describe("migrate", () => {
  it("applies what is missing in the order of its names, and then nothing", async () => {
    await write(SECOND, "ALTER TABLE a ADD COLUMN more text;");
    await write(FIRST, "CREATE TABLE a (id int); -- a ';' in a comment\nCREATE INDEX a_id ON a (id);");
    expect(await migrate(database.url, { dir })).toEqual([FIRST, SECOND]);
    expect(await migrate(database.url, { dir })).toEqual([]);
  });

  it("writes its history as Prisma's own commands do", async () => {
    const sql = "CREATE TABLE a (id int);\n";
    await write(FIRST, sql);
    await migrate(database.url, { dir });
    const [row] = await query("SELECT * FROM _prisma_migrations");
    expect(row).toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      checksum: createHash("sha256").update(sql).digest("hex"),
      migration_name: FIRST,
      finished_at: expect.any(Date),
      rolled_back_at: null,
      applied_steps_count: 1,
    });
  });

  it("applies each migration once when four programs start at the same moment", async () => {
    for (let n = 10; n < 20; n++) await write(`202601${n}000000_step`, `CREATE TABLE step_${n} (id int);`);
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, { dir })));
    expect(applied.flat()).toHaveLength(10);
    expect((await query("SELECT count(*)::int AS n FROM _prisma_migrations"))[0]).toEqual({ n: 10 });
  });

  it("rolls back the whole of a migration that fails, names it, and keeps the ones before", async () => {
    await write(FIRST, "CREATE TABLE a (id int);");
    await write(SECOND, "CREATE TABLE b (id int); INSERT INTO nowhere VALUES (1);");
    await expect(migrate(database.url, { dir })).rejects.toThrow(/20260102000000_second failed.*"nowhere"/);
    expect(await tables()).toEqual(["_prisma_migrations", "a"]);
    await write(SECOND, "CREATE TABLE b (id int);");
    expect(await migrate(database.url, { dir })).toEqual([SECOND]);
  });

  it("refuses a migration that was edited after it was applied, by name", async () => {
    await write(FIRST, "CREATE TABLE a (id int);");
    await migrate(database.url, { dir });
    await write(FIRST, "CREATE TABLE a (id bigint);");
    await write(SECOND, "CREATE TABLE b (id int);");
    await expect(migrate(database.url, { dir })).rejects.toThrow(/20260101000000_first was edited/);
    expect(await tables()).toEqual(["_prisma_migrations", "a"]);
  });

  it("refuses a database with a migration that this program does not know", async () => {
    await write(FIRST, "CREATE TABLE a (id int);");
    await write(SECOND, "CREATE TABLE b (id int);");
    await migrate(database.url, { dir });
    await rm(path.join(dir, SECOND), { recursive: true });
    const failure = migrate(database.url, { dir });
    await expect(failure).rejects.toThrow(MigrationError);
    await expect(failure).rejects.toThrow(/20260102000000_second.*newer than this Studyhall/);
  });

  it("refuses to go on where Prisma's own command was broken off", async () => {
    await write(FIRST, "CREATE TABLE a (id int);");
    await migrate(database.url, { dir });
    await query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(database.url, { dir })).rejects.toThrow(/20260101000000_first .*did not finish/);
  });

  it("builds the program's own schema on an empty database", async () => {
    const applied = await migrate(database.url);
    expect(await migrate(database.url)).toEqual([]);
    expect(applied.length).toBeGreaterThan(0);
    expect(await tables()).toContain("workspace");
  });
});
