import type { Args } from "./args.ts";
import { createRates } from "./rates.ts";
import type { FaultPredicate, Faults } from "./types.ts";

/** What happens to one call. */
export type Trouble = {
  /** Answer 429 and say to come back after so many seconds. */
  retryAfter?: number;
  /** Answer this error without taking effect. */
  error?: string;
  /** Take effect, then answer so many milliseconds later. */
  delay?: number;
  /** Take effect, then reset the connection. */
  lost?: true;
};

type Rule = Trouble & { method: string; left: number; when: FaultPredicate };

/** The faults to set, and `troubleFor`, which uses up what applies to a call. */
export type FaultBox = Faults & { troubleFor(method: string, args: Args): Trouble };

export function createFaults(): FaultBox {
  let rules: Rule[] = [];
  let rates: ReturnType<typeof createRates> | undefined;
  const add = (
    method: string,
    trouble: Trouble,
    times = Number.POSITIVE_INFINITY,
    when: FaultPredicate = () => true,
  ) => {
    rules.push({ method, left: times, when, ...trouble });
  };
  const take = (method: string, args: Args, field: keyof Trouble): Trouble | undefined => {
    const fits = (rule: Rule) => rule[field] !== undefined && rule.method === method && rule.when(args);
    const rule = rules.find(fits);
    if (!rule) return undefined;
    rule.left -= 1;
    rules = rules.filter((one) => one.left > 0);
    return rule;
  };
  const passing = (method: string, args: Args): Trouble => {
    const delay = take(method, args, "delay")?.delay;
    const lost = take(method, args, "lost")?.lost;
    return { ...(delay === undefined ? {} : { delay }), ...(lost ? { lost } : {}) };
  };
  return {
    rateLimit: (method, { times, retryAfter }) => add(method, { retryAfter }, times),
    fail: (method, error, limit) => {
      const { times, when } = typeof limit === "number" ? { times: limit, when: undefined } : (limit ?? {});
      add(method, { error }, times, when);
    },
    delay: (method, delay, times) => add(method, { delay }, times),
    loseAnswer: (method, times) => add(method, { lost: true }, times),
    realRates: () => {
      rates = createRates();
    },
    clear: () => {
      rules = [];
      rates = undefined;
    },
    troubleFor: (method, args) => {
      const retryAfter = take(method, args, "retryAfter")?.retryAfter ?? rates?.secondsToWait(method, args);
      if (retryAfter !== undefined) return { retryAfter };
      const error = take(method, args, "error")?.error;
      return error === undefined ? passing(method, args) : { error, ...passing(method, args) };
    },
  };
}
