import { type ChildProcess, fork } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { z } from "zod";
import { loadSample } from "../sandbox/sample.ts";
import { type LocalSlack, startLocalSlack } from "../sandbox/slack/index.ts";
import { createDatabase, type Database } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { createLogger } from "../src/log.ts";

export const county = fileURLToPath(new URL("../sample/county", import.meta.url));
/** Friday 30 October 2026, 16:30 in the sample county: a study afternoon of 39 units. */
export const friday = Temporal.Instant.from("2026-10-30T08:30:00Z");

/** What a benchmark runs on: an embedded PostgreSQL of its own, the sample county, and a local Slack. */
export type Stage = {
  url: string;
  db: Database;
  slack: LocalSlack;
  /** An empty, migrated database on the same server. */
  emptyDatabase(): Promise<string>;
  /** Starts a program in a process of its own; resolves when it says on which port it is ready. */
  program(file: string, env?: Record<string, string>): Promise<Program>;
  close(): Promise<void>;
};
export type Program = { url: string; port: number; process: ChildProcess; stop(): Promise<void> };

export async function setStage(): Promise<Stage> {
  const log = createLogger("error");
  const dataDir = await mkdtemp(join(tmpdir(), "studyhall-bench-"));
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, log });
  await migrate(server.url, { log });
  const db = createDatabase(server.url);
  await loadSample(db, county, { now: () => friday }, log);
  const slack = await startLocalSlack({
    users: [],
    channels: [],
    team: { id: "T0BENCH", name: "Bench" },
    now: () => friday.epochMilliseconds,
  });
  const running = new Set<Program>();

  async function program(file: string, env: Record<string, string> = {}): Promise<Program> {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      // As `npm start` runs the bot; the yardstick gets the same.
      execArgv: ["--max-semi-space-size=2"],
      env: {
        ...process.env,
        PORT: "0",
        DATABASE_URL: server.url,
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: slack.credentials.botToken,
        SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
        BENCH_NOW: friday.toString(),
        ...env,
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const port = await new Promise<number>((resolve, reject) => {
      child.once("message", (message) => resolve(z.int().parse(message)));
      child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
    });
    const one: Program = {
      port,
      url: `http://127.0.0.1:${port}/slack/events`,
      process: child,
      stop: async () => {
        running.delete(one);
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await ended;
      },
    };
    running.add(one);
    return one;
  }

  return {
    url: server.url,
    db,
    slack,
    program,
    async emptyDatabase() {
      const name = `bench_${Math.floor(performance.now() * 1000)}`;
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await migrate(url.toString(), { log });
      return url.toString();
    },
    async close() {
      for (const one of running) await one.stop();
      await slack.close();
      await db.$disconnect();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
