import type { Period } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { askerOf, askerOn } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, asModal, type PageView, turned } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import { discussionView } from "./discussion-view.ts";
import { historyView } from "./history-view.ts";
import type { StatusService } from "./service.ts";
import { statusView } from "./view.ts";

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

  const modal = (page: PageView, request: Request): Answer => ({
    kind: "openView",
    view: asModal(page, views.page, request.viewer.locale),
  });
  const browse = (action: typeof actions.browse) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await status(request, action.read(request.value)), views.page, request),
  });
  const turnHistory = (action: typeof actions.historyNewer) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await history(request, action.read(request.value)), views.page, request),
  });

  return {
    async command(request: CommandRequest, wanted: { unit?: string; period?: Period }): Promise<Answer> {
      const unit = await unitNamed(await asking(request), wanted.unit, org);
      return asMessage(await status(request, { unitId: unit.id, page: 0, ...wanted.period }));
    },

    actions: {
      [actions.status.id]: {
        run: async (request) => asMessage(await status(request, actions.status.read(request.value))),
      },
      [actions.openStatus.id]: {
        run: async (request) => modal(await status(request, actions.openStatus.read(request.value)), request),
        opens: true,
      },
      [actions.browse.id]: browse(actions.browse),
      [actions.browseUp.id]: browse(actions.browseUp),
      [actions.browseWhole.id]: browse(actions.browseWhole),
      [actions.browseEarlier.id]: browse(actions.browseEarlier),
      [actions.browseLater.id]: browse(actions.browseLater),
      [actions.browsePrevious.id]: browse(actions.browsePrevious),
      [actions.browseNext.id]: browse(actions.browseNext),
      [actions.show.id]: {
        run: async (request) => {
          const { discussionId } = actions.show.read(request.value);
          const facts = await service.discussion(await asking(request), discussionId);
          return modal(discussionView(facts, request.viewer.locale), request);
        },
        opens: true,
      },
      [actions.history.id]: {
        run: async (request) => modal(await history(request, actions.history.read(request.value)), request),
        opens: true,
      },
      [actions.historyNewer.id]: turnHistory(actions.historyNewer),
      [actions.historyOlder.id]: turnHistory(actions.historyOlder),
    } satisfies Feature["actions"],
  };
}
