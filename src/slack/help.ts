import { asTyped, Mrkdwn } from "../i18n/mrkdwn.ts";
import { nearest } from "../line/nearest.ts";
import type { Viewer } from "../org/request.ts";
import { type Action, may } from "../org/scope.ts";
import { type Block, context, type Message, section } from "./blocks.ts";
import { messageOf } from "./page.ts";

/**
 * A line of a command's help. `text`: the key of its text, in both languages; `words`: those by which it is found, in
 * both languages, in lower case; `for`: what only those may do to whom it is shown (everybody, unless told).
 */
export type HelpLine = { text: string; words: readonly string[]; for?: Action };

/**
 * A command's help as its feature declares it, the lines most used first. `more` stands below, such as the campaign's
 * themes; `values` are for the lines' texts; `blocks` end the whole help.
 */
export type Help = {
  command: string;
  lines: readonly HelpLine[];
  values?: Record<string, string>;
  more?: Mrkdwn[];
  blocks?: Block[];
};

/**
 * A line that was not understood: the text behind the command, the word of it that was not, and why, as a sentence.
 * `reads`: whether another line would be understood; only such a line is proposed.
 */
export type NotUnderstood = { text: string; word?: string; why: Mrkdwn; reads?: (line: string) => boolean };

const helpWords = ["help", "帮助"];
/** So many lines of help are near to what was typed. */
const mostNear = 2;
/** A line that is longer is not written out again with the word put right. */
const longestLine = 80;

/** All that the viewer can do with a command. */
export function helpMessage(help: Help, viewer: Viewer): Message {
  const { locale } = viewer;
  const lines = Mrkdwn.join(linesFor(help, viewer).map(({ text }) => locale.md(text, help.values)));
  const notes = [...(help.more ?? []), locale.md("common.fullWidthSlash")];
  return messageOf(Mrkdwn.join([lines, ...notes]), [
    section(lines),
    ...(help.blocks ?? []),
    context(...notes),
  ]);
}

/**
 * Why a line was not understood, what was probably meant by it, as a line to copy, and the help that is nearest.
 * Nothing is run: what was meant may write.
 */
export function notUnderstood(help: Help, problem: NotUnderstood, viewer: Viewer): Message {
  const { locale } = viewer;
  const lines = linesFor(help, viewer);
  const meant = meantBy(problem, lines);
  const near = nearLines(meant?.line ?? problem.text, lines).map(({ text }) => locale.md(text, help.values));
  const ask = meant
    ? [locale.md("common.didYouMean", { line: `${help.command} ${codeOf(meant.line)}` })]
    : [];
  const first = Mrkdwn.join([problem.why, ...ask]);
  const notes = [...(help.more ?? []), locale.md("common.wholeHelp", { command: help.command })];
  const blocks = [
    section(first),
    ...(near.length > 0 ? [section(Mrkdwn.join(near))] : []),
    context(...notes),
  ];
  return messageOf(Mrkdwn.join([first, ...near, ...notes]), blocks);
}

const linesFor = ({ lines }: Help, { isAdmin, staff }: Viewer): HelpLine[] =>
  lines.filter(
    (line) =>
      line.for === undefined ||
      isAdmin ||
      (staff !== undefined && may(staff.member, line.for, staff.member.unit)),
  );

/** The line with the word put right that was misspelt: the one that was not understood, else the first. */
function meantBy({ text, word, reads }: NotUnderstood, lines: HelpLine[]): { line: string } | undefined {
  const typed = asTyped(text).trim();
  const words = [...lines.flatMap((line) => line.words), ...helpWords];
  const first = /^[^\s,，、:：]+/u.exec(typed)?.[0] ?? "";
  for (const one of [word ?? "", first]) {
    const at = one === "" ? -1 : typed.indexOf(one);
    const found = at < 0 ? undefined : nearest(one, words);
    if (!found) continue;
    const rest = typed.slice(at + found.length);
    const line = `${typed.slice(0, at)}${found.word}${rest}`;
    // 今天周五学习全到: 昨天 is near to 今天, which is not what was misspelt.
    if (reads && !reads(line)) continue;
    return { line: line.length > longestLine ? found.word : line };
  }
  return undefined;
}

/** The lines of help of whose words most stand in what was typed; where none do, the first ones. */
function nearLines(typed: string, lines: HelpLine[]): HelpLine[] {
  const plain = typed.normalize("NFKC").toLowerCase();
  const score = ({ words }: HelpLine) =>
    Math.max(0, ...words.map((word) => (stands(word, plain) ? word.length : 0)));
  return lines.toSorted((a, b) => score(b) - score(a)).slice(0, mostNear);
}

const stands = (word: string, text: string): boolean =>
  /^[a-z ]+$/.test(word)
    ? ` ${text.replaceAll(/[^a-z]+/g, " ")} `.includes(` ${word} `)
    : text.includes(word);

/** Between backticks nothing ends the code. */
const codeOf = (text: string) => text.replaceAll("`", "'");
