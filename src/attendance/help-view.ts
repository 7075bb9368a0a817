import type { Locale } from "../i18n/index.ts";
import { context, type Message, section } from "../slack/blocks.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { messageOf } from "../slack/page.ts";
import type { ParseProblem } from "./parse.ts";

/** How to use the command, with two examples; before it why a line was not understood, if one was. */
export function helpMessage(locale: Locale, problem?: ParseProblem): Message {
  const why = problem ? [problemText(problem, locale)] : [];
  const parts = ["forUnit", "forSelf", "looking"].map((part) => locale.md(`attendance.help.${part}`));
  const examples = locale.md("attendance.help.examples");
  const text = Mrkdwn.join([...why, ...parts, examples]);
  return messageOf(text, [
    ...why.map((line) => section(line)),
    ...parts.map((part) => section(part)),
    context(examples),
  ]);
}

function problemText(problem: ParseProblem, locale: Locale): Mrkdwn {
  switch (problem.code) {
    case "twice":
      return locale.md(
        `attendance.parse.twice${problem.what.replace(/^./, (first) => first.toUpperCase())}`,
        { word: problem.word },
      );
    case "tooLong":
      return locale.md("attendance.parse.tooLong", { max: problem.max });
    case "badCount":
      return locale.md("attendance.parse.badCount", { word: problem.word, max: problem.max });
    default:
      return locale.md(`attendance.parse.${problem.code}`, { word: problem.word });
  }
}
