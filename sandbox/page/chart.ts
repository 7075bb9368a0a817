import { html } from "hono/html";
import { type Plot, plotArea, roomFor, scaleFor } from "./chart-scale.ts";
import { barShapes, lineShapes, pieShapes } from "./chart-shapes.ts";
import { type Fields, fieldsOf, type Html, isFields, type Show, textOf } from "./show.ts";

/**
 * A `data_visualization` block as a drawing with a text alternative: a label that says every figure, and the
 * same figures as a table to open. The shape of the block is in `sandbox/slack/limits/tables.ts`.
 */
export function chart(block: Fields, show: Show): Html {
  const plot = plotOf(isFields(block.chart) ? block.chart : {}, show);
  const title = textOf(block.title);
  const kind = show.t(`chart.${plot.kind}`);
  const label = show.t("chart.described", { kind, title, summary: summary(plot, show) });
  const { width, height } = plotArea;
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    ${plot.series.length > 1 || plot.kind === "pie" ? legend(plot) : ""}
    <div class="chart-scroll"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${plot.kind === "pie" ? pieShapes(plot, show) : html`${axes(plot, show)}${shapes(plot)}`}
    </svg></div>
    <details><summary>${show.t("chart.asTable")}</summary>${figures(plot, show)}</details>
  </figure>`;
}

/** Reads the four kinds of chart into one shape; a pie is one series. */
function plotOf(chart: Fields, show: Show): Plot {
  const axis = isFields(chart.axis_config) ? chart.axis_config : {};
  if (chart.type === "pie") {
    const segments = fieldsOf(chart.segments);
    return {
      kind: "pie",
      categories: segments.map((segment) => textOf(segment.label)),
      series: [{ name: "", values: segments.map((segment) => Number(segment.value)) }],
      write: show.locale.number,
    };
  }
  const categories = Array.isArray(axis.categories) ? axis.categories.map(String) : [];
  const series = fieldsOf(chart.series).map((one) => {
    const values = new Map(fieldsOf(one.data).map((point) => [textOf(point.label), Number(point.value)]));
    return { name: textOf(one.name), values: categories.map((category) => values.get(category) ?? 0) };
  });
  const kind = chart.type === "bar" || chart.type === "area" ? chart.type : "line";
  const labels = { x: textOf(axis.x_label), y: textOf(axis.y_label) };
  return {
    kind,
    categories,
    series,
    labels,
    write: writerFor(
      series.flatMap((one) => one.values),
      show,
    ),
  };
}

function writerFor(values: number[], show: Show): (value: number) => string {
  const digits = Math.max(0, ...values.map((value) => Math.min(String(value).split(".")[1]?.length ?? 0, 2)));
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (value) => value.toLocaleString(show.locale.language, format);
}

function summary(plot: Plot, show: Show): string {
  return plot.series
    .map((one) => {
      const points = plot.categories.map((label, at) =>
        show.t("chart.point", { label, value: plot.write(one.values[at] ?? 0) }),
      );
      const listed = show.locale.list(points);
      if (one.name === "") return show.t("chart.figures", { points: listed });
      return show.t("chart.series", { name: one.name, points: listed });
    })
    .join(" ");
}

function legend(plot: Plot): Html {
  const names = plot.kind === "pie" ? plot.categories : plot.series.map((one) => one.name);
  return html`<ul class="legend" aria-hidden="true">${names.map(
    (name, at) => html`<li><i class="swatch fill-${at % 12}"></i>${name}</li>`,
  )}</ul>`;
}

/** Grid lines with their values, categories below, and the names of the axes. */
function axes(plot: Plot, show: Show): Html {
  const scale = scaleFor(plot);
  const write = writerFor(scale.ticks, show);
  const { left, right, bottom, top, width, height } = plotArea;
  const widest = Math.max(...plot.categories.map(roomFor), 1);
  const every = Math.ceil(widest / scale.step);
  return html`<g class="grid">${scale.ticks.map(
    (
      tick,
    ) => html`<line x1="${left}" x2="${width - right}" y1="${scale.y(tick)}" y2="${scale.y(tick)}"></line>
      <text x="${left - 8}" y="${scale.y(tick) + 4}" text-anchor="end">${write(tick)}</text>`,
  )}</g><g class="axis">${plot.categories.map((name, at) =>
    at % every === 0
      ? html`<text x="${scale.x(at)}" y="${height - bottom + 18}" text-anchor="middle">${name}</text>`
      : "",
  )}${plot.labels?.x ? html`<text class="name" x="${(width + left - right) / 2}" y="${height - 4}" text-anchor="middle">${plot.labels.x}</text>` : ""}
  ${plot.labels?.y ? html`<text class="name" x="${left}" y="${top - 12}" text-anchor="start">${plot.labels.y}</text>` : ""}</g>`;
}

function shapes(plot: Plot): Html {
  return plot.kind === "bar" ? barShapes(plot) : lineShapes(plot);
}

function figures(plot: Plot, show: Show): Html {
  const names = plot.kind === "pie" ? [show.t("chart.value")] : plot.series.map((one) => one.name);
  return html`<div class="table-scroll" role="group" tabindex="0" aria-label="${show.t("chart.asTable")}"><table>
    <thead><tr><th scope="col">${show.t("chart.category")}</th>${names.map(
      (name) => html`<th scope="col" class="right">${name}</th>`,
    )}</tr></thead>
    <tbody>${plot.categories.map(
      (category, at) =>
        html`<tr><th scope="row">${category}</th>${plot.series.map(
          (one) => html`<td class="right">${plot.write(one.values[at] ?? 0)}</td>`,
        )}</tr>`,
    )}</tbody></table></div>`;
}
