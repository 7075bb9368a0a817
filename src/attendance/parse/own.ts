import { type Clauses, takeDateClause } from "../../line/clauses.ts";
import { peekDate, peekWholeWeek, type YearRule } from "../../line/date.ts";
import { type Reader, Refused, sticky } from "../../line/reader.ts";
import type { AttendanceCommand, ParseProblem } from "../parse.ts";
import { all, clauseRules, doubtOnce, type Line, readClauses } from "./line.ts";
import { checkReason, refuseSpan } from "./reason.ts";
import { readLeaveDays, refuseLength, takeLastSpan, takeSpan } from "./span.ts";
import { exceptionPattern, type Said, takeStatus } from "./status.ts";
import type { AttendanceStatus } from "./words.ts";

const reasonStart = sticky("[ ,;:、。]{0,8}");
const inBrackets = /^\((.*)\)$/su;

/** What somebody says of themselves: a status, perhaps a day, perhaps why. The line's end belongs to the reason. */
export function takeSelf(reader: Reader, line: Line, clauses: Clauses): AttendanceCommand {
  const from = reader.pos;
  const said = takeStatus(reader);
  if (said === undefined || said.status === "absent")
    throw new Refused<ParseProblem>({ code: "absentSelf", word: reader.slice(from, reader.pos) });
  takeDays(reader, line, clauses, said.status);
  const reason = said.status === "present" ? undefined : takeReason(reader, line, clauses, said);
  reader.expectEnd();
  const several = clauses.span ?? clauses.week ?? clauses.since;
  const isRow = said.status === "leave" && several !== undefined;
  const about = isRow ? readLeaveDays(clauses, line) : readClauses(clauses, line, ruleOf(said));
  return {
    kind: "self",
    status: said.status,
    ...(reason !== undefined && { reason }),
    ...about,
  };
}

const ruleOf = ({ status }: Said): YearRule => (status === "leave" ? "nearest" : "latest");

/** Takes the days that stand here. @throws Refused `span` for several where they are no leave, `twice`, `badDate` */
export function takeDays(reader: Reader, line: Line, clauses: Clauses, status: AttendanceStatus): void {
  for (;;) {
    reader.take(reasonStart);
    if (status === "leave" && takeSpan(reader, clauses)) continue;
    refuseSpan(reader, reader.pos);
    noteLength(reader, line);
    if (!takeDateClause(reader, clauses, clauseRules(line))) return;
  }
}

/** 3日 is the third of a month, and three days as well. */
function noteLength(reader: Reader, line: Line): void {
  const date = peekDate(reader, reader.pos)?.written;
  if (date && "dayOfMonth" in date && date.text.endsWith("日"))
    doubtOnce(line, { kind: "longer", word: date.text });
}

function takeReason(reader: Reader, line: Line, clauses: Clauses, said: Said): string | undefined {
  const from = reader.pos;
  refuseOthers(reader);
  const to = takeLastDays(reader, line, clauses, said);
  const typed = checkReason(reader, line, from, to);
  reader.pos = reader.plain.length;
  const reason = typed.replace(/^（(.*)）$|^\((.*)\)$/su, (_, wide, narrow) => (wide ?? narrow).trim());
  if (said.kind === undefined) return reason === "" ? undefined : reason;
  if (reason === "") return said.kind;
  return inBrackets.test(typed) ? `${said.kind} ${typed}` : `${said.kind} ${reason}`;
}

/** A second status, or that all others were there, is no reason. @throws Refused `unknownWord` */
function refuseOthers(reader: Reader): void {
  const second = reader.peek(exceptionPattern);
  if (second && second.groups?.kind === undefined) reader.expectEnd();
  for (let at = reader.pos; at < reader.plain.length; at += 1) {
    const match = reader.startsWord(at) ? reader.peek(all, at) : undefined;
    if (match && /\p{Script=Han}|else|others|rest/u.test(match[0]))
      throw new Refused({ code: "unknownWord", word: reader.typed(match) });
  }
}

/** Takes the days that the line ends with; returns where the reason ends. @throws Refused `span` where they are no leave */
function takeLastDays(reader: Reader, line: Line, clauses: Clauses, { status }: Said): number {
  const { pos, plain } = reader;
  if (status !== "leave") refuseLength(reader, pos, plain.length, "span");
  const span = status === "leave" ? takeLastSpan(reader, clauses) : undefined;
  return span === undefined ? takeLastDay(reader, line, clauses) : endBefore(reader, span);
}

const endBefore = ({ pos, plain }: Reader, at: number): number =>
  pos + plain.slice(pos, at).replace(/[ ,;、。]+$/, "").length;

/** Takes the day that the line ends with, where none was named before; returns where the reason ends. */
function takeLastDay(reader: Reader, line: Line, clauses: Clauses): number {
  const { pos, plain } = reader;
  if (clauses.date || clauses.week || clauses.span) return plain.length;
  const rules = clauseRules(line);
  for (let at = pos + 1; at < plain.length; at += 1) {
    if (!reader.startsWord(at)) continue;
    const day = peekDate(reader, at) ?? peekWholeWeek(reader, at);
    if (!day || !reader.atEnd(at + day.length) || rules.isName?.(reader, at, day.length)) continue;
    refuseSpan(reader, at);
    reader.pos = at;
    takeDateClause(reader, clauses, rules);
    reader.pos = pos;
    return endBefore(reader, at);
  }
  return plain.length;
}
