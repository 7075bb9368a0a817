import { randomFrom } from "../bot/storm.ts";

/** Choices that a seed determines. */
export type Chance = {
  /** True so often of a hundred times. */
  of(percent: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
  /** So many different ones, in any order; fewer where there are fewer. */
  some<T>(list: readonly T[], most: number): T[];
  /** One of the kinds, each as often as its weight says. */
  weighted<K extends string>(weights: Record<K, number>): K;
};

export function chanceFrom(seed: number): Chance {
  const random = randomFrom(seed);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const one = <T>(list: readonly T[]): T => {
    const found = list[whole(0, list.length - 1)];
    if (list.length === 0) throw new Error("nothing to choose from");
    return found as T;
  };
  return {
    of: (percent) => random() * 100 < percent,
    whole,
    one,
    some(list, most) {
      const left = [...list];
      const picked = [];
      for (let count = whole(0, most); count > 0 && left.length > 0; count -= 1)
        picked.push(...left.splice(whole(0, left.length - 1), 1));
      return picked;
    },
    weighted(weights) {
      const kinds = Object.keys(weights) as (keyof typeof weights)[];
      let at = random() * kinds.reduce((sum, kind) => sum + weights[kind], 0);
      for (const kind of kinds) {
        at -= weights[kind];
        if (at < 0) return kind;
      }
      return kinds[0] as (typeof kinds)[number];
    },
  };
}
