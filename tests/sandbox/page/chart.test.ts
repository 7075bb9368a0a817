import { describe, expect, it } from "vitest";
import { chart } from "../../../sandbox/page/chart.ts";
import { plotArea, roundTicks, scaleFor } from "../../../sandbox/page/chart-scale.ts";
import { table } from "../../../sandbox/page/table.ts";
import { showing, words, written } from "./shown.ts";

const labels = ["W42", "W43"];
const series = (name: string, ...values: number[]) => ({
  name,
  data: labels.map((label, at) => ({ label, value: values[at] ?? 0 })),
});
const plotted = (type: string, ...all: object[]) => ({
  type: "data_visualization",
  title: "Attendance <%>",
  chart: { type, series: all, axis_config: { categories: labels, y_label: "%" } },
});
const pie = {
  title: "Forms",
  chart: {
    type: "pie",
    segments: [
      { label: "Meeting", value: 3 },
      { label: "Forum", value: 1 },
    ],
  },
};

describe("a chart", () => {
  it("says all of its figures in words and as a table", async () => {
    const out = await written(chart(plotted("line", series("Rate", 92.6, 93)), showing()));
    expect(out).toContain('aria-label="Line chart: Attendance &lt;%&gt;. Rate: W42 92.6 and W43 93.0."');
    expect(out).toContain('<th scope="row">W43</th><td class="right">93.0</td>');
  });

  it("says them in Chinese", async () => {
    const out = await written(chart(pie, showing("zh-CN")));
    expect(out).toContain('aria-label="饼图：Forms。Meeting 3和Forum 1。"');
  });

  it.each(["line", "area", "bar"])("draws a %s chart with a shape for each value", async (type) => {
    const out = await written(chart(plotted(type, series("A", 1, 2), series("B", 3, 4)), showing()));
    const shape = type === "bar" ? /<rect class="bar"/g : /<circle class="point"/g;
    expect(out.match(shape)).toHaveLength(4);
    expect(out).toContain('class="legend"');
  });

  it("draws a pie with shares, and a full circle when there is one segment", async () => {
    expect(await words(chart(pie, showing()))).toContain("75.0%");
    const whole = { title: "One", chart: { type: "pie", segments: [{ label: "All", value: 5 }] } };
    expect(await written(chart(whole, showing()))).toContain('<circle class="slice"');
  });

  it("stands when all values are equal, nought or below nought", async () => {
    for (const values of [
      [0, 0],
      [5, 5],
      [-3, 4],
    ]) {
      const out = await written(chart(plotted("bar", series("A", ...values)), showing()));
      expect(out).not.toMatch(/NaN|Infinity/);
    }
  });
});

describe("a scale", () => {
  it.each([
    [0, 100, [0, 25, 50, 75, 100]],
    [88.1, 92.6, [88, 90, 92, 94]],
    [0, 0.9, [0, 0.25, 0.5, 0.75, 1]],
  ])("from %d to %d has round ticks", (low, high, ticks) => {
    expect(roundTicks(low, high)).toEqual(ticks);
  });

  it("begins at nought for bars, and near the lowest value for a line far above it", () => {
    const plot = { categories: labels, series: [{ name: "", values: [90, 92] }], write: String };
    expect(scaleFor({ ...plot, kind: "bar" }).ticks[0]).toBe(0);
    expect(scaleFor({ ...plot, kind: "line" }).ticks[0]).toBe(90);
    expect(scaleFor({ ...plot, kind: "bar" }).y(0)).toBe(plotArea.height - plotArea.bottom);
  });
});

describe("a table", () => {
  const raw = (text: string) => ({ type: "raw_text", text });

  it("has a caption, headers of columns and of rows, and numbers to the right", async () => {
    const rows = [
      [raw("District"), raw("Rate")],
      [raw("<Hexi>"), raw("89.2%")],
    ];
    const out = await written(table({ type: "data_table", caption: "By district", rows }, showing()));
    expect(out).toContain("By district");
    expect(out).toContain('<th scope="row">&lt;Hexi&gt;</th><td class="right">89.2%</td>');
    expect(out).toContain('tabindex="0" aria-label="By district"');
  });

  it("follows the alignment that it is given", async () => {
    const block = { type: "table", rows: [[raw("A")], [raw("b")]], column_settings: [{ align: "center" }] };
    expect(await written(table(block, showing()))).toContain('<td class="center">b</td>');
  });
});
