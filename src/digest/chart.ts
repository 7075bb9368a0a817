import type { IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Block } from "../slack/blocks.ts";
import type { Trend } from "./facts.ts";
import { shortened } from "./shorten.ts";

/** Slack takes two charts a message; a further feature's trend stands in the text only. */
const maxCharts = 2;
const maxTitle = 50;
const maxAxisTitle = 50;
/** Names of series and labels of points. */
const maxLabel = 20;

/**
 * Slack's own chart of each trend that has at least two weeks to compare. Nothing sets the chart's axis, and a line's
 * begins near its lowest value: bars begin at nothing, so that half a point looks like half a point, and the title
 * says the range in words. A week without a value has no bar; below the axis stands why.
 */
export function chartBlocks(trends: Trend[], locale: Locale): Block[] {
  return trends.slice(0, maxCharts).flatMap((trend) => {
    const data = pointsOf(trend).map(({ week, value }) => ({ label: labelOf(week, locale), value }));
    if (data.length < 2) return [];
    const gaps = gapsOf(trend, locale).map(({ text }) => text);
    return [
      {
        type: "data_visualization",
        title: titleOf(trend, locale),
        chart: {
          type: "bar",
          series: [{ name: shortened(trend.title, maxLabel), data }],
          axis_config: {
            categories: data.map(({ label }) => label),
            ...(gaps.length > 0
              ? { x_label: shortened(gaps.join(locale.t("digest.page.and")), maxAxisTitle) }
              : {}),
          },
        },
      },
    ];
  });
}

/** The same in words: "Attendance, %, last 8 weeks: W39 91.2 · W40 was a week off · W41 92.6". */
export function trendLines(trends: Trend[], locale: Locale): Mrkdwn[] {
  return trends.flatMap((trend) => {
    const shown = pointsOf(trend);
    if (shown.length < 2) return [];
    const number = alike(trend, locale);
    const points = shown.map(({ week, value }) => ({
      week,
      text: `${labelOf(week, locale)} ${number.format(value)}`,
    }));
    const inOrder = [...points, ...gapsOf(trend, locale)].sort((a, b) => (a.week < b.week ? -1 : 1));
    const title = locale.t("digest.page.trendTitle", { title: trend.title });
    return [
      locale.md("digest.page.trendLine", { title, points: inOrder.map(({ text }) => text).join(" · ") }),
    ];
  });
}

/** "Attendance, %, last 8 weeks: 91.2 to 92.6"; the trend's own title gives way where all of it is too long. */
function titleOf(trend: Trend, locale: Locale): string {
  const values = pointsOf(trend).map(({ value }) => value);
  const number = alike(trend, locale);
  const [low, high] = [number.format(Math.min(...values)), number.format(Math.max(...values))];
  const range = locale.t(`digest.page.${low === high ? "same" : "range"}`, { low, high });
  const title = (name: string) => locale.t("digest.page.trendTitle", { title: name }) + range;
  return title(shortened(trend.title, maxTitle - title("").length));
}

/** Numbers beside each other have as many decimals as the longest of them: 91.3 · 92.0. */
function alike(trend: Trend, { language }: Locale): Intl.NumberFormat {
  const decimals = pointsOf(trend).map(({ value }) => String(value).split(".")[1]?.length ?? 0);
  return new Intl.NumberFormat(language, { minimumFractionDigits: Math.min(3, Math.max(0, ...decimals)) });
}

function pointsOf({ points }: Trend): { week: IsoWeek; value: number }[] {
  return points.flatMap(({ week, value }) => (value === null ? [] : [{ week, value }]));
}

/** The weeks between the first shown and the last that have no value, and why: "W40 was a week off". */
function gapsOf(trend: Trend, locale: Locale): { week: IsoWeek; text: string }[] {
  const shown = pointsOf(trend).map(({ week }) => week);
  const [first, last] = [shown[0] ?? "", shown.at(-1) ?? ""];
  const silent = trend.points.filter(({ value }) => value === null).map(({ week }) => week);
  return [...trend.off, ...silent]
    .filter((week) => week > first && week < last)
    .sort()
    .map((week) => {
      const key = trend.off.includes(week) ? "digest.page.weekOff" : "digest.page.weekSilent";
      return { week, text: locale.t(key, { week: labelOf(week, locale) }) };
    });
}

const labelOf = (week: IsoWeek, locale: Locale) =>
  locale.t("digest.page.weekLabel", { number: Number(week.slice(-2)) });
