import { peekDate } from "../../line/date.ts";
import { anyOf, Reader, sticky } from "../../line/reader.ts";
import { exceptWords, joinWords, outsideWords, unitWords } from "../../line/words.ts";
import type { Exception } from "../parse.ts";
import { all, doubtOnce, isPersonAt, type Line } from "./line.ts";
import { checkReason, isCommon } from "./reason.ts";
import { becauseWords, commonReasons, leaveKindWords } from "./reason-words.ts";
import { refuseLength, refuseSpanOfOthers } from "./span.ts";
import { exceptionPattern, type Said, takeStatus } from "./status.ts";

const bracket = sticky(String.raw` {0,2}\(([^\(\)]{0,400})\)`);
const because = sticky(`[ ,]{0,3}(?:${anyOf(becauseWords)}[是为]?|:)[ :]{0,3}`);
/** 王伟请假，看病: nobody is called that. */
const commonBehindComma = sticky(`, {0,4}(?=${anyOf(commonReasons)} {0,4}(?:[,;、。]|$))`);
const blanks = sticky(" {0,8}");
const stop = sticky("[,;、。\\(]");
const endWords = sticky(anyOf([...exceptWords, ...outsideWords, ...unitWords, ...joinWords]));
const leaveKind = sticky(anyOf(leaveKindWords));

/**
 * Takes what stands in brackets behind a name or a status: 王伟（病假） is a status with its reason, any other text is a
 * reason.
 */
export function takeBracketed(
  reader: Reader,
  line: Line,
): { text: string; said?: Omit<Exception, "who"> } | undefined {
  const from = reader.pos;
  const match = reader.take(bracket);
  if (!match) return undefined;
  const start = from + match[0].indexOf("(") + 1;
  const text = checked(reader, line, start, reader.pos - 1);
  const inside = new Reader(text);
  const said = takeStatus(inside, exceptionPattern);
  if (!said || said.status === "present") return { text };
  const { status, kind } = said;
  const rest = inside.slice(inside.pos, inside.plain.length).replace(/^[\s:：,，、]+/u, "");
  const reason = kind === undefined ? rest : text;
  return { text, said: { status, ...(reason !== "" && { reason }) } };
}

/** @throws Refused as `checkReason`, and `spanOthers` */
function checked(reader: Reader, line: Line, from: number, to: number): string {
  refuseLength(reader, from, to, "spanOthers");
  return checkReason(reader, line, from, to);
}

/** Takes why somebody named was late, on leave or absent, where the line says so behind the status. */
export function takeReasonOf(reader: Reader, line: Line, said: Said): string | undefined {
  const parts = [said.kind, takeTyped(reader, line)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ");
}

function takeTyped(reader: Reader, line: Line): string | undefined {
  const inBrackets = reader.take(bracket);
  if (inBrackets) {
    const end = reader.pos - 1;
    return checked(reader, line, end - (inBrackets[1]?.length ?? 0), end) || undefined;
  }
  const from = reader.pos;
  const isSaid = reader.take(because) !== undefined || reader.take(commonBehindComma) !== undefined;
  if (!isSaid) reader.take(blanks);
  refuseSpanOfOthers(reader);
  const start = reader.pos;
  const end = reasonEnd(reader, line, start);
  if (end === undefined || reader.slice(start, end) === "") {
    reader.pos = from;
    return undefined;
  }
  reader.pos = end;
  const reason = checked(reader, line, start, end);
  // "王伟 leave Lilei": a reason, or somebody whose name was misspelt and who would be taken for present.
  const isAsked = line.doubts.some(({ kind }) => kind === "nameInReason");
  if (!isSaid && !isCommon(reason) && !isAsked) doubtOnce(line, { kind: "bareReason", word: reason });
  return reason;
}

/** Where a reason that begins at a place ends; undefined where that is no reason but the next person, or their status. */
function reasonEnd(reader: Reader, line: Line, from: number): number | undefined {
  // What stands in quotation marks is a name.
  if (reader.plain[from] === '"') return from;
  for (let at = from; at < reader.plain.length; at += 1) {
    if (reader.peek(stop, at)) return at;
    if (at > from && !reader.startsWord(at) && !reader.isMention(at)) continue;
    if (isPersonAt(reader, line, at) || (at === from && peekDate(reader, at))) return at;
    if (reader.peek(all, at) || reader.peek(endWords, at)) return at;
    // 出差 is why as well; any other status is of somebody whose name stands before it.
    const isOther = reader.peek(exceptionPattern, at) && !reader.peek(leaveKind, at);
    if (isOther) return undefined;
  }
  return reader.plain.length;
}
