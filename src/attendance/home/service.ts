import { type IsoDate, type IsoWeek, type Period, weeksOf } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import type { StudyDays } from "../../org/calendar/study-days.ts";
import { isLocked, isStudyDate, pageWeek, weekWithin } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { type Page, pageOf, pageSize } from "../../slack/page.ts";
import { type AttendanceFigures, attendanceFigures } from "../figures.ts";
import type { AttendanceStatus, Counts } from "../model.ts";
import type { Needs } from "../needs.ts";
import { countSilent, type Off, offIn, owedIn, type Silent } from "../owing.ts";
import type { OwnStore } from "../own/store.ts";
import type { LadderStore, WeekAnswer } from "../reminders/store.ts";
import { isSessionDay, nextSessionDay, sessionDayOf } from "../rules.ts";
import type { HeldSession, StatusStore } from "../status/store.ts";
import type { AboutMe, HomeAttendanceStore } from "./store.ts";

export type HomeAttendance = ReturnType<typeof homeAttendance>;

/** A week that the unit has not reported, by the day on which it would have met. */
export type Owed = { week: IsoWeek; date: IsoDate };

/** Somebody's own place in today's session, or in the next one. */
export type Mine = { date: IsoDate; isToday: boolean; status: AttendanceStatus | null; announced: boolean };

/** What somebody is to see to: weeks that their unit owes, oldest first, and units below theirs that have not reported. */
export type Todo = { unit: Unit; week: IsoWeek; owed: Owed[]; silent: Silent | undefined };

export type WeekFacts = {
  unit: Unit;
  week: IsoWeek;
  when: "week" | "firstWeek" | "lastWeek";
  weekOff: boolean;
  /** The unit owes nothing this week. */
  off: Off | undefined;
  /** The campaign is closed: nobody is asked for anything any more. */
  isClosed: boolean;
  sessions: HeldSession[];
  /** What the unit answered to being reminded of the week. */
  answer: WeekAnswer | undefined;
  /** When the unit's session of the week is, where it has one. */
  sessionDay: IsoDate | undefined;
  isAhead: boolean;
  next: IsoDate | undefined;
  /** The figures of the unit and all below it, for those who look after units below. */
  below: (AttendanceFigures & Pick<Silent, "off">) | undefined;
  mayEnter: boolean;
  /** The asker reads among what is to do that the unit's session of the week is not recorded. */
  isOwed: boolean;
  mine: Mine | undefined;
};

export type MyRecord = { counts: Counts; about: AboutMe[]; total: number };

/** Weeks further back than this are not asked for, however late they lock. */
const mostWeeksBack = 26;
/** What stands on the tab itself; the rest is in the list. */
const mostAbout = 3;

/** What attendance has to say on somebody's Home tab. */
export function homeAttendance(deps: {
  db: Database;
  workspaceId: string;
  store: HomeAttendanceStore;
  statuses: StatusStore;
  needs: Needs;
  org: Pick<Organisation, "days">;
  answers: Pick<LadderStore, "answer">;
  own: OwnStore;
}) {
  const { db, workspaceId, store, statuses, needs, org, answers, own } = deps;

  /** What the unit still owes, oldest first: weeks of its own that can still be recorded. */
  async function owedBy(asker: Asker): Promise<Owed[]> {
    const { unit, campaign } = asker;
    if (campaign.isClosed || !may(asker.member, "enterForUnit", unit)) return [];
    const due = sessionWeeks(asker, await org.days(campaign));
    const weeks = await store.unreported(
      unit.id,
      due.map(({ week }) => week),
    );
    return due.filter(({ week }) => weeks.includes(week));
  }

  /** Undefined where people do not record themselves, and where no session is left. */
  async function mineOf(asker: Asker, days: StudyDays): Promise<Mine | undefined> {
    const { personId, unit, campaign, today } = asker;
    if (personId === null || !campaign.selfCheckIn || !unit.hasRoster || campaign.isClosed) return undefined;
    const isToday =
      isSessionDay(unit, days, today) ||
      (isStudyDate(today, campaign) && (await own.isOn({ unitId: unit.id, date: today })));
    const date = isToday ? today : nextSessionDay(unit, days, today);
    if (date === undefined) return undefined;
    const { status, announced } = await own.own(personId, date);
    return { date, isToday, status, announced };
  }

  const looksAfter = ({ unit, member }: Asker) =>
    unit.treeLast > unit.treeFirst && may(member, "remind", unit);

  async function figuresBelow(unit: Unit, asker: Asker, week: IsoWeek, period: Period) {
    if (!looksAfter(asker)) return undefined;
    const [[figures], silent] = await Promise.all([
      attendanceFigures.answer(db, workspaceId, [{ unit, period }]),
      needs.of(unit, [week], asker),
    ]);
    return figures && { ...figures, off: countSilent(silent, week, unit).off };
  }

  return {
    async todo(asker: Asker): Promise<Todo> {
      const { unit, campaign } = asker;
      const week = pageWeek(undefined, asker);
      const isAsked = looksAfter(asker) && !campaign.isClosed && !campaign.weeksOff.includes(week);
      const [owed, silent] = await Promise.all([
        owedBy(asker),
        isAsked ? needs.upTo(unit, week, asker) : undefined,
      ]);
      return { unit, week, owed, silent: silent && countSilent(silent, week, unit) };
    },

    async week(asker: Asker): Promise<WeekFacts> {
      const { unit, campaign, today } = asker;
      const { from, to } = campaign.period;
      const week = pageWeek(undefined, asker);
      const period = weekWithin(week, campaign);
      const days = await org.days(campaign);
      const [sessions, answer, below, mine] = await Promise.all([
        statuses.sessions(unit.id, period),
        answers.answer(unit.id, week),
        figuresBelow(unit, asker, week, period),
        mineOf(asker, days),
      ]);
      const sessionDay = sessionDayOf(unit, week, days);
      return {
        ...{ unit, week, sessions, answer, sessionDay, below, mine },
        when: today < from ? "firstWeek" : today > to ? "lastWeek" : "week",
        weekOff: campaign.weeksOff.includes(week),
        off: offIn(unit, week, days, today),
        isAhead: sessionDay !== undefined && sessionDay > today,
        isClosed: campaign.isClosed,
        isOwed:
          may(asker.member, "enterForUnit", unit) &&
          sessionDay !== undefined &&
          !isLocked(sessionDay, campaign, today),
        next: campaign.isClosed ? undefined : nextSessionDay(unit, days, today),
        // Before it begins there is nothing to record; after it ended weeks that are still open can be corrected.
        mayEnter:
          !campaign.isClosed &&
          today >= from &&
          may(asker.member, isLocked(to, campaign, today) ? "correctLocked" : "enterForUnit", unit),
      };
    },

    /** The asker's own record in the campaign, and the last changes of it. */
    async record(asker: Asker): Promise<MyRecord | undefined> {
      const { personId, campaign } = asker;
      if (personId === null) return undefined;
      const [counts, { entries, total }] = await Promise.all([
        store.record(personId, campaign.id),
        store.aboutMe(personId, campaign.id, { offset: 0, limit: mostAbout }),
      ]);
      return { counts, about: entries, total };
    },

    /** All that was entered about the asker, a page at a time. @throws UserError for those whom the roster does not know */
    async aboutMe(asker: Asker, page: number): Promise<{ entries: AboutMe[]; page: Page }> {
      const { personId, campaign } = asker;
      if (personId === null) throw new UserError("common.notOnRoster");
      const wanted = { offset: page * pageSize, limit: pageSize };
      const { entries, total } = await store.aboutMe(personId, campaign.id, wanted);
      return { entries, page: pageOf(page, total) };
    },
  };
}

/** The weeks whose session is due and can still be recorded, with its day. */
function sessionWeeks({ unit, campaign, today }: Asker, days: StudyDays): Owed[] {
  const weeks = weeksOf({ from: campaign.period.from, to: today }).slice(-mostWeeksBack);
  return weeks.flatMap((week) => {
    const { state, day } = owedIn(unit, week, days, today);
    return state === "due" && !isLocked(day, campaign, today) ? [{ week, date: day }] : [];
  });
}
