import type { Period } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { askerOf, askerOn } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, type PageView, pageActions } from "../../slack/page.ts";
import type { CommandRequest } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import { discussionView } from "./discussion-view.ts";
import { historyView } from "./history-view.ts";
import type { StatusService } from "./service.ts";
import { statusView } from "./view.ts";

const { turns, opens, answers } = pageActions(views.page);

type Wanted = {
  unitId: string;
  from?: string | undefined;
  to?: string | undefined;
  page: number;
  own?: boolean | undefined;
};

/** The pages to look at: status with its drill-down, one discussion, and its history. */
export function statusEdge(deps: { service: StatusService; org: Organisation }) {
  const { service, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function status(request: Request, { unitId, from, to, page, own }: Wanted): Promise<PageView> {
    const asker = await askerOn(to, request, org);
    const unit = await unitSeen(asker, unitId, org);
    const period = from !== undefined && to !== undefined ? { from, to } : undefined;
    return statusView(await service.facts(asker, unit, period, { page, own }), request.viewer.locale);
  }

  async function history(request: Request, wanted: { discussionId: string; page: number }) {
    const facts = await service.history(await asking(request), wanted.discussionId, wanted.page);
    return historyView(facts, request.campaign.timeZone, request.viewer.locale);
  }

  async function show(request: Request, { discussionId }: { discussionId: string }): Promise<PageView> {
    const facts = await service.discussion(await asking(request), discussionId);
    return discussionView(facts, request.viewer.locale);
  }

  const turning = [actions.browsePrevious, actions.browseNext, actions.browseEarlier, actions.browseLater];

  return {
    async command(request: CommandRequest, wanted: { unit?: string; period?: Period }): Promise<Answer> {
      const unit = await unitNamed(await asking(request), wanted.unit, org);
      return asMessage(await status(request, { unitId: unit.id, page: 0, ...wanted.period }));
    },

    actions: {
      ...answers(status, actions.status),
      ...opens(status, actions.openStatus),
      ...turns(status, actions.browse, actions.browseUp, actions.browseWhole, ...turning),
      ...opens(show, actions.show),
      ...opens(history, actions.history),
      ...turns(history, actions.historyNewer, actions.historyOlder),
    } satisfies Feature["actions"],
  };
}
