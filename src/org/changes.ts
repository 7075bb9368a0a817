import pg from "pg";
import type { Logger } from "pino";

/** What the database's triggers call when campaign, units, people, memberships or Slack accounts have changed. */
const channel = "studyhall_organisation";
/** After a lost connection it is tried again after so long. */
const againMilliseconds = 1000;

export type Changes = {
  /** True while every change is heard of. */
  hears(): boolean;
  /** Begins to listen. @throws pg's error when nobody answers */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Hears at once that the organisation has changed, whichever process changed it: the command line's import ends what
 * this one remembers. A connection of its own, which costs no request a round trip.
 * @param changed called at each change, and when some may have been missed
 */
export function organisationChanges(deps: { databaseUrl: string; changed(): void; log: Logger }): Changes {
  const { databaseUrl, changed, log } = deps;
  let client: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function listen(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: "studyhall changes",
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    const lost = (error?: Error) => {
      if (client !== fresh) return;
      client = undefined;
      changed();
      if (isStopped) return;
      log.warn({ err: error }, "the connection that tells of changes was lost");
      later();
    };
    fresh.on("error", lost);
    fresh.on("end", () => lost());
    fresh.on("notification", changed);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    if (isStopped) return fresh.end();
    client = fresh;
    changed();
  }

  function later(): void {
    again = setTimeout(() => listen().catch(() => later()), againMilliseconds);
    again.unref();
  }

  return {
    hears: () => client !== undefined,
    start: listen,
    async stop() {
      isStopped = true;
      clearTimeout(again);
      await client?.end();
    },
  };
}
