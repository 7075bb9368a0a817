import type { IsoDate } from "../../calendar.ts";
import { type Clauses, clausesAbout, takeClauses } from "../../line/clauses.ts";
import { refuseTwice, skipBetweenPeople, takePerson, type Who } from "../../line/people.ts";
import { anyOf, Reader, Refused, sticky } from "../../line/reader.ts";
import { dayWords, exceptWords, outsideWords, unitWords } from "../../line/words.ts";
import { type DiscussionForm, forms, mostParticipants, type Theme } from "../model.ts";
import type { DiscussionCommand, DiscussionProblem, LineWho } from "../parse.ts";
import { allWords, attendedWords, formWords, measureWords } from "./words.ts";

const formPattern = sticky(forms.map((form) => `(?<${form}>${anyOf(formWords[form])})`).join("|"));
const all = sticky(anyOf(allWords));
const attended = sticky(anyOf(attendedWords));
const except = sticky(anyOf(exceptWords));
const outside = sticky(
  `${anyOf(outsideWords)}(?= {0,8}(?:[,;、。]|$|${anyOf(allWords)}|${anyOf(attendedWords)}))`,
);
// A number is not half a date: 10-14, 10月14日; nor an employee number: E1001, 1001a.
const count = sticky(
  String.raw`(?<number>[\-−]?\d{1,30})(?!\d|[\-\/.]\d|[年月]|\p{Script=Latin})(?: {0,8}${anyOf(measureWords)})?`,
);
/** Where a name ends although no comma does: at a unit, at a day, at 外, at who else was there. */
const personEnds = [
  sticky(`(?<= )${anyOf(unitWords)}(?= )`),
  sticky(`(?<= )(?:${anyOf(dayWords.flatMap(({ words }) => words))}|\\d{1,4}[\\-\\/.年月]\\d)`),
  sticky(`(?<= )${anyOf(attendedWords)}`),
  // 王伟、李雷参加: Chinese needs no blank there, and no name ends so.
  sticky(`${anyOf(attendedWords.filter((word) => !/^[a-z]/.test(word)))}(?= {0,8}(?:[,;、。]|$))`),
  sticky(`(?<= )${anyOf(allWords)}(?= |$)`),
  outside,
];

/** "T2 meeting all except 王伟", with a date and a unit before, between or behind. @throws Refused */
export function takeRecord(reader: Reader, today: IsoDate, themes: Theme[]): DiscussionCommand {
  const clauses: Clauses = {};
  const isEntry = (at: Reader) =>
    (at.startsWord() && (themeAt(at, themes) !== undefined || at.peek(formPattern) !== undefined)) ||
    isWho(at);
  let theme: string | undefined;
  let form: DiscussionForm | undefined;
  for (;;) {
    takeClauses(reader, clauses, isEntry);
    const foundTheme = theme === undefined ? takeTheme(reader, themes) : undefined;
    theme ??= foundTheme;
    const foundForm = foundTheme === undefined && form === undefined ? takeForm(reader) : undefined;
    form ??= foundForm;
    if (foundTheme === undefined && foundForm === undefined) break;
  }
  refuseMissing(reader, theme, form);
  if (theme === undefined || form === undefined) throw new Refused({ code: "noTheme", word: "" });
  reader.take(attended);
  reader.skipSeparators();
  const who = takeWho(reader, clauses, isEntry);
  takeClauses(reader, clauses, isEntry);
  reader.take(attended);
  takeClauses(reader, clauses, isEntry);
  reader.expectEnd();
  return { kind: "record", theme, form, who, ...clausesAbout(clauses, today) };
}

function refuseMissing(reader: Reader, theme: string | undefined, form: DiscussionForm | undefined): void {
  const refuse = (code: "noTheme" | "noForm" | "unknownForm" | "noWho" | "unknownTheme") => {
    throw new Refused<DiscussionProblem>({ code, word: reader.word() });
  };
  if (theme === undefined) refuse(reader.atEnd() || isWho(reader) ? "noTheme" : "unknownTheme");
  if (form === undefined) refuse(reader.atEnd() || isWho(reader) ? "noForm" : "unknownForm");
  if (reader.atEnd()) refuse("noWho");
}

/** The code of the theme that stands here, by its code or one of its names; the longest one that does. */
function themeAt(reader: Reader, themes: Theme[]): { code: string; length: number } | undefined {
  const rest = spaced(reader.plain.slice(reader.pos));
  let best: { code: string; length: number } | undefined;
  for (const { code, name, nameEn } of themes)
    for (const called of [code, name, nameEn]) {
      const plain = spaced(new Reader(called).plain);
      const fits = plain !== "" && rest.startsWith(plain) && !runsOn(plain, rest.slice(plain.length));
      if (fits && plain.length > (best?.length ?? 0)) best = { code, length: plain.length };
    }
  return best;
}

/** "quality education" is typed for "quality-education". */
const spaced = (text: string) => text.replaceAll(/[-_]/g, " ");
/** T1 does not stand in T10. */
const runsOn = (name: string, rest: string) =>
  /[\p{Script=Latin}\d]$/u.test(name) && /^[\p{Script=Latin}\d]/u.test(rest);

/** Takes a theme; in quotation marks it may stand as well. */
export function takeTheme(reader: Reader, themes: Theme[]): string | undefined {
  const from = reader.pos;
  const quoted = reader.takeQuoted();
  const inside = quoted === undefined ? undefined : new Reader(quoted);
  const there = themeAt(inside ?? reader, themes);
  // In quotation marks it stands alone: what else is in them would be lost.
  const found = there && inside && !inside.atEnd(there.length) ? undefined : there;
  if (!found) reader.pos = from;
  else if (quoted === undefined) reader.pos += found.length;
  return found?.code;
}

/** Takes the word for how it was held, if one stands here. */
export function takeForm(reader: Reader): DiscussionForm | undefined {
  const match = reader.take(formPattern);
  return match && forms.find((form) => match.groups?.[form] !== undefined);
}

const isWho = (reader: Reader) => [all, except, count].some((pattern) => reader.peek(pattern) !== undefined);

type IsEntry = (reader: Reader) => boolean;

function takeWho(reader: Reader, clauses: Clauses, isEntry: IsEntry): LineWho {
  if (reader.peek(all) || reader.peek(except)) return takeEveryone(reader, clauses, isEntry);
  const number = reader.take(count);
  if (number) {
    const people = Number((number.groups?.number ?? "").replace("−", "-"));
    if (people >= 1 && people <= mostParticipants) return { kind: "count", count: people };
    const problem = { code: "badCount", word: reader.typed(number), max: mostParticipants } as const;
    throw new Refused<DiscussionProblem>(problem);
  }
  const people = takePeople(reader, clauses, isEntry);
  if (people.length === 0) throw new Refused<DiscussionProblem>({ code: "noWho", word: "" });
  return { kind: "named", people };
}

function takeEveryone(reader: Reader, clauses: Clauses, isEntry: IsEntry): LineWho {
  const opened = reader.take(all) !== undefined;
  reader.take(attended);
  takeClauses(reader, clauses, isEntry);
  const opener = reader.take(except);
  const missing = opener ? takePeople(reader, clauses, isEntry) : [];
  if (opener && missing.length === 0) throw new Refused({ code: "noName", word: reader.typed(opener) });
  // 除王伟外，全体参加: the same sentence with its end first.
  reader.take(outside);
  reader.skipSeparators();
  if (!opened) reader.take(all);
  return { kind: "all", except: missing };
}

/** Names and mentions up to the end, to 外, or to who else was there; dates and units among them are set apart. */
function takePeople(reader: Reader, clauses: Clauses, isEntry: IsEntry): { who: Who }[] {
  const found: { who: Who; text: string }[] = [];
  for (;;) {
    skipBetweenPeople(reader);
    takeClauses(reader, clauses, isEntry);
    if (reader.atEnd() || [outside, all, attended].some((pattern) => reader.peek(pattern))) break;
    found.push(takePerson(reader, personEnds));
  }
  refuseTwice(found);
  return found.map(({ who }) => ({ who }));
}
