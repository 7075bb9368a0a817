import type { Feature } from "../feature.ts";
import type { Answer } from "../slack/answer.ts";
import { section, type View } from "../slack/blocks.ts";
import type { HomeTab } from "../slack/requests.ts";
import type { Listening, Runner } from "./runner.ts";

/** Publishes the Home tab of somebody who opened theirs, or used it. */
export type HomePublisher = { publish(user: string, key: string): Promise<void> };

/** @param features of which at most one has the Home tab, and at most one answers while there is no campaign */
export function homePublisher(runner: Runner, features: Feature[]): HomePublisher {
  const tab: HomeTab | undefined = features.find(({ home }) => home)?.home;
  const bare = features.find(({ withoutCampaign }) => withoutCampaign?.home)?.withoutCampaign?.home;
  return {
    async publish(user: string, key: string): Promise<void> {
      if (!tab) return;
      const view = async (): Promise<View> => {
        try {
          const answer = await runner.answer(
            user,
            key,
            async (request): Promise<Answer> => ({ kind: "home", view: await tab.view(request) }),
            bare,
          );
          return answer.kind === "home" ? answer.view : { type: "home", blocks: [] };
        } catch (error) {
          const { text } = await runner.words.refusal(error, user);
          return { type: "home", blocks: [section(text)] };
        }
      };
      await runner.tracker.follow(tab.publish(user, view));
    },
  };
}

/** Somebody opens the Home tab. */
export function onHome({ app, home, runner }: Listening & { home: HomePublisher }): void {
  app.event("app_home_opened", async ({ event, body }) => {
    if (event.tab !== "home" || !(await runner.isUser(event.user))) return;
    await home.publish(event.user, `event:${body.event_id}`);
  });
}
