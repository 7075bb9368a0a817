import { createHash, randomBytes, randomUUID } from "node:crypto";
import { appendFile, readFile, rm, statfs } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { loadSample } from "../../sandbox/sample.ts";
import { createDatabase } from "../../src/db/client.ts";
import { startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createWrite } from "../../src/db/write.ts";
import { createFeatures } from "../../src/features.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { createJobs } from "../../src/jobs/index.ts";
import { createLogger } from "../../src/log.ts";
import { organisation } from "../../src/org/index.ts";
import { orgStore } from "../../src/org/store.ts";
import { slackWeb } from "../../src/slack/web.ts";
import { beginning, townFolder } from "./town.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated, empty database from which each test's own is copied. */
    templateUrl: string;
    /** Address of one that holds the town as well. */
    townUrl: string;
    /** How the server copies a template: see `copying`. */
    copying: string;
  }
}

const name = (kind: string) => `test_${process.pid}_${kind}_${randomBytes(6).toString("hex")}`;

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

/**
 * The server of DATABASE_URL_TEST (its role must be allowed to create databases), or an embedded one. Its directory
 * is the same for every run of this checkout: runs at the same time share one server, a server that a killed run
 * left behind is taken over, and the last run to end stops it.
 */
async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL_TEST;
  if (given) return { url: given, stop: async () => undefined };
  const checkout = createHash("sha256")
    .update(import.meta.dirname)
    .digest("hex")
    .slice(0, 12);
  const dataDir = path.join(await inMemory(), `studyhall-test-${userInfo().username}-${checkout}`);
  const server = await startEmbedded({ dataDir, log: createLogger("error") });
  await forgetSafety(path.join(dataDir, "postgres", "cluster"));
  return server;
}

/** What the server may come to hold: a few dozen databases of some ten megabytes, and a gigabyte of log. */
const mostBytes = 4 * 2 ** 30;

/**
 * Where files live in memory, if there is room; else the directory for temporary files. Making and dropping databases
 * makes the server write out everything each time: on a disk that is what the tests would wait for.
 */
async function inMemory(): Promise<string> {
  const shared = "/dev/shm";
  const room = await statfs(shared).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > mostBytes ? shared : tmpdir();
}

/**
 * No test crashes this server, and nothing in it is kept; making and dropping a database for each test would wait for
 * the disk most of the time. The tests of the embedded database itself start servers of their own.
 */
async function forgetSafety(cluster: string): Promise<void> {
  const settings = path.join(cluster, "postgresql.auto.conf");
  if (!/^fsync = off$/m.test(await readFile(settings, "utf8")))
    await appendFile(settings, "fsync = off\nfull_page_writes = off\n");
  const [pid] = (await readFile(path.join(cluster, "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGHUP");
}

/**
 * Copied as files, a template costs half of what it costs through the log, and a tenth while other tests keep the
 * server's memory busy. Servers before version 15 know that way only, and no word for it.
 */
async function copying(url: string): Promise<string> {
  const [row] = await run(url, "SHOW server_version_num");
  return Number(row?.server_version_num) >= 150_000 ? "STRATEGY FILE_COPY" : "";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Drops what killed runs left: the number of the run's process stands in each name. */
async function sweep(url: string): Promise<void> {
  const rows = await run(url, "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'");
  for (const { datname } of rows) {
    const pid = Number(/^test_(\d+)_/.exec(String(datname))?.[1]);
    if (pid > 0 && !isAlive(pid)) await run(url, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

/** The job queue's own tables, and the features' queues: made once, they need not be made for each test. */
async function withQueues(url: string): Promise<void> {
  const [db, log, clock] = [createDatabase(url), createLogger("error"), { now: () => beginning }];
  const [workspaceId, nothing] = [randomUUID(), async () => undefined];
  const jobs = createJobs({ databaseUrl: url, log });
  const features = createFeatures({
    ...{ db, log, clock, workspaceId, jobs },
    write: createWrite({ db, workspaceId, clock, onRecords: nothing }),
    org: organisation({ store: orgStore(db, workspaceId), clock }),
    slack: slackWeb({ token: "xoxb-none", apiUrl: "http://127.0.0.1:9/", log }),
    i18n: createI18n({ common: commonTexts }),
    forgetViewer: () => undefined,
    administrators: async () => [],
    chosenLanguage: async () => null,
  });
  await jobs.start(features.flatMap((feature) => feature.jobs ?? []));
  await jobs.stop();
  await db.$disconnect();
}

/** The town as it is where no test changes it. */
async function withTown(url: string): Promise<void> {
  const db = createDatabase(url);
  const folder = await townFolder();
  await loadSample(db, folder, { now: () => beginning }, createLogger("error"));
  await rm(folder, { recursive: true });
  await db.$disconnect();
}

/**
 * Vitest's global set-up: one server and two databases in it, migrated (and filled) once, from which each test's own
 * is copied.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  if (!process.env.DATABASE_URL_TEST) await sweep(server.url);
  const template = name("template");
  await run(server.url, `CREATE DATABASE ${template}`);
  const url = withDatabase(server.url, template);
  await migrate(url);
  await withQueues(url);
  const copies = await copying(server.url);
  const town = name("town");
  await run(server.url, `CREATE DATABASE ${town} TEMPLATE ${template} ${copies}`);
  const townUrl = withDatabase(server.url, town);
  await withTown(townUrl);
  project.provide("templateUrl", url);
  project.provide("townUrl", townUrl);
  project.provide("copying", copies);
  return async () => {
    for (const database of [town, template]) await run(server.url, `DROP DATABASE ${database} WITH (FORCE)`);
    await server.stop();
  };
}

export type FreshDatabase = { url: string; drop(): Promise<void> };

async function create(from: string): Promise<FreshDatabase> {
  const template = inject("templateUrl");
  const server = withDatabase(template, "postgres");
  const database = name("db");
  await run(server, `CREATE DATABASE ${database} ${from} ${inject("copying")}`);
  const drop = async () => {
    // Not WITH (FORCE): that is refused while a vacuum of the server's own runs there; a plain DROP ends it.
    await run(
      server,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND usename = current_user`,
    );
    await run(server, `DROP DATABASE IF EXISTS ${database}`);
  };
  return { url: withDatabase(template, database), drop };
}

/** A migrated, empty database of the test's own (a copy of the template: tens of milliseconds). Drop it in `afterEach` or `afterAll`. */
export function freshDatabase(): Promise<FreshDatabase> {
  return create(`TEMPLATE ${new URL(inject("templateUrl")).pathname.slice(1)}`);
}

/** A copy of the database that holds the town. */
export function townDatabase(): Promise<FreshDatabase> {
  return create(`TEMPLATE ${new URL(inject("townUrl")).pathname.slice(1)}`);
}

/** A database of the test's own without a single table, for what migrates by itself. */
export function bareDatabase(): Promise<FreshDatabase> {
  return create("TEMPLATE template0");
}
