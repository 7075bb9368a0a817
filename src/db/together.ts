import { CommitUnanswered } from "../errors.ts";

/**
 * Runs single pieces of work in batches: what comes in while a batch runs waits for the next one, so that the busier
 * it is the more of them share their cost. A batch that takes longer than `patience` milliseconds (it waits for
 * somebody's lock) holds up nobody: another starts beside it, up to `atOnce`. When a batch fails, its pieces are
 * tried one by one, so that one which cannot be done fails alone.
 * @param run gets up to `most` pieces and answers in their order
 */
export function together<I, O>(
  run: (pieces: I[]) => Promise<O[]>,
  { most = 64, atOnce = 4, patience = 50 }: { most?: number; atOnce?: number; patience?: number } = {},
): (piece: I) => Promise<O> {
  type Waiting = { piece: I; resolve: (result: O) => void; reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let running = 0;
  // The batch begun last has taken longer than anybody should wait for.
  let late = false;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    if (waiting.length === 0 || running >= atOnce || (running > 0 && !late)) return;
    running += 1;
    watch(true);
    void settle(waiting.splice(0, most)).finally(() => {
      running -= 1;
      if (running === 0) watch(false);
      next();
    });
  }

  function watch(on: boolean): void {
    late = false;
    clearTimeout(timer);
    if (!on) return;
    timer = setTimeout(() => {
      late = true;
      next();
    }, patience);
  }

  /** @param before why these failed when they were tried with others */
  async function settle(batch: Waiting[], before?: unknown): Promise<void> {
    try {
      const results = await run(batch.map(({ piece }) => piece));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error("the batch left a piece unanswered"));
        else resolve(result);
      });
    } catch (error) {
      // Whether it was saved the first time is not known any better after a second attempt that failed.
      const why = before instanceof CommitUnanswered ? before : error;
      if (batch.length === 1) for (const { reject } of batch) reject(why);
      else await Promise.all(batch.map((one) => settle([one], error)));
    }
  }

  return (piece) =>
    new Promise((resolve, reject) => {
      waiting.push({ piece, resolve, reject });
      // Not at once, so that what arrives in one turn of the event loop goes together.
      setImmediate(next);
    });
}
