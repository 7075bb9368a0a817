import type { Exception } from "../parse.ts";
import { anyOf, type Reader, Refused, sticky } from "./text.ts";
import { allWords, joinWords, outsideWords, statusWords, unitWords } from "./words.ts";

type Who = Exception["who"];
/** Someone named whose status has not been read yet, and how they were written. */
type Waiting = { who: Who; text: string };

// 到 is no status here, it may be part of a name (陈到); neither is 外, unless the sentence pauses or turns behind it.
const statuses = ["late", "leave", "absent"] as const;
const anyStatus = sticky(statuses.map((status) => `(?<${status}>${anyOf(statusWords[status])})`).join("|"));
const outside = sticky(`${anyOf(outsideWords)}(?= {0,8}(?:[,;、。]|$|${anyOf(allWords)}))`);
const all = sticky(anyOf(allWords));
const unit = sticky(anyOf(unitWords));
const join = anyOf(joinWords);
/** 和 between two names that have blanks around them, or before a mention (\u0001 marks one). */
const joinBetween = sticky(`(?<=[ ,;、。])${join}(?=[ \\u0001])`);
const joinBehindMention = sticky(` {0,8}${join}`);
const nameEnd = sticky(String.raw`[,;、。<\u0001]`);
const strayMarkup = sticky("<");

/**
 * Takes "王伟、李雷 请假，<@U012AB> absent": each status holds for all the people named since the one before it. Stops
 * at the end, at what closes the list (外, 其余全到) and at a unit ("for …"). A name may have blanks in it, but no status
 * word, comma or " and ", unless it stands in quotation marks.
 * `opener` is the word that announced the list, as typed.
 * @throws Refused `noName`, `missingStatus`, `twice`, `unknownWord`.
 */
export function takeExceptions(reader: Reader, opener: string): Exception[] {
  const found: Exception[] = [];
  let waiting: Waiting[] = [];
  for (;;) {
    skipBetween(reader);
    if (reader.atEnd() || (waiting.length === 0 && found.length > 0 && isListEnd(reader))) break;
    const match = reader.take(anyStatus);
    if (match) {
      found.push(...withStatus(reader, waiting, match));
      waiting = [];
    } else waiting.push(takePerson(reader));
  }
  const [left] = waiting;
  if (left) throw new Refused({ code: "missingStatus", word: left.text });
  if (found.length === 0) throw new Refused({ code: "noName", word: opener });
  refuseTwice(found);
  return found;
}

function skipBetween(reader: Reader): void {
  reader.skipSeparators();
  if (reader.take(joinBetween)) reader.skipSeparators();
}

function isListEnd(reader: Reader): boolean {
  return [outside, all, unit].some((pattern) => reader.peek(pattern) !== undefined);
}

function withStatus(reader: Reader, waiting: Waiting[], match: RegExpExecArray): Exception[] {
  if (waiting.length === 0) throw new Refused({ code: "noName", word: reader.typed(match) });
  return statuses
    .filter((status) => match.groups?.[status] !== undefined)
    .flatMap((status) => waiting.map(({ who }) => ({ who, status })));
}

function takePerson(reader: Reader): Waiting {
  const from = reader.pos;
  const slackUserId = reader.takeMention();
  if (slackUserId !== undefined) {
    const text = reader.slice(from, reader.pos);
    // A mention is a whole name, so what joins needs no blank behind it here: <@U012AB>和王伟.
    reader.take(joinBehindMention);
    return { who: { slackUserId }, text };
  }
  const name = reader.takeQuoted() ?? takeName(reader);
  if (name === "") throw new Refused({ code: "noName", word: reader.word(from) });
  return { who: { name }, text: name };
}

function takeName(reader: Reader): string {
  // No name has a "<": a channel or a group was mentioned where a person belongs.
  if (reader.peek(strayMarkup)) throw new Refused({ code: "unknownWord", word: reader.word() });
  const from = reader.pos;
  reader.pos += 1;
  while (reader.pos < reader.plain.length && !endsName(reader)) reader.pos += 1;
  return reader.slice(from, reader.pos).replace(/^[@＠]\s*/, "");
}

function endsName(reader: Reader): boolean {
  return [nameEnd, anyStatus, joinBetween].some((pattern) => reader.peek(pattern) !== undefined);
}

function refuseTwice(exceptions: Exception[]): void {
  const seen = new Set<string>();
  for (const { who } of exceptions) {
    const key = "name" in who ? `name ${plainName(who.name)}` : `slack ${who.slackUserId}`;
    const word = "name" in who ? who.name : `<@${who.slackUserId}>`;
    if (seen.has(key)) throw new Refused({ code: "twice", what: "person", word });
    seen.add(key);
  }
}

function plainName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
}
