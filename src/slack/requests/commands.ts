import type { CommandHandler, MessageShortcutHandler, Request } from "../../feature.ts";
import type { Answer } from "../answer.ts";
import type { Message } from "../blocks.ts";
import { answerWithin, within } from "../deadline.ts";
import type { Say } from "../deliver.ts";
import { messageOf, sentenceOf } from "../outcome.ts";
import { type Bare, ephemeral, type Listening, type Of } from "./runner.ts";

/** A slash command; its answer travels in Slack's own request where there is time. */
export function onCommand(
  { app, runner }: Listening,
  name: string,
  handler: CommandHandler,
  bare?: Of<Bare["commands"]>,
): void {
  app.command(name, async ({ command, ack, respond }) => {
    const { user_id: user, trigger_id: trigger, channel_id: channelId } = command;
    const more = { text: command.text ?? "", channelId };
    const { text } = more;
    const outcome = runner.run(
      name,
      user,
      `command:${trigger}`,
      (request) => handler.run({ ...request, ...more }),
      bare && ((request) => bare({ ...request, ...more })),
    );
    const say: Say = (message) => respond(ephemeral(message));
    const tell = (message: Message) => runner.acked(ack(ephemeral(message)));
    const to = { user, trigger, say };
    if (handler.opens?.(text))
      return runner.delivery.open({ ...to, tell, ack: () => runner.acked(ack()) }, outcome);
    const soon = await within(outcome, answerWithin);
    if (soon === "late") {
      await tell(sentenceOf(runner.words.sentence(user, "common.stillWorking")));
      return runner.delivery.later(outcome.then((late) => runner.delivery.bring(late, to)));
    }
    const message = messageOf(soon.done);
    const told = await (message ? tell(message) : runner.acked(ack()));
    if (!message || !told) await runner.delivery.bring(soon.done, to);
  });
}

/** A shortcut of the menu: it is answered with a modal. */
export function onShortcut(
  { app, runner }: Listening,
  id: string,
  run: (request: Request) => Promise<Answer>,
): void {
  app.shortcut({ callback_id: id, type: "shortcut" }, async ({ shortcut, ack }) => {
    const { trigger_id: trigger } = shortcut;
    const user = shortcut.user.id;
    const outcome = runner.run(id, user, `shortcut:${trigger}`, run);
    await runner.delivery.open({ user, trigger, ack: () => runner.acked(ack()) }, outcome);
  });
}

/** A shortcut of a channel's message: it is answered with a modal. */
export function onMessageShortcut(
  { app, runner }: Listening,
  id: string,
  run: MessageShortcutHandler["run"],
): void {
  app.shortcut({ callback_id: id, type: "message_action" }, async ({ shortcut, ack }) => {
    const { trigger_id: trigger, channel, message } = shortcut;
    const user = shortcut.user.id;
    const outcome = runner.run(id, user, `shortcut:${trigger}`, (request) =>
      run({
        ...request,
        message: {
          channelId: channel.id,
          ts: message.ts,
          text: message.text ?? "",
          slackUserId: message.user,
        },
      }),
    );
    await runner.delivery.open({ user, trigger, ack: () => runner.acked(ack()) }, outcome);
  });
}
