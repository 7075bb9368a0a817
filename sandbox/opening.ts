import type { Cast } from "./cast.ts";
import type { LocalSlack, OpenView } from "./slack/index.ts";

/**
 * What has happened before the curtain rises, done as a person would do it: each bureau leader has subscribed a
 * channel to the county's digest, in their own language. A channel in use is left alone.
 */
export async function openingScene(local: LocalSlack, cast: Cast): Promise<void> {
  const leaders = cast.personas.filter(({ role }) => role === "bureau");
  for (const [index, leader] of leaders.entries()) {
    const channel = cast.channels[index];
    if (channel && local.messages(channel.id).length === 0) await subscribe(local, leader.userId, channel.id);
  }
}

async function subscribe(local: LocalSlack, userId: string, channelId: string): Promise<void> {
  const actor = local.as(userId);
  const form = formOf(local, userId);
  await actor.command("/digest subscribe", channelId);
  const opened = await form;
  // Refused, or too slow: the visitor can still do it.
  if (!opened) return;
  await actor.submit(opened.id);
  for (const left of local.views(userId).toReversed()) await actor.closeView(left.id);
}

const patienceMilliseconds = 10_000;

/** The form on the user's screen, once it is there: a loading view may come first. Undefined when none comes. */
function formOf(local: LocalSlack, userId: string): Promise<OpenView | undefined> {
  return new Promise((resolve) => {
    const end = (view: OpenView | undefined) => {
      clearTimeout(timer);
      forget();
      resolve(view);
    };
    const timer = setTimeout(end, patienceMilliseconds, undefined);
    const forget = local.onChange(() => {
      const top = local.views(userId).at(-1);
      if (top?.view.submit) end(top);
    });
  });
}
