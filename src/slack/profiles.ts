import type { Clock } from "../clock.ts";
import { unknownToSlack } from "../org/keep-account.ts";
import type { OrgStore } from "../org/store.ts";
import type { SlackGateway } from "./gateway.ts";
import { SlackRefused } from "./gateway.ts";

/** What Slack said of an account holds for so long at most; then it is asked again before something depends on it. */
const holdsHours = 24;
/** After a rate limit that does not say how long it lasts. */
const limitedSeconds = 30;

export type Profiles = ReturnType<typeof profiles>;

/** Asking Slack anew what it said of an account: a time zone changes, and people leave. */
export function profiles(deps: {
  store: Pick<OrgStore, "agedOf" | "keepSlackUser">;
  slack: Pick<SlackGateway, "profile">;
  clock: Clock;
}) {
  const { store, slack, clock } = deps;

  /** @throws SlackRefused, SlackUnreachable; of an account that Slack does not know any more it is kept that it is gone */
  async function ask(slackId: string): Promise<void> {
    const profile = (await slack.profile(slackId)) ?? unknownToSlack(slackId);
    await store.keepSlackUser(profile, clock.now());
  }

  return {
    ask,

    /**
     * Asks about those of these accounts of which Slack last spoke more than a day ago. Where it gives no answer, what it
     * said last has to do.
     * @returns in how many seconds to go on, when Slack wants no more calls now
     */
    async refresh(slackIds: string[]): Promise<number | undefined> {
      for (const id of await store.agedOf(slackIds, clock.now().subtract({ hours: holdsHours })))
        try {
          await ask(id);
        } catch (error) {
          if (error instanceof SlackRefused && error.code === "ratelimited")
            return (error.retryAfterSeconds ?? limitedSeconds) + 1;
        }
      return undefined;
    },
  };
}
