/** A chart as it is drawn: every series has one value for every category. */
export type Plot = {
  kind: "line" | "area" | "bar" | "pie";
  categories: string[];
  series: { name: string; values: number[] }[];
  labels?: { x: string; y: string };
  /** Writes a value, all with as many digits as the most exact of them. */
  write(value: number): string;
};

/** The drawing's size and the room kept free around the plot, in its own units. */
export const plotArea = { width: 480, height: 220, left: 44, right: 16, top: 26, bottom: 40 };

/** Where values and categories stand. */
export type Scale = { ticks: number[]; x(category: number): number; y(value: number): number; step: number };

/** The scale of a plot: round tick values that hold all values; lengths (bars, areas) begin at 0, lines need not. */
export function scaleFor(plot: Plot): Scale {
  const values = plot.series.flatMap((one) => one.values);
  const high = Math.max(...values, 0);
  const low = Math.min(...values);
  // A line shows change: when all values lie far from 0 the plot begins near the lowest.
  const zoomed = plot.kind === "line" && low > 0 && high - low < high / 2;
  const ticks = roundTicks(zoomed ? low : Math.min(low, 0), high === low && !zoomed ? high || 1 : high);
  const { width, height, left, right, top, bottom } = plotArea;
  const first = ticks[0] ?? 0;
  const span = (ticks.at(-1) ?? 1) - first || 1;
  const step = (width - left - right) / Math.max(plot.categories.length, 1);
  return {
    ticks,
    step,
    x: (category) => round(left + step * (category + 0.5)),
    y: (value) => round(height - bottom - ((value - first) / span) * (height - top - bottom)),
  };
}

/** About four steps of 1, 2, 2.5 or 5 times a power of ten, from at most `low` to at least `high`. */
export function roundTicks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) / 10 || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * ([1, 2, 2.5, 5, 10].find((times) => times * power * 4 >= span * 0.999) ?? 10);
  const from = Math.floor(low / step);
  const to = Math.max(Math.ceil(high / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** Room that a text takes at most, in the drawing's units; a Chinese character is twice as wide as a letter. */
export function roomFor(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 14 : 7.5), 6);
}

/** Two digits are finer than any screen. */
export const round = (value: number) => Math.round(value * 100) / 100;
