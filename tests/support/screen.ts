import type { LocalSlack, OpenView } from "../../sandbox/slack/index.ts";
import type { Place } from "./bot.ts";

/** What stands on a user's screen. */

/** Anything as text, to look for words in it. */
export const textOf = (shown: unknown): string => JSON.stringify(shown) ?? "";

export const top = (slack: LocalSlack, userId: string): OpenView | undefined => slack.views(userId).at(-1);

export const isForm = (slack: LocalSlack, userId: string): boolean =>
  top(slack, userId)?.view.submit !== undefined;

export const lastEphemeral = (slack: LocalSlack, userId: string): string =>
  slack.ephemerals(userId).at(-1)?.text ?? "";

/** Does what opens a form, and waits for it: a loading view may come first. */
export async function untilForm(
  { slack, until }: Pick<Place, "slack" | "until">,
  userId: string,
  open: () => Promise<unknown>,
): Promise<OpenView> {
  await open();
  await until(() => isForm(slack, userId));
  const form = top(slack, userId);
  if (!form) throw new Error("the form has gone");
  return form;
}
