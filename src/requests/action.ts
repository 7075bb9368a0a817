import { UserError } from "../errors.ts";
import { chosen, formValues } from "../slack/form.ts";
import { answerWithin, within } from "./deadline.ts";
import type { Destination } from "./deliver.ts";
import type { HomePublisher } from "./home.ts";
import type { Outcome } from "./outcome.ts";
import { answerTo, type Listening } from "./runner.ts";

/** A button or another element, in a message, a modal or the Home tab. */
export function onActions({ app, routes, runner, home }: Listening & { home: HomePublisher }): void {
  app.action(/^/, async ({ action, body, ack, respond }) => {
    if (body.type !== "block_actions" || !("action_id" in action)) return ack();
    const { action_id: id } = action;
    const route = routes.actions.get(id);
    if (!route) {
      // Mostly a button on a message of an earlier version.
      await runner.acked(ack());
      const refusal = await runner.words.refusal(new UserError("common.outOfDate"), body.user.id);
      const say = body.view ? undefined : answerTo(respond);
      return runner.delivery.bring({ refusal }, { user: body.user.id, say });
    }
    const { handler, bare } = route;
    const { view, message, container, trigger_id: trigger } = body;
    const user = body.user.id;
    const pressedAt = "action_ts" in action ? action.action_ts : "";
    const more = {
      value: chosen(action),
      values: formValues(view?.state ?? body.state),
      viewData: view?.private_metadata ?? "",
      callbackId: view?.callback_id,
      channelId: body.channel?.id,
      messageTs: message?.ts ?? container?.message_ts,
    };
    const outcome = runner.run(
      id,
      user,
      `action:${id}:${trigger ?? ""}:${pressedAt}`,
      (request) => handler.run({ ...request, ...more }),
      bare && ((request) => bare({ ...request, ...more })),
    );
    const isModal = view?.type === "modal";
    const to: Destination = { user, trigger, say: view ? undefined : answerTo(respond) };
    if (handler.opens)
      return runner.delivery.open(
        { ...to, ack: () => runner.acked(ack()), over: isModal ? view.id : undefined },
        outcome,
      );
    // Acknowledged after the work, not before: a press that was acknowledged is never lost.
    const soon = await within(outcome, answerWithin);
    await runner.acked(ack());
    const bring = async (done: Outcome) => {
      await runner.delivery.bring(done, { ...to, viewId: isModal ? view.id : undefined });
      if (view?.type === "home") await home.publish(user, `home:${trigger ?? ""}`);
    };
    if (soon === "late") runner.delivery.later(outcome.then(bring));
    else await bring(soon.done);
  });
}
