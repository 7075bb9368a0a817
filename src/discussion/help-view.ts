import type { Locale } from "../i18n/index.ts";
import { shortName } from "../i18n/names.ts";
import { context, type Message, section } from "../slack/blocks.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { messageOf } from "../slack/page.ts";
import type { Theme } from "./model.ts";
import type { DiscussionProblem } from "./parse.ts";
import { themeName } from "./phrases.ts";

/** Themes that the help names; a campaign has a handful. */
const mostThemes = 12;

/** How to use the command, with the campaign's themes; before it why a line was not understood, if one was. */
export function helpMessage(themes: Theme[], locale: Locale, problem?: DiscussionProblem): Message {
  const why = problem ? [problemText(problem, themes, locale)] : [];
  const [first] = themes;
  const values = { theme: first?.code ?? "T1" };
  const parts = ["recording", "joining", "looking"].map((part) =>
    locale.md(`discussion.help.${part}`, values),
  );
  const list = themesText(themes, locale);
  return messageOf(Mrkdwn.join([...why, ...parts, list]), [
    ...why.map((line) => section(line)),
    ...parts.map((part) => section(part)),
    context(list),
  ]);
}

function themesText(themes: Theme[], locale: Locale): Mrkdwn {
  if (themes.length === 0) return locale.md("discussion.help.noThemes");
  const shown = themes
    .slice(0, mostThemes)
    .map((theme) => `${theme.code} ${shortName(themeName(theme, locale), 60)}`);
  return locale.md("discussion.help.themes", { themes: shown.join(" · ") });
}

function problemText(problem: DiscussionProblem, themes: Theme[], locale: Locale): Mrkdwn {
  if (problem.code === "unknownTheme" && themes.length === 0) return locale.md("discussion.help.noThemes");
  if (problem.code === "twice")
    return locale.md(`discussion.parse.twice.${problem.what}`, { word: problem.word });
  const max = "max" in problem ? { max: problem.max } : {};
  return locale.md(`discussion.parse.${problem.code}`, { word: problem.word, ...max });
}
