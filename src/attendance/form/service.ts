import type { IsoDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked, openUntil } from "../../org/campaign/weeks.ts";
import { assertMayEnter, choosesUnit, enterable, mayEnter } from "../../org/entering.ts";
import type { FindPeople } from "../../org/find-people.ts";
import type { Organisation } from "../../org/index.ts";
import type { Person, Unit } from "../../org/model.ts";
import { search, searchUnits } from "../../org/people.ts";
import { may } from "../../org/scope.ts";
import { lastSessionDay } from "../rules.ts";
import type { AttendanceStore, SessionKey } from "../store.ts";
import { differs, entryOf, type FormEntry, wantedOf } from "./entry.ts";
import type { Draft, DraftStore } from "./store.ts";
import type { FormFacts } from "./view.ts";

export type FormService = ReturnType<typeof formService>;
export type Target = { unitId?: string | undefined; date?: IsoDate | undefined };

/**
 * `entry`: what stands in the inputs instead of what is recorded; `fill`: see FormPlace; `note`: stands on top;
 * `seen`: the audit's mark of the sheet that `entry` was made from; `tried`: see FormFacts.
 */
export type Showing = {
  entry?: FormEntry;
  fill?: number;
  note?: FormFacts["note"];
  seen?: string;
  tried?: boolean;
};

/** Slack shows no more suggestions than this. */
const mostSuggestions = 100;

/** What the form shows, and the drafts of those who did not finish it. */
export function formService(deps: {
  store: AttendanceStore;
  drafts: DraftStore;
  org: Organisation;
  find: FindPeople;
}) {
  const { store, drafts, org, find } = deps;

  async function unitOf(asker: Asker, unitId: string | undefined): Promise<Unit> {
    const unit = unitId === undefined ? asker.unit : (await org.units()).byId(unitId);
    if (!unit) throw new UserError("common.outOfDate");
    return unit;
  }

  /** Whether the unit's form is the asker's, or only the one about themselves. */
  async function entersFor(asker: Asker, target: Target): Promise<boolean> {
    const unit = await unitOf(asker, target.unitId);
    const date = target.date ?? asker.today;
    return may(asker.member, "enterForUnit", unit) || (await mayEnter(asker, unit, date, org));
  }

  async function lockOf(asker: Asker, unit: Unit, date: IsoDate): Promise<FormFacts["lock"]> {
    if (!isLocked(date, asker.campaign, asker.today)) return undefined;
    const mayCorrect = await mayEnter(asker, unit, date, org);
    const heads: Person[] = mayCorrect ? [] : await org.holders(unit.id, "unit_head", asker.today);
    return { until: openUntil(date, asker.campaign), mayCorrect, heads };
  }

  /** The draft of that session, else the newest. One that is older than what was saved since is forgotten. */
  async function freshDraft(asker: Asker, of: SessionKey) {
    const draft = await drafts.get(asker.slackUserId, of, asker.now);
    if (!draft || !(await drafts.isOutdated(draft))) return draft;
    await drafts.forget(asker.slackUserId, draft, asker.now);
    return undefined;
  }

  async function offered(
    asker: Asker,
    shown: { unitId: string; date: IsoDate; facts: Pick<FormFacts, "sheet"> },
  ) {
    const draft = await freshDraft(asker, shown);
    if (!draft) return undefined;
    const unit = (await org.units()).byId(draft.unitId);
    if (!unit || !(await mayEnter(asker, unit, draft.date, org))) return undefined;
    const same = draft.unitId === shown.unitId && draft.date === shown.date;
    const sheet = same ? shown.facts.sheet : await store.sheet(draft);
    if (!differs(draft.entry, sheet)) return undefined;
    const at = asker.locale.moment(draft.at, asker.campaign.timeZone);
    return { unitId: draft.unitId, date: draft.date, unitName: unit.name, at };
  }

  async function leaderName(entry: FormEntry, facts: Pick<FormFacts, "sheet">): Promise<string | undefined> {
    const { ledBy } = entry;
    if (ledBy === undefined) return undefined;
    if (facts.sheet.session?.ledBy?.personId === ledBy) return facts.sheet.session.ledBy.name;
    return facts.sheet.expected.find((person) => person.personId === ledBy)?.name ?? store.personName(ledBy);
  }

  return {
    entersFor,
    unitOf,

    /**
     * The form for a unit and date (the asker's own and its last session day, unless told).
     * @throws UserError for a unit that the asker does not enter for: its people are not theirs to see
     */
    async facts(asker: Asker, target: Target, show: Showing = {}): Promise<FormFacts> {
      const unit = await unitOf(asker, target.unitId);
      const date = target.date ?? lastSessionDay(unit, await org.days(asker.campaign), asker.today);
      if (!(await entersFor(asker, { unitId: unit.id, date }))) await assertMayEnter(asker, unit, date, org);
      const [sheet, lock] = await Promise.all([
        store.sheet({ unitId: unit.id, date }),
        lockOf(asker, unit, date),
      ]);
      const facts = { sheet };
      const draft = show.entry ? undefined : await offered(asker, { unitId: unit.id, date, facts });
      const entry = show.entry ?? entryOf(sheet);
      return {
        place: {
          ...{ unitId: unit.id, date, seen: show.seen ?? sheet.seen, fill: show.fill ?? 0 },
          ...(entry.reasons && { reasons: entry.reasons }),
        },
        unit,
        sheet,
        entry,
        leaderName: await leaderName(entry, facts),
        anyUnit: await choosesUnit(asker, date, org),
        lock,
        draft,
        note: show.note,
        tried: show.tried ?? false,
      };
    },

    /** Keeps what was picked, if it is something; picking back what is recorded forgets the draft. */
    async keepDraft(asker: Asker, draft: Draft): Promise<boolean> {
      const unit = await unitOf(asker, draft.unitId);
      if (!(await mayEnter(asker, unit, draft.date, org))) return false;
      const changed = differs(draft.entry, await store.sheet(draft));
      if (changed) await drafts.keep(asker.slackUserId, draft, asker.now);
      else await drafts.forget(asker.slackUserId, draft, asker.now);
      return changed;
    },

    /** Keeps what the asker tried to save in a week that is locked to them: the head whom they ask gets it. */
    keepTried: (asker: Asker, draft: Draft) => drafts.keepTried(asker.slackUserId, draft, asker.now),

    /** What that Slack user asks this asker to save, and what it would change now. */
    async handed(asker: Asker, of: SessionKey, by: string) {
      const handed = await drafts.handed(asker.slackUserId, of, by);
      return handed && { ...handed, wanted: wantedOf(handed.entry, await store.sheet(of)) };
    },

    /** The draft of that session, if there still is one. */
    async draft(asker: Asker, of: SessionKey): Promise<Draft | undefined> {
      const draft = await freshDraft(asker, of);
      return draft?.unitId === of.unitId && draft.date === of.date ? draft : undefined;
    },
    forgetDraft: (asker: Asker, of: SessionKey) => drafts.forget(asker.slackUserId, of, asker.now),

    /** People expected at the session whose name holds the text. */
    async suggestPeople(asker: Asker, target: { unitId: string; date: IsoDate }, query: string) {
      const unit = await unitOf(asker, target.unitId);
      if (!(await mayEnter(asker, unit, target.date, org))) return { people: [], expected: [] };
      const { expected } = await store.sheet({ unitId: unit.id, date: target.date });
      return { people: (await search(expected, query)).slice(0, mostSuggestions), expected };
    },

    /** Who may have led the session: the unit's people first, then others whom the asker may find. */
    async suggestLeaders(asker: Asker, target: { unitId: string; date: IsoDate }, query: string) {
      const own = await this.suggestPeople(asker, target, query);
      if (own.people.length >= mostSuggestions || query.trim() === "") return own;
      const known = new Set(own.people.map((person) => person.personId));
      const others = (await find(asker, query, mostSuggestions)).filter((one) => !known.has(one.personId));
      return { ...own, people: [...own.people, ...others].slice(0, mostSuggestions) };
    },

    /** Units to enter for whose code or name holds the text; those that take part on the form's date. */
    async suggestUnits(asker: Asker, date: IsoDate, query: string): Promise<Unit[]> {
      const units = await org.units();
      const root = units.root;
      const found = root ? await searchUnits(units, query, root) : [];
      return (await enterable(asker, found, date, org)).slice(0, mostSuggestions);
    },
  };
}
