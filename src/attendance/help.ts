import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Help } from "../slack/help.ts";
import { allWords, commandWords, statusWords } from "./parse/words.ts";
import type { ParseProblem } from "./parse.ts";

const { present, late, leave, absent } = statusWords;

/** How `/attendance` is used. */
export const help: Help = {
  command: "/attendance",
  lines: [
    { text: "attendance.help.all", words: [...allWords, ...absent], for: "enterForUnit" },
    { text: "attendance.help.form", words: ["form", "表单"], for: "enterForUnit" },
    { text: "attendance.help.self", words: [...present, ...late, ...leave] },
    {
      text: "attendance.help.span",
      words: [...commandWords.cancelLeave, "weeks", "until", "到", "周"],
    },
    { text: "attendance.help.counts", words: ["counts", "人数", "应到"], for: "enterForUnit" },
    { text: "attendance.help.day", words: ["yesterday", "昨天"], for: "enterForUnit" },
    {
      text: "attendance.help.open",
      words: [...commandWords.open, ...commandWords.checkIn],
      for: "enterForUnit",
    },
    { text: "attendance.help.status", words: commandWords.status },
    { text: "attendance.help.missing", words: commandWords.missing, for: "enterForUnit" },
    { text: "attendance.help.history", words: commandWords.history },
    { text: "attendance.help.undo", words: commandWords.undo, for: "enterForUnit" },
  ],
};

/** Why a line was not understood. */
export function problemText(problem: ParseProblem, locale: Locale): Mrkdwn {
  switch (problem.code) {
    case "twice":
      return locale.md(
        `attendance.parse.twice${problem.what.replace(/^./, (first) => first.toUpperCase())}`,
        { word: problem.word },
      );
    case "sum":
      return locale.md("attendance.parse.sum", { sum: problem.sum, expected: problem.expected });
    case "tooLong":
      return locale.md("attendance.parse.tooLong", { max: problem.max });
    case "badCount":
      return locale.md("attendance.parse.badCount", { word: problem.word, max: problem.max });
    default:
      return locale.md(`attendance.parse.${problem.code}`, { word: problem.word });
  }
}
