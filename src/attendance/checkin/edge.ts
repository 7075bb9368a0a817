import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Answer } from "../../slack/answer.ts";
import { messageOf, sentence } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import { actions } from "../ids.ts";
import type { OwnStatus } from "../own/model.ts";
import type { OwnService } from "../own/service.ts";
import { ownBlocks, ownText } from "../own/view.ts";
import { joined, whichDay } from "../phrases.ts";
import { notItsDay } from "../rules.ts";
import type { CheckInService } from "./service.ts";
import { closedMessage } from "./view.ts";

/** The check-in message's edge: opening, presses, closing, and the jobs behind them. */
export function checkInEdge(deps: { checkIns: CheckInService; own: OwnService; org: Organisation }) {
  const { checkIns, own, org } = deps;

  const press =
    (action: typeof actions.here, status: OwnStatus) =>
    async (request: ActionRequest): Promise<Answer> => {
      const { checkInId, unitId, date, closesAt } = action.read(request.value);
      const units = await org.units();
      const asker = askerOf(request, units);
      const { locale } = request.viewer;
      if (asker.unit.id !== unitId)
        throw new UserError("attendance.refused.otherUnit", { unit: units.byId(unitId)?.name ?? "–" });
      if (request.now.epochMilliseconds >= closesAt) throw new UserError("attendance.refused.closed");
      const outcome = await own.press(asker, { checkInId, date, status });
      return { kind: "ephemeral", message: messageOf(ownText(outcome, locale), ownBlocks(outcome, locale)) };
    };

  async function close(request: ActionRequest): Promise<Answer> {
    const { checkInId } = actions.closeCheckIn.read(request.value);
    const { facts } = await checkIns.closeBy(askerOf(request, await org.units()), checkInId);
    return { kind: "ephemeral", message: closedMessage(facts, request.viewer.locale) };
  }

  async function open(request: CommandRequest): Promise<Answer> {
    const asker = askerOf(request, await org.units());
    const { locale, language } = request.viewer;
    const { checkIn, posted } = await checkIns.open(asker, request.channelId, language);
    const until = locale.moment(checkIn.closesAt, request.campaign.timeZone);
    const text = locale.md(`attendance.checkIn.${posted ? "opened" : "opening"}`, { until });
    const other = notItsDay(asker.unit, await org.days(request.campaign), checkIn.date);
    const note =
      other &&
      locale.md(`attendance.checkIn.${other.kind}`, { unit: asker.unit.name, ...whichDay(other, locale) });
    return { kind: "ephemeral", message: sentence(joined(text, note)) };
  }

  return {
    open,
    actions: {
      [actions.here.id]: { run: press(actions.here, "present") },
      [actions.late.id]: { run: press(actions.late, "late") },
      [actions.leave.id]: { run: press(actions.leave, "leave") },
      [actions.closeCheckIn.id]: { run: close },
    } satisfies Feature["actions"],
    jobs: checkIns.jobs,
  };
}
