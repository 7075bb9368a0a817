import type { Call } from "./types.ts";

/** The log of calls and how an entry gets into it. */
export type CallLog = { list: Call[] & { clear(): void }; add(call: Omit<Call, "at" | "elapsed">): void };

const mostCalls = 20_000;

/** @param now milliseconds since 1970 by the workspace's clock. */
export function createCallLog(now: () => number): CallLog {
  const started = performance.now();
  const calls: Call[] = [];
  // Not enumerable, so that the log compares like a list of its calls.
  const list = Object.defineProperty(calls, "clear", {
    value: () => void calls.splice(0),
  }) as CallLog["list"];
  return {
    list,
    add: (call) => {
      calls.push({ ...call, at: now(), elapsed: performance.now() - started });
      if (calls.length > mostCalls) calls.splice(0, calls.length - mostCalls);
    },
  };
}
