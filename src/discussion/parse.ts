import type { IsoDate, Period } from "../calendar.ts";
import type { Days } from "../line/date.ts";
import type { Who } from "../line/people.ts";
import { anyOf, type LineProblem, Reader, Refused, sticky } from "../line/reader.ts";
import type { DiscussionForm, Theme } from "./model.ts";
import { takeForm, takeRecord, takeTheme } from "./parse/entry.ts";
import { takeStatus } from "./parse/period.ts";
import { type CommandWord, commandWords } from "./parse/words.ts";

/** Who took part, as a line says it. */
export type LineWho =
  | { kind: "all"; except: { who: Who }[] }
  | { kind: "count"; count: number }
  | { kind: "named"; people: { who: Who }[] };

/** One line of `/discussion`, understood. A `unit` is a code or a name as typed; without a `period` the campaign so far is meant. */
export type DiscussionCommand =
  | { kind: "form" }
  | { kind: "help" }
  | { kind: "open"; theme: string; form?: DiscussionForm }
  | { kind: "status"; unit?: string; period?: Period }
  | { kind: "record"; theme: string; form: DiscussionForm; who: LineWho; date?: IsoDate; unit?: string };

/**
 * Why a line was refused. `noTheme`, `noForm`, `noWho`: that part is missing. `unknownTheme`: what stands where the
 * theme belongs is none. `periodOrder`: a period ends before it begins.
 */
export type DiscussionProblem =
  | LineProblem
  | { code: "noTheme" | "noForm" | "unknownForm" | "noWho" | "unknownTheme" | "periodOrder"; word: string }
  | { code: "badCount"; word: string; max: number };

export type ParseResult =
  | { ok: true; command: DiscussionCommand }
  | { ok: false; problem: DiscussionProblem };

/**
 * Reads the text behind `/discussion`, in English, Chinese or both, as Slack sends it. `today` is the date in the
 * campaign's time zone, `themes` are the campaign's, and `period` is its own: a week's number means the week within it.
 * Any text gets an answer.
 */
export function parseDiscussion(text: string, today: IsoDate, themes: Theme[], period?: Period): ParseResult {
  const reader = new Reader(text);
  reader.skipSeparators();
  try {
    return { ok: true, command: read(reader, { today, ...(period && { period }) }, themes) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    throw error;
  }
}

const words = Object.entries(commandWords).map(([word, said]) => ({
  word: word as CommandWord,
  pattern: sticky(anyOf(said)),
}));

function read(reader: Reader, days: Days, themes: Theme[]): DiscussionCommand {
  if (reader.atEnd()) return { kind: "form" };
  const word = words.find(({ pattern }) => reader.peek(pattern));
  // A theme may begin with one of the words: 帮助他人.
  if (!word || beginsWithTheme(reader, themes)) return takeRecord(reader, days.today, themes);
  reader.take(word.pattern);
  reader.skipSeparators();
  switch (word.word) {
    case "help":
      reader.expectEnd();
      return { kind: "help" };
    case "status":
      return takeStatus(reader, days);
    case "open":
      return takeOpening(reader, themes);
  }
}

function beginsWithTheme(reader: Reader, themes: Theme[]): boolean {
  const from = reader.pos;
  const isTheme = takeTheme(reader, themes) !== undefined;
  reader.pos = from;
  return isTheme;
}

function takeOpening(reader: Reader, themes: Theme[]): DiscussionCommand {
  const before = takeForm(reader);
  reader.skipSeparators();
  if (reader.atEnd()) throw new Refused({ code: "noTheme", word: "" });
  const theme = takeTheme(reader, themes);
  if (theme === undefined) throw new Refused({ code: "unknownTheme", word: reader.word() });
  reader.skipSeparators();
  const form = before ?? takeForm(reader);
  reader.expectEnd();
  return { kind: "open", theme, ...(form && { form }) };
}
