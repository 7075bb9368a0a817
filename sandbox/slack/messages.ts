import { isFields, jsonArg } from "./args.ts";
import { acceptMessage, type MessageContent } from "./blocks.ts";
import type { StoredMessage } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** Who Slack's own notices are from. */
export const slackbot = "USLACKBOT";

/** The handle of the bot under test. */
export const botName = "studyhall";

/** The message as the Web API and payloads show it. */
export function wireMessage(workspace: Workspace, message: StoredMessage): Record<string, unknown> {
  const { user, ts, text, blocks, metadata, edited, thread_ts } = message;
  return {
    type: "message",
    user,
    ts,
    text,
    team: workspace.team.id,
    ...(message.bot ? { bot_id: workspace.bot.botId, app_id: workspace.bot.appId } : {}),
    ...(blocks && blocks.length > 0 ? { blocks } : {}),
    ...(metadata ? { metadata } : {}),
    ...(edited ? { edited } : {}),
    ...(thread_ts ? { thread_ts } : {}),
  };
}

/** Posts as the bot; to one user only when `visibleTo` is given. */
export function postAsBot(
  workspace: Workspace,
  to: { channel: string; visibleTo?: string; thread_ts?: string },
  content: MessageContent,
): StoredMessage {
  return workspace.post({ ...to, user: workspace.bot.userId, bot: true, ...content });
}

/** Tells one user something in Slack's own voice. */
export function notice(
  workspace: Workspace,
  channel: string,
  visibleTo: string,
  text: string,
): StoredMessage {
  return workspace.post({ channel, visibleTo, user: slackbot, bot: false, text });
}

/**
 * Changes a message of the bot. Blocks and metadata that are not sent stay, as Slack's documentation says; an
 * empty list or object removes them.
 * @throws Refusal as `acceptMessage`.
 */
export function editMessage(
  workspace: Workspace,
  message: StoredMessage,
  sent: Record<string, unknown>,
): void {
  const { metadata, ...rest } = sent;
  const removed =
    isFields(jsonArg(sent, "metadata")) && Object.keys(jsonArg(sent, "metadata") ?? {}).length === 0;
  const content = acceptMessage({
    ...rest,
    text: sent.text ?? message.text,
    ...(removed ? {} : { metadata }),
  });
  message.text = content.text;
  if (content.blocks) message.blocks = content.blocks;
  if (content.metadata) message.metadata = content.metadata;
  if (removed) delete message.metadata;
  message.edited = { user: workspace.bot.userId, ts: workspace.nextTs() };
  workspace.changed();
}
