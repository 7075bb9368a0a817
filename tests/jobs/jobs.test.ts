import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { createJobs, type Jobs } from "../../src/jobs/index.ts";
import type { Job } from "../../src/jobs/job.ts";
import { testLog } from "../support/bot.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let db: Database;
let jobs: Jobs;
beforeEach(async () => {
  database = await freshDatabase();
  db = createDatabase(database.url);
  jobs = createJobs({ databaseUrl: database.url, log: testLog });
});
afterEach(async () => {
  await jobs.stop();
  await db.$disconnect();
  await database.drop();
});

/** A job that notes its numbers, and a promise of the moment when it has noted so many. */
function noting(wanted: number, run: (number: number) => Promise<void> | void = () => undefined) {
  const noted: number[] = [];
  const enough = Promise.withResolvers<void>();
  const job: Job<{ number: number }> = {
    name: "test.note",
    data: z.object({ number: z.number() }),
    async run({ number }) {
      await run(number);
      noted.push(number);
      if (noted.length >= wanted) enough.resolve();
    },
  };
  return { job, noted, enough: enough.promise };
}

describe("the queue", () => {
  it("does what has piled up without a rest between two jobs", async () => {
    const { job, noted, enough } = noting(60);
    await jobs.start([job]);
    for (let number = 0; number < 60; number++)
      await jobs.enqueue(job.name, { number }, { key: `${number}` });
    // At one job in each look at the queue this would take minutes.
    await enough;
    expect(noted.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, number) => number));
  });

  it("keeps every job that has no key, however many wait", async () => {
    const { job, noted, enough } = noting(3);
    await jobs.start([job]);
    await db.$transaction(async (tx) => {
      for (const number of [1, 2, 3]) await jobs.enqueue(job.name, { number }, { tx });
    });
    await enough;
    expect(noted.toSorted()).toEqual([1, 2, 3]);
  });

  it("brings a job that was put off", async () => {
    const { job, noted, enough } = noting(1);
    await jobs.start([job]);
    await jobs.enqueue(job.name, { number: 1 }, { afterSeconds: 1 });
    await enough;
    expect(noted).toEqual([1]);
  });

  it("tries a job again that failed", async () => {
    let attempts = 0;
    const { job, noted, enough } = noting(1, () => {
      attempts += 1;
      if (attempts === 1) throw new Error("not yet");
    });
    await jobs.start([job]);
    await jobs.enqueue(job.name, { number: 1 });
    await enough;
    expect([attempts, noted]).toEqual([2, [1]]);
  });

  it("holds one waiting job a key, and runs once more for what comes during a run", async () => {
    const began = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const { job, noted, enough } = noting(2, async () => {
      began.resolve();
      await goOn.promise;
    });
    await jobs.start([job]);
    await jobs.enqueue(job.name, { number: 1 }, { key: "one" });
    await began.promise;
    for (const number of [2, 3, 4]) await jobs.enqueue(job.name, { number }, { key: "one" });
    goOn.resolve();
    await enough;
    expect(noted).toEqual([1, 2]);
    const left = await db.$queryRaw`SELECT 1 FROM pgboss.job WHERE name = ${job.name} AND state = 'created'`;
    expect(left).toEqual([]);
  });

  it("takes a job with the transaction that asks for it, or not at all", async () => {
    const { job, noted, enough } = noting(1);
    await jobs.start([job]);
    const undone = db.$transaction(async (tx) => {
      await jobs.enqueue(job.name, { number: 1 }, { tx });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await db.$transaction((tx) => jobs.enqueue(job.name, { number: 2 }, { tx }));
    await enough;
    expect(noted).toEqual([2]);
  });
});

describe("a job that was given up", () => {
  /** Ends a job's attempts as pg-boss does after the last one. */
  const giveUp = (name: string) => db.$executeRaw`
    UPDATE pgboss.job SET state = 'failed', completed_on = now(), retry_count = retry_limit WHERE name = ${name}`;
  const fails: Job<{ number: number }> = {
    name: "test.fails",
    data: z.object({ number: z.number() }),
    run: () => Promise.reject(new Error("never")),
  };
  const stateOf = async (id: string) =>
    (await db.$queryRaw<{ state: string }[]>`SELECT state::text FROM pgboss.job WHERE id = ${id}::uuid`)[0]
      ?.state;

  it("is listed by name and time alone, newest first, and not what has gone well", async () => {
    const { job, enough } = noting(1);
    await jobs.start([job, fails]);
    await jobs.enqueue(job.name, { number: 1 });
    await jobs.enqueue(fails.name, { number: 1 }, { key: "1", afterSeconds: 600 });
    await jobs.enqueue(fails.name, { number: 2 }, { key: "2", afterSeconds: 600 });
    await enough;
    await giveUp(fails.name);
    await db.$executeRaw`UPDATE pgboss.job SET completed_on = now() - interval '1 hour' WHERE name = ${fails.name} AND data->>'number' = '1'`;
    const failed = await jobs.failed();
    expect(failed.map((one) => Object.keys(one).sort())).toEqual([
      ["at", "id", "name"],
      ["at", "id", "name"],
    ]);
    expect(failed.map(({ name }) => name)).toEqual([fails.name, fails.name]);
    expect(Temporal.Instant.compare(failed[0]?.at ?? "", failed[1]?.at ?? "")).toBe(1);
  });

  it("is forgotten after two weeks, and when this program does not know it", async () => {
    await jobs.start([fails]);
    await jobs.enqueue(fails.name, { number: 1 }, { afterSeconds: 600 });
    await giveUp(fails.name);
    await db.$executeRaw`UPDATE pgboss.job SET completed_on = now() - interval '15 days'`;
    expect(await jobs.failed()).toEqual([]);
    await db.$executeRaw`UPDATE pgboss.job SET completed_on = now(), name = 'test.gone'`.catch(
      () => undefined,
    );
    expect((await jobs.failed()).map(({ name }) => name)).not.toContain("test.gone");
    const [queue] = await db.$queryRaw<{ days: number }[]>`
      SELECT deletion_seconds / 86400 AS days FROM pgboss.queue WHERE name = ${fails.name}`;
    expect(queue?.days).toBe(14);
  });

  it("is done again once, with the transaction that asks for it", async () => {
    const { job, noted, enough } = noting(1);
    await jobs.start([job]);
    await jobs.enqueue(job.name, { number: 7 }, { afterSeconds: 600 });
    await giveUp(job.name);
    const [failed] = await jobs.failed();
    if (!failed) throw new Error("nothing has failed");
    const undone = db.$transaction(async (tx) => {
      expect(await jobs.retry(failed, tx)).toBe(true);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await stateOf(failed.id)).toBe("failed");
    await db.$executeRaw`UPDATE pgboss.job SET start_after = now() WHERE id = ${failed.id}::uuid`;
    expect(await Promise.all([jobs.retry(failed), jobs.retry(failed)])).toContain(false);
    await enough;
    expect(noted).toEqual([7]);
    expect(await jobs.retry(failed)).toBe(false);
    expect(await jobs.failed()).toEqual([]);
  });
});
