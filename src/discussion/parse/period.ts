import { type IsoDate, type Period, weekPeriod } from "../../calendar.ts";
import { takeUnitAnd } from "../../line/clauses.ts";
import {
  type Days,
  peekDate,
  peekWeek,
  readWeek,
  resolveDate,
  type WrittenDate,
  type WrittenWeek,
} from "../../line/date.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import type { DiscussionCommand, DiscussionProblem } from "../parse.ts";
import { campaignWords, untilWords } from "./words.ts";

/** A period as written: a week, a day, two days, or the whole campaign. */
type Written = { text: string } & (
  | { week: WrittenWeek }
  | { from: WrittenDate; to: WrittenDate }
  | { whole: true }
);

const whole = sticky(anyOf(campaignWords));
const until = sticky(` {0,8}(?:${anyOf(untilWords)})? {0,8}`);

function peekPeriod(reader: Reader, at: number): { written: Written; length: number } | undefined {
  const all = reader.peek(whole, at);
  if (all) return { written: { text: reader.typed(all), whole: true }, length: all[0].length };
  const week = peekWeek(reader, at);
  if (week) return { written: { text: week.written.text, week: week.written }, length: week.length };
  const first = peekDate(reader, at);
  if (!first) return undefined;
  const gap = reader.peek(until, at + first.length)?.[0].length ?? 0;
  const last = peekDate(reader, at + first.length + gap);
  const length = last ? first.length + gap + last.length : first.length;
  const to = last?.written ?? first.written;
  return { written: { text: reader.slice(at, at + length), from: first.written, to }, length };
}

/** Takes "[unit] [period]". @throws Refused `badDate`, `badWeek`, `twice`, `periodOrder` */
export function takeStatus(reader: Reader, days: Days): DiscussionCommand {
  const { unit, found } = takeUnitAnd(reader, peekPeriod, "date");
  reader.pos = reader.plain.length;
  const period = found && resolve(found, days);
  return { kind: "status", ...(unit !== undefined && { unit }), ...(period && { period }) };
}

function resolve(written: Written, days: Days): Period | undefined {
  if ("whole" in written) return undefined;
  if ("week" in written) return weekPeriod(readWeek(written.week, days));
  const today: IsoDate = days.today;
  const to = resolveDate(written.to, { today }, "latest");
  const from = resolveDate(written.from, { today: to > today ? today : to }, "latest");
  if (from > to) throw new Refused<DiscussionProblem>({ code: "periodOrder", word: written.text });
  return { from, to };
}
