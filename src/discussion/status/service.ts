import {
  contains,
  type IsoDate,
  type IsoWeek,
  type Period,
  weekOf,
  weekPeriod,
  weeksOf,
} from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { UserError } from "../../errors.ts";
import type { HistoryStore } from "../../history/store.ts";
import type { Asker } from "../../org/asker.ts";
import { pageWeek } from "../../org/campaign/weeks.ts";
import { mayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { unitPage } from "../../org/tree.ts";
import { onPage, type Page, pageOf, pageSize } from "../../slack/page.ts";
import { type DiscussionFigures, discussionFigures } from "../figures.ts";
import type { DiscussionRecord, Theme } from "../model.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import type { Viewpoint, ViewpointStore } from "../viewpoint/store.ts";
import { isAuthor } from "../viewpoint/take-back.ts";
import { changeOf, type DiscussionChange, discussionKinds } from "./history.ts";
import type { Coverage, ListedDiscussion, StatusStore } from "./store.ts";

export type StatusService = ReturnType<typeof statusService>;

type Held = Pick<DiscussionFigures, "discussions" | "people">;

export type StatusFacts = {
  unit: Unit;
  parent: Unit | undefined;
  themes: Theme[];
  period: Period;
  /** The week that the period is, if it is one; undefined with `isWhole` for the campaign so far. */
  week: IsoWeek | undefined;
  isWhole: boolean;
  facts: DiscussionFigures;
  /** Themes that are not covered, the least covered first. */
  uncovered: Coverage[];
  own: ListedDiscussion[];
  ownTotal: number;
  children: { unit: Unit; facts: DiscussionFigures }[];
  /** The unit's own offices and itself, which a page of their own lists; undefined where `children` holds them. */
  offices: Held | undefined;
  /** The page is about those. */
  isOwn: boolean;
  /** Of the units below, or of the unit's own discussions where nothing is below it. */
  page: Page;
  earlier: IsoWeek | undefined;
  later: IsoWeek | undefined;
  mayEnter: boolean;
};

export type DiscussionFacts = {
  unit: Unit;
  record: DiscussionRecord;
  themes: Theme[];
  /** `mayTakeBack`: the asker said it, or enters for the unit. */
  viewpoints: (Viewpoint & { mayTakeBack: boolean })[];
  namesShown: boolean;
  /** The asker is one of them. */
  tookPart: boolean;
  mayEnter: boolean;
};

export type HistoryFacts = {
  unit: Unit;
  record: DiscussionRecord;
  themes: Theme[];
  entries: DiscussionChange[];
  /** Names by person; empty for those who do not see them. */
  names: Map<string, string>;
  page: Page;
};

/** Own discussions that a page lists where units are below. */
const ownBesideUnits = 5;

/** The pages that look at discussions. Every figure comes from the one aggregation (figures.ts). */
export function statusService(deps: {
  db: Database;
  workspaceId: string;
  store: StatusStore;
  discussions: DiscussionStore;
  viewpoints: ViewpointStore;
  history: HistoryStore;
  service: DiscussionService;
  org: Organisation;
}) {
  const { db, workspaceId, store, discussions, viewpoints, history, service, org } = deps;

  /** The discussion, if the asker may see its unit. */
  async function seen(asker: Asker, discussionId: string) {
    const record = await discussions.get(discussionId);
    const unit = record && (await org.units()).byId(record.unitId);
    if (!record || !unit) throw new UserError("common.outOfDate");
    if (!may(asker.member, "see", unit)) throw new UserError("common.refused.notSeen", { unit: unit.name });
    const campaign = await org.campaignOf(record.date);
    const themes = await discussions.themes(campaign.id);
    return { record, unit, campaign, themes, namesShown: may(asker.member, "remind", unit) };
  }

  return {
    /** A unit, what is below it, and its own discussions. The caller has checked that the asker may see the unit. */
    async facts(
      asker: Asker,
      unit: Unit,
      asked: Period | undefined,
      { page, own: askedOwn = false }: { page: number; own?: boolean | undefined },
    ): Promise<StatusFacts> {
      const { campaign, today } = asker;
      const period = asked ?? soFar(asker);
      const asWeek = asked && weekIn(asked);
      if (asWeek !== undefined) pageWeek(asWeek, asker);
      const tree = await org.units();
      const listing = unitPage(unit, { day: period.to, own: askedOwn, tree, member: asker.member });
      const { isOwn, rows: below, offices, parent } = listing;
      const questions = [unit, ...below, ...offices].map((one) => ({ unit: one, period }));
      const ownPage = { offset: 0, limit: ownBesideUnits };
      const alone = { offset: page * pageSize, limit: pageSize };
      const [[own, ...rest], themes, covered, listed, enters] = await Promise.all([
        discussionFigures.answer(db, workspaceId, questions),
        discussions.themes(campaign.id),
        // What was discussed before the period is not missing in it.
        store.coverage(campaign.id, unit, { from: campaign.period.from, to: lastDayIn(period, unit) }),
        store.ofUnit(unit.id, period, below.length > 0 ? ownPage : alone),
        mayEnter(asker, unit, today, org),
      ]);
      if (!own) throw new Error("the figures did not answer");
      const children = below.flatMap((child, index) => {
        const facts = rest[index];
        return facts ? [{ unit: child, facts }] : [];
      });
      const paged = pageOf(page, below.length > 0 ? children.length : listed.total);
      const week = weekIn(period);
      return {
        ...{ isOwn, parent, offices: offices.length > 0 ? added(rest.slice(below.length)) : undefined },
        ...{ unit, themes, period, week, facts: own, mayEnter: enters && !campaign.isClosed, page: paged },
        isWhole: asked === undefined,
        uncovered: covered.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing),
        ...{ own: listed.discussions, ownTotal: listed.total },
        // In the tree's order: by their numbers it would be a ranking.
        children: onPage(children, paged),
        ...neighbours(week, asker),
      };
    },

    /** One discussion with its viewpoints; who took part only for those who may see the names. */
    async discussion(asker: Asker, discussionId: string): Promise<DiscussionFacts> {
      const { record, unit, campaign, themes, namesShown } = await seen(asker, discussionId);
      if (record.isRemoved) throw new UserError("discussion.refused.removed");
      const [kept, enters] = await Promise.all([
        viewpoints.list(record.id),
        mayEnter(asker, unit, record.date, org),
      ]);
      const isOpen = !campaign.isClosed;
      const own = (person: { personId: string }) => person.personId === asker.personId;
      return {
        ...{ record, unit, themes, namesShown, mayEnter: isOpen && enters },
        viewpoints: kept.map((one) => {
          const isOwn = isAuthor(asker, one);
          const author = namesShown || isOwn ? one.author : null;
          return { ...one, author, mayTakeBack: isOpen && (enters || isOwn) };
        }),
        tookPart: record.participants.some(own),
      };
    },

    /** Who changed what of one discussion. Whom it concerned, and why, only for those who may see the names. */
    async history(asker: Asker, discussionId: string, page: number): Promise<HistoryFacts> {
      const { record, unit, themes, namesShown } = await seen(asker, discussionId);
      const read = await history.entries(discussionKinds, { recordId: record.id }, page);
      const changes = read.entries.map(changeOf);
      const ids = changes.flatMap(({ after }) =>
        after ? [...after.added, ...after.removed, ...(after.joined ? [after.joined] : [])] : [],
      );
      const people = namesShown ? await discussions.people([...new Set(ids)]) : [];
      return {
        ...{ unit, record, themes },
        entries: namesShown
          ? changes
          : changes.map((one) => ({ ...one, ...(one.after?.joined ? { actor: null } : {}) })),
        names: new Map(people.map(({ personId, name }) => [personId, name])),
        page: read.page,
      };
    },

    themes: (asker: Asker) => discussions.themes(asker.campaign.id),
    roster: service.roster,
    ofPerson: store.ofPerson,
    open: store.open,
  };
}

/** The period's last day, or that of a unit which has been merged into another before: after it no theme is missing there. */
const lastDayIn = ({ to }: Period, { endsOn }: Pick<Unit, "endsOn">): IsoDate =>
  endsOn !== null && endsOn < to ? endsOn : to;

const added = (facts: DiscussionFigures[]): Held => ({
  discussions: facts.reduce((sum, one) => sum + one.discussions, 0),
  people: facts.reduce((sum, one) => sum + one.people, 0),
});

/** The campaign up to today; all of it when it is over, its first day before it began. */
export function soFar({ campaign, today }: Pick<Asker, "campaign" | "today">): Period {
  const { from, to } = campaign.period;
  return { from, to: today > to ? to : today < from ? from : today };
}

function weekIn(period: Period): IsoWeek | undefined {
  const week = weekOf(period.from);
  return weekPeriod(week).to === period.to && weekPeriod(week).from === period.from ? week : undefined;
}

/** The weeks before and after, within the campaign and up to this one; from the whole campaign, this week. */
function neighbours(week: IsoWeek | undefined, { campaign, today }: Asker) {
  const { period } = campaign;
  const last = contains(period, today) ? today : period.to;
  const weeks = weeksOf({ from: period.from, to: last });
  if (week === undefined) return { earlier: weeks.at(-1), later: undefined };
  const at = weeks.indexOf(week);
  return { earlier: at > 0 ? weeks[at - 1] : undefined, later: at < 0 ? undefined : weeks[at + 1] };
}
