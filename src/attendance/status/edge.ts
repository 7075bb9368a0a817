import { type IsoDate, type IsoWeek, weekPeriod } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { askerOf, askerOn } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitForReader, unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, type PageView, pageActions } from "../../slack/page.ts";
import type { CommandRequest } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import { historyView } from "./history-view.ts";
import type { StatusService } from "./service.ts";
import { statusView } from "./view.ts";

const { turns, opens, answers } = pageActions(views.page);

/** The pages to look at: status with its drill-down, and the history of a session. */
export function statusEdge(deps: { service: StatusService; org: Organisation }) {
  const { service, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function status(
    request: Request,
    wanted: { unitId: string; week?: IsoWeek; page?: number; own?: boolean | undefined },
  ): Promise<PageView> {
    const asker = await askerOn(wanted.week && weekPeriod(wanted.week).to, request, org);
    const unit = await unitForReader(asker, wanted.unitId, org);
    // Whoever sees a part of that unit only is shown their own.
    const isOwn = wanted.own && unit.id === wanted.unitId;
    const facts = await service.facts(asker, unit, wanted.week, { page: wanted.page ?? 0, isOwn });
    return statusView(facts, request.viewer.locale);
  }

  async function history(
    request: Request,
    wanted: { unitId: string; date: IsoDate; page: number },
  ): Promise<PageView> {
    const asker = await asking(request);
    const unit = await unitSeen(asker, wanted.unitId, org);
    const facts = await service.history(asker, unit, wanted.date, wanted.page);
    return historyView(facts, request.campaign.timeZone, request.viewer.locale);
  }

  const turning = [actions.browsePrevious, actions.browseNext, actions.browseEarlier, actions.browseLater];

  return {
    async command(request: CommandRequest, wanted: { unit?: string; week?: IsoWeek }): Promise<Answer> {
      const unit = await unitNamed(await asking(request), wanted.unit, org);
      const { week } = wanted;
      return asMessage(await status(request, { unitId: unit.id, ...(week ? { week } : {}) }));
    },

    async historyCommand(
      request: CommandRequest,
      wanted: { unit?: string; date?: IsoDate },
    ): Promise<Answer> {
      const asker = await asking(request);
      const unit = await unitNamed(asker, wanted.unit, org);
      const date = wanted.date ?? (await service.historyDate(asker, unit));
      return asMessage(await history(request, { unitId: unit.id, date, page: 0 }));
    },

    actions: {
      ...answers(status, actions.status),
      ...answers((request, wanted) => status(request, { ...wanted, own: true }), actions.statusOfOwn),
      ...opens(status, actions.openStatus),
      ...turns(status, actions.browse, actions.browseOwn, actions.browseUp, ...turning),
      ...opens(history, actions.history),
      ...turns(history, actions.historyNewer, actions.historyOlder),
    } satisfies Feature["actions"],
  };
}
