import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { pino } from "pino";
import { afterEach } from "vitest";
import type { Studyhall } from "../../src/app.ts";
import { startBot } from "../../src/bot.ts";
import type { SlackConfig } from "../../src/config.ts";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { loadSample } from "../../src/sandbox/sample.ts";
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from "../../src/sandbox/slack/index.ts";
import { freshDatabase } from "./database.ts";
import { townChannels, townFolder, townUsers } from "./town.ts";

/** Wednesday 21 October 2026, 16:00 in Shanghai: week 43, Hill School's study afternoon. */
export const wednesday = Temporal.Instant.from("2026-10-21T08:00:00Z");

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
/** Runs `stop` after the test, the last one first. */
export const afterwards = (stop: () => Promise<unknown>): void => void stops.push(stop);

export type World = {
  slack: LocalSlack;
  bot: Studyhall;
  db: Database;
  databaseUrl: string;
  clock: { now(): Temporal.Instant; set(instant: Temporal.Instant | string): void };
  /** Starts another bot on the same database and Slack (the events still go to the first one). */
  another(): Promise<Studyhall>;
  /** Resolves when the condition holds; checked again whenever something in Slack changes. */
  until(condition: () => boolean | Promise<boolean>): Promise<void>;
};

/** The town, its Slack workspace and the bot, over HTTP or Socket Mode. Everything ends with the test. */
export async function world(options: { over?: "http" | "socket"; folder?: string; slack?: Partial<LocalSlackOptions>; databaseUrl?: string } = {}): Promise<World> {
  let at = wednesday;
  const clock = { now: () => at, set: (instant: Temporal.Instant | string) => void (at = Temporal.Instant.from(instant)) };
  const log = pino({ level: process.env["TEST_LOG"] ?? "silent" });
  const database = await freshDatabase();
  afterwards(database.drop);
  const db = createDatabase(database.url);
  afterwards(() => db.$disconnect());
  const folder = options.folder ?? (await townFolder());
  await loadSample(db, folder, clock, log);
  if (!options.folder) await rm(folder, { recursive: true });

  const slack = await startLocalSlack({
    users: Object.values(townUsers),
    channels: Object.values(townChannels).map((channel) => ({ ...channel })),
    team: { id: "T0TOWN", name: "Town" },
    now: () => at.epochMilliseconds,
    ...options.slack,
  });
  afterwards(() => slack.close());
  const start = async (port: number, mode: SlackConfig["mode"]) => {
    const bot = await startBot(
      {
        databaseUrl: options.databaseUrl ?? database.url,
        dataDir: "",
        port,
        slack: { botToken: slack.credentials.botToken, apiUrl: slack.apiUrl, mode },
      },
      log,
      { clock },
    );
    afterwards(() => bot.stop());
    return bot;
  };
  const http = { kind: "http", signingSecret: slack.credentials.signingSecret } as const;
  let bot: Studyhall;
  if (options.over === "socket") {
    slack.deliverOverSocket();
    bot = await start(await freePort(), { kind: "socket", appToken: slack.credentials.appToken });
  } else {
    const port = await freePort();
    bot = await start(port, http);
    slack.deliverOverHttp(`http://127.0.0.1:${port}/slack/events`);
  }
  return {
    ...{ slack, bot, db, clock, databaseUrl: database.url },
    another: async () => start(await freePort(), http),
    until: (condition) => until(slack, condition),
  };
}

/** How often a condition is looked at while nothing visible happens in Slack (the database may change alone). */
const lookAgain = 50;

async function until(slack: LocalSlack, condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer);
        forget();
        resolve();
      };
      const timer = setTimeout(go, lookAgain);
      const forget = slack.onChange(go);
    });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === "string" || !address) throw new Error("no port");
  return address.port;
}
