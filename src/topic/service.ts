import { z } from "zod";
import { contains } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Change, Write } from "../db/write.ts";
import { FormError, UserError } from "../errors.ts";
import type { Asker } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import type { WrittenBy } from "../undo/ids.ts";
import type { Approval } from "./approval.ts";
import type { Tell } from "./decide/tell.ts";
import { gramsOf } from "./likeness/grams.ts";
import {
  longest,
  mostCoResearchers,
  mostUnits,
  type Topic,
  type TopicEntry,
  type TopicState,
} from "./model.ts";
import { entryChange, stateAfter } from "./rules.ts";
import type { TopicStore } from "./store.ts";

export type TopicService = ReturnType<typeof topicService>;

/** What saving did. `back`: it had been approved and waits again; `approvers`: who was asked now. */
export type Saved = {
  topicId: string;
  what: "registered" | "resubmitted" | "changed" | "unchanged";
  state: TopicState;
  back: boolean;
  approvers: string[];
  /** What it can be taken back by; none where nothing changed. */
  written?: WrittenBy;
};

/** The owner's side: one topic a person and campaign. */
export function topicService(deps: {
  store: TopicStore;
  approval: Approval;
  tell: Tell;
  write: Write;
  org: Organisation;
}) {
  const { store, approval, tell, write, org } = deps;

  async function change(
    asker: Asker,
    topicId: string,
    more: Pick<Change, "before" | "after">,
  ): Promise<Change> {
    return { record: "topic", recordId: topicId, unitId: asker.unit.id, date: asker.today, ...more };
  }

  async function create(tx: Tx, asker: Asker, personId: string, entry: TopicEntry) {
    checkPeriod(asker);
    const { campaign, today, now } = asker;
    const made = { ...entry, campaignId: campaign.id, personId, registeredOn: today };
    const topicId = await store.create(tx, made, now);
    const approvers = await tell.waiting(tx, topicId, await approval.approversOf(personId, today, tx));
    const after = { state: "registered", registeredOn: today, ...entry };
    return {
      outcome: {
        ...{ topicId, what: "registered", state: "registered", back: false, approvers },
        written: writtenBy(asker),
      } satisfies Saved,
      changes: [await change(asker, topicId, { before: null, after })],
    };
  }

  async function edit(tx: Tx, asker: Asker, before: Topic, entry: TopicEntry) {
    const { id: topicId } = before;
    const differs = entryChange(before, entry);
    const state = stateAfter(before, entry);
    const unchanged = { topicId, what: "unchanged", state, back: false, approvers: [] } satisfies Saved;
    if (!differs && state === before.state) return { outcome: unchanged, changes: [] };
    if (before.state === "concluded") throw new UserError("topic.refused.concluded");
    if (differs) await store.saveEntry(tx, topicId, entry, asker.now);
    const moved = state !== before.state;
    if (moved) await store.saveState(tx, topicId, { state }, asker.now);
    const approvers = moved
      ? await tell.waiting(tx, topicId, await approval.approversOf(before.owner.personId, asker.today, tx))
      : [];
    const states = moved ? [{ state: before.state }, { state }] : [{}, {}];
    const what = before.state === "returned" ? "resubmitted" : "changed";
    return {
      outcome: {
        ...{ topicId, what, state, back: moved && what === "changed", approvers },
        written: writtenBy(asker),
      } satisfies Saved,
      changes: [
        await change(asker, topicId, {
          before: { ...states[0], ...differs?.before },
          after: { ...states[1], ...differs?.after },
        }),
      ],
    };
  }

  return {
    /** @throws UserError for somebody who can have no topic, FormError with a sentence at each wrong field */
    async check(asker: Asker, entry: TopicEntry): Promise<string> {
      const { personId, campaign } = asker;
      if (personId === null) throw new UserError("common.notOnRoster");
      if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
      const [directions, people, tree] = await Promise.all([
        store.directions(campaign.id),
        store.people(entry.coResearcherIds.filter(isId)),
        org.units(),
      ]);
      const problems = textProblems(entry);
      const refuse = (field: string, key: string, values = {}) =>
        problems.push(new UserError(`topic.refused.${key}`, values, field));
      const held = await store.own(campaign.id, personId);
      // A direction that the campaign has dropped since may stay with the topic that has it.
      const known = directions.some(({ code }) => code === entry.directionCode);
      if (!known && held?.directionCode !== entry.directionCode) refuse("direction", "noDirection");
      if (entry.coResearcherIds.includes(personId)) refuse("coResearchers", "yourself");
      else if (people.length < entry.coResearcherIds.length) refuse("coResearchers", "unknownPerson");
      if (entry.unitIds.some((id) => !tree.byId(id))) refuse("units", "unknownUnit");
      if (problems.length > 0) throw new FormError(problems);
      return personId;
    },

    /**
     * Registers the asker's topic, or changes the one that they have; done once per `asker.key`.
     * @throws what `check` throws; UserError outside the campaign, and for a concluded topic
     */
    async save(asker: Asker, entry: TopicEntry): Promise<Saved> {
      const personId = await this.check(asker, entry);
      return write<Saved>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await store.lockOwn(tx, asker.campaign.id, personId);
        return before ? edit(tx, asker, before, entry) : create(tx, asker, personId, entry);
      });
    },

    /** @throws UserError where nobody registers a topic on that day */
    checkPeriod,
  };
}

const writtenBy = ({ unit, today, key }: Asker): WrittenBy => ({ unitId: unit.id, date: today, key });

const isId = (id: string) => z.uuid().safeParse(id).success;

function checkPeriod({ campaign, today, locale }: Asker): void {
  if (contains(campaign.period, today)) return;
  const { from, to } = campaign.period;
  const values = { from: locale.date(from), to: locale.date(to) };
  throw new UserError("topic.refused.outsideCampaign", values);
}

function textProblems(entry: TopicEntry): UserError[] {
  const problems: UserError[] = [];
  if (gramsOf(entry.title).length === 0) problems.push(new UserError("topic.refused.noTitle", {}, "title"));
  for (const field of ["title", "why", "method"] as const)
    if ((entry[field] ?? "").length > longest[field])
      problems.push(new UserError("topic.refused.tooLong", { most: longest[field] }, field));
  if (entry.coResearcherIds.length > mostCoResearchers)
    problems.push(new UserError("topic.refused.tooMany", { most: mostCoResearchers }, "coResearchers"));
  if (entry.unitIds.length > mostUnits)
    problems.push(new UserError("topic.refused.tooMany", { most: mostUnits }, "units"));
  return problems;
}
