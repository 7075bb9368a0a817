import type { Deps, Feature } from "../feature.ts";
import { discussionRecords } from "./records.ts";
import { texts } from "./texts.ts";

/** Discussions of the campaign's themes: recorded by form or line, joined by a button, with the viewpoints worth keeping. */
export function discussion(_deps: Deps): Feature {
  return { ...discussionRecords, texts };
}
