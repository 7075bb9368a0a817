import { z } from "zod";
import type { Deps, Feature } from "../feature.ts";
import { texts as recordTexts } from "../files/texts.ts";
import { draftsOf } from "../form/drafts.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Request, WithoutCampaign } from "../org/request.ts";
import { mayConfigure } from "../org/rights.ts";
import { noticeView } from "../requests/refusals.ts";
import type { Answer } from "../slack/answer.ts";
import type { View } from "../slack/blocks.ts";
import type { SubmitRequest } from "../slack/requests.ts";
import { closingService } from "./closing/service.ts";
import { closeView } from "./closing/view.ts";
import { campaignEdge } from "./command.ts";
import { checklistBlocks } from "./home.ts";
import {
  chooseLanguage,
  closeForm,
  openNext,
  openRoster,
  openSettings,
  openSetup,
  settingsForm,
} from "./ids.ts";
import { campaignRecords } from "./records.ts";
import { rosterEdge } from "./roster/edge.ts";
import { rosterService } from "./roster/service.ts";
import { uploadStore } from "./roster/store.ts";
import { rosterView } from "./roster/view.ts";
import { campaignService } from "./service.ts";
import { setupDraft } from "./setup/draft.ts";
import { setupEdge } from "./setup/edge.ts";
import { type SetUp, setupService } from "./setup/service.ts";
import { campaignStore } from "./store.ts";
import { texts } from "./texts.ts";

/**
 * The campaign itself: its set-up, what it is, its settings, the roster by upload, its end, and the language that
 * each person chose. `forgetViewer` drops what is remembered of a user.
 */
export function campaign(
  deps: Deps & {
    forgetViewer: (slackUserId: string) => void;
    /** Every feature: for its words of `/campaign`, its files, and for what goes on from one campaign to the next. */
    parts: () => Pick<Feature, "name" | "carryOver" | "campaignWords" | "files" | "recorded">[];
  },
): Feature {
  // What is wrong in a file is told in the words of the import.
  deps.i18n.add("records", recordTexts);
  const store = campaignStore(deps.db, deps.workspaceId);
  const drafts = draftsOf(deps.db, deps.workspaceId, setupDraft);
  const uploads = uploadStore(deps.db, deps.workspaceId);
  const setup = setupEdge({ service: setupService({ ...deps, store, drafts }), saved });
  const roster = rosterEdge({ service: rosterService({ ...deps, uploads }), slack: deps.slack });
  const closing = closingService({ ...deps, store });
  const edge = campaignEdge({
    ...deps,
    store,
    service: campaignService({ ...deps, store }),
    forms: { setup: setup.form, roster: roster.form, close: closeForm_ },
  });

  /** Once the campaign is saved: what goes on from the one before, and the roster where it was begun anew. */
  function saved({ viewer: { locale } }: WithoutCampaign, done: SetUp): View {
    deps.org.forget();
    const carried = done.carried.map(({ name, records }) =>
      locale.md(`${name}.carriedOver`, { count: records }),
    );
    const text = Mrkdwn.join([locale.md(`campaign.setup.saved.${done.kind}`), ...carried]);
    return done.kind === "new"
      ? rosterView({ note: text }, locale)
      : noticeView(text, locale, locale.t("common.done"));
  }

  async function closeForm_(request: Request): Promise<View> {
    return closeView(await closing.facts(request), request.viewer.locale);
  }

  async function close(request: SubmitRequest): Promise<Answer> {
    const { campaignId } = z.object({ campaignId: z.uuid() }).parse(JSON.parse(request.viewData));
    const { name } = request.values;
    await closing.close(request, campaignId, typeof name === "string" ? name : "");
    deps.org.forget();
    const { locale } = request.viewer;
    return {
      kind: "updateView",
      view: noticeView(locale.md("campaign.close.done"), locale, locale.t("common.done")),
    };
  }

  const anytime = {
    actions: {
      ...setup.handlers.actions,
      ...roster.handlers.actions,
      [openSetup.id]: async (request) => {
        const { page } = openSetup.read(request.value);
        return { kind: "openView", view: await setup.form(request, "setup", page ? { page } : {}) };
      },
      [openNext.id]: async (request) => ({ kind: "openView", view: await setup.form(request, "next") }),
      [openRoster.id]: async (request) => ({ kind: "openView", view: await roster.form(request) }),
      [chooseLanguage]: edge.pickLanguage,
    },
    views: { ...setup.handlers.views, ...roster.handlers.views },
    options: setup.handlers.options,
  } satisfies Feature["withoutCampaign"];
  const opening: string[] = [openSetup.id, openNext.id, openRoster.id];

  return {
    ...campaignRecords,
    texts,
    commands: { "/campaign": edge.command },
    actions: {
      ...Object.fromEntries(
        Object.entries(anytime.actions).map(([id, run]) => [id, { run, opens: opening.includes(id) }]),
      ),
      [openSettings.id]: { run: edge.settings, opens: true },
    },
    views: {
      ...anytime.views,
      [settingsForm]: { submit: edge.saveSettings },
      [closeForm]: { submit: close },
    },
    options: anytime.options,
    withoutCampaign: { ...anytime, commands: { "/campaign": edge.withoutCampaign }, home: edge.home },
    async homeAdministration({ viewer, campaign }) {
      if (!mayConfigure(viewer)) return [];
      return checklistBlocks(await store.checklist(campaign.id), viewer.locale);
    },
  };
}
