import type { Feature } from "../../feature.ts";
import { remindActions } from "../../messages/by-hand-edge.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, type PageView, pageActions, turned } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import type { DecideService } from "../decide/service.ts";
import { actions, views } from "../ids.ts";
import { approvedNote } from "../phrases.ts";
import { approvalsView } from "./approvals-view.ts";
import { missingView, remindReach } from "./missing-view.ts";
import type { RemindService } from "./remind.ts";
import type { StatusService } from "./service.ts";
import { ownView, statusView } from "./view.ts";

const { turns, opens, answers } = pageActions(views.page);

type Wanted = { unitId: string; page: number; own?: boolean | undefined };

/** The pages to look at: status with its drill-down, who has no topic, and what waits to be approved. */
export function statusEdge(deps: {
  service: StatusService;
  approve: DecideService["approve"];
  reminding: RemindService;
  org: Organisation;
}) {
  const { service, approve, reminding, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function status(request: Request, { unitId, page, own }: Wanted): Promise<PageView> {
    const asker = await asking(request);
    const unit = await unitSeen(asker, unitId, org);
    return statusView(await service.facts(asker, unit, page, own), asker.locale);
  }

  async function own(request: Request, { unitId, page }: Wanted): Promise<PageView> {
    const asker = await asking(request);
    const unit = await unitSeen(asker, unitId, org);
    return ownView(await service.own(asker, unit, page), asker.locale);
  }

  async function missing(request: Request, { unitId, page }: Wanted): Promise<PageView> {
    const asker = await asking(request);
    const unit = await unitSeen(asker, unitId, org);
    return missingView(await service.missing(asker, unit, page), asker.locale);
  }

  async function approvals(request: Request, { page = 0 }: { page?: number }): Promise<PageView> {
    const asker = await asking(request);
    return approvalsView(await service.approvals(asker, { page }), asker);
  }

  /** Approves in the list, which stays where it is: nothing else moves under the finger that presses again. */
  async function approveInList(request: ActionRequest): Promise<Answer> {
    const { shown, ...target } = actions.approveInList.read(request.value);
    const asker = await asking(request);
    const stepped = await approve(asker, target);
    const facts = await service.approvals(asker, { shown });
    return turned(approvalsView(facts, asker, approvedNote(stepped, asker)), views.page, request);
  }

  async function reach(request: ActionRequest, wanted: { unitId: string }, sends: boolean) {
    const asker = await asking(request);
    const unit = await unitSeen(asker, wanted.unitId, org);
    const done = await (sends ? reminding.remind : reminding.wouldRemind)(asker, unit);
    return { reach: remindReach(done, sends ? "sending" : "ask", asker.locale), about: wanted };
  }

  const command = (page: typeof status) => async (request: CommandRequest, typed: string | undefined) => {
    const unit = await unitNamed(await asking(request), typed, org);
    return asMessage(await page(request, { unitId: unit.id, page: 0 }));
  };

  return {
    status: command(status),
    missing: command(missing),
    approvals: async (request: CommandRequest): Promise<Answer> => asMessage(await approvals(request, {})),

    actions: {
      ...answers(status, actions.status),
      ...answers(missing, actions.missing),
      ...turns(status, actions.browse, actions.browseUp, actions.browsePrevious, actions.browseNext),
      ...turns(own, actions.browseOwn, actions.ownPrevious, actions.ownNext),
      ...turns(missing, actions.browseMissing, actions.missingPrevious, actions.missingNext),
      ...turns(approvals, actions.approvals, actions.approvalsPrevious, actions.approvalsNext),
      ...opens(approvals, actions.openApprovals),
      [actions.approveInList.id]: { run: approveInList },
      ...remindActions({ ids: actions, page: views.page, reach }),
    } satisfies Feature["actions"],
  };
}
