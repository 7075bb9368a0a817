import type { ModalView } from "@slack/types";
import type { LocalSlack } from "../../../sandbox/slack/index.ts";
import { startBot } from "./support.ts";

export const text = (words: string) => ({ type: "plain_text" as const, text: words });
export const option = (value: string) => ({ text: text(value), value });
export const input = (block_id: string, element: object, more: object = {}) =>
  ({
    type: "input",
    block_id,
    label: text(block_id),
    element: { action_id: "a", ...element },
    ...more,
  }) as never;
export const modal = (blocks: ModalView["blocks"], more: Partial<ModalView> = {}): ModalView => ({
  type: "modal",
  callback_id: "form",
  title: text("Form"),
  submit: text("Save"),
  blocks,
  ...more,
});
export const plain = modal([input("note", { type: "plain_text_input" })]);

export const divider = [{ type: "divider" as const }];

/** A bot that keeps the triggers it is sent and answers submissions with `answer`. */
export async function formBot(slack: LocalSlack, answer: unknown = {}) {
  const triggers: string[] = [];
  const submissions: Record<string, unknown>[] = [];
  const actions: unknown[] = [];
  /** What the whole view held at each action. */
  const states: unknown[] = [];
  await startBot(slack, "http", (app) => {
    app.command("/go", async ({ ack, body }) => {
      triggers.push(body.trigger_id);
      await ack();
    });
    app.view("form", async ({ ack, body, view }) => {
      submissions.push(view.state.values);
      triggers.push((body as unknown as { trigger_id: string }).trigger_id);
      await ack(answer as never);
    });
    app.view({ callback_id: "form", type: "view_closed" }, async ({ ack, body }) => {
      actions.push({
        closed: body.view.id,
        cleared: (body as unknown as { is_cleared: boolean }).is_cleared,
      });
      await ack();
    });
    app.action(/.*/, async ({ ack, action, body }) => {
      triggers.push("trigger_id" in body ? body.trigger_id : "");
      actions.push(action);
      if ("view" in body) states.push(body.view?.state.values);
      await ack();
    });
    app.options("who", async ({ ack, payload }) => {
      const many = Array.from({ length: 101 }, (_, index) => option(String(index)));
      await ack({ options: payload.value === "many" ? many : [option(`${payload.value}-1`)] });
    });
    app.options("grouped", async ({ ack }) => {
      await ack({ option_groups: [{ label: text("West"), options: [option("w1")] }] });
    });
  });
  const trigger = async () => {
    await slack.as("U0LIAISON").command("/go", "C0BUREAU");
    return triggers.at(-1) ?? "";
  };
  const top = () => slack.views("U0LIAISON").at(-1);
  return { triggers, submissions, actions, states, trigger, top };
}
