/** The bot as it runs, with the time given: what a benchmark loads must fall into the sample campaign. */
import { startBot } from "../src/bot.ts";
import { createLogger } from "../src/log.ts";

const env = (name: string) => process.env[name] ?? "";
const now = Temporal.Instant.from(env("BENCH_NOW"));
const bot = await startBot(
  {
    databaseUrl: env("DATABASE_URL"),
    dataDir: "",
    port: Number(env("PORT")),
    slack: {
      botToken: env("SLACK_BOT_TOKEN"),
      apiUrl: env("SLACK_API_URL"),
      mode: { kind: "http", signingSecret: env("SLACK_SIGNING_SECRET") },
    },
  },
  createLogger("error"),
  { clock: { now: () => now } },
);
process.send?.(bot.port);
