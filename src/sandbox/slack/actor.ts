import { type AnswerDeps, applyActionAnswer, applyCommandAnswer, applySubmissionAnswer } from "./answers.ts";
import type { Courier } from "./delivery.ts";
import { actionOf, chosen, initialState, placeOf } from "./elements.ts";
import { escapeTyped } from "./escape.ts";
import type { Hooks } from "./hooks.ts";
import { closeModal, wireView } from "./modals.ts";
import {
  commandPayload,
  eventPayload,
  homeOpened,
  interactionPayload,
  messageEvents,
  messagePlace,
  topView,
  viewPlace,
} from "./payloads.ts";
import { clientErrors, responseTargets } from "./required.ts";
import { suggestedOptions } from "./suggestions.ts";
import type { Triggers } from "./triggers.ts";
import type {
  Actor,
  Choice,
  LocalUser,
  Option,
  Outcome,
  StateValues,
  StoredMessage,
  Where,
} from "./types.ts";
import type { Conversation, StoredView } from "./workspace.ts";

export type ActorDeps = AnswerDeps & { courier: Courier; triggers: Triggers; hooks: Hooks; memory: Memory };

/** What users' screens remember and Slack's store does not. */
export type Memory = {
  /** Options that external selects have shown, by user, view and action id. */
  suggested: Map<string, Option[]>;
  /** What users chose in messages, by user and message. */
  inMessages: Map<string, StateValues>;
};

/** What a user did that did not reach the bot. */
const notSent: Outcome = { status: 0, milliseconds: 0, body: "", acknowledged: true };

/** One user's hands. Throws for an unknown user. */
export function createActor(deps: ActorDeps, userId: string): Actor {
  const user = deps.workspace.user(userId);
  if (!user) throw new Error(`There is no user ${userId}`);
  return {
    command: (typed, channelId) => command(deps, user, typed, channelId),
    shortcut: (callbackId) => shortcut(deps, user, callbackId),
    press: (where, actionId, choice) => press(deps, user, where, actionId, choice ?? null),
    fill: (viewId, blockId, actionId, value) => fill(deps, user, viewId, { blockId, actionId, value }),
    submit: (viewId) => submit(deps, user, viewId),
    closeView: (viewId) => closeView(deps, user, viewId),
    suggest: (viewId, blockId, actionId, query) => suggest(deps, user, viewId, { blockId, actionId, query }),
    openHome: () => deps.courier.sendEvent(eventPayload(deps.workspace, homeOpened(deps.workspace, user.id))),
    say: (channelId, text) => say(deps, user, channelId, text),
  };
}

async function command(deps: ActorDeps, user: LocalUser, typed: string, channelId: string): Promise<Outcome> {
  const { workspace } = deps;
  const conversation = enter(deps, user, channelId);
  const [, name, text = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? [];
  if (name === undefined) throw new Error(`"${typed}" is no slash command`);
  const hook = deps.hooks.issue({ userId: user.id, channelId });
  const payload = commandPayload(workspace, user, conversation, {
    command: name,
    text: escapeTyped(text, workspace, "named"),
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

async function press(
  deps: ActorDeps,
  user: LocalUser,
  where: Where,
  actionId: string,
  choice: Choice,
): Promise<Outcome> {
  const { workspace } = deps;
  if (where === "home") {
    const home = workspace.homes[user.id];
    if (!home) throw new Error(`${user.id} has no Home tab yet`);
    return await pressInView(deps, user, home, { actionId, choice });
  }
  if ("viewId" in where) {
    return await pressInView(deps, user, topView(workspace, user.id, where.viewId), { actionId, choice });
  }
  return await pressInMessage(deps, user, messageAt(deps, user, where), actionId, choice);
}

async function pressInMessage(
  deps: ActorDeps,
  user: LocalUser,
  message: StoredMessage,
  actionId: string,
  choice: Choice,
): Promise<Outcome> {
  const { workspace, memory } = deps;
  const place = placeOf(message.blocks ?? [], actionId);
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

type Touch = { blockId?: string; actionId: string; choice: Choice };

/** Sets what the element holds; gives the way to tell the bot. */
function touch(deps: ActorDeps, user: LocalUser, view: StoredView, { blockId, actionId, choice }: Touch) {
  const { workspace, memory } = deps;
  const place = placeOf(view.view.blocks, actionId, blockId);
  const { block, element } = place;
  const suggested = memory.suggested.get(`${user.id} ${view.id} ${actionId}`) ?? [];
  const held = view.state.values[block.block_id]?.[actionId];
  const before = [held?.selected_option, held?.selected_options].flat() as (Option | null | undefined)[];
  const known = [...suggested, ...before.filter((option) => option !== null && option !== undefined)];
  const state = held && chosen(element, choice, known);
  if (state) {
    view.state.values[block.block_id] = { ...view.state.values[block.block_id], [actionId]: state };
    workspace.changed();
  }
  const tell = async () => {
    const trigger = {
      userId: user.id,
      viewId: view.id,
      ...(view.channelId ? { channelId: view.channelId } : {}),
    };
    const payload = interactionPayload(workspace, user, "block_actions", {
      ...viewPlace(workspace, view),
      trigger_id: deps.triggers.issue(trigger),
      actions: [actionOf(place, state, choice, workspace.nextTs())],
    });
    const outcome = await deps.courier.send({ type: "interactive", payload });
    applyActionAnswer(deps, view, outcome);
    return outcome;
  };
  return { tell, place };
}

async function pressInView(
  deps: ActorDeps,
  user: LocalUser,
  view: StoredView,
  what: Touch,
): Promise<Outcome> {
  const { tell, place } = touch(deps, user, view, what);
  // An input keeps quiet until the form is submitted, unless it asks to be heard.
  if (place.block.type === "input" && place.block.dispatch_action !== true) return notSent;
  return await tell();
}

function fill(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  { blockId, actionId, value }: { blockId: string; actionId: string; value: Choice },
): Promise<Outcome | undefined> {
  const view = topView(deps.workspace, user.id, viewId);
  const { tell, place } = touch(deps, user, view, { blockId, actionId, choice: value });
  if (place.block.type === "input" && place.block.dispatch_action !== true) return Promise.resolve(undefined);
  return tell().catch(() => undefined);
}

async function submit(deps: ActorDeps, user: LocalUser, viewId: string): Promise<Outcome> {
  const { workspace } = deps;
  const view = topView(workspace, user.id, viewId);
  if (!view.view.submit) throw new Error(`The modal ${viewId} has no submit button`);
  const errors = clientErrors(view);
  delete view.notice;
  delete view.errors;
  if (Object.keys(errors).length > 0) {
    view.errors = errors;
    workspace.changed();
    return { ...notSent, acknowledged: false, errors };
  }
  const response_urls = responseTargets(view).map((target) => {
    const hook = deps.hooks.issue({ userId: user.id, channelId: target.channel_id });
    return { ...target, response_url: deps.hooks.urlOf(hook) };
  });
  const trigger_id = deps.triggers.issue({ userId: user.id, viewId });
  const payload = interactionPayload(workspace, user, "view_submission", {
    view: wireView(workspace, view),
    trigger_id,
    response_urls,
  });
  const outcome = await deps.courier.send({ type: "interactive", payload });
  return applySubmissionAnswer(deps, user.id, view, outcome);
}

async function closeView(deps: ActorDeps, user: LocalUser, viewId: string): Promise<Outcome> {
  const { workspace } = deps;
  const view = topView(workspace, user.id, viewId);
  const whole = view.view.clear_on_close;
  closeModal(workspace, user.id, viewId, whole);
  if (!view.view.notify_on_close) return notSent;
  const payload = interactionPayload(workspace, user, "view_closed", {
    view: wireView(workspace, view),
    is_cleared: whole,
  });
  return await deps.courier.send({ type: "interactive", payload });
}

async function suggest(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  { blockId, actionId, query }: { blockId: string; actionId: string; query: string },
): Promise<Option[]> {
  const { workspace, memory, calls } = deps;
  const view = topView(workspace, user.id, viewId);
  const { element, block } = placeOf(view.view.blocks, actionId, blockId);
  const shortest = typeof element.min_query_length === "number" ? element.min_query_length : 3;
  if ([...query].length < shortest) return [];
  const payload = interactionPayload(workspace, user, "block_suggestion", {
    ...viewPlace(workspace, view),
    action_id: actionId,
    block_id: block.block_id,
    value: query,
  });
  const outcome = await deps.courier.send({ type: "interactive", payload });
  const { options, problem } = suggestedOptions(outcome);
  if (problem)
    calls.add({ method: "answer", ok: false, error: problem, args: { action_id: actionId, value: query } });
  const key = `${user.id} ${view.id} ${actionId}`;
  memory.suggested.set(key, [...options, ...(memory.suggested.get(key) ?? [])]);
  return options;
}

async function say(deps: ActorDeps, user: LocalUser, channelId: string, typed: string): Promise<Outcome> {
  const { workspace } = deps;
  const conversation = enter(deps, user, channelId);
  const bot = {
    id: workspace.bot.userId,
    name: "studyhall",
    realName: "Studyhall",
    locale: "en-US" as const,
  };
  const names = { users: [...workspace.users, bot], channels: workspace.channels };
  const text = escapeTyped(typed, names, "bare");
  const message = workspace.post({ channel: channelId, user: user.id, bot: false, text });
  let outcome = notSent;
  for (const event of messageEvents(workspace, conversation, message)) {
    outcome = await deps.courier.sendEvent(eventPayload(workspace, event));
  }
  return outcome;
}

/** The conversation, if the user may write there: not in others' direct messages and private channels. */
function enter({ workspace }: ActorDeps, user: LocalUser, channelId: string): Conversation {
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
