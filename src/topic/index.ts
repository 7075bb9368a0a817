import type { Deps, Feature } from "../feature.ts";
import { topicRecords } from "./records.ts";
import { texts } from "./texts.ts";

/** Research topics: everybody of the roles that owe one registers exactly one, and it is approved, worked on and concluded. */
export function topic(_deps: Deps): Feature {
  return { ...topicRecords, texts };
}
