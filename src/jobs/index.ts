import { fromPrisma, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Tx } from "../db/client.ts";
import type { Job } from "../feature.ts";

/** How a job is put into the queue. */
export type Enqueue = {
  /** While a job of this name with this key waits, another is not added: many changes make one update. */
  key?: string;
  /** Not before so many seconds from now, by the machine's clock. */
  afterSeconds?: number;
};

export type Jobs = {
  /** Puts a job into the queue, inside `tx` when given: the record and its job are committed together. */
  enqueue(name: string, data: object, how?: Enqueue & { tx?: Tx }): Promise<void>;
  /** Makes the queues and begins to work on them. */
  start(jobs: Job[]): Promise<void>;
  /** Lets running jobs end (up to 10 s), then stops. */
  stop(): Promise<void>;
};

/** How often a queue is looked at for jobs that were put off: only those that wait for nothing announce themselves. */
const pollingSeconds = 2;
/** A job is tried again for about half an hour: Slack's outages and rate limits are shorter than that, mostly. */
const retries = { retryLimit: 12, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };

/**
 * Durable jobs on the bot's own database (pg-boss, schema `pgboss`). Each queue holds at most one waiting job per
 * key; a failed job is tried again with growing pauses, and one that never succeeds stays in the queue as failed.
 */
export function createJobs(deps: { databaseUrl: string; log: Logger }): Jobs {
  const { log } = deps;
  const boss = new PgBoss({
    connectionString: deps.databaseUrl,
    max: 4,
    useListenNotify: true,
    application_name: "studyhall jobs",
  });
  // Without a listener a lost database connection would end the process; pg-boss reconnects by itself.
  boss.on("error", (error) => log.warn({ err: error }, "the job queue has trouble"));

  async function workOn(job: Job): Promise<void> {
    const often = { pollingIntervalSeconds: pollingSeconds, notifyPollingIntervalSeconds: pollingSeconds };
    let worker: string | undefined;
    worker = await boss.work(job.name, often, async ([task]) => {
      try {
        if (task) await job.run(job.data.parse(task.data));
      } finally {
        // pg-boss would rest between two jobs although more are waiting.
        if (worker !== undefined) boss.notifyWorker(worker);
      }
    });
  }

  return {
    async enqueue(name, data, how = {}) {
      await boss.send(name, data, {
        ...(how.key === undefined ? {} : { singletonKey: how.key }),
        ...(how.afterSeconds === undefined ? {} : { startAfter: how.afterSeconds }),
        ...(how.tx ? { db: fromPrisma(how.tx) } : {}),
      });
    },
    async start(jobs) {
      await boss.start();
      for (const job of jobs) {
        // "short": one waiting job per key, so a change during a run is seen by one more run after it.
        await boss.createQueue(job.name, { policy: "short", notify: true, ...retries, expireInSeconds: 120 });
        for (let worker = 0; worker < (job.concurrency ?? 1); worker++) await workOn(job);
      }
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000, close: true });
    },
  };
}
