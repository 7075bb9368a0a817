import { z } from "zod";
import { isWeek } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { type HandDeps, handData, handPrompt, remindingByHand } from "../../messages/by-hand.ts";
import { notReachedNames } from "../../messages/by-hand-edge.ts";
import type { Organisation } from "../../org/index.ts";
import { jobs as jobNames } from "../ids.ts";
import { owedIn } from "../owing.ts";
import type { StatusStore } from "../status/store.ts";
import type { ReminderStore } from "./store.ts";
import { reminderMessage } from "./view.ts";

export type MissingReminders = ReturnType<typeof missingReminders>;

const data = handData.extend({ week: z.string().refine(isWeek), prompts: z.array(handPrompt) });
type Data = z.infer<typeof data>;

/** Direct messages to the liaisons of units without a report. */
export function missingReminders(
  deps: HandDeps & { status: StatusStore; reminders: ReminderStore; org: Organisation },
) {
  const { status, reminders, org } = deps;

  async function due({ prompts, week, today }: Data) {
    const unitIds = prompts.map(({ unitId }) => unitId);
    const missing = await status.stillMissing(unitIds, week);
    const units = await org.units();
    const days = await org.days(await org.campaign());
    return ({ unitId, slackUserId }: Data["prompts"][number]) => {
      const unit = units.byId(unitId);
      if (!unit || !missing.has(unitId)) return undefined;
      const owing = owedIn(unit, week, days, today);
      if (owing.state === "off") return undefined;
      return {
        key: `remind:${unitId}:${slackUserId}:${today}`,
        week,
        kind: "attendance",
        message: async (asker: string, locale: Locale) => {
          const count = await reminders.count(unitId, week);
          return reminderMessage({ unit, week, date: owing.day, asker, count }, locale);
        },
      };
    };
  }

  return remindingByHand<Data>(deps, {
    job: { name: jobNames.remind, what: "attendance.failed.remind", data },
    due,
    about: ({ unitId }) => unitId,
    notReached: async ({ week }, unitIds, locale) => {
      const units = await org.units();
      const names = unitIds.map((id) => units.byId(id)?.name ?? "–");
      return locale.md("attendance.remind.undelivered", {
        week: locale.week(week),
        units: notReachedNames(names, locale, "units"),
      });
    },
  });
}
