import type { Cast } from "./cast.ts";
import type { LocalSlack, OpenView } from "./slack/index.ts";

/**
 * What has happened before the curtain rises, done as a person would do it: a bureau leader has subscribed the
 * first channel to the county's digest. Its form is sent as it opens; a channel in use is left alone.
 */
export async function openingScene(local: LocalSlack, cast: Cast): Promise<void> {
  const channel = cast.channels[0];
  const leader = cast.personas.find(({ role }) => role === "bureau");
  if (!channel || !leader || local.messages(channel.id).length > 0) return;
  const actor = local.as(leader.userId);
  const form = formOf(local, leader.userId);
  await actor.command("/digest subscribe", channel.id);
  await actor.submit((await form).id);
  for (const left of local.views(leader.userId).toReversed()) await actor.closeView(left.id);
}

/** The form on the user's screen, once it is there: a loading view may come first. */
function formOf(local: LocalSlack, userId: string): Promise<OpenView> {
  return new Promise((resolve) => {
    const forget = local.onChange(() => {
      const top = local.views(userId).at(-1);
      if (top?.view.submit) {
        forget();
        resolve(top);
      }
    });
  });
}
