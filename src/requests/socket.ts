import { type App, SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { type Health, healthServer } from "../health.ts";
import { boltLogger } from "../log.ts";
import { type ListeningReceiver, listen } from "./listen.ts";

/** Pauses before the next attempt to connect, in milliseconds; the last one repeats. */
const pauses = [0, 1000, 2000, 5000, 10_000, 30_000];

/**
 * Slack over Socket Mode. The client's own reconnecting gives up with an unhandled rejection when
 * `apps.connections.open` fails once too often, so it is switched off and the connection is kept up here, for as
 * long as it takes. The health pages have a port of their own.
 */
export function socketReceiver(options: {
  appToken: string;
  apiUrl?: string | undefined;
  health: Health;
  log: Logger;
}): ListeningReceiver {
  const { log } = options;
  const pages = healthServer(options.health);
  const bolt = new SocketModeReceiver({
    appToken: options.appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
        retryConfig: { retries: 0 },
        timeout: 10_000,
      },
    },
  });
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  /** Attempts since the last connection that stood: a socket may be refused although its address was given. */
  let attempts = 0;

  function reconnect(): void {
    if (stopping || timer) return;
    const pause = pauses[Math.min(attempts, pauses.length - 1)];
    attempts += 1;
    timer = setTimeout(() => {
      timer = undefined;
      bolt.client.start().catch((error: unknown) => {
        log.warn({ err: error, attempts }, "Slack is not reached over its socket; trying again");
        reconnect();
      });
    }, pause);
  }

  return {
    init: (app: App) => bolt.init(app),
    async start(port: number) {
      const got = await listen(pages, port);
      await bolt.client.start();
      bolt.client.on("connected", () => {
        attempts = 0;
      });
      bolt.client.on("disconnected", reconnect);
      return got;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await Promise.all([bolt.client.disconnect(), new Promise((resolve) => pages.close(resolve))]);
    },
  };
}
