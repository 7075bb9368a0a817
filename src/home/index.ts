import { campaignStore } from "../campaign/store.ts";
import type { Deps, Feature, Request } from "../feature.ts";
import type { Answer } from "../slack/answer.ts";
import { texts } from "./texts.ts";
import { homeView } from "./view.ts";

export type HomeDeps = Deps & {
  /** Every feature's part of the tab, in the features' order. */
  parts: () => Pick<Feature, "homeBlocks">[];
  administrators: () => Promise<string[]>;
  /** The language that the user chose; null when Slack's holds. */
  chosenLanguage: (slackUserId: string) => Promise<string | null>;
};

/** The Home tab: who I am to the roster, what is mine to do, the language, and help. */
export function home(deps: HomeDeps): Feature {
  const phasesOf = campaignStore(deps.db, deps.workspaceId).phases;

  async function open(request: Request): Promise<Answer> {
    const { viewer } = request;
    const { staff } = viewer;
    const [phases, administrators, chosenLanguage, blocks] = await Promise.all([
      phasesOf(request.campaign.id),
      deps.administrators(),
      deps.chosenLanguage(viewer.slackUserId),
      staff
        ? Promise.all(
            deps
              .parts()
              .map(
                async (part) => (await part.homeBlocks?.({ ...request, viewer: { ...viewer, staff } })) ?? [],
              ),
          )
        : [],
    ]);
    return {
      kind: "home",
      view: homeView({ staff, phases, administrators, chosenLanguage, blocks: blocks.flat() }, request),
    };
  }

  return { name: "home", texts, home: open };
}
