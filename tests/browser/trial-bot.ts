import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { everyInput, roster } from "./every-input.ts";
import { keepForm, titleForm } from "./other-forms.ts";

/** What the small bot has heard. */
export type Heard = {
  submissions: Record<string, Record<string, unknown>>[];
  actions: Record<string, unknown>[];
  /** What stood in the title while it was typed. */
  typed: unknown[];
};

const plain = (text: string) => ({ type: "plain_text" as const, text });

function form(extra: object[] = []): ModalView {
  const view = {
    type: "modal",
    callback_id: "everything",
    notify_on_close: true,
    title: plain("Everything"),
    submit: plain("Save"),
    close: plain("Cancel"),
    blocks: [...everyInput(), ...extra],
  };
  // The newest elements are not in Slack's types yet.
  return view as ModalView;
}

const row = (name: string) => ({
  type: "section",
  block_id: `row ${name}`,
  text: { type: "mrkdwn", text: `*${name}*` },
  accessory: { type: "button", action_id: "open", text: plain("Show"), value: name },
});

export const home = {
  type: "home",
  blocks: [
    { type: "header", text: plain("王伟 · 青溪小学") },
    { type: "section", text: { type: "mrkdwn", text: "本周集中学习：*10月21日 周三*，尚未填报。" } },
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "open", style: "primary", text: plain("登记考勤"), value: "home" },
        {
          type: "static_select",
          action_id: "language",
          placeholder: plain("语言"),
          options: [
            { text: plain("简体中文"), value: "zh-CN" },
            { text: plain("English"), value: "en" },
          ],
        },
      ],
    },
  ],
};

/** Registers a bot that knows a form with every input, rows with buttons, a Home tab, and what silence is. */
export function trialBot(app: App, heard: Heard): void {
  app.command("/form", async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form() });
  });
  app.command("/rows", async ({ ack }) => {
    await ack({ text: "Two rows", blocks: [row("Qingxi"), row("Lakeside")] as never });
  });
  app.command("/silent", async () => undefined);
  app.options("held", async ({ ack, options }) => {
    const found = roster.filter((person) => person.text.text.includes(options.value)).slice(0, 100);
    await ack({ options: found });
  });
  app.view("everything", async ({ ack, view }) => {
    const { values } = view.state;
    if (values.title?.held?.value === "wrong") {
      await ack({
        response_action: "errors",
        errors: { count: "More than the roster has.", title: "This title is taken." },
      });
      return;
    }
    heard.submissions.push(values as never);
    await ack();
  });
  app.view({ callback_id: "everything", type: "view_closed" }, async ({ ack }) => {
    await ack();
  });
  app.action("add", async ({ ack, body, client }) => {
    await ack();
    if (!("view" in body) || !body.view) return;
    const line = { type: "section", block_id: "added", text: { type: "mrkdwn", text: "One line more" } };
    await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: form([line]) });
  });
  app.action("menu", async ({ ack, body, client }) => {
    await ack();
    if (!("trigger_id" in body)) return;
    const view = { type: "modal", title: plain("On top"), blocks: [row("Above")] };
    await client.views.push({ trigger_id: body.trigger_id, view: view as ModalView });
  });
  app.action(/^(open|language|drop)$/, async ({ ack, action }) => {
    await ack();
    heard.actions.push(action as never);
  });
  app.shortcut({ callback_id: "keep", type: "message_action" }, async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: keepForm(shortcut.message.text ?? "") });
  });
  app.shortcut("titles", async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: titleForm() });
  });
  app.action("title", async ({ ack, action, body, client }) => {
    await ack();
    if (!("value" in action) || !("view" in body) || !body.view) return;
    heard.typed.push(action.value);
    await client.views.update({ view_id: body.view.id, view: titleForm(String(action.value ?? "")) });
  });
  app.view("titles", async ({ ack, view }) => {
    heard.submissions.push(view.state.values as never);
    await ack();
  });
  app.view("keep", async ({ ack, view }) => {
    heard.submissions.push(view.state.values as never);
    await ack();
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home as never });
  });
}
