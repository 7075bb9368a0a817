import type { Logger } from "pino";
import { PgBoss } from "pg-boss";
import type { Tx } from "../db/client.ts";
import type { Job } from "../feature.ts";

/** How a job is put into the queue. */
export type Enqueue = {
  /** While a job with this key waits, another is not added: many changes make one update. */
  key?: string;
  /** Not before this instant. */
  after?: Temporal.Instant;
};

export type Jobs = {
  /** Puts a job into the queue, inside `tx` when given: the record and its job are committed together. */
  enqueue(name: string, data: object, how?: Enqueue & { tx?: Tx }): Promise<void>;
  /** Begins to work on the jobs. */
  start(jobs: Job[]): Promise<void>;
  /** Lets running jobs end (up to 10 s), then stops. */
  stop(): Promise<void>;
};
