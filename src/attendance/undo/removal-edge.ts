import type { IsoDate } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitNamed } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, asModal, turned } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest, SubmitRequest } from "../../slack/requests.ts";
import { actions, unitDateSeen, views } from "../ids.ts";
import type { RemovalService } from "./removal-service.ts";
import { correctionBlock, removalForm, removalQuestion, undoneView } from "./view.ts";

/** Taking a whole session back: from the line, the form and the history. What it does is said before it is done. */
export function removalEdge(deps: { service: RemovalService; org: Organisation }) {
  const { service, org } = deps;
  const asking = async (request: Request): Promise<Asker> => askerOf(request, await org.units());

  async function form(request: Request, target: { unitId: string; date: IsoDate }) {
    return removalForm(await service.facts(await asking(request), target), request.viewer.locale);
  }

  async function page(request: Request, removed: { unitId: string; date: IsoDate }) {
    const unit = (await org.units()).byId(removed.unitId)?.name ?? "–";
    return undoneView({ kind: "nothing", ...removed }, unit, request.viewer.locale);
  }

  /** Yes to what was asked on the line; a locked week wants the reason first. */
  async function yes(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const wanted = actions.removeYes.read(request.value);
    const facts = await service.facts(asker, wanted);
    if (facts.needsReason) return { kind: "openView", view: removalForm(facts, asker.locale) };
    const removed = await service.remove(asker, wanted, undefined);
    return turned(await page(request, removed), views.page, request);
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const wanted = unitDateSeen.parse(JSON.parse(request.viewData));
    const typed = request.values[correctionBlock];
    const reason = typeof typed === "string" ? typed : undefined;
    const removed = await service.remove(await asking(request), wanted, reason);
    return {
      kind: "updateView",
      view: asModal(await page(request, removed), views.page, request.viewer.locale),
    };
  }

  return {
    async command(request: CommandRequest, wanted: { unit?: string; date?: IsoDate }): Promise<Answer> {
      const asker = await asking(request);
      const unit = await unitNamed(asker, wanted.unit, org, wanted.date);
      const date = wanted.date ?? (await service.meant(asker, unit));
      return asMessage(removalQuestion(await service.facts(asker, { unitId: unit.id, date }), asker.locale));
    },

    actions: {
      [actions.remove.id]: {
        run: async (request) => ({
          kind: "openView",
          view: await form(request, actions.remove.read(request.value)),
        }),
        opens: true,
      },
      [actions.removeHere.id]: {
        run: async (request) => ({
          kind: "updateView",
          view: await form(request, actions.removeHere.read(request.value)),
        }),
      },
      [actions.removeYes.id]: { run: yes, opens: true },
    } satisfies Feature["actions"],
    views: { [views.remove]: { submit } } satisfies Feature["views"],
  };
}
