import { z } from "zod";
import { campaignStore } from "../campaign/store.ts";
import { isDatabaseAway } from "../db/away.ts";
import { settled } from "../db/settled.ts";
import type { Deps, Feature } from "../feature.ts";
import type { Request } from "../org/request.ts";
import { mayConfigure } from "../org/rights.ts";
import { orgStore } from "../org/store.ts";
import { viewers } from "../requests/viewer.ts";
import type { Answer } from "../slack/answer.ts";
import { type Block, context, type View } from "../slack/blocks.ts";
import type { HomePart } from "../slack/requests.ts";
import { actions, jobs as jobNames } from "./ids.ts";
import { publishing } from "./publishing.ts";
import { refreshing } from "./refreshing.ts";
import { homeService } from "./service.ts";
import { homeStore } from "./store.ts";
import { texts } from "./texts.ts";
import { homeView } from "./view.ts";

export type HomeDeps = Deps & {
  /** Every feature's part of the tab, in the features' order. */
  parts: () => Pick<Feature, "homeFirst" | "homeBlocks" | "homeBelow" | "homeAdministration" | "jobs">[];
  administrators: () => Promise<string[]>;
  /** The language that the user chose; null when Slack's holds. */
  chosenLanguage: (slackUserId: string) => Promise<string | null>;
};

/** A transaction of seconds holds up nobody's Home tab: it is shown without, and again after. */
const waitsForWriters = 10;

/**
 * The Home tab: what waits for me, my week, what I may look at, what administrators look after, the language, and help.
 * It is published when it is opened or used, and kept up to date while somebody looks at it.
 */
export function home(deps: HomeDeps): Feature {
  const store = homeStore(deps.db, deps.workspaceId);
  const service = homeService({ ...deps, known: () => deps.parts().flatMap((part) => part.jobs ?? []) });
  const view = viewing({ ...deps, service });
  const publisher = publishing({ ...deps, store });
  // Remembers nobody: a Home tab that follows the records follows transfers and roles too.
  const viewerOf = (slackUserId: string) =>
    viewers({ ...deps, store: orgStore(deps.db, deps.workspaceId) }).of(slackUserId);
  const { onRecords, refresh, tick } = refreshing({
    ...{ ...deps, store, publishing: publisher, viewerOf, view },
    settled: () => settled(deps.db, waitsForWriters),
  });

  async function retry(request: Request & { value: string | undefined }): Promise<Answer> {
    await service.retry(request, actions.retry.read(request.value).job);
    // The Home tab is drawn anew after the press: that is the answer.
    return { kind: "nothing" };
  }

  return {
    name: "home",
    texts,
    home: { view, publish: publisher.publish },
    actions: { [actions.retry.id]: { run: retry } },
    jobs: [{ name: jobNames.refresh, data: z.object({}), run: refresh, what: "home.failed.refresh" }],
    onRecords,
    tick,
  };
}

/** Gathers the facts of the tab, each feature's part at the same time. */
function viewing(deps: HomeDeps & { service: ReturnType<typeof homeService> }) {
  const phasesOf = campaignStore(deps.db, deps.workspaceId).phases;

  /** Of one feature's part that failed a line is left: the others are of use without it. */
  async function shown(name: string, request: Request, part: Promise<Block[]> | undefined): Promise<Block[]> {
    try {
      return (await part) ?? [];
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      deps.log.error({ err: error, part: name }, "a part of the Home tab failed");
      return [context(request.viewer.locale.md("home.partMissing"))];
    }
  }

  const partsFor = (
    request: Request,
    which: "homeFirst" | "homeBlocks" | "homeBelow",
  ): Promise<Block[][]> => {
    const { viewer } = request;
    const { staff } = viewer;
    if (!staff) return Promise.resolve([]);
    const known: Parameters<HomePart>[0] = { ...request, viewer: { ...viewer, staff } };
    return Promise.all(deps.parts().map((part) => shown(which, request, part[which]?.(known))));
  };

  return async (request: Request): Promise<View> => {
    const { viewer } = request;
    const isAdministrator = mayConfigure(viewer);
    const administrationOf = async (): Promise<Block[][]> =>
      isAdministrator
        ? Promise.all(
            deps
              .parts()
              .map((part) => shown("homeAdministration", request, part.homeAdministration?.(request))),
          )
        : [];
    const [phases, administrators, chosenLanguage, first, parts, below, administration, givenUp] =
      await Promise.all([
        phasesOf(request.campaign.id),
        viewer.staff ? [] : deps.administrators(),
        deps.chosenLanguage(viewer.slackUserId),
        partsFor(request, "homeFirst"),
        partsFor(request, "homeBlocks"),
        partsFor(request, "homeBelow"),
        administrationOf(),
        isAdministrator ? deps.service.givenUp(request) : undefined,
      ]);
    const facts = { phases, administrators, chosenLanguage, first, parts, below, administration, givenUp };
    return homeView({ staff: viewer.staff, ...facts }, request);
  };
}
