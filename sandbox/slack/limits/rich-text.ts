import { z } from "zod";
import { identifier, listOf, someText, url } from "./shape.ts";

/** The `rich_text` block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const flag = z.boolean().optional();
const textStyle = z
  .strictObject({ bold: flag, italic: flag, strike: flag, underline: flag, code: flag })
  .optional();
const mentionStyle = z
  .strictObject({
    bold: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  })
  .optional();

const text = z.strictObject({ type: z.literal("text"), text: someText, style: textStyle });
const link = z.strictObject({
  type: z.literal("link"),
  url,
  text: someText.optional(),
  unsafe: flag,
  style: textStyle,
});

const inline = z.discriminatedUnion("type", [
  text,
  link,
  z.strictObject({ type: z.literal("user"), user_id: someText, style: mentionStyle }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: someText, style: mentionStyle }),
  z.strictObject({ type: z.literal("channel"), channel_id: someText, style: mentionStyle }),
  z.strictObject({
    type: z.literal("broadcast"),
    range: z.enum(["here", "channel", "everyone"]),
    style: mentionStyle,
  }),
  z.strictObject({
    type: z.literal("emoji"),
    name: someText,
    unicode: z.string().optional(),
    style: textStyle,
  }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.int(),
    format: someText,
    url: url.optional(),
    fallback: someText.optional(),
    style: textStyle,
  }),
  z.strictObject({ type: z.literal("color"), value: z.string().regex(/^#[0-9a-f]{6}$/i), style: textStyle }),
]);

const many = Number.POSITIVE_INFINITY;
const border = z.literal([0, 1]).optional();
const section = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: listOf(inline, "elements", many),
});

const parts = z.discriminatedUnion("type", [
  section,
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: listOf(section, "items", many),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({
    type: z.literal("rich_text_preformatted"),
    elements: listOf(z.discriminatedUnion("type", [text, link]), "elements", many),
    border,
  }),
  z.strictObject({
    type: z.literal("rich_text_quote"),
    elements: listOf(inline, "elements", many),
    border,
  }),
]);

/** A `rich_text` block; also what a `rich_text_input` starts with and what a table cell may hold. */
export const richText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: identifier.optional(),
  elements: listOf(parts, "elements", many),
});

/** Characters that a reader sees in blocks, rich text or table cells, whatever their nesting; options of menus not counted. */
export function visibleLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + visibleLength(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  const { text, fields, elements } = value as Record<string, unknown>;
  const own = typeof text === "string" ? text.length : visibleLength(text);
  return own + visibleLength(fields) + visibleLength(elements);
}
