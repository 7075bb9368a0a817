import { stateOf } from "./elements.ts";
import { wireMessage } from "./messages.ts";
import { teamDomain, wireUser } from "./methods-users.ts";
import { stackOf, wireView } from "./modals.ts";
import type { LocalUser, StateValues, StoredMessage } from "./types.ts";
import { type Conversation, newId, type StoredView, type Workspace } from "./workspace.ts";

/** What a slash command sends, https://docs.slack.dev/interactivity/implementing-slash-commands. */
export function commandPayload(
  workspace: Workspace,
  user: LocalUser,
  conversation: Conversation,
  typed: { command: string; text: string; response_url: string; trigger_id: string },
): Record<string, unknown> {
  return {
    token: workspace.credentials.verificationToken,
    team_id: workspace.team.id,
    team_domain: teamDomain(workspace),
    channel_id: conversation.id,
    channel_name: nameFor(conversation),
    user_id: user.id,
    user_name: user.name,
    command: typed.command,
    text: typed.text,
    api_app_id: workspace.bot.appId,
    is_enterprise_install: "false",
    response_url: typed.response_url,
    trigger_id: typed.trigger_id,
  };
}

/** The channel as payloads name it: what is not public has no name of its own there. */
function channelPlace(workspace: Workspace, channelId: string) {
  const conversation = workspace.conversation(channelId);
  return { id: channelId, name: conversation ? nameFor(conversation) : "" };
}

function nameFor({ kind, name }: Conversation): string {
  const names: Record<Conversation["kind"], string> = {
    public: name,
    private: "privategroup",
    im: "directmessage",
  };
  return names[kind];
}

/**
 * What a message shortcut sends beside what every interaction carries,
 * https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export function messageShortcutPlace(workspace: Workspace, message: StoredMessage) {
  return {
    channel: channelPlace(workspace, message.channel),
    message_ts: message.ts,
    message: wireMessage(workspace, message),
  };
}

/** What every interaction carries. */
export function interactionPayload(
  workspace: Workspace,
  user: LocalUser,
  type: string,
  more: Record<string, unknown>,
): Record<string, unknown> {
  const { id, name } = user;
  return {
    type,
    user: { id, username: name, name, team_id: workspace.team.id },
    team: { id: workspace.team.id, domain: teamDomain(workspace) },
    api_app_id: workspace.bot.appId,
    token: workspace.credentials.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
    ...more,
  };
}

/** The fields of a block_actions payload that say where a message's element stands. */
export function messagePlace(workspace: Workspace, message: StoredMessage, chosen: StateValues) {
  const ephemeral = message.visibleTo !== undefined;
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
    },
    channel: channelPlace(workspace, message.channel),
    // Slack does not send back a message that only one user sees.
    ...(ephemeral ? {} : { message: wireMessage(workspace, message) }),
    state: { values: stateOf(message.blocks ?? [], chosen) },
  };
}

/** The fields of a block_actions or block_suggestion payload that say which view an element stands in. */
export function viewPlace(workspace: Workspace, view: StoredView) {
  return { container: { type: "view", view_id: view.id }, view: wireView(workspace, view) };
}

/** What an event is wrapped in. */
export function eventPayload(workspace: Workspace, event: Record<string, unknown>): Record<string, unknown> {
  const { credentials, team, bot } = workspace;
  const authorization = { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true };
  return {
    token: credentials.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: "event_callback",
    event_id: newId("Ev"),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: newId("4-"),
  };
}

/** The event of a user who opens the Home tab. */
export function homeOpened(workspace: Workspace, userId: string): Record<string, unknown> {
  const home = workspace.homes[userId];
  return {
    type: "app_home_opened",
    user: userId,
    channel: workspace.directChannel(userId),
    tab: "home",
    ...(home ? { view: wireView(workspace, home) } : {}),
    event_ts: workspace.nextTs(),
  };
}

/** The event of a user whose profile changed, https://docs.slack.dev/reference/events/user_change */
export function userChanged(workspace: Workspace, user: LocalUser): Record<string, unknown> {
  const described = wireUser(workspace, user, { include_locale: true });
  const event_ts = workspace.nextTs();
  return { type: "user_change", user: described, cache_ts: Math.floor(Number(event_ts)), event_ts };
}

/** The events that a user's message causes: none where the bot is not a member. */
export function messageEvents(
  workspace: Workspace,
  conversation: Conversation,
  message: StoredMessage,
): Record<string, unknown>[] {
  if (!conversation.botMember) return [];
  const types: Record<Conversation["kind"], string> = { public: "channel", private: "group", im: "im" };
  const { user, text, ts } = message;
  const base = { user, text, ts, channel: message.channel, event_ts: ts, team: workspace.team.id };
  const said = { type: "message", ...base, channel_type: types[conversation.kind] };
  const called = text.includes(`<@${workspace.bot.userId}>`) && conversation.kind !== "im";
  return called ? [said, { type: "app_mention", ...base }] : [said];
}

/** The view that a user has in front, if it is this one. */
export function topView(workspace: Workspace, userId: string, viewId: string): StoredView {
  const stack = stackOf(workspace, userId);
  const top = stack.at(-1);
  if (top?.id === viewId) return top;
  throw new Error(
    stack.some((view) => view.id === viewId)
      ? `The modal ${viewId} is under another one`
      : `${userId} has no modal ${viewId} open`,
  );
}
