import { type IsoDate, instantAt } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may, type Role } from "../../org/scope.ts";
import { unitPage } from "../../org/tree.ts";
import { onPage, type Page, pageOf, pageSize } from "../../slack/page.ts";
import type { Approval } from "../approval.ts";
import { type TopicFigures, topicFigures } from "../figures.ts";
import { type Alike, type LikenessStore, mostAlike } from "../likeness/store.ts";
import type { Direction, TopicState } from "../model.ts";
import type { TopicStore } from "../store.ts";
import type { At, DecidedTopic, MissingPerson, PersonTopic, StatusStore, WaitingTopic } from "./store.ts";

export type StatusService = ReturnType<typeof statusService>;

export type StatusFacts = {
  unit: Unit;
  parent: Unit | undefined;
  facts: TopicFigures;
  byState: Map<TopicState, number>;
  directions: Direction[];
  children: { unit: Unit; facts: TopicFigures }[];
  /** The unit's own offices and itself, which a page of their own lists; undefined where `children` holds them. */
  offices: Pick<TopicFigures, "required" | "registered"> | undefined;
  /** The page is about those. */
  isOwn: boolean;
  /** People of the unit itself; listed where nothing is below it. */
  own: { people: PersonTopic[]; total: number };
  page: Page;
  /** How many topics wait for the asker. */
  waiting: number;
};
export type OwnFacts = { unit: Unit; people: PersonTopic[]; page: Page };
export type MissingFacts = {
  unit: Unit;
  /** Empty for those who may not see who it is. */
  people: (MissingPerson & { unitName: string })[];
  facts: TopicFigures;
  page: Page;
  mayRemind: boolean;
};
/** A row of the list: a topic with what is like it, or what became of one since the page was drawn. */
export type ApprovalRow =
  | (WaitingTopic & { kind: "waiting"; unitName: string; alike: Alike[] })
  | (DecidedTopic & { kind: "decided" });
/** `page` tells how many wait in all. */
export type WaitingFacts = { rows: ApprovalRow[]; directions: Direction[]; campaignId: string; page: Page };

/** Topics on a page of approvals: three blocks each, and what is like them. */
const approvalsOnPage = 10;

/** The day on which people are counted: today, within the campaign. */
export function dayIn({ campaign, today }: Pick<Asker, "campaign" | "today">): IsoDate {
  const { from, to } = campaign.period;
  if (today < from) return from;
  return today > to ? to : today;
}

/** Whoever holds none of these approves nothing: most people, of whom nothing need be looked up. */
const leading: readonly Role[] = ["unit_head", "leading_group", "administrator"];

const added = (facts: TopicFigures[]) => ({
  required: facts.reduce((sum, one) => sum + one.required, 0),
  registered: facts.reduce((sum, one) => sum + one.registered, 0),
});

const slice = (page: number) => ({ offset: page * pageSize, limit: pageSize });

/** What there is to look at; the caller has checked that the asker may see the unit. */
export function statusService(deps: {
  db: Database;
  workspaceId: string;
  store: StatusStore;
  topics: TopicStore;
  likeness: LikenessStore;
  approval: Approval;
  org: Organisation;
}) {
  const { db, workspaceId, store, topics, likeness, approval, org } = deps;

  const atOf = (asker: Pick<Asker, "campaign" | "today">): At => ({
    campaignId: asker.campaign.id,
    roles: asker.campaign.topicRequiredOf,
    date: dayIn(asker),
  });

  async function figures(asker: Asker, units: Unit[]): Promise<TopicFigures[]> {
    const period = { from: asker.campaign.period.from, to: dayIn(asker) };
    return topicFigures.answer(
      db,
      workspaceId,
      units.map((unit) => ({ unit, period })),
    );
  }

  async function waitingFor(asker: Asker): Promise<WaitingTopic[]> {
    const leads = asker.member.roles.some((role) => leading.includes(role));
    if (asker.personId === null || !leads || asker.campaign.isClosed) return [];
    const { campaignId, date } = atOf(asker);
    return approval.ownersFor(asker.personId, await store.waiting({ campaignId, date }), asker.today);
  }

  async function approvalRows(waiting: WaitingTopic[], ids: string[]): Promise<ApprovalRow[]> {
    const tree = await org.units();
    const byId = new Map(waiting.map((one) => [one.topicId, one]));
    const gone = await store.decided(ids.filter((id) => !byId.has(id)));
    const rows: ApprovalRow[] = [];
    for (const id of ids) {
      const topic = byId.get(id);
      const decided = gone.find(({ topicId }) => topicId === id);
      if (topic) {
        const unitName = tree.byId(topic.unitId)?.name ?? "–";
        const alike = await likeness.alike(topic.title, topic.personId, mostAlike);
        rows.push({ ...topic, kind: "waiting", unitName, alike });
      } else if (decided) rows.push({ ...decided, kind: "decided" });
    }
    return rows;
  }

  return {
    waitingFor,
    atOf,

    /** The unit's figures, by direction and by state, and those of what is below it. */
    async facts(asker: Asker, unit: Unit, page: number, askedOwn = false): Promise<StatusFacts> {
      const tree = await org.units();
      // People of the unit itself stand on a page of their own.
      const listing = unitPage(unit, { day: dayIn(asker), own: askedOwn, tree, member: asker.member });
      const { isOwn, rows: children, parent } = listing;
      const [[facts, ...each], byState, directions, waiting] = await Promise.all([
        figures(asker, [unit, ...children, ...listing.offices]),
        store.byState(unit, atOf(asker)),
        topics.directions(asker.campaign.id),
        waitingFor(asker),
      ]);
      if (!facts) throw new Error("the figures did not answer");
      const leaf = children.length === 0;
      const own = await store.ofUnit(unit.id, atOf(asker), leaf ? slice(page) : slice(0));
      // In the organisation's own order: sorted by how complete they are it would be a ranking.
      const listed = children.flatMap((child, index) => {
        const counted = each[index];
        return counted ? [{ unit: child, facts: counted }] : [];
      });
      const paged = pageOf(page, leaf ? own.total : listed.length);
      const offices = listing.offices.length > 0 ? added(each.slice(children.length)) : undefined;
      return {
        ...{ unit, facts, byState, directions, own, page: paged, waiting: waiting.length, isOwn, offices },
        parent,
        children: onPage(listed, paged),
      };
    },

    /** The people of exactly this unit with their topics. */
    async own(asker: Asker, unit: Unit, page: number): Promise<OwnFacts> {
      const { people, total } = await store.ofUnit(unit.id, atOf(asker), slice(page));
      return { unit, people, page: pageOf(page, total) };
    },

    /** Who owes a topic and has none: by name for those who may remind them, for others the number only. */
    async missing(asker: Asker, unit: Unit, page: number): Promise<MissingFacts> {
      const mayRemind = may(asker.member, "remind", unit);
      const midnight = instantAt(asker.today, "00:00", asker.campaign.timeZone);
      const tree = await org.units();
      const { people, total } = await store.missing(unit, atOf(asker), midnight, slice(page));
      const [facts] = await figures(asker, [unit]);
      if (!facts) throw new Error("the figures did not answer");
      const named = people.map((one) => ({ ...one, unitName: tree.byId(one.unitId)?.name ?? "–" }));
      return { unit, people: mayRemind ? named : [], facts, page: pageOf(page, total), mayRemind };
    },

    /**
     * Topics that wait for the asker to approve them: a page of them, or those of a page that is there already with
     * what became of each, for as long as one of them waits; then the first that wait.
     */
    async approvals(asker: Asker, wanted: { page: number } | { shown: string[] }): Promise<WaitingFacts> {
      const waiting = await waitingFor(asker);
      const there = "shown" in wanted ? wanted.shown : [];
      const stays = waiting.some(({ topicId }) => there.includes(topicId));
      const page = pageOf("page" in wanted ? wanted.page : 0, waiting.length, approvalsOnPage);
      const begin = page.page * approvalsOnPage;
      const ids = stays ? there : waiting.slice(begin, begin + approvalsOnPage).map(({ topicId }) => topicId);
      return {
        rows: await approvalRows(waiting, ids),
        directions: await topics.directions(asker.campaign.id),
        campaignId: asker.campaign.id,
        page,
      };
    },
  };
}
