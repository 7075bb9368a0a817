import { z } from "zod";
import type { WithoutCampaign } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import type { View } from "../../slack/blocks.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import type { ActionRequest, HandlersWithoutCampaign, SubmitRequest } from "../../slack/requests.ts";
import {
  rosterAgain,
  rosterFields,
  rosterForm,
  rosterList,
  rosterNext,
  rosterOverwrite,
  rosterPreview,
  rosterPrevious,
  rosterResume,
  rosterSame,
} from "../ids.ts";
import { listMessage } from "./lists-view.ts";
import { answersIn, sameAnswers } from "./same.ts";
import type { RosterField, RosterService } from "./service.ts";
import { checkedView, importedView, rosterView } from "./view.ts";

const about = z.object({
  ...{ uploadId: z.uuid(), answers: sameAnswers.default({}), overwrite: z.boolean().default(false) },
});
const previewed = about.extend({ fingerprint: z.string() });
/** What was said before the page on which a button stands. */
const saidIn = (viewData: string) => about.safeParse(viewData === "" ? {} : JSON.parse(viewData)).data;

/** The roster's edge: takes files, shows what they would do, imports them. All of it works before there is a campaign. */
export function rosterEdge(deps: { service: RosterService; slack: Pick<SlackGateway, "direct"> }) {
  const { service, slack } = deps;

  async function form(request: WithoutCampaign): Promise<View> {
    return rosterView({ waiting: await service.waiting(request) }, request.viewer.locale);
  }

  async function submit(request: WithoutCampaign<SubmitRequest>): Promise<Answer> {
    const { locale } = request.viewer;
    const fileIds: Partial<Record<RosterField, string>> = {};
    for (const field of ["campaign", "units", "people"] as const) {
      const [id] = [request.values[rosterFields[field]] ?? []].flat();
      if (id !== undefined) fileIds[field] = id;
    }
    const { checked, converted } = await service.take(request, fileIds);
    const note =
      converted.length > 0
        ? locale.md("campaign.roster.converted", { files: locale.list(converted) })
        : undefined;
    return { kind: "updateView", view: checkedView(checked, { note }, locale) };
  }

  async function confirm(request: WithoutCampaign<SubmitRequest>): Promise<Answer> {
    const { locale } = request.viewer;
    const { uploadId, ...shown } = previewed.parse(JSON.parse(request.viewData));
    const done = await service.importUpload(request, uploadId, shown);
    if (done.kind === "imported") return { kind: "updateView", view: importedView(done, locale) };
    const note = locale.md("campaign.roster.changedMeanwhile");
    return { kind: "updateView", view: checkedView(done.checked, { note }, locale) };
  }

  /** Who is meant by the numbers that nobody has: what the upload does then takes the questions' place. */
  async function answer(request: WithoutCampaign<SubmitRequest>): Promise<Answer> {
    const { uploadId, answers, overwrite } = about.parse(JSON.parse(request.viewData));
    const given = { ...answers, ...answersIn(request.values) };
    const checked = await service.check(request, uploadId, { answers: given, overwrite });
    return { kind: "updateView", view: checkedView(checked, {}, request.viewer.locale) };
  }

  const turn =
    (id: typeof rosterNext) =>
    async (request: WithoutCampaign<ActionRequest>): Promise<Answer> => {
      const { uploadId, page } = id.read(request.value);
      const checked = await service.check(request, uploadId, saidIn(request.viewData));
      return { kind: "updateView", view: checkedView(checked, { page }, request.viewer.locale) };
    };

  /** The whole list as a direct message: a modal is gone once it is closed, and files are corrected elsewhere. */
  async function list(request: WithoutCampaign<ActionRequest>): Promise<Answer> {
    const { locale, slackUserId } = request.viewer;
    const { uploadId } = rosterList.read(request.value);
    const checked = await service.check(request, uploadId, saidIn(request.viewData));
    const message = listMessage(checked, locale);
    if (!message) return { kind: "updateView", view: checkedView(checked, {}, locale) };
    await slack.direct(slackUserId, message);
    const note = locale.md("campaign.roster.listSent");
    return { kind: "updateView", view: checkedView(checked, { note }, locale) };
  }

  return {
    form,
    handlers: {
      actions: {
        [rosterPrevious.id]: turn(rosterPrevious),
        [rosterNext.id]: turn(rosterNext),
        [rosterList.id]: list,
        [rosterOverwrite.id]: async (request) => {
          const { uploadId, overwrite } = rosterOverwrite.read(request.value);
          const said = { ...saidIn(request.viewData), overwrite };
          const checked = await service.check(request, uploadId, said);
          return { kind: "updateView", view: checkedView(checked, {}, request.viewer.locale) };
        },
        [rosterAgain.id]: async (request) => ({ kind: "updateView", view: await form(request) }),
        [rosterResume.id]: async (request) => {
          const checked = await service.check(request, rosterResume.read(request.value).uploadId);
          return { kind: "updateView", view: checkedView(checked, {}, request.viewer.locale) };
        },
      },
      views: {
        [rosterForm]: { submit },
        [rosterSame]: { submit: answer },
        [rosterPreview]: { submit: confirm },
      },
    } satisfies HandlersWithoutCampaign,
  };
}
