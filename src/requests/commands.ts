import type { Message } from "../slack/blocks.ts";
import { visible, visibleLine } from "../visible.ts";
import { answerWithin, within } from "./deadline.ts";
import type { Say } from "./deliver.ts";
import { messageOf, sentenceOf } from "./outcome.ts";
import { outOfDate } from "./routes.ts";
import { ephemeral, type Listening } from "./runner.ts";

/** A slash command; its answer travels in Slack's own request where there is time. */
export function onCommands({ app, routes, runner }: Listening): void {
  app.command(/^/, async ({ command, ack, respond }) => {
    const { command: name } = command;
    const route = routes.commands.get(name);
    if (!route) {
      const text = runner.words.sentence(command.user_id, "common.unknownCommand");
      await runner.acked(ack(ephemeral(sentenceOf(text))));
      return;
    }
    const { handler, bare } = route;
    const { user_id: user, trigger_id: trigger, channel_id: channelId } = command;
    const more = { text: visibleLine(command.text ?? ""), channelId };
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
export function onShortcuts({ app, routes, runner }: Listening): void {
  app.shortcut({ callback_id: /^/, type: "shortcut" }, async ({ shortcut, ack }) => {
    const { trigger_id: trigger, callback_id: id } = shortcut;
    const user = shortcut.user.id;
    const { run } = routes.shortcuts.get(id)?.handler ?? { run: outOfDate };
    const outcome = runner.run(id, user, `shortcut:${trigger}`, run);
    await runner.delivery.open({ user, trigger, ack: () => runner.acked(ack()) }, outcome);
  });
}

/** A shortcut of a channel's message: it is answered with a modal. */
export function onMessageShortcuts({ app, routes, runner }: Listening): void {
  app.shortcut({ callback_id: /^/, type: "message_action" }, async ({ shortcut, ack }) => {
    const { trigger_id: trigger, callback_id: id, channel, message } = shortcut;
    const user = shortcut.user.id;
    const { run } = routes.messageShortcuts.get(id)?.handler ?? { run: outOfDate };
    const outcome = runner.run(id, user, `shortcut:${trigger}`, (request) =>
      run({
        ...request,
        message: {
          channelId: channel.id,
          ts: message.ts,
          text: visible(message.text ?? ""),
          slackUserId: message.user,
        },
      }),
    );
    await runner.delivery.open({ user, trigger, ack: () => runner.acked(ack()) }, outcome);
  });
}
