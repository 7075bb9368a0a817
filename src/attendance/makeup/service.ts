import { type IsoDate, type IsoWeek, weekOf, weekPeriod } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import type { CalendarStore } from "../../org/calendar/store.ts";
import { checkStudyDate, isLocked, pageWeek } from "../../org/campaign/weeks.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { dayField } from "../ids.ts";
import type { LadderStore, WeekAnswer } from "../reminders/store.ts";
import { choiceIn, openChoices, type WeekChoice } from "./choices.ts";

export type MakeUpService = ReturnType<typeof makeUpService>;

/** `answer`: what the unit had answered about that week, which the day that it chose contradicts. */
export type Chosen = { week: IsoWeek; date: IsoDate; answer: Pick<WeekAnswer, "kind" | "reason"> | null };

/** The day on which a unit studies in one week in the place of its weekday; those who enter for it choose it. */
export function makeUpService(deps: {
  calendar: Pick<CalendarStore, "lockMakeUp" | "keepMakeUp" | "removeMakeUp">;
  answers: Pick<LadderStore, "lockAnswer" | "removeAnswer">;
  write: Write;
  org: Organisation;
}) {
  const { calendar, answers, write, org } = deps;

  /** @throws UserError for a closed campaign, and for a week that is locked, whoever asks: its reports are in */
  function assertOpen({ campaign, today, locale }: Asker, week: IsoWeek): void {
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    if (isLocked(weekPeriod(week).from, campaign, today))
      throw new UserError("attendance.makeUp.refused.locked", { week: locale.week(week) }, dayField);
  }

  return {
    /**
     * What can be chosen in that week, or in all that are open.
     * @throws UserError for those who do not enter for the unit, and where there is nothing to choose
     */
    async choices(asker: Asker, unit: Unit, week: IsoWeek | undefined): Promise<WeekChoice[]> {
      if (week !== undefined) assertOpen(asker, pageWeek(week, asker));
      if (asker.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
      const days = await org.days(asker.campaign);
      const found = week === undefined ? openChoices(unit, days, asker.today) : [choiceIn(unit, week, days)];
      const offered = found.filter((one) => one.days.length > 0);
      const [first] = offered.flatMap((one) => one.days);
      if (!first) throw new UserError("attendance.makeUp.refused.nothing", { unit: unit.name });
      await assertMayEnter(asker, unit, first.date, org);
      return offered;
    },

    /**
     * Lets the unit study on that day in its week, and on no other. What it had answered about the week goes: it said
     * that there would be no session, or that one was being seen to.
     * @throws UserError (field `dayField`) for a day of a week that is off or locked, outside the campaign or the
     * unit's own time; for those who do not enter for the unit
     */
    async choose(asker: Asker, unit: Unit, date: IsoDate): Promise<Chosen> {
      const week = weekOf(date);
      assertOpen(asker, week);
      checkStudyDate(date, asker);
      await assertMayEnter(asker, unit, date, org);
      return write<Chosen>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await calendar.lockMakeUp(tx, unit.id, week);
        const answer = (await answers.lockAnswer(tx, unit.id, week)) ?? null;
        const left = answer && { kind: answer.kind, reason: answer.reason };
        const about = { recordId: `${unit.id} ${week}`, unitId: unit.id };
        if (left) await answers.removeAnswer(tx, unit.id, week);
        if (before !== date)
          await calendar.keepMakeUp(tx, { unitId: unit.id, week, date }, asker.slackUserId);
        const changes = [
          ...(before === date
            ? []
            : [{ ...about, record: "make_up_day", date, before: factsOf(before), after: { date } }]),
          ...(left
            ? [{ ...about, record: "week_answer", date: weekPeriod(week).from, before: left, after: null }]
            : []),
        ];
        return { outcome: { week, date, answer: left }, changes };
      });
    },

    /** Takes the choice back: the unit's weekday counts again. @throws UserError as `choose` */
    async takeBack(asker: Asker, unit: Unit, week: IsoWeek): Promise<void> {
      assertOpen(asker, week);
      const chosen = (await org.days(asker.campaign)).madeUp(unit.id, week);
      await assertMayEnter(asker, unit, chosen ?? asker.today, org);
      await write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await calendar.lockMakeUp(tx, unit.id, week);
        if (before === undefined) return { outcome: null, changes: [] };
        await calendar.removeMakeUp(tx, unit.id, week);
        const change = {
          record: "make_up_day",
          recordId: `${unit.id} ${week}`,
          unitId: unit.id,
          date: before,
        };
        return { outcome: null, changes: [{ ...change, before: factsOf(before), after: null }] };
      });
    },
  };
}

const factsOf = (date: IsoDate | undefined) => (date === undefined ? null : { date });
