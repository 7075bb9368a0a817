import { type IsoDate, type IsoWeek, type Period, weekOf, weekPeriod } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import type { HistoryStore } from "../../history/store.ts";
import type { Asker } from "../../org/asker.ts";
import { pageWeek } from "../../org/campaign/weeks.ts";
import { mayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { unitPage } from "../../org/tree.ts";
import { onPage, type Page, pageOf } from "../../slack/page.ts";
import { type AttendanceFigures, attendanceFigures, sumFigures } from "../figures.ts";
import type { Needs } from "../needs.ts";
import { countSilent, type Off, offIn, type Silent } from "../owing.ts";
import type { LadderStore, WeekAnswer } from "../reminders/store.ts";
import { lastSessionDay, sessionDayOf } from "../rules.ts";
import { changeOf, type SessionChange, sessionKinds, withoutPeople } from "./history.ts";
import type { HeldSession, StatusStore } from "./store.ts";
import { lastWeekOf, mergedBy, neighbours } from "./weeks.ts";

export type StatusService = ReturnType<typeof statusService>;

/** The figures, and how many of the units without a report owe none. */
export type Counted = AttendanceFigures & Pick<Silent, "off">;

export type StatusFacts = {
  unit: Unit;
  parent: Unit | undefined;
  week: IsoWeek;
  /** Sessions of that week outside it are those of another campaign. */
  campaignPeriod: Period;
  weekOff: boolean;
  /** The week is to come: nothing is owed in it yet. */
  notBegun: boolean;
  /** What whoever may remind these units is to see to; undefined for others. */
  silent: Silent | undefined;
  /** The page is about the unit itself and those right below it that have none below: its own offices. */
  isOwn: boolean;
  facts: Counted;
  /** What the unit answered to being reminded, while it has not reported. */
  answer: WeekAnswer | undefined;
  /** The unit's own sessions of the week; names only for those who may see them. */
  sessions: HeldSession[];
  namesShown: boolean;
  /** When the unit's session of the week is, where it has a weekday. */
  sessionDay: IsoDate | undefined;
  /** The unit was merged into another before the week was over. */
  merged: { into: string; lastDay: IsoDate } | undefined;
  /** The unit owes nothing that week. */
  off: Off | undefined;
  /** That day is still to come: there is nothing to report yet. */
  isAhead: boolean;
  mayEnter: boolean;
  /** In the organisation's own order: whoever stands first did not do worst. */
  children: { unit: Unit; facts: Counted; answer: WeekAnswer | undefined }[];
  /** The unit's own offices, which a page of their own lists; undefined where `children` holds them. */
  own: { units: number; facts: Counted } | undefined;
  page: Page;
  earlier: IsoWeek | undefined;
  later: IsoWeek | undefined;
};

export type HistoryFacts = {
  unit: Unit;
  date: IsoDate;
  entries: SessionChange[];
  page: Page;
  /** Something is recorded, and the asker may correct it. */
  mayTakeBack: boolean;
};

/** The pages that look at attendance. Every figure comes from the one aggregation (figures.ts). */
export function statusService(deps: {
  db: Database;
  workspaceId: string;
  store: StatusStore;
  answers: Pick<LadderStore, "answers">;
  needs: Needs;
  history: HistoryStore;
  org: Organisation;
}) {
  const { db, workspaceId, store, answers, needs, history, org } = deps;

  return {
    /** A unit, what is below it, and its own session. The caller has checked that the asker may see the unit. */
    async facts(
      asker: Asker,
      unit: Unit,
      askedWeek: IsoWeek | undefined,
      { page, isOwn: askedOwn = false }: { page: number; isOwn?: boolean | undefined },
    ): Promise<StatusFacts> {
      const week = pageWeek(askedWeek ?? lastWeekOf(unit, asker), asker);
      const period = weekPeriod(week);
      const [tree, days] = await Promise.all([org.units(), org.days(asker.campaign)]);
      // One that was merged into another stands on the pages of the weeks before.
      const listing = unitPage(unit, { day: period.to, own: askedOwn, tree, member: asker.member });
      const { isOwn, rows, offices, parent } = listing;
      const units = [unit, ...rows, ...offices];
      const sessionDay = sessionDayOf(unit, week, days);
      const namesShown = may(asker.member, "remind", unit);
      const weekOff = asker.campaign.weeksOff.includes(week);
      const looksAfter = namesShown && rows.length > 0 && !isOwn && !weekOff && !asker.campaign.isClosed;
      const [answeredFacts, sessions, answered, enters, silent] = await Promise.all([
        attendanceFigures.answer(
          db,
          workspaceId,
          units.map((one) => ({ unit: one, period })),
        ),
        store.sessions(unit.id, period),
        answers.answers(
          units.map((one) => one.id),
          week,
        ),
        mayEnter(asker, unit, sessionDay ?? asker.today, org),
        needs.upTo(unit, week, asker),
      ]);
      const counted = units.map((one, index): Counted => {
        const facts = answeredFacts[index];
        if (!facts) throw new Error("the figures did not answer");
        return { ...facts, off: countSilent(silent, week, one).off };
      });
      const [whole, ...each] = counted;
      if (!whole) throw new Error("the figures did not answer");
      const ofOffices = each.slice(rows.length);
      const own = { ...sumFigures(ofOffices), off: ofOffices.reduce((sum, { off }) => sum + off, 0) };
      const listed = rows.flatMap((child, index) => {
        const facts = each[index];
        // A week off lists what was recorded all the same, and no row that says nothing.
        const isListed = facts && (!weekOff || facts.unitsReported > 0);
        return isListed ? [{ unit: child, facts, answer: answered.get(child.id) }] : [];
      });
      const paged = pageOf(page, listed.length);
      return {
        ...{ unit, parent, week, weekOff, isOwn, namesShown, sessionDay },
        silent: looksAfter ? countSilent(silent, week, unit) : undefined,
        off: offIn(unit, week, days, asker.today),
        notBegun: week > weekOf(asker.today),
        campaignPeriod: asker.campaign.period,
        facts: isOwn ? own : whole,
        answer: answered.get(unit.id),
        sessions: namesShown ? sessions : sessions.map(withoutNames),
        merged: mergedBy(period.to, unit, tree),
        isAhead: sessionDay !== undefined && sessionDay > asker.today,
        mayEnter: enters && !asker.campaign.isClosed,
        children: onPage(listed, paged),
        own:
          offices.length > 0 && !isOwn && (!weekOff || own.unitsReported > 0)
            ? { units: offices.length, facts: own }
            : undefined,
        page: paged,
        ...neighbours(week, asker),
      };
    },

    /** The session whose history is asked for when no date is given: the last one recorded, else the last one due. */
    async historyDate(asker: Asker, unit: Unit): Promise<IsoDate> {
      const { campaign, today } = asker;
      const latest = await history.latest(sessionKinds, unit.id, today);
      return latest ?? lastSessionDay(unit, await org.days(campaign), today);
    },

    /** Who changed what of one session; who was on leave, and why, only for those who may see the names. */
    async history(asker: Asker, unit: Unit, date: IsoDate, page: number): Promise<HistoryFacts> {
      const { entries, page: paged } = await history.entries(sessionKinds, { unitId: unit.id, date }, page);
      const namesShown = may(asker.member, "remind", unit);
      const isOwn = ({ concerns }: SessionChange) =>
        asker.personId !== null && concerns.includes(asker.personId);
      const changes = entries.map(changeOf);
      const shown = changes.map((one) => (namesShown || isOwn(one) ? one : withoutPeople(one)));
      const mayTakeBack =
        entries.length > 0 &&
        !asker.campaign.isClosed &&
        (await mayEnter(asker, unit, date, org)) &&
        (await store.isRecorded(unit.id, date));
      return { unit, date, entries: shown, page: paged, mayTakeBack };
    },
  };
}

const withoutNames = (session: HeldSession): HeldSession => ({ ...session, late: [], leave: [], absent: [] });
