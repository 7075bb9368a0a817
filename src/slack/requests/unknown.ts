import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { sentenceOf } from "../outcome.ts";
import { answerTo, ephemeral, type Listening } from "./runner.ts";

/**
 * What nobody has registered: mostly a button on a message of an earlier version. Without an answer the user would
 * see Slack's warning sign, and after 3 s.
 */
export function onUnknown({ app, runner }: Listening, features: Feature[]): void {
  const ids = (part: "commands" | "actions" | "options") =>
    new Set(features.flatMap((feature) => Object.keys(feature[part] ?? {})));
  const [commands, actions, options] = [ids("commands"), ids("actions"), ids("options")];
  app.command(/^/, async ({ command, ack }) => {
    if (commands.has(command.command)) return;
    const text = runner.words.sentence(command.user_id, "common.unknownCommand");
    await runner.acked(ack(ephemeral(sentenceOf(text))));
  });
  app.action(/^/, async ({ action, body, ack, respond }) => {
    if (!("action_id" in action) || actions.has(action.action_id)) return;
    await runner.acked(ack());
    const refusal = await runner.words.refusal(new UserError("common.outOfDate"), body.user.id);
    const say = "view" in body && body.view ? undefined : answerTo(respond);
    await runner.delivery.bring({ refusal }, { user: body.user.id, say });
  });
  app.options(/^/, async ({ payload, ack }) => {
    if ("action_id" in payload && options.has(payload.action_id)) return;
    await runner.acked(ack({ options: [] }));
  });
}
