import type { App } from "@slack/bolt";
import type { Feature } from "../feature.ts";
import type { Tracker } from "./deadline.ts";
import { onAction } from "./requests/action.ts";
import { onCommand, onMessageShortcut, onShortcut } from "./requests/commands.ts";
import { homePublisher, onHome } from "./requests/home.ts";
import { onOptions } from "./requests/options.ts";
import { type HandleDeps, Runner } from "./requests/runner.ts";
import { onUnknown } from "./requests/unknown.ts";
import { onView } from "./requests/view.ts";

/**
 * Registers every handler of the features with Bolt, each behind the one runner that finds out who asks, runs
 * the handler, acknowledges within Slack's 3 s with the answer where Slack allows it, delivers late answers,
 * turns whatever is thrown into a sentence, and logs.
 * @returns the tracker of work that outlives its acknowledgement
 */
export function register(app: App, features: Feature[], deps: HandleDeps): Tracker {
  const runner = new Runner(deps);
  const home = homePublisher(runner, features);
  const on = { app, runner, home };
  for (const feature of features) {
    const bare = feature.withoutCampaign ?? {};
    for (const [name, handler] of Object.entries(feature.commands ?? {}))
      onCommand(on, name, handler, bare.commands?.[name]);
    for (const [id, { run }] of Object.entries(feature.shortcuts ?? {})) onShortcut(on, id, run);
    for (const [id, { run }] of Object.entries(feature.messageShortcuts ?? {}))
      onMessageShortcut(on, id, run);
    for (const [id, handler] of Object.entries(feature.actions ?? {}))
      onAction(on, id, handler, bare.actions?.[id]);
    for (const [id, handler] of Object.entries(feature.views ?? {}))
      onView(on, id, handler, bare.views?.[id]);
    for (const [id, run] of Object.entries(feature.options ?? {})) onOptions(on, id, run, bare.options?.[id]);
    if (feature.home) onHome(on, home);
  }
  onUnknown(on, features);
  return runner.tracker;
}
