import { type IsoWeek, weekOf, weekPeriod } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { reasonField } from "./ids.ts";
import type { LadderStore, WeekAnswer, WeekAnswerKind } from "./store.ts";
import { mostReason } from "./view.ts";

export type AnswerService = ReturnType<typeof answerService>;

/** What a unit answers to being reminded of a week; its liaison, its head and administrators answer for it. */
export function answerService({ store, write }: { store: LadderStore; write: Write }) {
  /** @throws UserError for those who may not answer for the unit, and for weeks about which there is nothing to answer */
  function assertMayAnswer({ member, campaign, today, locale }: Asker, unit: Unit, week: IsoWeek): void {
    if (!may(member, "enterForUnit", unit))
      throw new UserError("attendance.ladder.refused.notYours", { unit: unit.name });
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    const about = { week: locale.week(week) };
    const [first, last] = [weekOf(campaign.period.from), weekOf(campaign.period.to)];
    if (isLocked(weekPeriod(week).from, campaign, today) || week < first || week > last)
      throw new UserError("attendance.ladder.refused.locked", about);
    if (campaign.weeksOff.includes(week)) throw new UserError("attendance.ladder.refused.weekOff", about);
  }

  return {
    assertMayAnswer,

    /** The answer that is there already, for a form that is about to ask. */
    current: (unit: Unit, week: IsoWeek): Promise<WeekAnswer | undefined> => store.answer(unit.id, week),

    /**
     * Keeps the answer. The first one stands, save that "we are at it" may become "no session".
     * @param answer `reason` as typed; needed for "no_session"
     * @returns the answer that stands, and whether it is this one
     * @throws UserError as `assertMayAnswer`, for a reason that is missing, and when the unit has reported meanwhile
     */
    async answer(
      asker: Asker,
      unit: Unit,
      week: IsoWeek,
      answer: { kind: "acknowledged" } | { kind: "no_session"; reason: string },
    ): Promise<WeekAnswer & { given: boolean }> {
      assertMayAnswer(asker, unit, week);
      const reason = answer.kind === "no_session" ? reasonOf(answer.reason) : null;
      return write<WeekAnswer & { given: boolean }>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const there = await store.lockAnswer(tx, unit.id, week);
        const replaces = there?.kind === "acknowledged" && answer.kind === "no_session";
        if (there && !replaces) return { outcome: { ...there, given: false }, changes: [] };
        if (await store.hasReport(tx, unit.id, weekPeriod(week)))
          throw new UserError("attendance.ladder.refused.reported", {
            unit: unit.name,
            week: asker.locale.week(week),
          });
        const { slackUserId: bySlack, now: at } = asker;
        await store.keepAnswer(tx, { unitId: unit.id, week, kind: answer.kind, reason, bySlack, at });
        const change = {
          record: "week_answer",
          recordId: `${unit.id} ${week}`,
          before: there ? factsOf(there) : null,
          after: factsOf({ kind: answer.kind, reason }),
          unitId: unit.id,
          date: weekPeriod(week).from,
        };
        return {
          outcome: { kind: answer.kind, reason, by: asker.slackUserId, bySlack, given: true },
          changes: [change],
        };
      });
    },
  };
}

const factsOf = ({ kind, reason }: { kind: WeekAnswerKind; reason: string | null }) => ({ kind, reason });

function reasonOf(typed: string): string {
  const reason = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (reason === "") throw new UserError("attendance.ladder.refused.noReason", {}, reasonField);
  if (reason.length > mostReason)
    throw new UserError("attendance.ladder.refused.longReason", { count: mostReason }, reasonField);
  return reason;
}
