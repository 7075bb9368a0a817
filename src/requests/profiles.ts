import type { SlackProfile } from "../org/slack-profile.ts";
import { asOurs, userOf } from "../slack/web-answers.ts";
import type { Listening } from "./runner.ts";

/**
 * Slack says by itself that a user's profile changed: their address, language or time zone, that they administrate the
 * workspace, became a guest or were deactivated; or that somebody joined.
 * @param hear keeps it, with the moment at which Slack said it
 */
export function onProfiles(
  { app, runner }: Pick<Listening, "app" | "runner">,
  hear: (profile: SlackProfile, saidAt: Temporal.Instant) => Promise<void>,
): void {
  async function changed(
    event: { user: unknown; event_ts: string },
    { team_id: teamId }: { team_id: string },
  ): Promise<void> {
    try {
      const profile = asOurs(userOf(event.user), teamId);
      if (profile.isBot) return;
      await hear(profile, Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(event.event_ts) * 1000)));
    } catch (error) {
      // Acknowledged already, so it does not come again: what it said is asked for within the day.
      runner.log.warn({ err: error }, "a changed profile was not kept");
    }
  }

  app.event("user_change", ({ event, body }) => runner.tracker.follow(changed(event, body)));
  app.event("team_join", ({ event, body }) => runner.tracker.follow(changed(event, body)));
}
