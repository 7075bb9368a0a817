import { buildApp, type Studyhall } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Config, SlackConfig } from "./config.ts";
import { ping } from "./db/client.ts";
import { type Connected, connectDatabase } from "./db/connect.ts";
import { type Health, healthPages } from "./health.ts";
import type { Logger } from "./log.ts";
import { httpReceiver } from "./requests/http.ts";
import type { ListeningReceiver } from "./requests/listen.ts";
import { socketReceiver } from "./requests/socket.ts";
import { slackWeb } from "./slack/web.ts";

/** The bot with what is around it: the port that it listens on, and whether it is of use. */
export type RunningBot = Studyhall & { port: number; health: Health };

/**
 * Connects the database and Slack, and starts the bot.
 * @param more `prepare` runs on the migrated database before the bot does: the sandbox loads its sample there
 * @throws what keeps the bot from starting: the database's, Slack's or the port's trouble; nothing is left running
 */
export async function startBot(
  config: Pick<Config, "databaseUrl" | "dataDir" | "port"> & { slack: SlackConfig },
  log: Logger,
  more: { clock?: Clock; prepare?: (database: Connected) => Promise<void> } = {},
): Promise<RunningBot> {
  const connected = await connectDatabase(config, log);
  const slack = slackWeb({ token: config.slack.botToken, apiUrl: config.slack.apiUrl, log });
  const health = healthPages({ database: () => ping(connected.db), slack: slack.ping });
  try {
    await more.prepare?.(connected);
    const app = await buildApp({
      db: connected.db,
      databaseUrl: connected.url,
      slack,
      receiver: receiverFor(config.slack, { health, log }),
      botToken: config.slack.botToken,
      clock: more.clock ?? systemClock,
      log,
    });
    const port = await app.start(config.port);
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await app.stop();
      await connected.close();
    };
    return {
      ...app,
      ...{ port, health },
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await connected.close();
    throw error;
  }
}

function receiverFor(
  { mode, apiUrl }: SlackConfig,
  common: Pick<Parameters<typeof httpReceiver>[0], "health" | "log">,
): ListeningReceiver {
  return mode.kind === "socket"
    ? socketReceiver({ appToken: mode.appToken, apiUrl, ...common })
    : httpReceiver({ signingSecret: mode.signingSecret, ...common });
}
