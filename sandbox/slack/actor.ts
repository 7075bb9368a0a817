import { type ActorDeps, notSent } from "./actor-deps.ts";
import { upload } from "./actor-files.ts";
import { enter, type as typeIn } from "./actor-typing.ts";
import { closeView, pressInView, setInput, submit, suggest, type Touch } from "./actor-views.ts";
import { applyCommandAnswer } from "./answers.ts";
import { actionOf, chosen, initialState, placeOf } from "./elements.ts";
import { escapeTyped } from "./escape.ts";
import { botName } from "./messages.ts";
import {
  commandPayload,
  eventPayload,
  homeOpened,
  interactionPayload,
  messageEvents,
  messagePlace,
  messageShortcutPlace,
  topView,
} from "./payloads.ts";
import type { Actor, LocalUser, Outcome, StoredMessage, Where } from "./types.ts";
import type { Conversation, Workspace } from "./workspace.ts";

/** One user's hands. Throws for an unknown user. */
export function createActor(deps: ActorDeps, userId: string): Actor {
  const user = deps.workspace.user(userId);
  if (!user) throw new Error(`There is no user ${userId}`);
  return {
    command: (typed, channelId) => command(deps, user, typed, channelId),
    shortcut: (callbackId) => shortcut(deps, user, callbackId),
    messageShortcut: (callbackId, channelId, ts) =>
      messageShortcut(deps, user, callbackId, { channelId, ts }),
    press: (where, actionId, choice, blockId) =>
      press(deps, user, where, { actionId, choice: choice ?? null, ...(blockId ? { blockId } : {}) }),
    fill: (viewId, blockId, actionId, value) => setInput(deps, user, viewId, { blockId, actionId, value }),
    type: (viewId, blockId, actionId, text) => typeIn(deps, user, viewId, { blockId, actionId, text }),
    enter: (viewId, blockId, actionId) => enter(deps, user, viewId, { blockId, actionId }),
    upload: (viewId, blockId, actionId, files) =>
      upload(deps, user, viewId, { blockId, actionId, files: [files].flat() }),
    submit: (viewId) => submit(deps, user, viewId),
    closeView: (viewId) => closeView(deps, user, viewId),
    suggest: (viewId, blockId, actionId, query) => suggest(deps, user, viewId, { blockId, actionId, query }),
    openHome: () => deps.courier.sendEvent(eventPayload(deps.workspace, homeOpened(deps.workspace, user.id))),
    say: (channelId, text) => say(deps, user, channelId, text),
  };
}

async function command(deps: ActorDeps, user: LocalUser, typed: string, channelId: string): Promise<Outcome> {
  const { workspace } = deps;
  const conversation = enterChannel(deps, user, channelId);
  const [, name, text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? [];
  if (name === undefined) throw new Error(`"${typed}" is no slash command`);
  const hook = deps.hooks.issue({ userId: user.id, channelId });
  const payload = commandPayload(workspace, user, conversation, {
    command: name,
    text: escapeTyped(text, mentionable(workspace), "named"),
    response_url: deps.hooks.urlOf(hook),
    trigger_id: deps.triggers.issue({ userId: user.id, channelId }),
  });
  const outcome = await deps.courier.send({ type: "slash_commands", payload });
  return applyCommandAnswer(deps, hook, name, outcome);
}

async function shortcut(deps: ActorDeps, user: LocalUser, callbackId: string): Promise<Outcome> {
  const payload = interactionPayload(deps.workspace, user, "shortcut", {
    callback_id: callbackId,
    trigger_id: deps.triggers.issue({ userId: user.id }),
    action_ts: deps.workspace.nextTs(),
  });
  return await deps.courier.send({ type: "interactive", payload });
}

async function messageShortcut(
  deps: ActorDeps,
  user: LocalUser,
  callbackId: string,
  where: { channelId: string; ts: string },
): Promise<Outcome> {
  const { workspace } = deps;
  const channelId = enterChannel(deps, user, where.channelId).id;
  const message = messageAt(deps, user, where);
  const hook = deps.hooks.issue({ userId: user.id, channelId });
  const payload = interactionPayload(workspace, user, "message_action", {
    callback_id: callbackId,
    trigger_id: deps.triggers.issue({ userId: user.id, channelId }),
    response_url: deps.hooks.urlOf(hook),
    action_ts: workspace.nextTs(),
    ...messageShortcutPlace(workspace, message),
  });
  return await deps.courier.send({ type: "interactive", payload });
}

async function press(deps: ActorDeps, user: LocalUser, where: Where, touch: Touch): Promise<Outcome> {
  const { workspace } = deps;
  if (where === "home") {
    const home = workspace.homes[user.id];
    if (!home) throw new Error(`${user.id} has no Home tab yet`);
    return await pressInView(deps, user, home, touch);
  }
  if ("viewId" in where) {
    return await pressInView(deps, user, topView(workspace, user.id, where.viewId), touch);
  }
  return await pressInMessage(deps, user, messageAt(deps, user, where), touch);
}

async function pressInMessage(
  deps: ActorDeps,
  user: LocalUser,
  message: StoredMessage,
  { blockId, actionId, choice }: Touch,
): Promise<Outcome> {
  const { workspace, memory } = deps;
  const place = placeOf(message.blocks ?? [], actionId, blockId);
  const key = `${user.id} ${message.channel} ${message.ts}`;
  const values = memory.inMessages.get(key) ?? {};
  const state = initialState(place.element) && chosen(place.element, choice);
  const { block_id } = place.block;
  if (state)
    memory.inMessages.set(key, { ...values, [block_id]: { ...values[block_id], [actionId]: state } });
  const channelId = message.channel;
  const hook = deps.hooks.issue({ userId: user.id, channelId, original: message.ts });
  const payload = interactionPayload(workspace, user, "block_actions", {
    ...messagePlace(workspace, message, memory.inMessages.get(key) ?? {}),
    trigger_id: deps.triggers.issue({ userId: user.id, channelId }),
    response_url: deps.hooks.urlOf(hook),
    actions: [actionOf(place, state, choice, workspace.nextTs())],
  });
  return await deps.courier.send({ type: "interactive", payload });
}

async function say(deps: ActorDeps, user: LocalUser, channelId: string, typed: string): Promise<Outcome> {
  const { workspace } = deps;
  const conversation = enterChannel(deps, user, channelId);
  const text = escapeTyped(typed, mentionable(workspace), "bare");
  const message = workspace.post({ channel: channelId, user: user.id, bot: false, text });
  let outcome = notSent;
  for (const event of messageEvents(workspace, conversation, message)) {
    outcome = await deps.courier.sendEvent(eventPayload(workspace, event));
  }
  return outcome;
}

/** Everyone whose name can be typed, the bot among them. */
function mentionable({ users, channels, bot }: Workspace) {
  const self = { id: bot.userId, name: botName, realName: botName, locale: "en-US" as const };
  return { users: [...users, self], channels };
}

/** The conversation, if the user may write there: not in others' direct messages and private channels. */
function enterChannel({ workspace }: ActorDeps, user: LocalUser, channelId: string): Conversation {
  const conversation = workspace.conversation(channelId);
  if (!conversation) throw new Error(`There is no channel ${channelId}`);
  if (conversation.kind !== "public" && !conversation.members.includes(user.id)) {
    throw new Error(`${user.id} is not in ${channelId}`);
  }
  return conversation;
}

function messageAt(
  { workspace }: ActorDeps,
  user: LocalUser,
  where: { channelId: string; ts: string } | { ephemeral: string },
): StoredMessage {
  const ts = "ephemeral" in where ? where.ephemeral : where.ts;
  const channelIds = "ephemeral" in where ? Object.keys(workspace.messages) : [where.channelId];
  const found = channelIds.map((id) => workspace.find(id, ts)).find((message) => message !== undefined);
  const ephemeral = "ephemeral" in where;
  const seen = found && (ephemeral ? found.visibleTo === user.id : found.visibleTo === undefined);
  if (!found || !seen) throw new Error(`${user.id} sees no message ${ts} there`);
  return found;
}
