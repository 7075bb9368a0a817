import type { Feature } from "../../feature.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import type { ActionRequest } from "../../slack/requests.ts";
import { actions, inputs, views } from "../ids.ts";
import type { OwnForm } from "./form.ts";
import type { OwnReading } from "./model.ts";
import type { OwnService } from "./service.ts";
import { withdrawnAnswer } from "./view.ts";

/** Slack's side of what people record of themselves: the form about oneself, and leave that is withdrawn. */
export function ownEdge({ service, form, org }: { service: OwnService; form: OwnForm; org: Organisation }) {
  /** The form with what was read from a line. */
  async function open(request: Request, asker: Asker, reading: OwnReading): Promise<Answer> {
    const view = await form.view(request, asker, reading.date, undefined, reading);
    return { kind: "openView", view };
  }

  async function withdrawLeave(request: ActionRequest): Promise<Answer> {
    const { date, until } = actions.withdrawLeave.read(request.value);
    const asker = askerOf(request, await org.units());
    const days = { from: date, to: until ?? date };
    return withdrawnAnswer(await service.withdrawLeave(asker, days), days, request.viewer.locale);
  }

  async function keepDraft(request: ActionRequest): Promise<Answer> {
    await form.keepDraft(request);
    return { kind: "nothing" };
  }

  return {
    open,
    actions: {
      [actions.withdrawLeave.id]: { run: withdrawLeave },
      [inputs.ownStatus]: { run: keepDraft },
    } satisfies Feature["actions"],
    views: { [views.own]: { submit: form.submit, closed: form.keepDraft } } satisfies Feature["views"],
  };
}
