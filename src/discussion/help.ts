import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import type { Help } from "../slack/help.ts";
import { forms, type Theme } from "./model.ts";
import { allWords, commandWords, formWords } from "./parse/words.ts";
import type { DiscussionProblem } from "./parse.ts";
import { themeName } from "./phrases.ts";

/** Themes that the help names; a campaign has a handful. */
const mostThemes = 12;

/** How `/discussion` is used, with the campaign's themes. */
export const help = (themes: Theme[], locale: Locale): Help => ({
  command: "/discussion",
  lines: [
    {
      text: "discussion.help.record",
      words: [...forms.flatMap((form) => formWords[form]), ...allWords, "except"],
      for: "enterForUnit",
    },
    { text: "discussion.help.form", words: ["form", "表单"], for: "enterForUnit" },
    { text: "discussion.help.open", words: commandWords.open, for: "enterForUnit" },
    {
      text: "discussion.help.takeBack",
      words: ["undo", "change", "take back", "撤销", "撤回", "修改"],
      for: "enterForUnit",
    },
    { text: "discussion.help.status", words: commandWords.status },
  ],
  values: { theme: themes[0]?.code ?? "T1" },
  more: [themesText(themes, locale)],
});

function themesText(themes: Theme[], locale: Locale): Mrkdwn {
  if (themes.length === 0) return locale.md("discussion.help.noThemes");
  const shown = themes
    .slice(0, mostThemes)
    .map((theme) => `${theme.code} ${shortName(themeName(theme, locale), 60)}`);
  return locale.md("discussion.help.themes", { themes: shown.join(" · ") });
}

/** Why a line was not understood. */
export function problemText(problem: DiscussionProblem, themes: Theme[], locale: Locale): Mrkdwn {
  if (problem.code === "unknownTheme" && themes.length === 0) return locale.md("discussion.help.noThemes");
  if (problem.code === "twice")
    return locale.md(`discussion.parse.twice.${problem.what}`, { word: problem.word });
  const max = "max" in problem ? { max: problem.max } : {};
  return locale.md(`discussion.parse.${problem.code}`, { word: problem.word, ...max });
}
