import { rm } from "node:fs/promises";
import { pino } from "pino";
import { afterEach } from "vitest";
import { loadSample } from "../../sandbox/sample.ts";
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from "../../sandbox/slack/index.ts";
import type { Studyhall } from "../../src/app.ts";
import { startBot } from "../../src/bot.ts";
import type { Clock } from "../../src/clock.ts";
import type { SlackConfig } from "../../src/config.ts";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { freshDatabase, townDatabase } from "./database.ts";
import { type DatabaseProxy, proxyTo } from "./proxy.ts";
import { beginning, type TownChanges, townChannels, townFolder, townUsers } from "./town.ts";

/** Wednesday 21 October 2026, 16:00 in Shanghai: week 43, Hill School's study afternoon. */
export const wednesday = beginning;

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
/** Runs `stop` after the test, the last one first. */
export const afterwards = (stop: () => Promise<unknown>): void => void stops.push(stop);

/** What is logged of a test run: nothing, or what TEST_LOG says. */
export const testLog = pino({ level: process.env.TEST_LOG ?? "silent" });

/** A clock that stands still until it is set. */
export type TestClock = Clock & { set(instant: Temporal.Instant | string): void };

export function standingClock(at = wednesday): TestClock {
  return {
    now: () => at,
    set: (instant) => {
      at = Temporal.Instant.from(instant);
    },
  };
}

export type Place = { slack: LocalSlack; db: Database; databaseUrl: string; until: Until };
/** Resolves when the condition holds; it is looked at again whenever something in Slack changes. */
export type Until = (condition: () => boolean | Promise<boolean>) => Promise<void>;

/** The town ("none": nothing was ever imported) on a database of its own, and its Slack workspace, without a bot. */
export async function townAndSlack(options: {
  clock: Clock;
  town?: TownChanges | "none";
  slack?: Partial<LocalSlackOptions>;
}): Promise<Place> {
  const { clock } = options;
  // Where no test changes it, the town has been imported once for all.
  const database = await (options.town === undefined ? townDatabase() : freshDatabase());
  afterwards(database.drop);
  const db = createDatabase(database.url);
  afterwards(() => db.$disconnect());
  if (options.town !== undefined && options.town !== "none") {
    const folder = await townFolder(options.town);
    await loadSample(db, folder, clock, testLog);
    await rm(folder, { recursive: true });
  }
  const slack = await startLocalSlack({
    users: Object.values(townUsers),
    channels: Object.values(townChannels).map((channel) => ({ ...channel })),
    team: { id: "T0TOWN", name: "Town" },
    now: () => clock.now().epochMilliseconds,
    ...options.slack,
  });
  afterwards(() => slack.close());
  return { slack, db, databaseUrl: database.url, until: (condition) => until(slack, condition) };
}

export type World = Place & {
  bot: Studyhall;
  /** Where the bot takes requests over HTTP. */
  requestUrl: string;
  /** Between the bot and its database. */
  proxy: DatabaseProxy;
  clock: TestClock;
  /** Starts another bot on the same database and Slack (over HTTP the requests still go to the first one). */
  another(): Promise<Studyhall>;
};

/** The town, its Slack workspace and the bot, over HTTP or Socket Mode. Everything ends with the test. */
export async function world(
  options: { over?: "http" | "socket"; slack?: Partial<LocalSlackOptions>; town?: TownChanges | "none" } = {},
): Promise<World> {
  const clock = standingClock();
  const place = await townAndSlack({ ...options, clock });
  const { slack } = place;
  const proxy = await proxyTo(place.databaseUrl);
  afterwards(proxy.close);
  const { botToken, appToken, signingSecret } = slack.credentials;
  const mode: SlackConfig["mode"] =
    options.over === "socket" ? { kind: "socket", appToken } : { kind: "http", signingSecret };
  const start = async () => {
    const bot = await startBot(
      { databaseUrl: proxy.url, dataDir: "", port: 0, slack: { botToken, apiUrl: slack.apiUrl, mode } },
      testLog,
      { clock },
    );
    afterwards(() => {
      proxy.release();
      proxy.delay(0);
      proxy.mend();
      return bot.stop();
    });
    return bot;
  };
  const bot = await start();
  const requestUrl = `http://127.0.0.1:${bot.port}/slack/events`;
  if (mode.kind === "socket") slack.deliverOverSocket();
  else slack.deliverOverHttp(requestUrl);
  return {
    ...place,
    requestUrl,
    proxy,
    clock,
    bot,
    another: start,
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
