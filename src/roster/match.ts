import { z } from "zod";
import type { Deps } from "../feature.ts";
import type { Job } from "../jobs/job.ts";
import { unknownToSlack } from "../org/keep-account.ts";
import type { OrgStore } from "../org/store.ts";
import { SlackRefused } from "../slack/gateway.ts";

/** Slack allows about 50 look-ups a minute. */
const atOnce = 20;
const pauseSeconds = 30;
/** Somebody whom Slack did not know, or only under another address, is asked for again after this time. */
const askAgainHours = 24;
/** Those who are known earlier than that: a county takes more than an hour, and at its end nobody's is a day old. */
const askKnownHours = 20;

/**
 * Finds the Slack accounts of people on the roster by their e-mail address, a few at a time in the background:
 * liaisons and heads first, since they are the ones who get prompts. Everybody else is met when they first ask. Of those
 * who are known it asks once a day whether they are still members of the workspace, and where on earth they are.
 * `tick` starts it when somebody is still to be looked for, or asked about.
 */
export function matching(
  deps: Pick<Deps, "clock" | "log"> & {
    jobs: Pick<Deps["jobs"], "enqueue">;
    slack: Pick<Deps["slack"], "userByEmail" | "profile">;
    store: Pick<OrgStore, "emailsWithoutSlackUser" | "keepSlackUser" | "askedBefore">;
  },
): { job: Job; tick(): Promise<void> } {
  const { store, slack, jobs, clock, log } = deps;
  // Remembered in the process only: after a restart Slack is asked once more, which does no harm.
  const asked = new Map<string, Temporal.Instant>();
  const askedLately = (email: string) => {
    const at = asked.get(email);
    return at !== undefined && Temporal.Instant.compare(at.add({ hours: askAgainHours }), clock.now()) > 0;
  };
  const next = async () => (await store.emailsWithoutSlackUser()).filter((email) => !askedLately(email));
  /** Slack tells a user's language only when asked for by id, and reminders are written in it. */
  const find = async (email: string) => {
    const found = await slack.userByEmail(email);
    return found && ((await slack.profile(found.slackUserId)) ?? found);
  };
  /** Accounts of which Slack said nothing for nearly a day. */
  const stale = () => store.askedBefore(clock.now().subtract({ hours: askKnownHours }));
  /** What a look-up found; "later" where Slack wants no more of them now. */
  const unlessLimited = (error: unknown) => {
    if (error instanceof SlackRefused && error.code === "ratelimited") return "later" as const;
    throw error;
  };
  /** @returns false when Slack wants no more look-ups now */
  async function askAgain(slackIds: string[]): Promise<boolean> {
    for (const id of slackIds) {
      const profile = await slack.profile(id).catch(unlessLimited);
      if (profile === "later") return false;
      await store.keepSlackUser(profile ?? unknownToSlack(id), clock.now());
    }
    return true;
  }
  const enqueue = (afterSeconds: number) => jobs.enqueue("org.match", {}, { key: "all", afterSeconds });

  return {
    job: {
      name: "org.match",
      what: "org.failed.match",
      data: z.object({}),
      async run() {
        const emails = await next();
        for (const email of emails.slice(0, atOnce)) {
          const profile = await find(email).catch(unlessLimited);
          if (profile === "later") break;
          asked.set(email, clock.now());
          if (profile) await store.keepSlackUser(profile, clock.now());
        }
        const known = await stale();
        const room = Math.max(0, atOnce - emails.length);
        const goesOn = (await askAgain(known.slice(0, room))) && known.length > room;
        log.debug({ left: Math.max(0, emails.length - atOnce) }, "matched people with Slack");
        if (emails.length > atOnce || goesOn) await enqueue(pauseSeconds);
      },
    },
    async tick() {
      if ((await next()).length > 0 || (await stale()).length > 0) await enqueue(0);
    },
  };
}
