import { expect } from "vitest";
import { viewProblems } from "../../sandbox/slack/limits/index.ts";
import type { World } from "../support/bot.ts";

/** Waits until the bot has published somebody's Home tab anew. */
export async function published({ slack, until }: World, work: () => Promise<unknown>): Promise<void> {
  const count = () => slack.calls.filter(({ method, ok }) => method === "views.publish" && ok).length;
  const before = count();
  await work();
  await until(() => count() > before);
}

/** What stands on somebody's Home tab at this moment. */
export function shownTo({ slack }: World, id: string): string {
  const blocks = slack.home(id)?.blocks ?? [];
  expect(viewProblems({ type: "home", blocks })).toEqual([]);
  return JSON.stringify(blocks);
}

/** Opens somebody's Home tab. */
export async function homeOf(town: World, id: string): Promise<string> {
  await published(town, () => town.slack.as(id).openHome());
  return shownTo(town, id);
}

/** Presses a button of somebody's Home tab that is answered by drawing it anew. */
export async function pressed(town: World, id: string, action: string): Promise<string> {
  await published(town, () => town.slack.as(id).press("home", action));
  return shownTo(town, id);
}
