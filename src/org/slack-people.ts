import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import { type Language, languageOf, languages } from "../i18n/index.ts";
import type { SlackProfile } from "./slack-profile.ts";
import { orgStore } from "./store.ts";

/** Somebody of the roster behind a Slack account. */
export type SlackPerson = { personId: string; name: string };
export type SlackPeople = ReturnType<typeof slackPeople>;

/** Slack is asked about so many of one line: more nobody mentions, and each is a call before the answer. */
const mostAsked = 10;

/** The people behind Slack users, by Slack user id; whoever is not on the roster is left out. */
export function slackPeople({
  db,
  workspaceId,
  slack,
  clock,
}: {
  db: Database;
  workspaceId: string;
  slack: { profile(slackUserId: string): Promise<SlackProfile | undefined> };
  clock: Clock;
}) {
  const store = orgStore(db, workspaceId);

  async function known(slackIds: string[]): Promise<Map<string, SlackPerson>> {
    const met = await store.peopleOf(slackIds);
    return new Map([...met].flatMap(([id, person]) => (person ? [[id, person] as const] : [])));
  }

  return {
    known,

    /** The language to write to a Slack user in. */
    async languageOf(slackId: string): Promise<Language> {
      const row = await store.slackUser(slackId);
      return languages.find((known) => known === row?.language) ?? languageOf(row?.locale);
    },

    /**
     * The same for people who are mentioned: about those who have never used the bot Slack is asked, as when they come
     * by themselves. Where Slack does not answer they stay unknown.
     */
    async meet(slackIds: string[]): Promise<Map<string, SlackPerson>> {
      const met = await store.peopleOf(slackIds);
      const strangers = [...new Set(slackIds)].filter((id) => !met.has(id)).slice(0, mostAsked);
      for (const id of strangers) {
        const profile = await slack.profile(id).catch(() => undefined);
        if (profile) await store.keepSlackUser(profile, clock.now());
      }
      return known(slackIds);
    },
  };
}
