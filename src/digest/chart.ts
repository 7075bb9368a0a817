import type { IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Block } from "../slack/blocks.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import type { Trend } from "./facts.ts";
import { shortened } from "./shorten.ts";

/** Slack takes two charts a message; a further feature's trend stands in the text only. */
const maxCharts = 2;
const maxTitle = 50;
/** Names of series and labels of points. */
const maxLabel = 20;

/** Slack's own chart of each trend that has at least two weeks to connect. Weeks without a value are left out. */
export function chartBlocks(trends: Trend[], locale: Locale): Block[] {
  return trends.slice(0, maxCharts).flatMap((trend) => {
    const data = pointsOf(trend).map(({ week, value }) => ({ label: labelOf(week, locale), value }));
    if (data.length < 2) return [];
    return [
      {
        type: "data_visualization",
        title: shortened(locale.t("digest.page.trendTitle", { title: trend.title }), maxTitle),
        chart: {
          type: "line",
          series: [{ name: shortened(trend.title, maxLabel), data }],
          axis_config: { categories: data.map(({ label }) => label) },
        },
      },
    ];
  });
}

/** The same in words: "Attendance, %, last 8 weeks: W41 91.2 · W42 92.6". */
export function trendLines(trends: Trend[], locale: Locale): Mrkdwn[] {
  return trends.flatMap((trend) => {
    const shown = pointsOf(trend);
    const number = alike(
      shown.map(({ value }) => value),
      locale,
    );
    const points = shown.map(({ week, value }) => `${labelOf(week, locale)} ${number.format(value)}`);
    if (points.length < 2) return [];
    const title = locale.t("digest.page.trendTitle", { title: trend.title });
    return [locale.md("digest.page.trendLine", { title, points: points.join(" · ") })];
  });
}

/** Numbers beside each other have as many decimals as the longest of them: 91.3 · 92.0. */
function alike(values: number[], { language }: Locale): Intl.NumberFormat {
  const decimals = values.map((value) => String(value).split(".")[1]?.length ?? 0);
  return new Intl.NumberFormat(language, { minimumFractionDigits: Math.min(3, Math.max(0, ...decimals)) });
}

function pointsOf({ points }: Trend): { week: IsoWeek; value: number }[] {
  return points.flatMap(({ week, value }) => (value === null ? [] : [{ week, value }]));
}

const labelOf = (week: IsoWeek, locale: Locale) =>
  locale.t("digest.page.weekLabel", { number: Number(week.slice(-2)) });
