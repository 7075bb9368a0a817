import type { Weekday } from "../calendar.ts";
import type { Peeked, WrittenWeekday } from "./date.ts";
import { anyOf, type Reader, sticky } from "./reader.ts";
import { weekdayWords } from "./words.ts";

// 每周三 says no day, neither does 两周一次; 46周五 would be half a week's number.
const han = sticky(
  String.raw`(?<![\d每一二两三四五六七八九十几半])(?:(上上|下下|上|下|本|这|這)个?)?(?:周|星期|礼拜|週|禮拜)(?:([一二三四五六日天])|([1-7])(?![\d\-\/.]))`,
);
const shifts: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 這: 0, 下: 1, 下下: 2 };
const hanDays = "一二三四五六日";

const english = sticky(
  `(?:${anyOf(["on"])} {1,8})?(?:(?<how>${anyOf(["last", "past", "this", "next", "coming"])}) {1,8})?` +
    `(?:${weekdayWords.map((words, index) => `(?<d${index + 1}>${anyOf(words)})`).join("|")})`,
);

/** The day of the week that stands at a place, with the week that was said with it. */
export function peekWeekday(
  reader: Reader,
  at: number,
): Peeked<{ text: string } & WrittenWeekday> | undefined {
  const match = reader.peek(han, at);
  if (match) {
    const [all, shift, name, digit] = match;
    const weekday = dayNumber(
      name === undefined ? Number(digit) : hanDays.indexOf(name === "天" ? "日" : name) + 1,
    );
    const weeks = shift === undefined ? {} : { weeks: shifts[shift] ?? 0 };
    return { written: { text: reader.typed(match), weekday, ...weeks }, length: all.length };
  }
  const found = reader.peek(english, at);
  if (!found) return undefined;
  const weekday = dayNumber(
    [1, 2, 3, 4, 5, 6, 7].find((day) => found.groups?.[`d${day}`] !== undefined) ?? 1,
  );
  return {
    written: { text: reader.typed(found), weekday, ...said(found.groups?.how) },
    length: found[0].length,
  };
}

function said(how: string | undefined): { weeks?: number; loose?: "soon" | "past" } {
  if (how === "this") return { weeks: 0 };
  if (how === "last" || how === "past") return { loose: "past" };
  return how === undefined ? {} : { loose: "soon" };
}

const dayNumber = (number: number): Weekday =>
  ([1, 2, 3, 4, 5, 6, 7] as const).find((day) => day === number) ?? 1;
