import type { z } from "zod";

/** A piece of work that survives a restart. `run` may be called again after a crash: it must be idempotent. */
export type Job<T = unknown> = {
  name: string;
  data: z.ZodType<T>;
  run(data: T): Promise<void>;
  /** The key of the text that tells an administrator what a failed job was to do, such as "digest.failed.update". */
  what?: string;
  /** How many of these jobs one process works on at a time (default 1). */
  concurrency?: number;
};
