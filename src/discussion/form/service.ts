import type { IsoDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked, openUntil } from "../../org/campaign/weeks.ts";
import { assertMayEnter, choosesUnit, enterable, mayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Person, Unit } from "../../org/model.ts";
import { search, searchUnits } from "../../org/people.ts";
import { may } from "../../org/scope.ts";
import type { DiscussionRecord, Participant, Theme } from "../model.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import { differs, entryOf, type FormEntry, type FormPlace, suggestedPeople } from "./entry.ts";
import type { Draft, DraftStore } from "./store.ts";

export type FormService = ReturnType<typeof formService>;

/** Which form: of a discussion, or of a new one (of the asker's unit and today, unless told). */
export type Target = {
  discussionId: string | null;
  unitId?: string | undefined;
  date?: IsoDate | undefined;
};
/** `entry`: what stands in the inputs instead of what is recorded; `fill`, `seen`: see FormPlace; `note`: stands on top. */
export type Showing = { entry?: FormEntry; fill?: number; seen?: string; note?: FormFacts["note"] };

/** What the form is drawn from. */
export type FormFacts = {
  place: FormPlace;
  unit: Unit;
  themes: Theme[];
  entry: FormEntry;
  record: DiscussionRecord | undefined;
  hasRoster: boolean;
  /** Those picked, as the list shows them. */
  chosen: Participant[];
  /** Whether another unit can be chosen. */
  anyUnit: boolean;
  /** Set in a locked week: since when, whether the asker may still correct it, and whom to ask. */
  lock: { until: IsoDate; mayCorrect: boolean; heads: Person[] } | undefined;
  draft: { unitName: string; date: IsoDate; at: string } | undefined;
  note: Mrkdwn | undefined;
};

/** Slack shows no more suggestions than this. */
const mostSuggestions = 100;

/** What the form shows, and the drafts of those who did not finish it. */
export function formService(deps: {
  service: DiscussionService;
  store: DiscussionStore;
  drafts: DraftStore;
  org: Organisation;
}) {
  const { service, store, drafts, org } = deps;

  async function unitOf(asker: Asker, unitId: string | undefined): Promise<Unit> {
    const unit = unitId === undefined ? asker.unit : (await org.units()).byId(unitId);
    if (!unit) throw new UserError("common.outOfDate");
    return unit;
  }

  async function lockOf(asker: Asker, unit: Unit, date: IsoDate): Promise<FormFacts["lock"]> {
    if (!isLocked(date, asker.campaign, asker.today)) return undefined;
    const mayCorrect = await mayEnter(asker, unit, date, org);
    const heads = mayCorrect ? [] : await org.holders(unit.id, "unit_head", asker.today);
    return { until: openUntil(date, asker.campaign), mayCorrect, heads };
  }

  async function entersFor(asker: Asker, unit: Unit, date: IsoDate): Promise<boolean> {
    return may(asker.member, "enterForUnit", unit) || mayEnter(asker, unit, date, org);
  }

  /** The people to choose from: the unit's on that date, and those recorded who are of other units. */
  async function choice(unit: Unit, date: IsoDate, record: DiscussionRecord | undefined) {
    const roster = await service.roster(unit, date);
    const known = new Set(roster.map(({ personId }) => personId));
    const guests = (record?.participants ?? []).filter(({ personId }) => !known.has(personId));
    return { roster, all: [...roster, ...guests] };
  }

  async function draftOf(asker: Asker, discussionId: string | null) {
    const draft = await drafts.get(asker.slackUserId, discussionId, asker.now);
    if (!draft || (await drafts.isOutdated(draft))) return undefined;
    const unit = (await org.units()).byId(draft.unitId);
    if (!unit || !(await mayEnter(asker, unit, draft.date, org))) return undefined;
    return { draft, unit };
  }

  return {
    unitOf,

    /**
     * The form.
     * @throws UserError for a unit that the asker does not enter for: its people are not theirs to see
     */
    async facts(asker: Asker, target: Target, show: Showing = {}): Promise<FormFacts> {
      const { discussionId } = target;
      const record = discussionId === null ? undefined : await service.held(discussionId);
      const unit = await unitOf(asker, record?.unitId ?? target.unitId);
      const date = target.date ?? record?.date ?? asker.today;
      if (!(await entersFor(asker, unit, date))) await assertMayEnter(asker, unit, date, org);
      const [{ roster, all }, themes, lock, seen] = await Promise.all([
        choice(unit, date, record),
        store.themes(asker.campaign.id),
        lockOf(asker, unit, date),
        show.seen ?? (discussionId === null ? "0" : store.seen(discussionId)),
      ]);
      const hasRoster = unit.hasRoster && roster.length > 0;
      const given = show.entry ?? entryOf(record, hasRoster ? roster : []);
      const who = allowedKind(given, record, hasRoster);
      const people = given.people ?? suggestedPeople(who, record, roster);
      const kept = show.entry ? undefined : await draftOf(asker, discussionId);
      const offered = kept && differs(kept.draft.entry, record) ? kept : undefined;
      return {
        place: { unitId: unit.id, date, discussionId, who, seen, fill: show.fill ?? 0 },
        ...{ unit, themes, record, hasRoster, lock, note: show.note },
        entry: { ...given, who, people },
        chosen: all.filter(({ personId }) => people.includes(personId)),
        anyUnit: discussionId === null && (await choosesUnit(asker, date, org)),
        draft: offered && {
          unitName: offered.unit.name,
          date: offered.draft.date,
          at: asker.locale.moment(offered.draft.at, asker.campaign.timeZone),
        },
      };
    },

    /** Keeps what was picked, if it is something. A form that was only looked at leaves an earlier draft alone. */
    async keepDraft(asker: Asker, draft: Draft): Promise<void> {
      const unit = await unitOf(asker, draft.unitId);
      if (!(await mayEnter(asker, unit, draft.date, org))) return;
      const record = draft.discussionId === null ? undefined : await store.get(draft.discussionId);
      if (differs(draft.entry, record)) await drafts.keep(asker.slackUserId, draft, asker.now);
    },

    draft: async (asker: Asker, discussionId: string | null): Promise<Draft | undefined> =>
      (await draftOf(asker, discussionId))?.draft,
    forgetDraft: (asker: Asker, discussionId: string | null) =>
      drafts.forget(asker.slackUserId, discussionId),

    /** People to choose whose name holds the text, and all of them (to tell those apart who are alike). */
    async suggestPeople(asker: Asker, { unitId, date, discussionId }: FormPlace, query: string) {
      const record = discussionId === null ? undefined : await store.get(discussionId);
      const unit = await unitOf(asker, record?.unitId ?? unitId);
      if (!(await mayEnter(asker, unit, date, org))) return { people: [], all: [] };
      const { all } = await choice(unit, date, record);
      return { people: (await search(all, query)).slice(0, mostSuggestions), all };
    },

    /** Units to enter for whose code or name holds the text; those that take part on the form's date. */
    async suggestUnits(asker: Asker, date: IsoDate, query: string): Promise<Unit[]> {
      const units = await org.units();
      const { root } = units;
      const found = root ? await searchUnits(units, query, root) : [];
      return (await enterable(asker, found, date, org)).slice(0, mostSuggestions);
    },
  };
}

/** A choice that the form can show: a unit without a list of people has numbers only; nothing recorded is not kept. */
function allowedKind(entry: FormEntry, record: DiscussionRecord | undefined, hasRoster: boolean) {
  const wanted = entry.who ?? "all";
  const isKept = record !== undefined && record.participantCount === null;
  if (wanted === "keep") return isKept ? "keep" : hasRoster ? "all" : "number";
  return hasRoster || wanted === "number" || (wanted === "only" && isKept) ? wanted : "number";
}
