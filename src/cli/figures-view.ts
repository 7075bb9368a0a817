import type { Figures } from "../figures/ask.ts";
import type { FigureSource } from "../figures/source.ts";
import type { Locale } from "../i18n/index.ts";
import { padded, widest } from "./columns.ts";

/** A line: how deep it stands, its words, and its number; a heading has none. */
type Line = { depth: number; words: string; value?: string };

/** The figures for people: by what counted them, in words, numbers below each other, rates in per cent. */
export function figuresView(
  figures: Figures,
  sources: Pick<FigureSource, "name" | "words" | "rates">[],
  locale: Locale,
): string {
  const lines = sources.flatMap(({ name, words, rates }) => {
    const { title, figures: names } = words[locale.language];
    return [{ depth: 0, words: title }, ...linesOf(figures[name] ?? {}, { names, rates, depth: 1 }, locale)];
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
  { names, rates, depth }: { names: Record<string, string>; rates: FigureSource["rates"]; depth: number },
  locale: Locale,
): Line[] {
  return Object.entries(facts).flatMap(([name, value]): Line[] => {
    const words = names[name] ?? name;
    const rate = rates?.[name];
    if (rate) {
      const share = { part: Number(facts[rate.part]), whole: Number(facts[rate.whole]) };
      return [{ depth, words, value: locale.percent(share) }];
    }
    if (typeof value !== "object" || value === null) return [{ depth, words, value: written(value, locale) }];
    return [{ depth, words }, ...linesOf({ ...value }, { names: {}, rates: {}, depth: depth + 1 }, locale)];
  });
}

function written(value: unknown, locale: Locale): string {
  if (value === null) return "–";
  return typeof value === "number" ? locale.number(value) : String(value);
}
