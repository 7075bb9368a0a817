import { type IsoWeek, instantAt, weekOf, weekPeriod } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked, pageWeek } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { takesPart } from "../../org/tree.ts";
import { type Page, pageOf, pageSize } from "../../slack/page.ts";
import type { Needs } from "../needs.ts";
import { countSilent, type Owing, type SilentUnit } from "../owing.ts";
import type { MissingUnit, StatusStore } from "../status/store.ts";
import type { MissingReminders } from "./remind.ts";

export type RemindService = ReturnType<typeof remindService>;

export type MissingRow = MissingUnit & { unit: Unit; owing: Owing };
export type MissingFacts = {
  unit: Unit;
  week: IsoWeek;
  weekOff: boolean;
  /** The week is to come: nothing is owed in it yet. */
  notBegun: boolean;
  rows: MissingRow[];
  unitsTotal: number;
  /** Units without a report that owe none. */
  off: number;
  page: Page;
  mayRemind: boolean;
};

/** What pressing "Remind" set going: units by what becomes of them. */
export type Reminded = {
  week: IsoWeek;
  liaisons: number;
  going: { unitId: string; prompts: number }[];
  already: number;
  /** Have said that there is no session, or that it is being seen to. */
  answered: number;
  ahead: number;
  /** Owe nothing that week. */
  off: number;
  unreachable: string[];
};

/** Units without a report, and reminding their liaisons: at most once a unit a day, whoever asks. */
export function remindService(deps: {
  store: StatusStore;
  needs: Needs;
  reminders: MissingReminders;
  org: Organisation;
}) {
  const { store, needs, reminders, org } = deps;

  const todayOf = ({ today, campaign }: Asker) => ({
    // Before the campaign nobody belongs anywhere yet: its first day says who will be asked.
    date: today < campaign.period.from ? campaign.period.from : today,
    since: new Date(instantAt(today, "00:00", campaign.timeZone).epochMilliseconds),
  });

  /** Those without a report who owe one, and how many owe none. */
  async function silentIn(asker: Asker, scope: Unit, week: IsoWeek) {
    const silent = await needs.of(scope, [week], asker);
    const owing = silent.filter((one) => one.owing.state !== "off");
    return { owing, off: countSilent(silent, week, scope).off };
  }

  async function rowsOf(asker: Asker, owing: SilentUnit[], week: IsoWeek): Promise<MissingRow[]> {
    const [tree, asked] = await Promise.all([
      org.units(),
      store.missing(
        owing.map(({ unit }) => unit.id),
        week,
        todayOf(asker),
      ),
    ]);
    return asked.flatMap((row, index) => {
      const unit = tree.byId(row.unitId);
      const owed = owing[index];
      return unit && owed ? [{ ...row, unit, owing: owed.owing }] : [];
    });
  }

  async function reach(asker: Asker, unit: Unit, week: IsoWeek) {
    const { owing, off } = await silentIn(asker, unit, week);
    return sorted(await rowsOf(asker, owing, week), week, off);
  }

  /** @throws UserError for those who may not, and for weeks that liaisons cannot record */
  function assertMayRemind(asker: Asker, unit: Unit, week: IsoWeek): void {
    const { locale, campaign, today } = asker;
    if (!may(asker.member, "remind", unit)) throw new UserError("attendance.refused.mayNotRemind");
    const weekText = { week: locale.week(week) };
    if (week > weekOf(today)) throw new UserError("attendance.remind.notBegun", weekText);
    pageWeek(week, asker);
    if (isLocked(weekPeriod(week).from, campaign, today))
      throw new UserError("attendance.remind.locked", weekText);
    if (campaign.weeksOff.includes(week)) throw new UserError("attendance.remind.weekOff", weekText);
  }

  return {
    /** One page of the units without a report. The caller has checked that the asker may see the unit. */
    async facts(
      asker: Asker,
      unit: Unit,
      askedWeek: IsoWeek | undefined,
      page: number,
    ): Promise<MissingFacts> {
      const week = pageWeek(askedWeek, asker);
      const { owing, off } = await silentIn(asker, unit, week);
      const shown = owing.slice(page * pageSize, (page + 1) * pageSize);
      return {
        unit,
        week,
        weekOff: asker.campaign.weeksOff.includes(week),
        notBegun: week > weekOf(asker.today),
        rows: await rowsOf(asker, shown, week),
        unitsTotal: (await org.units()).within(unit).filter((one) => takesPart(one, weekPeriod(week).to))
          .length,
        off,
        page: pageOf(page, owing.length),
        mayRemind: !asker.campaign.isClosed && may(asker.member, "remind", unit),
      };
    },

    /**
     * Whom `remind` would reach now; nothing is sent.
     * @throws UserError as `remind`
     */
    async wouldRemind(asker: Asker, unit: Unit, week: IsoWeek): Promise<Reminded> {
      assertMayRemind(asker, unit, week);
      return (await reach(asker, unit, week)).outcome;
    },

    /**
     * Sends a reminder to the liaisons of the units without a report (by jobs, which the answer does not wait for).
     * @throws UserError for those who may not, and for weeks that liaisons cannot record
     */
    async remind(asker: Asker, unit: Unit, week: IsoWeek): Promise<Reminded> {
      assertMayRemind(asker, unit, week);
      return reminders.remind(asker, () => reach(asker, unit, week), { week });
    },
  };
}

function sorted(rows: MissingRow[], week: IsoWeek, off: number) {
  const due = rows.filter((row) => row.owing.state !== "ahead");
  // They were told that there would be no more reminders.
  const silent = due.filter((row) => row.answer === undefined);
  const fresh = silent.filter((row) => !row.promptedToday);
  const reachable = fresh.filter((row) => row.liaisons.some((liaison) => liaison.slackId !== null));
  const prompts = reachable.flatMap(({ unitId, liaisons }) =>
    liaisons.flatMap(({ slackId }) => (slackId === null ? [] : [{ unitId, slackUserId: slackId }])),
  );
  const outcome: Reminded = {
    week,
    liaisons: prompts.length,
    going: reachable.map(({ unitId, prompts: before, liaisons }) => ({
      unitId,
      prompts: before + liaisons.filter((liaison) => liaison.slackId !== null).length,
    })),
    already: silent.length - fresh.length,
    answered: due.length - silent.length,
    ahead: rows.length - due.length,
    off,
    unreachable: fresh.filter((row) => !reachable.includes(row)).map((row) => row.unitId),
  };
  return { prompts, outcome };
}
