import { nameKey } from "../i18n/names.ts";
import { anyOf, type Reader, Refused, sticky } from "./reader.ts";
import { joinWords } from "./words.ts";

/** Somebody as a line names them: by a mention, or by a name as typed. */
export type Who = { slackUserId: string } | { name: string };

const join = anyOf(joinWords);
/** 和 between two names that have blanks around them, or before a mention (\u0001 marks one). */
const joinBetween = sticky(`(?<=[ ,;、。])${join}(?=[ \\u0001])`);
const joinBehindMention = sticky(` {0,8}${join}`);
const nameEnd = sticky(String.raw`[,;、。<\u0001]`);
const strayMarkup = sticky("<");

/** Skips what separates two people: blanks, commas, 和. */
export function skipBetweenPeople(reader: Reader): void {
  reader.skipSeparators();
  if (reader.take(joinBetween)) reader.skipSeparators();
}

/**
 * Takes the person who stands here, and how they were written. A name may have blanks in it, but no comma and nothing
 * that one of `ends` matches, unless it stands in quotation marks.
 * @throws Refused `noName`, `unknownWord`
 */
export function takePerson(reader: Reader, ends: RegExp[] = []): { who: Who; text: string } {
  const from = reader.pos;
  const slackUserId = reader.takeMention();
  if (slackUserId !== undefined) {
    const text = reader.slice(from, reader.pos);
    // A mention is a whole name, so what joins needs no blank behind it here: <@U012AB>和王伟.
    reader.take(joinBehindMention);
    return { who: { slackUserId }, text };
  }
  const name = reader.takeQuoted() ?? takeName(reader, [nameEnd, joinBetween, ...ends]);
  if (name === "") throw new Refused({ code: "noName", word: reader.word(from) });
  return { who: { name }, text: name };
}

function takeName(reader: Reader, ends: RegExp[]): string {
  // No name has a "<": a channel or a group was mentioned where a person belongs.
  if (reader.peek(strayMarkup)) throw new Refused({ code: "unknownWord", word: reader.word() });
  const from = reader.pos;
  reader.pos += 1;
  const endsHere = () => ends.some((pattern) => reader.peek(pattern) !== undefined);
  while (reader.pos < reader.plain.length && !endsHere()) reader.pos += 1;
  return reader.slice(from, reader.pos).replace(/^[@＠]\s*/, "");
}

/** @throws Refused `twice` when somebody is named twice */
export function refuseTwice(people: { who: Who }[]): void {
  const seen = new Set<string>();
  for (const { who } of people) {
    const key = "name" in who ? `name ${nameKey(who.name)}` : `slack ${who.slackUserId}`;
    const word = "name" in who ? who.name : `<@${who.slackUserId}>`;
    if (seen.has(key)) throw new Refused({ code: "twice", what: "person", word });
    seen.add(key);
  }
}
