import { randomUUID } from "node:crypto";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";
import type { Tx } from "../db/client.ts";
import { instantOf } from "../db/dates.ts";
import type { Job } from "./job.ts";

/** How a job is put into the queue. */
export type Enqueue = {
  /** While a job of this name with this key waits, another is not added: many changes make one update. Without one, each is added. */
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
  /** Jobs that were given up within `failedDays`, newest first, of those that this program can still do. */
  failed(): Promise<FailedJob[]>;
  /**
   * Puts a job that was given up back into the queue, inside `tx` when given.
   * @returns false when it has not failed (any more): somebody else was faster, or it is gone
   */
  retry(job: Pick<FailedJob, "id" | "name">, tx?: Tx): Promise<boolean>;
};

/** A job that was tried for the last time at `at`, by the database's clock. What it was about is nobody's business here. */
export type FailedJob = { id: string; name: string; at: Temporal.Instant };

// pg-boss's types leave out what it answers.
const retried = z.object({ affected: z.int() });
const rowShape = z.object({ id: z.uuid(), name: z.string(), at: z.date() });

/** How often a queue is looked at for jobs that were put off: only those that wait for nothing announce themselves. */
const pollingSeconds = 2;
/** A job is tried again for about half an hour: Slack's outages and rate limits are shorter than that, mostly. */
const retries = { retryLimit: 12, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };
/** So long a job that is done or was given up stays in the queue. */
export const failedDays = 14;
const kept = { deleteAfterSeconds: failedDays * 24 * 60 * 60 };
/** More are never listed: by then it is one trouble, not hundreds. */
const mostFailed = 500;

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
    // What falls due is found by the features' ticks: pg-boss's own calendar would only ask the database for nothing.
    schedule: false,
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

  let known: string[] = [];

  return {
    async enqueue(name, data, how = {}) {
      await boss.send(name, data, {
        // Jobs without a key count as having the same one: pg-boss would drop all but the first that waits.
        singletonKey: how.key ?? randomUUID(),
        ...(how.afterSeconds === undefined ? {} : { startAfter: how.afterSeconds }),
        ...(how.tx ? { db: fromPrisma(how.tx) } : {}),
      });
    },
    async start(jobs) {
      await boss.start();
      known = jobs.map(({ name }) => name);
      const there = new Map((await boss.getQueues(known)).map((queue) => [queue.name, queue]));
      for (const job of jobs) {
        const queue = there.get(job.name);
        // "short": one waiting job per key, so a change during a run is seen by one more run after it.
        const how = { policy: "short", notify: true, expireInSeconds: 120, ...retries, ...kept } as const;
        if (!queue) await boss.createQueue(job.name, how);
        // A queue that an earlier version made keeps its settings otherwise.
        else if (queue.deleteAfterSeconds !== kept.deleteAfterSeconds) await boss.updateQueue(job.name, kept);
        for (let worker = 0; worker < (job.concurrency ?? 1); worker++) await workOn(job);
      }
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000, close: true });
    },
    async failed() {
      const { rows } = await boss.getDb().executeSql(
        `SELECT id, name, completed_on AS at FROM pgboss.job
         WHERE state = 'failed' AND name = ANY($1::text[]) AND completed_on > now() - make_interval(days => $2)
         ORDER BY completed_on DESC LIMIT $3`,
        [known, failedDays, mostFailed],
      );
      return rowShape
        .array()
        .parse(rows)
        .map(({ at, ...job }) => ({ ...job, at: instantOf(at) }));
    },
    async retry({ id, name }, tx) {
      const done = await boss.retry(name, id, tx ? { db: fromPrisma(tx) } : {});
      return retried.parse(done).affected > 0;
    },
  };
}
