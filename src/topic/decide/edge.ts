import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { HistoryStore } from "../../history/store.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { labels } from "../../org/people.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asModal, type PageView, pageActions, turned } from "../../slack/page.ts";
import type { ActionRequest, SubmitRequest } from "../../slack/requests.ts";
import type { DraftStore } from "../drafts.ts";
import { actions, views } from "../ids.ts";
import { type LikenessStore, mostAlike } from "../likeness/store.ts";
import { type Note, noteOf, steppedNote } from "../phrases.ts";
import type { TopicStore } from "../store.ts";
import { historyView, topicKinds } from "./history.ts";
import { type MessageAt, messageAt, pressedIn } from "./redraw.ts";
import type { DecideService, Stepped } from "./service.ts";
import { concludeView, giveBackView, topicView } from "./view.ts";

export const findingsDraft = z.object({ findings: z.string(), link: z.string() });
/** What saving it changes, as the audit names it. */
export const findingsFields = ["findings", "link", "file"] as const;
export type FindingsDraft = z.infer<typeof findingsDraft>;

const { turns, opens } = pageActions(views.page);

const decisionTarget = z.object({ topicId: z.uuid(), mark: z.string(), at: messageAt.optional() });
const topicTarget = z.object({ topicId: z.uuid(), at: messageAt.optional() });

/** Looking at a topic, deciding about it, and its owner's next steps. */
export function decideEdge(deps: {
  service: DecideService;
  store: TopicStore;
  likeness: LikenessStore;
  history: HistoryStore;
  drafts: DraftStore<FindingsDraft>;
  redraw: (at: MessageAt | undefined, page: PageView) => Promise<void>;
  org: Organisation;
}) {
  const { service, store, likeness, history, drafts, redraw, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function page(request: Request, topicId: string, note?: Note): Promise<PageView> {
    const asker = await asking(request);
    const { topic, approvers, ...seen } = await service.seen(asker, topicId);
    const [directions, people, tree] = await Promise.all([
      store.directions(topic.campaignId),
      store.people(topic.coResearcherIds),
      org.units(),
    ]);
    const label = labels(people);
    const decides = seen.isApprover && topic.state === "registered";
    const alike = decides ? await likeness.alike(topic.title, topic.owner.personId, mostAlike) : [];
    const facts = {
      ...{ topic, ...seen, directions, alike, note },
      approvers: approvers.map(({ name }) => name),
      coResearchers: people.map(({ personId, name }) => label.get(personId) ?? name),
      unitNames: topic.unitIds.map((id) => tree.byId(id)?.name ?? "–"),
    };
    return topicView(facts, request.viewer.locale);
  }

  /** The topic in place of what was pressed, as it is now. */
  async function afterwards(request: ActionRequest, stepped: Stepped): Promise<Answer> {
    const asker = await asking(request);
    return turned(await page(request, stepped.topicId, steppedNote(stepped, asker)), views.page, request);
  }

  async function openGiveBack(request: ActionRequest): Promise<Answer> {
    const target = actions.giveBack.read(request.value);
    const { topic, isApprover } = await service.seen(await asking(request), target.topicId);
    const { locale } = request.viewer;
    // Somebody else was faster, or it is not theirs to decide: the page says so, and who did.
    if (!isApprover || topic.state !== "registered")
      return { kind: "openView", view: await refusal(request, target) };
    return { kind: "openView", view: giveBackView(topic, { ...target, at: pressedIn(request) }, locale) };
  }

  async function refusal(request: Request, { topicId }: { topicId: string }) {
    const asker = await asking(request);
    const { topic } = await service.seen(asker, topicId);
    const last = await store.lastStep(topicId, topic.state);
    const by = { by: last?.actor ?? "–", at: last?.at.toString() ?? "" };
    const note =
      topic.state === "registered"
        ? noteOf(asker.locale.md("topic.refused.notYours"), undefined, asker.locale)
        : steppedNote({ what: "already", topicId, state: topic.state, ...by }, asker);
    return asModal(await page(request, topicId, note), views.page, asker.locale);
  }

  async function submitGiveBack(request: SubmitRequest): Promise<Answer> {
    const target = decisionTarget.parse(JSON.parse(request.viewData));
    const asker = await asking(request);
    const giving = service.giveBack(asker, target, textOf(request, "reason"));
    const stepped = await giving.catch(atField("reason"));
    return inModal(request, stepped, target.at);
  }

  /** What the form did, in its place and in that of the message that it was opened from. */
  async function inModal(
    request: SubmitRequest,
    stepped: Stepped,
    at: MessageAt | undefined,
  ): Promise<Answer> {
    const asker = await asking(request);
    const shown = await page(request, stepped.topicId, steppedNote(stepped, asker));
    await redraw(at, shown);
    return { kind: "updateView", view: asModal(shown, views.page, asker.locale) };
  }

  async function openConclude(request: ActionRequest): Promise<Answer> {
    const { topicId } = actions.conclude.read(request.value);
    const asker = await asking(request);
    const { topic, isOwner } = await service.seen(asker, topicId);
    if (!isOwner || (topic.state !== "fieldwork" && topic.state !== "concluded"))
      return { kind: "openView", view: await refusal(request, { topicId }) };
    const typed = await drafts.get(asker.slackUserId, topicId, topicId, asker.now);
    return { kind: "openView", view: concludeView(topic, typed, pressedIn(request), asker.locale) };
  }

  async function submitConclude(request: SubmitRequest): Promise<Answer> {
    const { topicId, at } = topicTarget.parse(JSON.parse(request.viewData));
    const asker = await asking(request);
    const [fileId] = [request.values.file ?? []].flat();
    const found = { findings: textOf(request, "findings"), link: textOf(request, "link"), fileId };
    const stepped = await service.conclude(asker, topicId, found).catch(atField("findings"));
    await drafts.forget(asker.slackUserId, topicId);
    return inModal(request, stepped, at);
  }

  async function keepFindings(request: SubmitRequest): Promise<void> {
    const { topicId } = topicTarget.parse(JSON.parse(request.viewData));
    const asker = await asking(request);
    const typed = { findings: textOf(request, "findings"), link: textOf(request, "link") };
    const topic = await store.byId(topicId);
    const same = typed.findings === (topic?.findings ?? "") && typed.link === (topic?.link ?? "");
    if (Object.keys(request.values).length === 0) return;
    if (same) await drafts.forget(asker.slackUserId, topicId);
    else await drafts.keep(asker.slackUserId, topicId, typed, asker.now);
  }

  async function historyPage(request: Request, wanted: { topicId: string; page: number }): Promise<PageView> {
    const { topic } = await service.seen(await asking(request), wanted.topicId);
    const facts = await history.entries(topicKinds, { recordId: topic.id }, wanted.page);
    return historyView({ topic, ...facts }, request.campaign.timeZone, request.viewer.locale);
  }

  return {
    page,
    actions: {
      ...opens((request, { topicId }) => page(request, topicId), actions.look),
      [actions.approve.id]: {
        run: async (request) =>
          afterwards(
            request,
            await service.approve(await asking(request), actions.approve.read(request.value)),
          ),
      },
      [actions.giveBack.id]: { run: openGiveBack, opens: true },
      [actions.fieldwork.id]: {
        run: async (request) => {
          const { topicId } = actions.fieldwork.read(request.value);
          return afterwards(request, await service.beginFieldwork(await asking(request), topicId));
        },
      },
      [actions.conclude.id]: { run: openConclude, opens: true },
      ...opens(historyPage, actions.history),
      ...turns(historyPage, actions.historyNewer, actions.historyOlder),
    } satisfies Feature["actions"],
    views: {
      [views.giveBack]: { submit: submitGiveBack },
      [views.conclude]: { submit: submitConclude, closed: keepFindings },
    } satisfies Feature["views"],
  };
}

/** Modals may lie three deep, so that a refusal has no room above this one: it stands at a field of the form. */
const atField = (field: string) => (error: unknown) => {
  if (error instanceof UserError && error.field === undefined)
    throw new UserError(error.key, error.values, field);
  throw error;
};

function textOf({ values }: SubmitRequest, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}
