import { refuseTwice, skipBetweenPeople, takePerson, type Who } from "../../line/people.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { outsideWords, unitWords } from "../../line/words.ts";
import type { Exception, ParseProblem } from "../parse.ts";
import { allWords, statusWords } from "./words.ts";

/** Someone named whose status has not been read yet, and how they were written. */
type Waiting = { who: Who; text: string };

// 到 is no status here, it may be part of a name (陈到); neither is 外, unless the sentence pauses or turns behind it.
const statuses = ["late", "leave", "absent"] as const;
const anyStatus = sticky(statuses.map((status) => `(?<${status}>${anyOf(statusWords[status])})`).join("|"));
const outside = sticky(`${anyOf(outsideWords)}(?= {0,8}(?:[,;、。]|$|${anyOf(allWords)}))`);
const all = sticky(anyOf(allWords));
const unit = sticky(anyOf(unitWords));

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
    skipBetweenPeople(reader);
    if (reader.atEnd() || (waiting.length === 0 && found.length > 0 && isListEnd(reader))) break;
    const match = reader.take(anyStatus);
    if (match) {
      found.push(...withStatus(reader, waiting, match));
      waiting = [];
    } else waiting.push(takePerson(reader, [anyStatus]));
  }
  const [left] = waiting;
  if (left) throw new Refused<ParseProblem>({ code: "missingStatus", word: left.text });
  if (found.length === 0) throw new Refused({ code: "noName", word: opener });
  refuseTwice(found);
  return found;
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
