import { CommitUnanswered } from "../errors.ts";

/**
 * Runs single pieces of work in batches: what comes in while `atOnce` batches are running waits for the next one
 * (nobody waits for a clock). When a batch fails, its pieces are tried one by one, so that one which cannot be done
 * fails alone.
 * @param run gets up to `most` pieces and answers in their order
 */
export function together<I, O>(
  run: (pieces: I[]) => Promise<O[]>,
  { most = 64, atOnce = 2 }: { most?: number; atOnce?: number } = {},
): (piece: I) => Promise<O> {
  type Waiting = { piece: I; resolve: (result: O) => void; reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let running = 0;

  function next(): void {
    if (running >= atOnce || waiting.length === 0) return;
    running += 1;
    const batch = waiting.splice(0, most);
    void settle(batch).finally(() => {
      running -= 1;
      next();
    });
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
