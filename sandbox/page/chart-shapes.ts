import { html } from "hono/html";
import { type Plot, plotArea, round, type Scale, scaleFor } from "./chart-scale.ts";
import type { Html, Show } from "./show.ts";

/** Lines with a dot at each point; areas are the same with the ground below them filled. */
export function lineShapes(plot: Plot): Html {
  const scale = scaleFor(plot);
  const ground = scale.y(Math.max(scale.ticks[0] ?? 0, 0));
  return html`${plot.series.map((one, at) => {
    const points = one.values.map((value, category) => `${scale.x(category)},${scale.y(value)}`);
    const last = one.values.length - 1;
    const area = [`${scale.x(0)},${ground}`, ...points, `${scale.x(last)},${ground}`];
    return html`<g class="series-${at % 12}">
      ${plot.kind === "area" ? html`<polygon class="area" points="${area.join(" ")}"></polygon>` : ""}
      <polyline class="line" points="${points.join(" ")}"></polyline>
      ${one.values.map((value, category) => dot(scale, category, value))}
    </g>${plot.series.length === 1 ? values(plot, scale) : ""}`;
  })}`;
}

function dot(scale: Scale, category: number, value: number): Html {
  return html`<circle class="point" cx="${scale.x(category)}" cy="${scale.y(value)}" r="3.5"></circle>`;
}

/** The figures above their points; only a single series has the room. */
function values({ series: [only], write }: Plot, scale: Scale): Html {
  const list = only?.values ?? [];
  if (list.length > 12) return html``;
  return html`<g class="value">${list.map(
    (value, at) =>
      html`<text x="${scale.x(at)}" y="${scale.y(value) - 9}" text-anchor="middle">${write(value)}</text>`,
  )}</g>`;
}

/** Bars side by side within their category. */
export function barShapes(plot: Plot): Html {
  const scale = scaleFor(plot);
  const room = scale.step * 0.7;
  const width = Math.min(room / plot.series.length, 44);
  const ground = scale.y(0);
  const bars = plot.series.map(
    (one, at) =>
      html`<g class="series-${at % 12}">${one.values.map((value, category) => {
        const left = scale.x(category) + (at - plot.series.length / 2) * width;
        const top = Math.min(scale.y(value), ground);
        const tall = Math.max(Math.abs(scale.y(value) - ground), 1);
        return html`<rect class="bar" x="${round(left + 1)}" y="${top}" width="${round(width - 2)}" height="${round(tall)}" rx="2"></rect>`;
      })}</g>`,
  );
  return html`${bars}${plot.series.length === 1 ? values(plot, scale) : ""}`;
}

/** Segments clockwise from the top, each with its share when there is room for it. */
export function pieShapes(plot: Plot, show: Show): Html {
  const list = plot.series[0]?.values ?? [];
  const total = list.reduce((sum, value) => sum + value, 0) || 1;
  const radius = 96;
  const [x, y] = [plotArea.width / 2, plotArea.height / 2];
  let turned = 0;
  return html`${list.map((value, at) => {
    const [from, to] = [turned / total, (turned + value) / total];
    turned += value;
    const label = spot(x, y, radius * 0.66, (from + to) / 2);
    // An arc that ends where it began draws nothing.
    const shape =
      to - from > 0.9999
        ? html`<circle class="slice" cx="${x}" cy="${y}" r="${radius}"></circle>`
        : html`<path class="slice" d="${slice(x, y, radius, from, to)}"></path>`;
    const share = show.locale.percent({ part: value, whole: total });
    return html`<g class="series-${at % 12}">${shape}${
      to - from > 0.05
        ? html`<text class="share" x="${label.x}" y="${label.y + 4}" text-anchor="middle">${share}</text>`
        : ""
    }</g>`;
  })}`;
}

function spot(x: number, y: number, radius: number, turn: number) {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return { x: round(x + radius * Math.cos(angle)), y: round(y + radius * Math.sin(angle)) };
}

function slice(x: number, y: number, radius: number, from: number, to: number): string {
  const [start, end] = [spot(x, y, radius, from), spot(x, y, radius, to)];
  const large = to - from > 0.5 ? 1 : 0;
  return `M${x} ${y}L${start.x} ${start.y}A${radius} ${radius} 0 ${large} 1 ${end.x} ${end.y}Z`;
}
