/** The yardstick: a bare Bolt app that does one INSERT through `pg` before it answers. Port, secret and database by environment. */
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import pg from "pg";
import { portOf } from "../src/requests/listen.ts";

const env = (name: string) => process.env[name] ?? "";
const pool = new pg.Pool({ connectionString: env("DATABASE_URL"), max: 10 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, slack_id text, text text, at timestamptz)",
);
const app = new App({
  receiver: new HTTPReceiver({ signingSecret: env("SLACK_SIGNING_SECRET"), logLevel: LogLevel.ERROR }),
  authorize: async () => ({ botToken: "xoxb-bench", botUserId: "U0BOT", teamId: "T0BENCH" }),
  logLevel: LogLevel.ERROR,
});
app.command("/attendance", async ({ command, ack }) => {
  await pool.query("INSERT INTO bare (slack_id, text, at) VALUES ($1, $2, now())", [
    command.user_id,
    command.text,
  ]);
  await ack({ response_type: "ephemeral", text: "Saved." });
});
process.send?.(portOf(await app.start(Number(env("PORT")))));
