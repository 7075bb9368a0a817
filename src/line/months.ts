import type { Peeked, WrittenDate } from "./date.ts";
import { anyOf, letter, type Reader, sticky } from "./reader.ts";
import { monthWords } from "./words.ts";

const month = monthWords.map((words, index) => `(?<m${index + 1}>${anyOf(words)})`).join("|");
const on = `(?:${anyOf(["on"])} {1,8})?`;
const nth = "(?:st|nd|rd|th)?";
const year = String.raw`(?:,? {0,4}(?<year>\d{4})(?!\d))?`;
const monthFirst = sticky(
  String.raw`${on}(?:${month})\.? {0,4}(?:the )?(?<day>\d{1,2})(?!\d|[:.\-\/]\d)${nth}(?!${letter})${year}`,
);
const dayFirst = sticky(
  String.raw`${on}(?:the )?(?<![\d.\-\/])(?<day>\d{1,2})${nth} {0,4}(?:of {1,4})?(?:${month})\.?${year}`,
);

/** "Oct 14", "14 Oct", "14th of October 2026". */
export function englishDate(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  const match = reader.peek(monthFirst, at) ?? reader.peek(dayFirst, at);
  if (!match) return undefined;
  const number = monthWords.findIndex((_, index) => match.groups?.[`m${index + 1}`] !== undefined) + 1;
  const said = match.groups?.year;
  return {
    written: {
      text: reader.typed(match).trim(),
      ...(said === undefined ? {} : { year: Number(said) }),
      monthDay: monthDay(String(number), match.groups?.day),
    },
    length: match[0].length,
  };
}

const numeral = "[一二三四五六七八九十]{1,3}";
const inHan = sticky(`(${numeral})月(${numeral})[日号]?`);

/** 十月十四日. */
export function hanDate(reader: Reader, at: number): Peeked<WrittenDate> | undefined {
  const match = reader.peek(inHan, at);
  if (!match) return undefined;
  const written = { monthDay: monthDay(String(numberOf(match[1])), String(numberOf(match[2]))) };
  return { written: { text: reader.typed(match), ...written }, length: match[0].length };
}

/** A number up to 99 in Chinese figures; NaN for what is none (十十). */
export function numberOf(text = ""): number {
  const match = /^(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/u.exec(text);
  if (!match) return Number.NaN;
  const figure = (one: string | undefined) => (one === undefined ? 0 : "一二三四五六七八九".indexOf(one) + 1);
  return (match[2] === undefined ? 0 : 10 * (figure(match[1]) || 1)) + figure(match[3]);
}

export const monthDay = (month = "", day = ""): string => `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
