import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createLogger } from "../../src/log.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated, empty database from which each test's own is copied. */
    templateUrl: string;
  }
}

const name = (kind: string) => `test_${kind}_${randomBytes(6).toString("hex")}`;

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** The server of DATABASE_URL_TEST (its role must be allowed to create databases), or an embedded one for this run. */
async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL_TEST;
  if (given) return { url: given, stop: async () => undefined };
  const dataDir = await mkdtemp(path.join(tmpdir(), "studyhall-test-"));
  // The embedded server may run as another user, who has to get in.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, log: createLogger("warn") });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/**
 * Vitest's global set-up: one server for the run and one database in it, migrated once, from which each test's own
 * is copied.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = name("template");
  await run(server.url, `CREATE DATABASE ${template}`);
  const url = withDatabase(server.url, template);
  await migrate(url);
  project.provide("templateUrl", url);
  return async () => {
    await run(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.stop();
  };
}

export type FreshDatabase = { url: string; drop(): Promise<void> };

async function create(from: string): Promise<FreshDatabase> {
  const template = inject("templateUrl");
  const server = withDatabase(template, "postgres");
  const database = name("db");
  await run(server, `CREATE DATABASE ${database} ${from}`);
  const drop = () => run(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  return { url: withDatabase(template, database), drop };
}

/** A migrated, empty database of the test's own (a copy of the template: tens of milliseconds). Drop it in `afterEach` or `afterAll`. */
export function freshDatabase(): Promise<FreshDatabase> {
  return create(`TEMPLATE ${new URL(inject("templateUrl")).pathname.slice(1)}`);
}

/** A database of the test's own without a single table, for what migrates by itself. */
export function bareDatabase(): Promise<FreshDatabase> {
  return create("TEMPLATE template0");
}
