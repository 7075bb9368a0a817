import { weekOf } from "../../calendar.ts";
import { type Clauses, takeClauses } from "../../line/clauses.ts";
import { anyOf, type Reader, sticky } from "../../line/reader.ts";
import type { AttendanceCommand } from "../parse.ts";
import { clauseRules, type Line, readClauses } from "./line.ts";
import { shortEnough } from "./reason.ts";
import { becauseWords } from "./reason-words.ts";
import { noSessionWords } from "./words.ts";

export const noSession = sticky(`${anyOf(noSessionWords)}(?:一次|一周)?了?`);
const because = sticky(`[ ,:]{0,3}(?:${anyOf(becauseWords)}[是为]?)?[ ,:]{0,3}`);

/** "no session because exams", 本周停课：考试. The day may be said as its week. */
export function takeNoSession(reader: Reader, line: Line, clauses: Clauses): AttendanceCommand {
  reader.take(noSession);
  takeClauses(reader, clauses, () => false, clauseRules(line));
  reader.take(because);
  const typed = shortEnough(reader.slice(reader.pos, reader.plain.length));
  reader.pos = reader.plain.length;
  const reason = typed.replace(/^（(.*)）$|^\((.*)\)$/su, (_, wide, narrow) => (wide ?? narrow).trim());
  const { date, week, unit } = readClauses(clauses, line, "nearest");
  return {
    kind: "noSession",
    week: week ?? weekOf(date ?? line.days.today),
    reason: reason.replace(/[。.，,\s]+$/u, ""),
    ...(unit !== undefined && { unit }),
  };
}
