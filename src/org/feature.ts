import type { Deps, Feature } from "../feature.ts";
import { matching } from "./match.ts";
import { orgRecords } from "./records.ts";
import { orgStore } from "./store.ts";

/** The roster: its files and figures, and whose Slack account is whose. Nobody speaks to it, so it has no texts. */
export function org(deps: Deps): Feature {
  const { job, tick } = matching({ ...deps, store: orgStore(deps.db, deps.workspaceId) });
  return { ...orgRecords, texts: { en: {}, "zh-CN": {} }, jobs: [job], tick };
}
