import { z } from "zod";
import { isWeek, weekOf } from "../../calendar.ts";
import type { Change } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { shortName } from "../../i18n/names.ts";
import type { Organisation } from "../../org/index.ts";
import { section } from "../../slack/blocks.ts";
import type { UndoPart } from "../../slack/undo.ts";
import type { AnswerService } from "./service.ts";
import type { LadderStore } from "./store.ts";

const facts = z
  .object({ kind: z.enum(["acknowledged", "no_session"]), reason: z.string().nullable() })
  .nullable();
const stands = z.object({ unitId: z.string(), week: z.string().refine(isWeek), left: facts });

/** How a unit's answer about a week is taken back: the week is then reminded of as if nobody had answered. */
export function answerUndo(deps: {
  store: LadderStore;
  service: AnswerService;
  org: Organisation;
}): UndoPart {
  const { store, service, org } = deps;
  const of = ([change]: Change[]) => {
    if (change?.unitId === undefined || change.date === undefined) throw new UserError("common.outOfDate");
    return { unitId: change.unitId, week: weekOf(change.date), change };
  };

  return {
    late: "attendance.ladder.undoLate",
    records: ["week_answer"],

    async assertMay(asker, changes) {
      const { unitId, week } = of(changes);
      const unit = (await org.units()).byId(unitId);
      if (!unit) throw new UserError("common.outOfDate");
      service.assertMayAnswer(asker, unit, week);
    },

    async lock(tx, changes) {
      const { unitId, week } = of(changes);
      await store.lockAnswer(tx, unitId, week);
    },

    async restore(tx, { slackUserId: bySlack, now: at }, changes) {
      const { unitId, week, change } = of(changes);
      const left = facts.parse(change.before);
      if (left === null) await store.removeAnswer(tx, unitId, week);
      else await store.keepAnswer(tx, { unitId, week, ...left, bySlack, at });
      const back = { ...change, before: change.after, after: left };
      return { outcome: { unitId, week, left }, changes: [back] };
    },

    async show(outcome, { locale }) {
      const { unitId, week, left } = stands.parse(outcome);
      const name = (await org.units()).byId(unitId)?.name ?? "–";
      const values = { unit: shortName(name), week: locale.week(week) };
      const text = locale.md(`attendance.ladder.undone.${left === null ? "none" : left.kind}`, values);
      return { title: locale.t("attendance.undo.doneTitle"), text, blocks: [section(text)] };
    },
  };
}
