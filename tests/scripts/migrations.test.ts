import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { schemaDiff } from "../../scripts/migrations/diff.ts";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Member {
  id       String   @id @db.Uuid
  name     String
  startsOn DateTime @map("starts_on") @db.Date
  endsOn   DateTime @map("ends_on") @db.Date
  @@map("member")
}`;
let dir: string;
/** The SQL that builds SCHEMA on an empty database. */
let init: string;

async function prepare(): Promise<void> {
  dir = await mkdtemp(path.join(tmpdir(), "studyhall-schema-"));
  await writeFile(path.join(dir, "schema.prisma"), SCHEMA);
}

beforeAll(async () => {
  await prepare();
  init = (await schemaDiff("script", dir)) ?? "";
  await rm(dir, { recursive: true });
});
beforeEach(prepare);
afterEach(() => rm(dir, { recursive: true, force: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(dir, "migrations", name), { recursive: true });
  await writeFile(path.join(dir, "migrations", name, "migration.sql"), sql);
}

describe("schemaDiff", () => {
  it("writes the SQL that is missing, after which schema and migrations agree", async () => {
    expect(init).toContain('CREATE TABLE "member"');
    await write("20260101000000_init", init);
    expect(await schemaDiff("script", dir)).toBeNull();
  });

  it("names a column that only the schema has", async () => {
    await write("20260101000000_init", init);
    await writeFile(
      path.join(dir, "schema.prisma"),
      SCHEMA.replace("name     String", "name String\n  nick String?"),
    );
    expect(await schemaDiff("summary", dir)).toMatch(/`member` table\n.*Added column `nick`/);
  });

  it("names a column that only the migrations have", async () => {
    await write("20260101000000_init", init);
    await write("20260102000000_nick", "ALTER TABLE member ADD COLUMN nick text;");
    expect(await schemaDiff("summary", dir)).toMatch(/Removed column `nick`/);
  });

  it("takes what Prisma's schema cannot say for no difference", async () => {
    const beyond = `CREATE EXTENSION btree_gist;
      ALTER TABLE member ADD CONSTRAINT in_order CHECK (starts_on <= ends_on);
      ALTER TABLE member ADD CONSTRAINT no_overlap
        EXCLUDE USING gist (name WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
      CREATE UNIQUE INDEX member_open ON member (name) WHERE ends_on > '2026-01-01';
      CREATE INDEX member_lower_name ON member (lower(name));`;
    await write("20260101000000_init", `${init}\n${beyond}`);
    expect(await schemaDiff("summary", dir)).toBeNull();
  });

  it("names the migration that fails on an empty database", async () => {
    await write("20260101000000_broken", "ALTER TABLE nowhere ADD COLUMN a int;");
    await expect(schemaDiff("script", dir)).rejects.toThrow(/20260101000000_broken/);
  });

  it("finds the program's own migrations and schema in agreement", async () => {
    expect(await schemaDiff("summary")).toBeNull();
  });
});
