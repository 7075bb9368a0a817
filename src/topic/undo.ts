import { z } from "zod";
import type { Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Asker } from "../org/asker.ts";
import { button, section } from "../slack/blocks.ts";
import type { UndoPart } from "../slack/undo.ts";
import type { Approval } from "./approval.ts";
import type { Tell } from "./decide/tell.ts";
import { actions as ids, jobs as jobNames } from "./ids.ts";
import { states, type Topic, type TopicEntry, type TopicState } from "./model.ts";
import { openButton, row, stateName } from "./phrases.ts";
import type { TopicStore } from "./store.ts";

const text = z.string().nullable().optional();
/** What the audit tells of a topic; what a change left alone is missing. */
const told = z.object({
  state: z.enum(states).optional(),
  ...{ directionCode: z.string().optional(), title: z.string().optional(), why: text, method: text },
  ...{ coResearcherIds: z.array(z.string()).optional(), unitIds: z.array(z.string()).optional() },
  ...{ findings: text, link: text, file: text },
});
/** `decided`: by somebody above, not by its owner. */
const undone = z.object({
  ...{ state: z.enum(states).nullable(), title: z.string(), decided: z.boolean().default(false) },
});

/** How what was saved of a topic is taken back: that it was registered, what was changed, and each step. */
export function topicUndo(deps: { store: TopicStore; approval: Approval; tell: Tell; jobs: Jobs }): UndoPart {
  const { store, approval, tell, jobs } = deps;

  async function assertMay(asker: Asker, [change]: Change[]): Promise<void> {
    const topic = change && (await store.byId(change.recordId));
    if (!topic) throw new UserError("common.outOfDate");
    if (asker.campaign.isClosed || topic.campaignId !== asker.campaign.id)
      throw new UserError("common.refused.closedCampaign");
    if (topic.owner.personId === asker.personId) return;
    const approvers = await approval.approversOf(topic.owner.personId, asker.today);
    if (approvers.some(({ personId }) => personId === asker.personId)) return;
    throw new UserError("topic.refused.notOwner", { name: topic.owner.name });
  }

  async function backTo(tx: Tx, asker: Asker, topic: Topic, change: Change): Promise<TopicState> {
    const was = told.parse(change.before);
    const state = was.state ?? topic.state;
    if (entryFields.some((field) => was[field] !== undefined))
      await store.saveEntry(tx, topic.id, entryBefore(topic, was), asker.now);
    const { findings, link, file } = was;
    if (state === topic.state && findings === undefined && file === undefined && link === undefined)
      return state;
    const returnedReason = state === "returned" ? await store.lastReason(tx, topic.id) : null;
    const found = {
      ...(findings === undefined ? {} : { findings }),
      ...(link === undefined ? {} : { link }),
      ...(file === undefined ? {} : { file: file === null ? null : { id: file, name: null, link: null } }),
    };
    await store.saveState(tx, topic.id, { state, returnedReason, ...found }, asker.now);
    if (typeof file === "string")
      await jobs.enqueue(jobNames.file, { topicId: topic.id, fileId: file }, { tx });
    return state;
  }

  return {
    late: "topic.undoLate",
    records: ["topic"],
    assertMay,

    async lock(tx, [change]) {
      if (change) await store.lock(tx, change.recordId);
    },

    async restore(tx, asker, [change]) {
      const topic = change && (await store.lock(tx, change.recordId));
      if (!topic) throw new UserError("common.outOfDate");
      const { title } = topic;
      const back = { ...change, before: change.after, after: change.before };
      const decided = topic.owner.personId !== asker.personId;
      if (change.before === null) {
        await store.remove(tx, topic.id);
        return { outcome: { state: null, title, decided }, changes: [back] };
      }
      const state = await backTo(tx, asker, topic, change);
      // Its owner was told of the decision.
      if (decided) await tell.decided(tx, topic, "takenBack", await store.nameOf(asker.personId, tx));
      const now = await store.byId(topic.id, tx);
      return { outcome: { state, title: now?.title ?? title, decided }, changes: [back] };
    },

    async show(outcome, { locale }) {
      const { state, title: name, decided } = undone.parse(outcome);
      const values = { title: name, state: state === null ? "" : stateName(state, locale) };
      const said = locale.md(`topic.undo.${state === null ? "gone" : "stands"}`, values);
      const list = button(ids.approvals.id, locale.t("topic.undo.list"), {
        value: ids.approvals.write({ page: 0 }),
      });
      const register = state === null ? [openButton(locale.t("topic.undo.open"))] : [];
      const again = row(decided ? [list] : register);
      return { title: locale.t("topic.undo.title"), text: said, blocks: [section(said), ...again] };
    },
  };
}

const entryFields = ["directionCode", "title", "why", "method", "coResearcherIds", "unitIds"] as const;

const entryBefore = (topic: Topic, was: z.output<typeof told>): TopicEntry => ({
  directionCode: was.directionCode ?? topic.directionCode,
  title: was.title ?? topic.title,
  why: was.why === undefined ? topic.why : was.why,
  method: was.method === undefined ? topic.method : was.method,
  coResearcherIds: was.coResearcherIds ?? topic.coResearcherIds,
  unitIds: was.unitIds ?? topic.unitIds,
});
