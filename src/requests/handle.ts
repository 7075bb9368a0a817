import type { App } from "@slack/bolt";
import type { Feature } from "../feature.ts";
import { onActions } from "./action.ts";
import { onCommands, onMessageShortcuts, onShortcuts } from "./commands.ts";
import type { Tracker } from "./deadline.ts";
import { homePublisher, onHome } from "./home.ts";
import { onOptions } from "./options.ts";
import { onProfiles } from "./profiles.ts";
import { routesOf } from "./routes.ts";
import { type HandleDeps, Runner } from "./runner.ts";
import { onViews } from "./view.ts";

/**
 * Answers every request of Slack's with the feature that has its id, behind the one runner that finds out who asks,
 * runs the handler, acknowledges within Slack's 3 s with the answer where Slack allows it, delivers late answers,
 * turns whatever is thrown into a sentence, and logs.
 *
 * Bolt is given one listener a kind of request: it runs through all of its listeners at each request, which with one
 * for each of our two hundred ids took more time than the work itself.
 * @returns the tracker of work that outlives its acknowledgement
 * @throws Error for an id that two features have
 */
export function register(app: App, features: Feature[], deps: HandleDeps): Tracker {
  const runner = new Runner(deps);
  const home = homePublisher(runner, features);
  const on = { app, runner, home, routes: routesOf(features) };
  onCommands(on);
  onShortcuts(on);
  onMessageShortcuts(on);
  onActions(on);
  onViews(on);
  onOptions(on);
  onHome(on);
  onProfiles(on, deps.viewers.hear);
  return runner.tracker;
}
