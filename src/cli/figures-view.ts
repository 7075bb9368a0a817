import type { FigureSource } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Figures } from "../records/figures.ts";
import { padded, widest } from "./columns.ts";

/** A line: how deep it stands, its words, and its number; a heading has none. */
type Line = { depth: number; words: string; value?: string };

/** The figures for people: by what counted them, in words, numbers below each other, rates in per cent. */
export function figuresView(
  figures: Figures,
  sources: Pick<FigureSource, "name" | "words">[],
  locale: Locale,
): string {
  const lines = sources.flatMap(({ name, words }) => {
    const { title, figures: names } = words[locale.language];
    return [{ depth: 0, words: title }, ...linesOf(figures[name] ?? {}, names, 1, locale)];
  });
  const left = lines.map(({ depth, words }) => `${"  ".repeat(depth)}${words}`);
  const [width, numbers] = [widest(left), widest(lines.map(({ value = "" }) => value))];
  return lines
    .map(({ value }, at) =>
      value === undefined ? left[at] : `${padded(left[at] ?? "", width)}  ${padded(value, numbers, "end")}`,
    )
    .join("\n");
}

/** Figures by code ("T1") keep their codes below a heading: the names of these are the campaign's. */
function linesOf(
  facts: Record<string, unknown>,
  names: Record<string, string>,
  depth: number,
  locale: Locale,
): Line[] {
  return Object.entries(facts).flatMap(([name, value]): Line[] => {
    const words = names[name] ?? name;
    if (typeof value !== "object" || value === null)
      return [{ depth, words, value: written(name, value, locale) }];
    return [{ depth, words }, ...linesOf({ ...value }, {}, depth + 1, locale)];
  });
}

function written(name: string, value: unknown, locale: Locale): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return /(^r|R)ate$/.test(name) ? locale.percent(value) : locale.number(value);
}
