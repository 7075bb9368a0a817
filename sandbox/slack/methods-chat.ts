import { type Args, textArg } from "./args.ts";
import { acceptMessage } from "./blocks.ts";
import { editMessage, postAsBot, wireMessage } from "./messages.ts";
import type { Method } from "./method.ts";
import { Refusal } from "./refusal.ts";
import type { StoredMessage } from "./types.ts";
import type { Conversation, Workspace } from "./workspace.ts";

const postMessage: Method = (args, { workspace }) => {
  const channel = writable(workspace, textArg(args, "channel")).id;
  const thread = threadOf(args);
  const message = postAsBot(workspace, { channel, ...thread }, acceptMessage(args));
  return { channel, ts: message.ts, message: wireMessage(workspace, message) };
};

const postEphemeral: Method = (args, { workspace }) => {
  const conversation = writable(workspace, textArg(args, "channel"));
  const visibleTo = textArg(args, "user");
  if (!workspace.user(visibleTo)) throw new Refusal("user_not_found");
  if (!conversation.members.includes(visibleTo)) throw new Refusal("user_not_in_channel");
  const to = { channel: conversation.id, visibleTo, ...threadOf(args) };
  return { message_ts: postAsBot(workspace, to, acceptMessage(args)).ts };
};

const update: Method = (args, { workspace }) => {
  const message = ownMessage(workspace, args, "cant_update_message");
  editMessage(workspace, message, args);
  const { channel, ts, text } = message;
  return { channel, ts, text, message: wireMessage(workspace, message) };
};

const remove: Method = (args, { workspace }) => {
  const message = ownMessage(workspace, args, "cant_delete_message");
  workspace.remove(message);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: Method = (args, { workspace, url }) => {
  const conversation = readable(workspace, textArg(args, "channel"));
  const message = visibleMessage(workspace, conversation.id, textArg(args, "message_ts"));
  const permalink = `${url}/archives/${conversation.id}/p${message.ts.replace(".", "")}`;
  return { channel: conversation.id, permalink };
};

/** The chat.* methods. */
export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
};

/** A conversation that the bot may know of. @throws Refusal channel_not_found. */
export function readable(workspace: Workspace, id: string): Conversation {
  const conversation = workspace.conversation(id);
  // A private channel that the bot is not in does not exist for it.
  if (!conversation || (conversation.kind === "private" && !conversation.botMember)) {
    throw new Refusal("channel_not_found");
  }
  return conversation;
}

/** A conversation that the bot is in; a user's id means their direct messages. @throws Refusal also not_in_channel. */
export function writable(workspace: Workspace, id: string): Conversation {
  const conversation = readable(workspace, workspace.user(id) ? workspace.directChannel(id) : id);
  if (!conversation.botMember) throw new Refusal("not_in_channel");
  return conversation;
}

function threadOf(args: Args): { thread_ts?: string } {
  const thread_ts = textArg(args, "thread_ts");
  return thread_ts ? { thread_ts } : {};
}

function visibleMessage(workspace: Workspace, channelId: string, ts: string): StoredMessage {
  const message = workspace.find(channelId, ts);
  if (!message || message.visibleTo !== undefined) throw new Refusal("message_not_found");
  return message;
}

function ownMessage(workspace: Workspace, args: Args, refusal: string): StoredMessage {
  const conversation = readable(workspace, textArg(args, "channel"));
  const message = visibleMessage(workspace, conversation.id, textArg(args, "ts"));
  if (!message.bot) throw new Refusal(refusal);
  return message;
}
