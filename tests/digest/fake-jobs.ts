import type { Jobs } from "../../src/jobs/index.ts";
import type { Job } from "../../src/jobs/job.ts";

type Waiting = { name: string; data: object; key: string | undefined; afterSeconds: number | undefined };

/** A queue in memory: one waiting job of a name and key, run when the test says so. */
export function fakeJobs() {
  const waiting: Waiting[] = [];
  const queue: Jobs = {
    async enqueue(name, data, { key, afterSeconds } = {}) {
      if (key !== undefined && waiting.some((one) => one.name === name && one.key === key)) return;
      waiting.push({ name, data, key, afterSeconds });
    },
    start: async () => undefined,
    stop: async () => undefined,
    failed: async () => [],
    retry: async () => false,
  };
  return {
    queue,
    waiting,
    names: () => waiting.map(({ name }) => name),
    /** Runs what waits, and what that adds, until nothing waits. @throws the first job's error; its job waits again */
    async drain(jobs: Job[]): Promise<void> {
      let left = 100;
      for (let task = waiting.shift(); task; task = waiting.shift()) {
        if (left-- === 0) throw new Error(`the jobs never end: ${task.name}`);
        const job = jobs.find(({ name }) => name === task?.name);
        if (!job) throw new Error(`no job ${task.name}`);
        try {
          await job.run(job.data.parse(JSON.parse(JSON.stringify(task.data))));
        } catch (error) {
          waiting.push(task);
          throw error;
        }
      }
    },
  };
}
