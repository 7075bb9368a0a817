import { randomBytes } from "node:crypto";
import { stateOf } from "./elements.ts";
import { Refusal } from "./refusal.ts";
import type { Trigger } from "./triggers.ts";
import type { StateValues, View } from "./types.ts";
import { newId, type StoredView, type Workspace } from "./workspace.ts";

const deepestStack = 3;

/** A modal on a user's screen and its owner. */
export type Found = { userId: string; view: StoredView };

/** The user's modals, the top one last. */
export function stackOf(workspace: Workspace, userId: string): StoredView[] {
  return workspace.views[userId] ?? [];
}

/** A modal or Home view by its id. */
export function findView(workspace: Workspace, viewId: string): Found | undefined {
  return findWhere(workspace, (view) => view.id === viewId);
}

/** A modal or Home view by the bot's own name for it. */
export function findExternal(workspace: Workspace, externalId: string): Found | undefined {
  return externalId === "" ? undefined : findWhere(workspace, (view) => view.view.external_id === externalId);
}

function findWhere(workspace: Workspace, fits: (view: StoredView) => boolean): Found | undefined {
  for (const [userId, stack] of Object.entries(workspace.views)) {
    const view = stack.find(fits);
    if (view) return { userId, view };
  }
  const home = Object.entries(workspace.homes).find(([, view]) => fits(view));
  return home && { userId: home[0], view: home[1] };
}

/** Opens a modal in place of any that the user has open: a person who could trigger this had closed them. */
export function openModal(workspace: Workspace, trigger: Trigger, view: View): StoredView {
  const id = newId("V");
  const opened = newView(workspace, id, view, { rootId: id, previousId: null, ...channelOf(trigger) });
  workspace.views[trigger.userId] = [opened];
  workspace.changed();
  return opened;
}

/** Puts a modal on top of the user's. @throws Refusal not_found, push_limit_reached. */
export function pushModal(workspace: Workspace, userId: string, view: View): StoredView {
  const stack = stackOf(workspace, userId);
  const top = stack.at(-1);
  if (!top) throw new Refusal("not_found");
  if (stack.length >= deepestStack) throw new Refusal("push_limit_reached");
  const place = {
    rootId: top.rootId,
    previousId: top.id,
    ...(top.channelId ? { channelId: top.channelId } : {}),
  };
  const pushed = newView(workspace, newId("V"), view, place);
  workspace.views[userId] = [...stack, pushed];
  workspace.changed();
  return pushed;
}

/** Replaces what a modal shows. What the user filled in stays where block and action ids are the same. */
export function updateModal(workspace: Workspace, stored: StoredView, view: View): void {
  stored.view = view;
  stored.hash = newHash(workspace);
  stored.state = { values: stateOf(view.blocks, stored.state.values, stored.channelId) };
  delete stored.errors;
  delete stored.notice;
  workspace.changed();
}

/** Closes a modal and those on top of it, or the whole stack. Nothing happens when it is closed already. */
export function closeModal(workspace: Workspace, userId: string, viewId: string, whole = false): void {
  const stack = stackOf(workspace, userId);
  const at = stack.findIndex((view) => view.id === viewId);
  if (at < 0) return;
  workspace.views[userId] = whole ? [] : stack.slice(0, at);
  workspace.changed();
}

/** Publishes the user's Home tab. */
export function publishHome(workspace: Workspace, userId: string, view: View): StoredView {
  const before = workspace.homes[userId];
  const id = before?.id ?? newId("V");
  const home = newView(workspace, id, view, { rootId: id, previousId: null }, before?.state.values);
  workspace.homes[userId] = home;
  workspace.changed();
  return home;
}

type ViewPlace = Pick<StoredView, "rootId" | "previousId" | "channelId">;

function newView(
  workspace: Workspace,
  id: string,
  view: View,
  place: ViewPlace,
  kept?: StateValues,
): StoredView {
  const state = { values: stateOf(view.blocks, kept, place.channelId) };
  return { id, hash: newHash(workspace), view, state, ...place };
}

function channelOf(trigger: Trigger): { channelId?: string } {
  return trigger.channelId ? { channelId: trigger.channelId } : {};
}

function newHash(workspace: Workspace): string {
  return `${workspace.nextTs().split(".")[0]}.${randomBytes(4).toString("hex")}`;
}

/** The view as the Web API and payloads show it. */
export function wireView(workspace: Workspace, stored: StoredView): Record<string, unknown> {
  const { appId, botId } = workspace.bot;
  return {
    id: stored.id,
    team_id: workspace.team.id,
    ...stored.view,
    title: stored.view.title ?? null,
    submit: stored.view.submit ?? null,
    close: stored.view.close ?? null,
    state: structuredClone(stored.state),
    hash: stored.hash,
    previous_view_id: stored.previousId,
    root_view_id: stored.rootId,
    app_id: appId,
    app_installed_team_id: workspace.team.id,
    bot_id: botId,
  };
}
