import type { Tx } from "../../db/client.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { may } from "../../org/scope.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import type { Approval } from "../approval.ts";
import { jobs as jobNames } from "../ids.ts";
import { longest, type Topic, type TopicState } from "../model.ts";
import { markOf } from "../rules.ts";
import type { TopicChange, TopicStore } from "../store.ts";
import { checkFindings, type Findings } from "./findings.ts";
import type { Tell } from "./tell.ts";

export type DecideService = ReturnType<typeof decideService>;

/**
 * What a press did. `already`: somebody had decided before, `by` and when (`at`, ISO); `edited`: the title or direction
 * is another one by now, and wants to be looked at first.
 */
export type Stepped = {
  what: "done" | "already" | "edited";
  topicId: string;
  state: TopicState;
  by: string;
  at: string;
  /** The title that was decided about. */
  title?: string;
  /** Where it changed something: what [Undo] takes back. */
  written?: WrittenBy;
};

/** The steps of a topic: approved or returned by those above, begun and concluded by its owner. */
export function decideService(deps: {
  store: TopicStore;
  approval: Approval;
  tell: Tell;
  write: Write;
  jobs: Jobs;
  org: Organisation;
}) {
  const { store, approval, tell, write, jobs, org } = deps;

  async function known(tx: Tx, topicId: string): Promise<Topic> {
    const topic = await store.lock(tx, topicId);
    if (!topic) throw new UserError("common.outOfDate");
    return topic;
  }

  function checkCampaign(topic: Topic, { campaign }: Asker): void {
    // A topic of a campaign that is over went on into the next one, or ended with it.
    if (campaign.isClosed || topic.campaignId !== campaign.id)
      throw new UserError("common.refused.closedCampaign");
  }

  async function checkApprover(tx: Tx, asker: Asker, topic: Topic): Promise<void> {
    if (topic.owner.personId === asker.personId) throw new UserError("topic.refused.ownApproval");
    const approvers = await approval.approversOf(topic.owner.personId, asker.today, tx);
    if (approvers.some(({ personId }) => personId === asker.personId)) return;
    const names = asker.locale.list(approvers.slice(0, 3).map(({ name }) => name));
    throw names === ""
      ? new UserError("topic.refused.noApprover")
      : new UserError("topic.refused.notApprover", { names });
  }

  function checkOwner(topic: Topic, asker: Asker): void {
    if (topic.owner.personId !== asker.personId)
      throw new UserError("topic.refused.notOwner", { name: topic.owner.name });
  }

  /** Why the step is not taken; undefined when it may be. */
  async function stopped(
    tx: Tx,
    topic: Topic,
    from: TopicState[],
    mark?: string,
  ): Promise<Stepped | undefined> {
    const { id: topicId, state } = topic;
    if (!from.includes(state)) {
      const last = await store.lastStep(topicId, state, tx);
      return { what: "already", topicId, state, by: last?.actor ?? "–", at: last?.at.toString() ?? "" };
    }
    if (mark !== undefined && mark !== markOf(topic))
      return { what: "edited", topicId, state, by: "", at: "" };
    return undefined;
  }

  async function step(tx: Tx, asker: Asker, topic: Topic, change: TopicChange & { reason?: string }) {
    const { reason, ...saved } = change;
    await store.saveState(tx, topic.id, saved, asker.now);
    const unitId = await store.unitIdOf(topic.owner.personId, asker.today, tx);
    const { state } = saved;
    const was = findingsOf(topic);
    const changed = Object.entries(findingsOf(saved)).filter(([name, value]) => value !== was[name]);
    const entry: Change = {
      ...{ record: "topic", recordId: topic.id, date: asker.today },
      before: {
        state: topic.state,
        ...Object.fromEntries(changed.map(([name]) => [name, was[name] ?? null])),
      },
      after: { state, ...Object.fromEntries(changed) },
      ...(unitId === undefined ? {} : { unitId }),
      ...(reason === undefined ? {} : { reason }),
    };
    const nothing = state === topic.state && changed.length === 0;
    const written = unitId === undefined ? {} : { written: { unitId, date: asker.today, key: asker.key } };
    const outcome: Stepped = {
      ...{ what: "done", topicId: topic.id, state, by: "", at: "", title: topic.title },
      ...(nothing ? {} : written),
    };
    return { outcome, changes: nothing ? [] : [entry] };
  }

  /** One decision of those above. */
  function decide(
    asker: Asker,
    target: { topicId: string; mark?: string },
    decided: TopicChange & { reason?: string },
  ) {
    const { topicId, mark } = target;
    return write<Stepped>({ actor: asker.actor, key: asker.key }, async (tx) => {
      const topic = await known(tx, topicId);
      checkCampaign(topic, asker);
      await checkApprover(tx, asker, topic);
      const stop = await stopped(tx, topic, ["registered"], mark);
      if (stop) return { outcome: stop, changes: [] };
      const done = await step(tx, asker, topic, decided);
      const what = decided.state === "approved" ? "approved" : "returned";
      await tell.decided(tx, topic, what, await store.nameOf(asker.personId, tx));
      return done;
    });
  }

  return {
    approve: (asker: Asker, target: { topicId: string; mark: string }): Promise<Stepped> =>
      decide(asker, target, { state: "approved" }),

    /** @throws UserError (field "reason") without a reason */
    async giveBack(
      asker: Asker,
      target: { topicId: string; mark: string },
      reason: string,
    ): Promise<Stepped> {
      const why = reason.trim();
      if (why === "") throw new UserError("topic.refused.noReason", {}, "reason");
      if (why.length > longest.reason)
        throw new UserError("topic.refused.tooLong", { most: longest.reason }, "reason");
      return decide(asker, target, { state: "returned", returnedReason: why, reason: why });
    },

    beginFieldwork: (asker: Asker, topicId: string): Promise<Stepped> =>
      write<Stepped>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const topic = await known(tx, topicId);
        checkOwner(topic, asker);
        checkCampaign(topic, asker);
        const stop = await stopped(tx, topic, ["approved"]);
        return stop ? { outcome: stop, changes: [] } : step(tx, asker, topic, { state: "fieldwork" });
      }),

    /** Concludes the topic, or changes the findings of one that is. @throws UserError (fields findings, link) */
    async conclude(asker: Asker, topicId: string, found: Findings): Promise<Stepped> {
      const { findings, link } = checkFindings(found);
      return write<Stepped>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const topic = await known(tx, topicId);
        checkOwner(topic, asker);
        checkCampaign(topic, asker);
        const stop = await stopped(tx, topic, ["fieldwork", "concluded"]);
        if (stop) return { outcome: stop, changes: [] };
        const { fileId } = found;
        const file = fileId === undefined ? {} : { file: { id: fileId, name: null, link: null } };
        // Slack is asked for the file's name later: the answer does not wait for it.
        if (fileId !== undefined) await jobs.enqueue(jobNames.file, { topicId, fileId }, { tx });
        return step(tx, asker, topic, { state: "concluded", findings, link, ...file });
      });
    },

    /** A topic to look at: one's own, one to approve, one that one takes part in, or of somebody in one's scope. */
    async seen(asker: Asker, topicId: string) {
      const topic = await store.byId(topicId);
      if (!topic) throw new UserError("common.outOfDate");
      const { personId } = asker;
      const day = await approval.dayOf(asker.today);
      const unitId = await store.unitIdOf(topic.owner.personId, day);
      const unit = unitId === undefined ? undefined : (await org.units()).byId(unitId);
      const approvers = await approval.approversOf(topic.owner.personId, asker.today);
      const isOwner = personId === topic.owner.personId;
      const isApprover = !isOwner && approvers.some((one) => one.personId === personId);
      const takesPart = personId !== null && topic.coResearcherIds.includes(personId);
      const inScope = unit !== undefined && may(asker.member, "see", unit);
      if (!isOwner && !isApprover && !takesPart && !inScope)
        throw new UserError("common.refused.notSeen", { unit: unit?.name ?? "–" });
      const isOpen = !asker.campaign.isClosed && topic.campaignId === asker.campaign.id;
      return { topic, unit, isOwner: isOwner && isOpen, isApprover: isApprover && isOpen, approvers };
    },
  };
}

/** What a topic came to, as the audit tells it; what a step leaves alone is left out. */
function findingsOf({
  findings,
  link,
  file,
}: Pick<TopicChange, "findings" | "link" | "file">): Record<string, string | null> {
  return {
    ...(findings === undefined ? {} : { findings }),
    ...(link === undefined ? {} : { link }),
    ...(file === undefined ? {} : { file: file?.id ?? null }),
  };
}
