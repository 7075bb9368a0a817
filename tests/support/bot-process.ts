/**
 * The bot as a process of its own, to be killed: `bot-process.ts CONFIG`, where CONFIG is JSON of `BotProcessConfig`.
 * Its clock runs like the machine's, as far ahead of it as it is told. It says `{ready: PORT}` when it has started and
 * "ticked" after each tick that it was told to make; a campaign's minute is not the machine's, so node-cron's is of
 * no use here.
 */
import { pino } from "pino";
import { z } from "zod";
import { startBot } from "../../src/bot.ts";
import type { SlackConfig } from "../../src/config.ts";

export type BotProcessConfig = {
  databaseUrl: string;
  slack: SlackConfig;
  aheadMilliseconds: number;
};
export type Told = { aheadMilliseconds: number } | { tick: true };
export type Said = { ready: number } | "ticked";

const config: BotProcessConfig = JSON.parse(process.argv[2] ?? "{}");
const told = z.union([z.object({ aheadMilliseconds: z.number() }), z.object({ tick: z.literal(true) })]);
let ahead = config.aheadMilliseconds;
const say = (what: Said) => process.send?.(what);

const bot = await startBot(
  { ...config, dataDir: "", port: 0 },
  pino({ level: process.env.TEST_LOG ?? "silent" }),
  {
    clock: { now: () => Temporal.Now.instant().add({ milliseconds: ahead }) },
  },
);
process.on("message", async (message) => {
  const wish = told.parse(message);
  if ("aheadMilliseconds" in wish) {
    ahead = wish.aheadMilliseconds;
    return;
  }
  await bot.tick();
  say("ticked");
});
process.on("SIGTERM", async () => {
  await bot.stop();
  process.exit(0);
});
// The test has died: nobody else would end this process.
process.on("disconnect", () => process.exit(0));
say({ ready: bot.port });
