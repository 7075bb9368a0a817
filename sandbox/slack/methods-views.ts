import { jsonArg, textArg } from "./args.ts";
import { acceptView } from "./blocks.ts";
import type { Method } from "./method.ts";
import {
  findExternal,
  findView,
  openModal,
  publishHome,
  pushModal,
  updateModal,
  wireView,
} from "./modals.ts";
import { Refusal } from "./refusal.ts";
import type { View } from "./types.ts";
import type { StoredView, Workspace } from "./workspace.ts";

// The view is checked before the trigger is spent, so that a bot may try again with a better one.
const open: Method = (args, { workspace, triggers }) => {
  const view = newModal(workspace, args);
  return shown(workspace, openModal(workspace, triggers.exchange(triggerOf(args)), view));
};

const push: Method = (args, { workspace, triggers }) => {
  const view = newModal(workspace, args);
  const trigger = triggers.exchange(triggerOf(args));
  if (trigger.viewId === undefined) throw new Refusal("not_found");
  return shown(workspace, pushModal(workspace, trigger.userId, view));
};

const update: Method = (args, { workspace }) => {
  const viewId = textArg(args, "view_id");
  const found = viewId ? findView(workspace, viewId) : findExternal(workspace, textArg(args, "external_id"));
  if (!found) throw new Refusal("not_found");
  refuseOldHash(args, found.view);
  const view = acceptView(jsonArg(args, "view"), found.view.view.type);
  refuseDuplicate(workspace, view, found.view.id);
  updateModal(workspace, found.view, view);
  return shown(workspace, found.view);
};

const publish: Method = (args, { workspace }) => {
  const userId = textArg(args, "user_id");
  if (!workspace.user(userId)) throw new Refusal("user_not_found");
  refuseOldHash(args, workspace.homes[userId]);
  return shown(workspace, publishHome(workspace, userId, acceptView(jsonArg(args, "view"), "home")));
};

/** The views.* methods. */
export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};

function newModal(workspace: Workspace, args: Record<string, unknown>): View {
  const view = acceptView(jsonArg(args, "view"), "modal");
  refuseDuplicate(workspace, view);
  return view;
}

function triggerOf(args: Record<string, unknown>): string {
  return textArg(args, "trigger_id") || textArg(args, "interactivity_pointer");
}

function refuseOldHash(args: Record<string, unknown>, view: StoredView | undefined): void {
  const hash = textArg(args, "hash");
  if (hash !== "" && hash !== view?.hash) throw new Refusal("hash_conflict");
}

function refuseDuplicate(workspace: Workspace, view: View, ownId?: string): void {
  const other = findExternal(workspace, view.external_id);
  if (other && other.view.id !== ownId) throw new Refusal("duplicate_external_id");
}

function shown(workspace: Workspace, view: StoredView) {
  return { view: wireView(workspace, view) };
}
