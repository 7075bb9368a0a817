import { setTimeout as wait } from "node:timers/promises";

/** Slack takes `chat.update` about 50 times a minute; waiting so long between two stays below that. */
export const updateGap = 1250;

/**
 * Lets one caller pass at a time and keeps `gap` milliseconds between them.
 * @param now a steady clock in milliseconds; by it, not by the campaign's, which may be set
 */
export function pacer(
  gap: number,
  { now = () => performance.now(), pause = (ms: number): Promise<unknown> => wait(ms) } = {},
): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + gap;
    if (at > now()) await pause(at - now());
  };
}
