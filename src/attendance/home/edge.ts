import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { pageActions, sentence } from "../../slack/page.ts";
import type { ActionRequest, HomePart } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import type { OwnForm } from "../own/form.ts";
import type { OwnService } from "../own/service.ts";
import { ownText } from "../own/view.ts";
import { aboutMeView, recordBlocks } from "./record-view.ts";
import type { HomeAttendance } from "./service.ts";
import { todoBlocks, weekBlocks } from "./view.ts";

/** Attendance on the Home tab: what my units owe first, then my week, my own record below. */
export function attendanceHome(deps: {
  service: HomeAttendance;
  own: OwnService;
  ownForm: OwnForm;
  org: Organisation;
}) {
  const { service, own, ownForm, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  const first: HomePart = async (request) =>
    todoBlocks(await service.todo(await asking(request)), request.viewer.locale);

  const blocks: HomePart = async (request) =>
    weekBlocks(await service.week(await asking(request)), request.viewer.locale);

  const below: HomePart = async (request) => {
    const record = await service.record(await asking(request));
    return record ? recordBlocks(record, request.viewer.locale) : [];
  };

  // The tab is drawn anew after a press, and says what was saved: that is the answer.
  const drawnAnew: Answer = { kind: "nothing" };

  async function here(request: ActionRequest): Promise<Answer> {
    const { unitId, date } = actions.homeHere.read(request.value);
    const asker = await asking(request);
    // The button stood there since yesterday, or for the unit that the asker has left: it does not mean "here" any more.
    if (unitId !== asker.unit.id || date !== asker.today) throw new UserError("common.outOfDate");
    const outcome = await own.recordOwn(asker, { status: "present", date });
    if (outcome.kind !== "asked") return drawnAnew;
    return { kind: "ephemeral", message: sentence(ownText(outcome, asker.locale)) };
  }

  async function withdraw(request: ActionRequest): Promise<Answer> {
    const { date } = actions.homeWithdraw.read(request.value);
    await own.withdrawLeave(await asking(request), { from: date, to: date });
    return drawnAnew;
  }

  async function leave(request: ActionRequest): Promise<Answer> {
    const { date } = actions.homeLeave.read(request.value);
    const view = await ownForm.view(request, await asking(request), date, "leave");
    return { kind: "openView", view };
  }

  async function about(request: ActionRequest, { page }: { page: number }) {
    const facts = await service.aboutMe(await asking(request), page);
    return aboutMeView(facts, request.campaign.timeZone, request.viewer.locale);
  }
  const { opens, turns } = pageActions(views.page);

  return {
    first,
    blocks,
    below,
    actions: {
      [actions.homeHere.id]: { run: here },
      [actions.homeWithdraw.id]: { run: withdraw },
      [actions.homeLeave.id]: { run: leave, opens: true },
      ...opens(about, actions.aboutMe),
      ...turns(about, actions.aboutMeNewer, actions.aboutMeOlder),
    } satisfies Feature["actions"],
  };
}
