import { z } from "zod";
import { richText, visibleLength } from "./rich-text.ts";
import { characters, identifier, listOf, someText } from "./shape.ts";

/**
 * Tables and the native chart; all three stand in messages only.
 * https://docs.slack.dev/reference/block-kit/blocks/table-block, /data-table-block, /data-visualization-block
 */

const rawText = z.strictObject({
  type: z.literal("raw_text"),
  text: someText,
});
const rawNumber = z.strictObject({
  type: z.literal("raw_number"),
  value: z.number(),
  text: someText,
});
const cell = z.discriminatedUnion("type", [rawText, rawNumber, richText]);
const rows = (max: number, min: number) => listOf(listOf(cell, "cells", 20), "rows", max, min);

function charactersWithin(max: number) {
  return (grid: unknown[][], ctx: z.RefinementCtx) => {
    const total = grid.reduce((sum, row) => sum + visibleLength(row), 0);
    if (total > max) ctx.addIssue({ code: "custom", message: `${total} characters, at most ${max}` });
  };
}

/** `table`: 1–100 rows of 1–20 cells, 10,000 characters in all. */
export const table = z.strictObject({
  type: z.literal("table"),
  block_id: identifier.optional(),
  rows: rows(100, 1).superRefine(charactersWithin(10_000)),
  column_settings: listOf(
    z.strictObject({
      align: z.enum(["left", "center", "right"]).optional(),
      is_wrapped: z.boolean().optional(),
    }),
    "column settings",
    20,
  ).optional(),
});

/** `data_table`: a header and 1–200 rows, all equally long, 20,000 characters in all. */
export const dataTable = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: identifier.optional(),
    caption: someText,
    rows: rows(201, 2).superRefine(charactersWithin(20_000)),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine((block, ctx) => {
    const columns = block.rows[0]?.length ?? 0;
    block.rows.forEach((row, index) => {
      if (row.length !== columns) {
        const message = `${row.length} cells, but the header has ${columns}`;
        ctx.addIssue({ code: "custom", path: ["rows", index], message });
      }
    });
    if (block.rows[0]?.some((header) => header.type === "rich_text")) {
      ctx.addIssue({ code: "custom", path: ["rows", 0], message: "a header cell may not be rich_text" });
    }
    if ((block.row_header_column_index ?? 0) >= columns) {
      const message = `names column ${block.row_header_column_index}, but there are ${columns}, counted from 0`;
      ctx.addIssue({ code: "custom", path: ["row_header_column_index"], message });
    }
  });

const label = characters(20);
const point = z.strictObject({ label, value: z.number() });
const series = z.strictObject({ name: label, data: listOf(point, "points", 20) });
const axes = z.strictObject({
  categories: listOf(label, "categories", 20),
  x_label: characters(50).optional(),
  y_label: characters(50).optional(),
});

type PlottedChart = { series: z.infer<typeof series>[]; axis_config: z.infer<typeof axes> };

/** Names and categories are unique, and every series has exactly one point for every category. */
function checkCoverage(chart: PlottedChart, ctx: z.RefinementCtx): void {
  const categories = new Set(chart.axis_config.categories);
  if (categories.size < chart.axis_config.categories.length) {
    ctx.addIssue({ code: "custom", path: ["axis_config", "categories"], message: "a category stands twice" });
  }
  if (new Set(chart.series.map((one) => one.name)).size < chart.series.length) {
    ctx.addIssue({ code: "custom", path: ["series"], message: "two series share a name" });
  }
  chart.series.forEach((one, index) => {
    const labels = new Set(one.data.map((dot) => dot.label));
    const missing = [...categories].filter((category) => !labels.has(category));
    const stray = [...labels].filter((text) => !categories.has(text));
    const say = (message: string) =>
      ctx.addIssue({ code: "custom", path: ["series", index, "data"], message });
    if (missing.length > 0) say(`no point for the category "${missing.join('", "')}"`);
    if (stray.length > 0) say(`"${stray.join('", "')}" is not among the categories`);
    if (labels.size < one.data.length) say("two points share a label");
  });
}

const plotted = <Type extends "bar" | "area" | "line">(type: Type) =>
  z
    .strictObject({ type: z.literal(type), series: listOf(series, "series", 12), axis_config: axes })
    .superRefine(checkCoverage);

const pie = z.strictObject({
  type: z.literal("pie"),
  segments: listOf(
    z.strictObject({ label, value: z.number().positive({ error: "must be above 0" }) }),
    "segments",
    12,
  ),
});

/** `data_visualization`: a chart drawn by Slack. A series is `{name, data: [{label, value}]}`. */
export const chart = z.strictObject({
  type: z.literal("data_visualization"),
  block_id: identifier.optional(),
  title: characters(50),
  chart: z.discriminatedUnion("type", [pie, plotted("bar"), plotted("area"), plotted("line")]),
});
