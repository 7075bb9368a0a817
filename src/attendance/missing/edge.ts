import { type IsoWeek, weekPeriod } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { shortName } from "../../i18n/names.ts";
import { type Reach, remindActions } from "../../messages/by-hand-edge.ts";
import { askerOf, askerOn } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitForReader, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, asModal, type PageView, sentence, turned } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import { actions, views } from "../ids.ts";
import { joined } from "../phrases.ts";
import type { Prompts } from "./prompts.ts";
import type { RemindService } from "./service.ts";
import { missingView, remindReach } from "./view.ts";

/** Who has not reported, reminding them, and asking a head to correct a locked week. */
export function missingEdge(deps: { service: RemindService; prompts: Prompts; org: Organisation }) {
  const { service, prompts, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function page(
    request: Request,
    wanted: { unitId: string; week?: IsoWeek; page: number },
  ): Promise<PageView> {
    const asker = await askerOn(wanted.week && weekPeriod(wanted.week).to, request, org);
    const unit = await unitForReader(asker, wanted.unitId, org);
    return missingView(await service.facts(asker, unit, wanted.week, wanted.page), request.viewer.locale);
  }

  const turn = (action: typeof actions.browseMissing) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await page(request, action.read(request.value)), views.page, request),
  });

  async function reach(
    request: ActionRequest,
    wanted: { unitId: string; week: IsoWeek },
    sends: boolean,
  ): Promise<{ reach: Reach; about: typeof wanted }> {
    const { week } = wanted;
    const asker = await asking(request);
    const unit = await unitForReader(asker, wanted.unitId, org);
    const units = await org.units();
    const done = await (sends ? service.remind : service.wouldRemind)(asker, unit, week);
    const facts = { done, unit, nameOf: (id: string) => units.byId(id)?.name ?? "–" };
    return {
      reach: remindReach(facts, sends ? "sending" : "ask", asker.locale),
      about: { unitId: unit.id, week },
    };
  }

  async function askHead(request: ActionRequest): Promise<Answer> {
    const { unitId, date, personId, tried = false } = actions.askHead.read(request.value);
    const asker = await asking(request);
    const unit = await unitSeen(asker, unitId, org, date);
    const head = (await org.holders(unit.id, "unit_head", asker.today)).find(
      (person) => person.id === personId,
    );
    if (!head || head.slackUserId === null) throw new UserError("common.outOfDate");
    const to = { slackUserId: head.slackUserId, name: head.name };
    const count = await prompts.askHead(asker, unit, { date, tried }, to);
    const { locale } = request.viewer;
    const values = { name: shortName(head.name), unit: unit.name, date: locale.day(date) };
    const text =
      count === "already"
        ? locale.md("attendance.askedAlready", values)
        : joined(
            locale.md("attendance.asked", { ...values, count }),
            tried ? locale.md("attendance.askedFor.goesAlong") : undefined,
          );
    return { kind: "ephemeral", message: sentence(text) };
  }

  return {
    async command(request: CommandRequest, wanted: { week?: IsoWeek }): Promise<Answer> {
      const asker = await asking(request);
      return asMessage(
        await page(request, {
          unitId: asker.unit.id,
          page: 0,
          ...(wanted.week ? { week: wanted.week } : {}),
        }),
      );
    },

    actions: {
      [actions.missing.id]: {
        run: async (request) =>
          asMessage(await page(request, { ...actions.missing.read(request.value), page: 0 })),
      },
      [actions.openMissing.id]: {
        run: async (request) => {
          const shown = await page(request, { ...actions.openMissing.read(request.value), page: 0 });
          return { kind: "openView", view: asModal(shown, views.page, request.viewer.locale) };
        },
        opens: true,
      },
      [actions.browseMissing.id]: turn(actions.browseMissing),
      [actions.missingPrevious.id]: turn(actions.missingPrevious),
      [actions.missingNext.id]: turn(actions.missingNext),
      ...remindActions({ ids: actions, page: views.page, reach }),
      [actions.askHead.id]: { run: askHead },
    } satisfies Feature["actions"],
  };
}
