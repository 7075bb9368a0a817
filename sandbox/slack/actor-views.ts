import { type ActorDeps, notSent } from "./actor-deps.ts";
import { applyActionAnswer, applySubmissionAnswer } from "./answers.ts";
import { actionOf, chosen, type Place, placeOf } from "./elements.ts";
import { closeModal, wireView } from "./modals.ts";
import { interactionPayload, topView, viewPlace } from "./payloads.ts";
import { clientErrors, responseTargets } from "./required.ts";
import { suggestedOptions } from "./suggestions.ts";
import type { Choice, LocalUser, Option, Outcome } from "./types.ts";
import type { StoredView } from "./workspace.ts";

export type Touch = { blockId?: string; actionId: string; choice: Choice };

/** The files that a user may put into a file input, as payloads show them. */
function uploadsOf({ workspace, files }: ActorDeps, user: LocalUser): Record<string, unknown>[] {
  return Object.values(workspace.files)
    .filter((file) => file.user === user.id)
    .map(files.wire);
}

/** Sets what the element holds; gives the way to tell the bot. */
function touch(deps: ActorDeps, user: LocalUser, view: StoredView, { blockId, actionId, choice }: Touch) {
  const { workspace, memory } = deps;
  const place = placeOf(view.view.blocks, actionId, blockId);
  const { block, element } = place;
  const suggested = memory.suggested.get(`${user.id} ${view.id} ${actionId}`) ?? [];
  const held = view.state.values[block.block_id]?.[actionId];
  const before = [held?.selected_option, held?.selected_options].flat() as (Option | null | undefined)[];
  const known = [...suggested, ...before.filter((option) => option !== null && option !== undefined)];
  const state = held && chosen(element, choice, known, uploadsOf(deps, user));
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

export async function pressInView(
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

/**
 * Sets an input at once, and tells the bot where it is to be told.
 * @param heard whether the bot is told of an element; where its block asks for it, unless given
 */
export function setInput(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  { blockId, actionId, value }: { blockId: string; actionId: string; value: Choice },
  heard: (place: Place) => boolean = () => true,
): Promise<Outcome | undefined> {
  const view = topView(deps.workspace, user.id, viewId);
  const { tell, place } = touch(deps, user, view, { blockId, actionId, choice: value });
  const quiet = place.block.type === "input" && place.block.dispatch_action !== true;
  if (quiet || !heard(place)) return Promise.resolve(undefined);
  return tell().catch(() => undefined);
}

export async function submit(deps: ActorDeps, user: LocalUser, viewId: string): Promise<Outcome> {
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

export async function closeView(deps: ActorDeps, user: LocalUser, viewId: string): Promise<Outcome> {
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

export async function suggest(
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
