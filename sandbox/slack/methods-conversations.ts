import { type Args, flagArg, pageOf, textArg } from "./args.ts";
import { wireMessage } from "./messages.ts";
import type { Method } from "./method.ts";
import { readable, writable } from "./methods-chat.ts";
import { Refusal } from "./refusal.ts";
import type { StoredMessage } from "./types.ts";
import type { Conversation, Workspace } from "./workspace.ts";

const info: Method = (args, { workspace }) => {
  const conversation = readable(workspace, textArg(args, "channel"));
  const channel = wireConversation(workspace, conversation);
  const count = flagArg(args, "include_num_members") ? { num_members: conversation.members.length } : {};
  return { channel: { ...channel, ...count } };
};

const list: Method = (args, { workspace }) => {
  const types = (textArg(args, "types") || "public_channel").split(",").map((type) => type.trim());
  const kinds: Record<Conversation["kind"], string> = {
    public: "public_channel",
    private: "private_channel",
    im: "im",
  };
  const ids = [
    ...workspace.channels.map((channel) => channel.id),
    ...workspace.users.map((user) => workspace.directChannel(user.id)),
  ];
  const all = ids.flatMap((id) => workspace.conversation(id) ?? []);
  const seen = all.filter(
    (one) => types.includes(kinds[one.kind]) && (one.kind !== "private" || one.botMember),
  );
  const { page, next_cursor } = pageOf(seen, args, 100);
  const channels = page.map((one) => ({
    ...wireConversation(workspace, one),
    num_members: one.members.length,
  }));
  return { channels, response_metadata: { next_cursor } };
};

const members: Method = (args, { workspace }) => {
  const { page, next_cursor } = pageOf(readable(workspace, textArg(args, "channel")).members, args, 100);
  return { members: page, response_metadata: { next_cursor } };
};

const open: Method = (args, { workspace }) => {
  const asked = textArg(args, "channel");
  const users = textArg(args, "users").split(",").filter(Boolean);
  const [userId] = users;
  if (asked === "" && userId === undefined) throw new Refusal("users_list_not_supplied");
  // Group conversations are not part of the local workspace: the bot talks to people one by one.
  if (users.length > 1) throw new Refusal("too_many_users");
  const user = userId === undefined ? undefined : workspace.user(userId);
  if (userId !== undefined && !user) throw new Refusal("user_not_found");
  if (user?.standing === "deactivated") throw new Refusal("user_disabled");
  const conversation = readable(workspace, userId === undefined ? asked : workspace.directChannel(userId));
  if (conversation.kind !== "im") throw new Refusal("channel_not_found");
  const channel = flagArg(args, "return_im")
    ? wireConversation(workspace, conversation)
    : { id: conversation.id };
  return { no_op: true, already_open: true, channel };
};

const history: Method = (args, { workspace }) => {
  const conversation = writable(workspace, textArg(args, "channel"));
  const { page, next_cursor } = pageOf(between(workspace, conversation.id, args), args, 100);
  const withMetadata = flagArg(args, "include_all_metadata");
  const messages = page.map((message) => {
    const { metadata, ...rest } = wireMessage(workspace, message);
    return withMetadata && metadata ? { ...rest, metadata } : rest;
  });
  return { messages, has_more: next_cursor !== "", pin_count: 0, response_metadata: { next_cursor } };
};

const join: Method = (args, { workspace }) => {
  const conversation = readable(workspace, textArg(args, "channel"));
  if (conversation.kind !== "public") throw new Refusal("method_not_supported_for_channel_type");
  inviteBot(workspace, conversation.id);
  return { channel: wireConversation(workspace, readable(workspace, conversation.id)) };
};

/** The conversations.* methods. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.info": info,
  "conversations.list": list,
  "conversations.members": members,
  "conversations.open": open,
  "conversations.history": history,
  "conversations.join": join,
};

/** Makes the bot a member of a channel. */
export function inviteBot(workspace: Workspace, channelId: string): void {
  const channel = workspace.channels.find((one) => one.id === channelId);
  if (!channel) throw new Error(`There is no channel ${channelId}`);
  channel.botMember = true;
  workspace.changed();
}

/** Newest first; `oldest` and `latest` themselves only when `inclusive`. */
function between(workspace: Workspace, channelId: string, args: Args): StoredMessage[] {
  const oldest = textArg(args, "oldest");
  const latest = textArg(args, "latest");
  const inclusive = flagArg(args, "inclusive");
  const within = ({ ts }: StoredMessage) =>
    (inclusive && (ts === oldest || ts === latest)) ||
    ((oldest === "" || Number(ts) > Number(oldest)) && (latest === "" || Number(ts) < Number(latest)));
  const inChannel = ({ visibleTo, thread_ts, ts }: StoredMessage) =>
    visibleTo === undefined && (thread_ts === undefined || thread_ts === ts);
  return (workspace.messages[channelId] ?? []).filter((one) => inChannel(one) && within(one)).reverse();
}

function wireConversation(workspace: Workspace, conversation: Conversation): Record<string, unknown> {
  const { id, kind, name, members } = conversation;
  if (kind === "im") {
    return { id, is_im: true, is_archived: false, is_org_shared: false, user: members[0], is_open: true };
  }
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === "public",
    is_group: kind === "private",
    is_private: kind === "private",
    is_im: false,
    is_mpim: false,
    is_general: name === "general",
    is_archived: false,
    is_member: conversation.botMember,
    context_team_id: workspace.team.id,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
  };
}
