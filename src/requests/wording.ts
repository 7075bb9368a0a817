import type { Saved } from "../db/saved.ts";
import type { Deps } from "../feature.ts";
import { type Locale, languages } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { View } from "../slack/blocks.ts";
import { asksAdministrators, loadingView, noticeView, type Refusal, refusalOf } from "./refusals.ts";
import type { Viewers } from "./viewer.ts";

export type WordingDeps = Pick<Deps, "i18n" | "log"> & {
  viewers: Pick<Viewers, "languageOf">;
  /** Names of the people to ask, for somebody whom the roster does not know. */
  administrators: () => Promise<string[]>;
};

/** What the wrapper itself says: in the user's language; in every language while it is not known. */
export type Wording = ReturnType<typeof wording>;

export function wording(deps: WordingDeps) {
  const { viewers, i18n, log } = deps;

  const known = (user: string): Locale | undefined => {
    const language = viewers.languageOf(user);
    return language && i18n.locale(language);
  };
  const localeOf = (user: string): Locale => known(user) ?? i18n.locale("en");
  const localesOf = (user: string): Locale[] => {
    const one = known(user);
    return one ? [one] : languages.map((language) => i18n.locale(language));
  };

  async function refusal(error: unknown, user: string, saved?: Saved): Promise<Refusal> {
    // Nobody else is asked for: the database may be what the refusal is about.
    const names = asksAdministrators(error) ? await deps.administrators().catch(() => []) : [];
    const [first, ...rest] = localesOf(user).map((locale, index) =>
      // Logged once, whatever the number of languages.
      refusalOf(error, locale, index === 0 ? log : log.child({}, { level: "silent" }), names, saved),
    );
    if (!first) throw new Error("no languages");
    return { ...first, text: Mrkdwn.join([first, ...rest].map(({ text }) => text)) };
  }

  const sentence = (user: string, key: string): Mrkdwn =>
    Mrkdwn.join(localesOf(user).map((locale) => locale.md(key)));

  return {
    localeOf,
    /** What to tell the user about something that was thrown; `saved` is left out where nothing was to be saved. */
    refusal,
    sentence,
    stillWorking: (user: string): View => noticeView(sentence(user, "common.stillWorking"), localeOf(user)),
    loading: (user: string): View => loadingView(localeOf(user), sentence(user, "common.loadingHint")),
  };
}
