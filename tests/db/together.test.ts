import { describe, expect, it } from "vitest";
import { together } from "../../src/db/together.ts";

describe("work done together", () => {
  it("goes in batches while others run, and each piece gets its own answer", async () => {
    const batches: number[][] = [];
    const double = together(
      async (pieces: number[]) => {
        batches.push(pieces);
        return pieces.map((piece) => piece * 2);
      },
      { most: 3, atOnce: 1 },
    );
    expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
    expect(batches.flat()).toEqual([1, 2, 3, 4, 5]);
    expect(batches.every((batch) => batch.length <= 3)).toBe(true);
  });

  it("is not held up by a batch that takes long", async () => {
    const [begun, stuck] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const work = together(
      async (pieces: number[]) => {
        begun.resolve();
        if (pieces.includes(1)) await stuck.promise;
        return pieces;
      },
      { patience: 1 },
    );
    const first = work(1);
    await begun.promise;
    expect(await work(2).then(() => Promise.race([first, "still waiting"]))).toBe("still waiting");
    stuck.resolve();
    expect(await first).toBe(1);
  });

  it("lets the piece that cannot be done fail alone", async () => {
    const work = together(async (pieces: number[]) => {
      if (pieces.includes(2)) throw new Error("two");
      return pieces;
    });
    const results = await Promise.allSettled([1, 2, 3].map(work));
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
