import { describe, expect, it } from "vitest";
import { blocks, cell, changed, many, problemsOfBlock, rich, x } from "./examples.ts";

type Step = string | number;

describe("tables", () => {
  const grid = (rows: number, columns: number, text = "a") =>
    many(rows, () => many(columns, () => cell(text)));

  it.each<[string, object, Step[], unknown, unknown, string]>([
    ["an empty page", blocks.dataTable, ["page_size"], 1, 0, ".page_size: must be at least 1"],
    [
      "a setting for a 21st column",
      blocks.table,
      ["column_settings"],
      many(20, () => ({})),
      many(21, () => ({})),
      ".column_settings: 21 column settings, at most 20",
    ],
    [
      "a row header before the first column",
      blocks.dataTable,
      ["row_header_column_index"],
      0,
      -1,
      ".row_header_column_index: must be at least 0",
    ],
    ["too many rows", blocks.table, ["rows"], grid(100, 1), grid(101, 1), ".rows: 101 rows, at most 100"],
    ["no rows", blocks.table, ["rows"], grid(1, 1), [], ".rows: no rows, at least 1"],
    [
      "too many cells in a row",
      blocks.table,
      ["rows"],
      grid(1, 20),
      grid(1, 21),
      ".rows[0]: 21 cells, at most 20",
    ],
    [
      "too much text",
      blocks.table,
      ["rows"],
      grid(100, 20, x(5)),
      grid(100, 20, x(6)),
      ".rows: 12000 characters, at most 10000",
    ],
    ["an empty cell", blocks.table, ["rows", 0, 0, "text"], " ", "", ".rows[0][0].text: is empty"],
    [
      "a bare string for a cell",
      blocks.table,
      ["rows", 0, 0],
      cell("a"),
      "a",
      ".rows[0][0]: must be an object",
    ],
    [
      "an unknown alignment",
      blocks.table,
      ["column_settings", 0, "align"],
      "center",
      "middle",
      `.column_settings[0].align: "middle" is not "left" or "center" or "right"`,
    ],
    [
      "too many data rows",
      blocks.dataTable,
      ["rows"],
      grid(201, 1),
      grid(202, 1),
      ".rows: 202 rows, at most 201",
    ],
    ["a header alone", blocks.dataTable, ["rows"], grid(2, 2), grid(1, 2), ".rows: 1 rows, at least 2"],
    [
      "rows of different lengths",
      blocks.dataTable,
      ["rows", 1],
      [cell("a"), cell("b")],
      [cell("a")],
      ".rows[1]: 1 cells, but the header has 2",
    ],
    [
      "a formatted header",
      blocks.dataTable,
      ["rows", 0, 0],
      cell("a"),
      rich({ type: "text", text: "a" }),
      ".rows[0]: a header cell may not be rich_text",
    ],
    [
      "too much data text",
      blocks.dataTable,
      ["rows"],
      grid(100, 20, x(10)),
      grid(100, 20, x(11)),
      ".rows: 22000 characters, at most 20000",
    ],
    ["no caption", blocks.dataTable, ["caption"], "a", undefined, ".caption: is required"],
    ["a long page", blocks.dataTable, ["page_size"], 100, 101, ".page_size: must be at most 100"],
    [
      "a row header that is not there",
      blocks.dataTable,
      ["row_header_column_index"],
      1,
      2,
      ".row_header_column_index: names column 2, but there are 2, counted from 0",
    ],
    [
      "a number cell without its text",
      blocks.dataTable,
      ["rows", 1, 1, "text"],
      "9",
      undefined,
      ".rows[1][1].text: is required",
    ],
  ])("refuses a table with %s", (_name, good, path, fits, bad, expected) => {
    expect(problemsOfBlock(changed(good, path, fits))).toEqual([]);
    expect(problemsOfBlock(changed(good, path, bad))).toEqual([`blocks[0]${expected}`]);
  });

  it("takes up to 20 columns in a data table", () => {
    expect(problemsOfBlock({ ...blocks.dataTable, rows: grid(2, 20) })).toEqual([]);
    expect(problemsOfBlock({ ...blocks.dataTable, rows: grid(2, 21) })).toEqual([
      "blocks[0].rows[0]: 21 cells, at most 20",
      "blocks[0].rows[1]: 21 cells, at most 20",
    ]);
  });

  it("counts the characters of formatted cells too", () => {
    const rows = many(2, () => [rich({ type: "text", text: x(5001) })]);
    expect(problemsOfBlock({ type: "table", rows })).toEqual([
      "blocks[0].rows: 10002 characters, at most 10000",
    ]);
  });
});

describe("charts", () => {
  const point = (label: string) => ({ label, value: 1 });
  const weeks = (count: number) => many(count, (i) => `W${i}`);
  const lines = (count: number) =>
    many(count, (i) => ({ name: `s${i}`, data: [point("W42"), point("W43")] }));
  const chartOver = (count: number) => ({
    type: "bar",
    series: [{ name: "a", data: weeks(count).map(point) }],
    axis_config: { categories: weeks(count) },
  });

  it.each<[string, object, Step[], unknown, unknown, string]>([
    [
      "a long label below",
      blocks.lineChart,
      ["chart", "axis_config", "x_label"],
      x(50),
      x(51),
      ".chart.axis_config.x_label: 51 characters, at most 50",
    ],
    ["a long title", blocks.lineChart, ["title"], x(50), x(51), ".title: 51 characters, at most 50"],
    ["no title", blocks.lineChart, ["title"], "a", undefined, ".title: is required"],
    [
      "an unknown kind",
      blocks.lineChart,
      ["chart", "type"],
      "area",
      "radar",
      `.chart.type: "radar" is not allowed here`,
    ],
    [
      "too many series",
      blocks.lineChart,
      ["chart", "series"],
      lines(12),
      lines(13),
      ".chart.series: 13 series, at most 12",
    ],
    [
      "no series",
      blocks.lineChart,
      ["chart", "series"],
      lines(1),
      [],
      ".chart.series: no series, at least 1",
    ],
    [
      "a long series name",
      blocks.lineChart,
      ["chart", "series", 0, "name"],
      x(20),
      x(21),
      ".chart.series[0].name: 21 characters, at most 20",
    ],
    [
      "two series of one name",
      blocks.lineChart,
      ["chart", "series"],
      lines(2),
      [...lines(1), ...lines(1)],
      ".chart.series: two series share a name",
    ],
    [
      "a category uncovered",
      blocks.lineChart,
      ["chart", "series", 0, "data"],
      [point("W43"), point("W42")],
      [point("W42")],
      `.chart.series[0].data: no point for the category "W43"`,
    ],
    [
      "a point of no category",
      blocks.lineChart,
      ["chart", "axis_config", "categories"],
      ["W43", "W42"],
      ["W42"],
      `.chart.series[0].data: "W43" is not among the categories`,
    ],
    [
      "a label twice",
      blocks.lineChart,
      ["chart", "series", 0, "data", 2],
      undefined,
      point("W43"),
      ".chart.series[0].data: two points share a label",
    ],
    [
      "a category twice",
      blocks.lineChart,
      ["chart", "axis_config", "categories", 2],
      undefined,
      "W43",
      ".chart.axis_config.categories: a category stands twice",
    ],
    [
      "a value missing",
      blocks.lineChart,
      ["chart", "series", 0, "data", 0, "value"],
      -1,
      null,
      ".chart.series[0].data[0].value: must be a number",
    ],
    [
      "no axes",
      blocks.lineChart,
      ["chart", "axis_config"],
      { categories: ["W42", "W43"] },
      undefined,
      ".chart.axis_config: is required",
    ],
    [
      "a long axis label",
      blocks.lineChart,
      ["chart", "axis_config", "y_label"],
      x(50),
      x(51),
      ".chart.axis_config.y_label: 51 characters, at most 50",
    ],
    [
      "an empty slice",
      blocks.pieChart,
      ["chart", "segments", 0, "value"],
      0.5,
      0,
      ".chart.segments[0].value: must be above 0",
    ],
    [
      "too many slices",
      blocks.pieChart,
      ["chart", "segments"],
      weeks(12).map(point),
      weeks(13).map(point),
      ".chart.segments: 13 segments, at most 12",
    ],
    [
      "a long slice label",
      blocks.pieChart,
      ["chart", "segments", 0, "label"],
      x(20),
      x(21),
      ".chart.segments[0].label: 21 characters, at most 20",
    ],
  ])("refuses a chart with %s", (_name, good, path, fits, bad, expected) => {
    expect(problemsOfBlock(changed(good, path, fits))).toEqual([]);
    expect(problemsOfBlock(changed(good, path, bad))).toEqual([`blocks[0]${expected}`]);
  });

  it("draws at most 20 points", () => {
    expect(problemsOfBlock(changed(blocks.lineChart, ["chart"], chartOver(20)))).toEqual([]);
    expect(problemsOfBlock(changed(blocks.lineChart, ["chart"], chartOver(21)))).toEqual([
      "blocks[0].chart.series[0].data: 21 points, at most 20",
      "blocks[0].chart.axis_config.categories: 21 categories, at most 20",
    ]);
  });
});
