import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { type Clock, systemClock } from "../src/clock.ts";

/** The sandbox's time: it runs like the machine's, from a moment of its own, and can be moved forward. */
export type SandboxClock = Clock & {
  /** @throws RangeError when that moment is past: time that has been recorded does not come back */
  moveTo(instant: Temporal.Instant): Promise<void>;
  /** Keeps the present moment, so that the next start goes on from it. */
  keep(): Promise<void>;
};

const stored = z.object({ now: z.string() });

/** @param file where the moment is kept between two starts @param start the moment of the first start */
export async function sandboxClock(
  file: string,
  start: Temporal.Instant,
  machine: Clock = systemClock,
): Promise<SandboxClock> {
  const before = await readFile(file, "utf8").catch(() => undefined);
  const from = before === undefined ? start : Temporal.Instant.from(stored.parse(JSON.parse(before)).now);
  let ahead = from.since(machine.now());
  const now = () => machine.now().add(ahead);
  let kept: Promise<void> = Promise.resolve();
  const write = async () => {
    await writeFile(`${file}.new`, JSON.stringify({ now: now().toString() }));
    await rename(`${file}.new`, file);
  };
  const keep = () => {
    // One after the other: two at once would take each other's draft away.
    kept = kept.catch(() => undefined).then(write);
    return kept;
  };
  return {
    now,
    keep,
    async moveTo(instant) {
      if (Temporal.Instant.compare(instant, now()) < 0)
        throw new RangeError("the sandbox's clock only moves forward");
      ahead = instant.since(machine.now());
      await keep();
    },
  };
}
