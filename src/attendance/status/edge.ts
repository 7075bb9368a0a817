import { type IsoDate, type IsoWeek, weekPeriod } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { askerOf, askerOn } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitForReader, unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, asModal, type PageView, turned } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import { historyView } from "./history-view.ts";
import type { StatusService } from "./service.ts";
import { statusView } from "./view.ts";

/** The pages to look at: status with its drill-down, and the history of a session. */
export function statusEdge(deps: { service: StatusService; org: Organisation }) {
  const { service, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function status(
    request: Request,
    wanted: { unitId: string; week?: IsoWeek; page: number; own?: boolean | undefined },
  ): Promise<PageView> {
    const asker = await askerOn(wanted.week && weekPeriod(wanted.week).to, request, org);
    const unit = await unitForReader(asker, wanted.unitId, org);
    // Whoever sees a part of that unit only is shown their own.
    const isOwn = wanted.own && unit.id === wanted.unitId;
    const facts = await service.facts(asker, unit, wanted.week, { page: wanted.page, isOwn });
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

  const browse = (action: typeof actions.browse) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await status(request, action.read(request.value)), views.page, request),
  });
  const turnHistory = (action: typeof actions.historyNewer) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await history(request, action.read(request.value)), views.page, request),
  });

  return {
    async command(request: CommandRequest, wanted: { unit?: string; week?: IsoWeek }): Promise<Answer> {
      const unit = await unitNamed(await asking(request), wanted.unit, org);
      return asMessage(
        await status(request, { unitId: unit.id, page: 0, ...(wanted.week ? { week: wanted.week } : {}) }),
      );
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
      [actions.status.id]: {
        run: async (request) =>
          asMessage(await status(request, { ...actions.status.read(request.value), page: 0 })),
      },
      [actions.statusOfOwn.id]: {
        run: async (request) =>
          asMessage(
            await status(request, { ...actions.statusOfOwn.read(request.value), page: 0, own: true }),
          ),
      },
      [actions.openStatus.id]: {
        run: async (request) => {
          const page = await status(request, { ...actions.openStatus.read(request.value), page: 0 });
          return { kind: "openView", view: asModal(page, views.page, request.viewer.locale) };
        },
        opens: true,
      },
      [actions.browse.id]: browse(actions.browse),
      [actions.browseOwn.id]: browse(actions.browseOwn),
      [actions.browseUp.id]: browse(actions.browseUp),
      [actions.browseEarlier.id]: browse(actions.browseEarlier),
      [actions.browseLater.id]: browse(actions.browseLater),
      [actions.browsePrevious.id]: browse(actions.browsePrevious),
      [actions.browseNext.id]: browse(actions.browseNext),
      [actions.history.id]: {
        run: async (request) => {
          const page = await history(request, actions.history.read(request.value));
          return { kind: "openView", view: asModal(page, views.page, request.viewer.locale) };
        },
        opens: true,
      },
      [actions.historyNewer.id]: turnHistory(actions.historyNewer),
      [actions.historyOlder.id]: turnHistory(actions.historyOlder),
    } satisfies Feature["actions"],
  };
}
