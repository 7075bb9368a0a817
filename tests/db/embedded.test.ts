import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedServer, startEmbedded } from "../../src/db/embedded.ts";
import { createLogger } from "../../src/log.ts";
import { type Program, startProgram } from "../support/processes.ts";

const HOLDER = fileURLToPath(new URL("../support/hold-database.ts", import.meta.url));
const log = createLogger("silent");
let dataDir: string;
let leave: (() => Promise<unknown>)[];

beforeEach(async () => {
  leave = [];
  dataDir = await mkdtemp(path.join(tmpdir(), "studyhall-embedded-"));
  await chmod(dataDir, 0o755);
});
afterEach(async () => {
  for (const end of leave.reverse()) await end();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, log });
  leave.push(() => server.stop());
  return server;
}

async function startElsewhere(): Promise<{ program: Program; url: string }> {
  const program = startProgram(HOLDER, [dataDir]);
  leave.push(() => program.end());
  return { program, url: await program.line(/^postgresql:/) };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows),
    (cause) => client.end().then(() => Promise.reject(cause)),
  );
}

const postmaster = async () =>
  Number((await readFile(path.join(dataDir, "postgres/cluster/postmaster.pid"), "utf8")).split("\n")[0]);

/** Resolves when the condition holds; the test's own limit is the only clock. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await new Promise((resolve) => setImmediate(resolve));
}

describe("the embedded database", () => {
  it("keeps what was written from one start to the next, at the same address", async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  });

  it("is durable, in UTF-8, sorts by code point, and its owner is no superuser", async () => {
    const { url } = await start();
    const [row] = await query(
      url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('server_encoding') AS encoding, 'a' > 'B' AS by_code_point, lower('ÄÖ') AS lower,
         current_setting('is_superuser') AS superuser, current_setting('listen_addresses') AS listens`,
    );
    expect(row).toEqual({
      ...{ fsync: "on", commit: "on", encoding: "UTF8", by_code_point: true, lower: "äö" },
      ...{ superuser: "off", listens: "127.0.0.1" },
    });
  });

  it("asks for a password that only the owner of its file can read", async () => {
    const { url } = await start();
    const file = await stat(path.join(dataDir, "postgres/access.json"));
    expect(file.mode & 0o777).toBe(0o600);
    await expect(query(url.replace(/:[^:@]+@/, ":guess@"), "SELECT 1")).rejects.toThrow(/password/);
  });

  it("is shared by two programs, and only the last one to leave stops it", async () => {
    const { program, url } = await startElsewhere();
    const here = await start();
    expect(here.url).toBe(url);
    await here.stop();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await program.end("SIGTERM")).toMatchObject({ code: 0 });
    await expect(query(url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("stays while the one who started it leaves and another still uses it", async () => {
    const here = await start();
    const { url } = await startElsewhere();
    await here.stop();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("stays while a program that knows only its address is connected", async () => {
    const here = await start();
    const client = new pg.Client({ connectionString: here.url });
    client.on("error", () => undefined);
    await client.connect();
    await here.stop();
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    await (await start()).stop();
    await expect(query(here.url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("is joined again after the program that started it was killed, with every acknowledged row", async () => {
    const { program, url } = await startElsewhere();
    await query(url, "CREATE TABLE kept AS SELECT 7 AS value");
    const server = await postmaster();
    await program.end("SIGKILL");
    const here = await start();
    expect(here.url).toBe(url);
    expect(await postmaster()).toBe(server);
    expect(await query(here.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  });

  it("starts after the server and the program were killed together", async () => {
    const { program, url } = await startElsewhere();
    await query(url, "CREATE TABLE kept AS SELECT 7 AS value");
    const server = await postmaster();
    await program.end("SIGKILL");
    process.kill(server, "SIGKILL");
    const here = await start();
    expect(await query(here.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  });

  it("comes back at the same address when the server is killed under a running program", async () => {
    const here = await start();
    const killed = await postmaster();
    process.kill(killed, "SIGKILL");
    await until(async () => (await postmaster()) !== killed);
    await until(async () => (await query(here.url, "SELECT 1")).length === 1);
    expect(await query(here.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("starts although a stale file names a living process that is no server", async () => {
    const first = await start();
    await first.stop();
    const cluster = path.join(dataDir, "postgres/cluster");
    const stale = [process.pid, cluster, 1790000000, 1, "", "127.0.0.1", "", "ready"].join("\n");
    await writeFile(path.join(cluster, "postmaster.pid"), `${stale}\n`);
    const second = await start();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("moves to a free port when a stranger has taken its own", async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import("node:net");
    const stranger = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) =>
      stranger.listen(Number(new URL(first.url).port), "127.0.0.1", resolve),
    );
    leave.push(() => new Promise((resolve) => stranger.close(resolve)));
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("is created once when four programs begin in an empty directory at the same moment", async () => {
    const all = await Promise.all([startElsewhere(), startElsewhere(), startElsewhere(), start()]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  it("begins anew when its creation was killed half way", async () => {
    await mkdir(path.join(dataDir, "postgres/cluster.new-999999999"), { recursive: true });
    const { url } = await start();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await expect(stat(path.join(dataDir, "postgres/cluster.new-999999999"))).rejects.toThrow(/ENOENT/);
  });

  it("says what to do when its directory cannot be written", async () => {
    await writeFile(path.join(dataDir, "postgres"), "a file in the way");
    await expect(start()).rejects.toThrow(/STUDYHALL_DATA_DIR/);
  });
});
