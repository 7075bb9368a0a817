import type { Deps, Feature } from "../feature.ts";
import { texts } from "./texts.ts";

/** What somebody should hear of, gathered from every feature: one direct message a person and day, never in quiet time. */
export function reminders(_deps: Deps & { sources: () => Pick<Feature, "reminders">[] }): Feature {
  return { name: "reminders", texts };
}
