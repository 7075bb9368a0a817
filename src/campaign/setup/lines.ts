import { type IsoWeek, isDate, isWeek, type Period, weeksOf } from "../../calendar.ts";
import { shown } from "../../files/problems.ts";
import type { CampaignRecord } from "../import-store.ts";

/** Lists of a campaign as people type them, a line each, and back. Pure. */

/** Slack's longest input. */
export const longestText = 3000;

/** What is wrong with a line (counted from 1): a text's key and its values. */
export type LineProblem = { line: number; key: string; values: Record<string, string> };
/** The lines that could be read, and what the others lack. */
export type Lines<T> = { items: { line: number; value: T }[]; problems: LineProblem[] };

type Named = { name: string; name_en: string };
export type TypedPhase = Named & { start: string; end: string };
export type TypedCode = Named & { code: string };

/** "学习调研 | Study and research | 2026-09-21 – 2026-11-08"; without an English name the first one stands for both. */
export const readPhases = (text: string): Lines<TypedPhase> =>
  readLines(text, (line) => {
    const parts = partsOf(line);
    const dates = datesIn(parts.at(-1) ?? "");
    const [name, nameEn] = parts.slice(0, -1);
    if (!dates || !name || parts.length > 3) return "campaign.refused.phaseLine";
    return { name, name_en: nameEn || name, ...dates };
  });

/** "T1 | 教育观念 | Ideas of education". */
export const readCoded = (text: string): Lines<TypedCode> =>
  readLines(text, (line) => {
    const [code, name, nameEn, ...more] = partsOf(line);
    if (!code || !name || more.length > 0) return "campaign.refused.codedLine";
    return { code, name, name_en: nameEn || name };
  });

/** @returns null where a name could not be read back, or the text would not fit */
export const phasesText = (phases: CampaignRecord["phases"]): string | null =>
  textOf(phases.map(({ name, nameEn, startsOn, endsOn }) => [name, nameEn, `${startsOn} – ${endsOn}`]));
export const codedText = (list: CampaignRecord["themes"]): string | null =>
  textOf(list.map(({ code, name, nameEn }) => [code, name, nameEn]));

function textOf(rows: string[][]): string | null {
  const text = rows.map((row) => row.join(" | ")).join("\n");
  return text.length > longestText || rows.flat().some((part) => /[|｜\n]/.test(part)) ? null : text;
}

function readLines<T extends object>(text: string, read: (line: string) => T | string): Lines<T> {
  const found: Lines<T> = { items: [], problems: [] };
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const value = read(line);
    if (typeof value === "string")
      found.problems.push({ line: at + 1, key: value, values: { text: shown(line.trim()) } });
    else found.items.push({ line: at + 1, value });
  }
  return found;
}

const partsOf = (line: string): string[] => line.split(/[|｜]/).map((part) => part.trim());

/** Two dates, however they are joined: "2026-09-21 – 2026-11-08", "2026/9/21至2026/11/8", "2026年9月21日至…". */
function datesIn(text: string): Dates | undefined {
  const found = [...text.normalize("NFKC").matchAll(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/g)].map(
    ([, year, month, day]) => `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`,
  );
  const [start, end] = found;
  return found.length === 2 && start && end && isDate(start) && isDate(end) ? { start, end } : undefined;
}
type Dates = { start: string; end: string };

/**
 * Weeks off: "40, 2026-W41, 第42周, 1–2". A number alone is a week of the campaign.
 * @param period the campaign's; undefined while its dates are wrong
 */
export function readWeeks(
  text: string,
  period: Period | undefined,
): { weeks: IsoWeek[]; problems: Omit<LineProblem, "line">[] } {
  const all = period ? weeksOf(period) : [];
  const weeks: IsoWeek[] = [];
  const problems: Omit<LineProblem, "line">[] = [];
  const tidy = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/\s*[–—~至]\s*|(?<=\d)\s*-\s*(?=\d{1,2}(?:\D|$))/g, "~");
  for (const word of tidy.split(/[\s,;、。]+/).filter(Boolean)) {
    const found = weekRange(word, all);
    if (typeof found === "string") problems.push({ key: found, values: { text: shown(word) } });
    else weeks.push(...found);
  }
  return { weeks: [...new Set(weeks)].sort(), problems };
}

function weekRange(word: string, all: IsoWeek[]): IsoWeek[] | string {
  const ends = word.split("~").map((each) => oneWeek(each, all));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined) return "campaign.refused.notWeek";
  if (!isWeek(first)) return first;
  if (!isWeek(last)) return last;
  if (first === last) return [first];
  const range = all.filter((week) => first <= week && week <= last);
  return range.length > 0 ? range : "campaign.refused.notWeek";
}

/** The week, or the key of what is wrong with it. */
function oneWeek(word: string, all: IsoWeek[]): string {
  const full = /^(\d{4})-?W(\d{1,2})$/.exec(word);
  if (full) {
    const week = `${full[1]}-W${full[2]?.padStart(2, "0")}`;
    return isWeek(week) ? week : "campaign.refused.notWeek";
  }
  const number = /^(?:W|WEEK|第)?(\d{1,2})周?$/.exec(word)?.[1];
  if (number === undefined) return "campaign.refused.notWeek";
  const meant = all.filter((week) => Number(week.slice(-2)) === Number(number));
  if (meant.length > 1) return "campaign.refused.weekTwice";
  return meant[0] ?? "campaign.refused.weekOutside";
}
