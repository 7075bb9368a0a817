import { todayIn } from "../calendar.ts";
import type { Deps } from "../feature.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Request } from "../org/request.ts";
import type { Answer, Suggestions } from "../slack/answer.ts";
import { type Message, section } from "../slack/blocks.ts";
import type { ActionRequest, CommandRequest, OptionsRequest, SubmitRequest } from "../slack/requests.ts";
import { collectPage, type FeatureSources } from "./facts.ts";
import type { Shown, Which } from "./finding.ts";
import { formView, nextText, readForm, savedView, unitOptions } from "./form-view.ts";
import { helpFor } from "./help.ts";
import { actions as ids } from "./ids.ts";
import { listMessage, removalMessage } from "./list-view.ts";
import { parseDigest, type WantedWeek } from "./parse.ts";
import type { digestService } from "./service.ts";
import { pageMessage } from "./view.ts";

export type EdgeDeps = Deps & { sources: FeatureSources; service: ReturnType<typeof digestService> };

/** Slack's side of `/digest`: reads requests, calls the service, words its facts. */
export function digestEdge(deps: EdgeDeps) {
  const { service } = deps;

  async function command(request: CommandRequest): Promise<Answer> {
    const { channelId } = request;
    const wanted = parseDigest(request.text);
    switch (wanted.kind) {
      case "subscribe":
        return openForm(request, channelId);
      case "list":
        return { kind: "ephemeral", message: await list(request, channelId, 0) };
      case "remove":
        return { kind: "ephemeral", message: await askToRemove(request, channelId) };
      case "pause":
      case "resume":
        return { kind: "ephemeral", message: await change(wanted.kind, request, { channelId }) };
      case "preview":
        return preview(request, channelId, wanted.week);
      case "now":
        return postNow(request, channelId);
      case "help":
        return { kind: "ephemeral", message: helpFor(request, wanted.word) };
    }
  }

  async function openForm({ viewer, campaign }: Request, channelId: string): Promise<Answer> {
    const { existing, unit } = await service.forForm(viewer, channelId);
    const facts = { channelId, existing: existing?.subscription, unit, campaign };
    return { kind: "openView", view: formView(facts, viewer.locale) };
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const shown = await service.subscribe(request, readForm(request.values, request.viewData));
    return { kind: "updateView", view: savedView(shown, request.campaign, request.viewer.locale) };
  }

  async function units(request: OptionsRequest): Promise<Suggestions> {
    return { options: unitOptions(await service.search(request)) };
  }

  /** Typed, it asks as its button in the list does. */
  async function askToRemove(request: Request, channelId: string): Promise<Message> {
    return removalMessage(await service.meant(request, { channelId }), request.viewer.locale);
  }

  async function change(kind: "pause" | "resume", request: Request, which: Which): Promise<Message> {
    const shown = await service[kind](request, which);
    return changedMessage(kind, shown, request);
  }

  async function preview(request: Request, channelId: string, week: WantedWeek | undefined): Promise<Answer> {
    const of = await service.forPreview(request, channelId, week);
    const locale = deps.i18n.locale(of.language);
    const { campaign } = request;
    const today = todayIn(request.now, campaign.timeZone);
    const page = await collectPage(deps, { unit: of.unit, week: of.week, locale, campaign, today });
    return { kind: "ephemeral", message: pageMessage(page, locale, { chart: false, preview: true }) };
  }

  async function postNow(request: Request, channelId: string): Promise<Answer> {
    const { unit, week, there } = await service.postNow(request, channelId);
    const { locale } = request.viewer;
    const key = there ? "digest.nowUpdating" : "digest.nowPosting";
    return {
      kind: "ephemeral",
      message: sentence(locale.md(key, { unit: unit.name, week: locale.week(week) })),
    };
  }

  async function list(request: Request, channelId: string, page: number): Promise<Message> {
    return listMessage(
      { ...(await service.list(request, channelId)), page },
      request.campaign,
      request.viewer.locale,
    );
  }

  /** Yes to what was asked on the line. */
  async function removeYes(request: ActionRequest): Promise<Answer> {
    const { subscription, unit } = await service.remove(request, ids.removeYes.read(request.value));
    const values = { channel: Mrkdwn.channel(subscription.channelId), unit: unit.name };
    return { kind: "replace", message: sentence(request.viewer.locale.md("digest.removed", values)) };
  }

  /** A button of the list: does its work and shows the list as it is now. */
  async function press(kind: "pause" | "resume" | "remove", request: ActionRequest): Promise<Answer> {
    await service[kind](request, ids[kind].read(request.value));
    return { kind: "replace", message: await list(request, request.channelId ?? "", 0) };
  }

  async function turn(request: ActionRequest): Promise<Answer> {
    const { page } = ids.next.read(request.value);
    return { kind: "replace", message: await list(request, request.channelId ?? "", page) };
  }

  return { command, openForm, submit, units, press, removeYes, turn };
}

/** True when the command opens the form. */
export const opensForm = (text: string): boolean => parseDigest(text).kind === "subscribe";

function changedMessage(
  kind: "pause" | "resume",
  { subscription, unit, next }: Shown,
  request: Request,
): Message {
  const { campaign, viewer } = request;
  const { locale } = viewer;
  const said = { pause: "digest.paused", resume: "digest.resumed" }[kind];
  const text = locale.md(said, { channel: Mrkdwn.channel(subscription.channelId), unit: unit.name });
  return sentence(kind === "resume" ? Mrkdwn.join([text, nextText(next, campaign, locale)]) : text);
}

const sentence = (text: Mrkdwn): Message => ({ text: text.text, blocks: [section(text)] });
