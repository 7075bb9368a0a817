import type { Deps, Feature } from "../feature.ts";
import { orgStore } from "../org/store.ts";
import { actions, button, section } from "../slack/blocks.ts";
import { actions as ids } from "./ids.ts";
import { matching } from "./match.ts";
import { type RosterDeps, roster } from "./people/edge.ts";
import { orgRecords } from "./records.ts";
import { texts } from "./texts.ts";
import { unitTreePages } from "./units/edge.ts";

/** The roster and the unit tree: their files and figures, whose Slack account is whose, and changing them in Slack. */
export function org(
  deps: Deps &
    Pick<RosterDeps, "forgetViewer"> & { parts: () => Pick<Feature, "recorded" | "keptMessages">[] },
): Feature {
  const { job, tick } = matching({ ...deps, store: orgStore(deps.db, deps.workspaceId) });
  const people = roster(deps);
  const units = unitTreePages(deps);
  return {
    ...orgRecords,
    texts,
    // How they are used stands in "org.campaignUsage".
    campaignWords: {
      people: people.command,
      人员: people.command,
      units: units.command,
      单位: units.command,
    },
    actions: { ...people.actions, ...units.actions },
    views: { ...people.views, ...units.views },
    options: units.options,
    async homeAdministration(request) {
      const facts = await people.unmatched(request);
      if (!facts || facts.people === 0) return [];
      const { locale } = request.viewer;
      const look = button(ids.unmatched.id, locale.t("org.home.look"), { value: ids.unmatched.write({}) });
      return [
        section(locale.md("org.home.unmatched", { count: facts.people, leading: facts.leading })),
        actions([look]),
      ];
    },
    jobs: [job],
    tick,
  };
}
