import { z } from "zod";
import { accessory, actionElement, contextElement, inputElement } from "./elements.ts";
import { richText } from "./rich-text.ts";
import { anyText, characters, hasOneSource, identifier, listOf, pictureSource, plainText } from "./shape.ts";
import { chart, dataTable, table } from "./tables.ts";

/** Where blocks stand. */
export type Surface = "message" | "modal" | "home";

const named = { block_id: identifier.optional() };

const section = z
  .strictObject({
    type: z.literal("section"),
    ...named,
    text: anyText(3000).optional(),
    fields: listOf(anyText(2000), "fields", 10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: "needs text or fields",
  });

const image = z
  .strictObject({
    type: z.literal("image"),
    ...named,
    alt_text: characters(2000),
    title: plainText(2000).optional(),
    ...pictureSource,
  })
  .refine(hasOneSource, { error: "needs either image_url or slack_file" });

/**
 * Every block type that Studyhall builds, with its limits (https://docs.slack.dev/reference/block-kit/blocks).
 * Slack knows a few more; one that is needed gets its line here first, so that nothing unchecked is ever sent.
 */
export const blockSchemas: Readonly<Record<string, z.ZodType>> = {
  actions: z.strictObject({
    type: z.literal("actions"),
    ...named,
    elements: listOf(actionElement, "elements", 25),
  }),
  context: z.strictObject({
    type: z.literal("context"),
    ...named,
    elements: listOf(contextElement, "elements", 10),
  }),
  data_table: dataTable,
  data_visualization: chart,
  divider: z.strictObject({ type: z.literal("divider"), ...named }),
  header: z.strictObject({ type: z.literal("header"), ...named, text: plainText(150) }),
  image,
  input: z.strictObject({
    type: z.literal("input"),
    ...named,
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  markdown: z.strictObject({ type: z.literal("markdown"), ...named, text: characters(12_000) }),
  rich_text: richText,
  section,
  table,
};

const everywhere = ["actions", "context", "divider", "header", "image", "rich_text", "section"];

/** Which block types a surface takes. */
export const blocksOf: Readonly<Record<Surface, ReadonlySet<string>>> = {
  message: new Set([...everywhere, "data_table", "data_visualization", "markdown", "table"]),
  modal: new Set([...everywhere, "input"]),
  home: new Set([...everywhere, "input"]),
};

/** Inputs that a Home tab refuses. */
export const modalOnlyInputs: ReadonlySet<string> = new Set(["number_input", "file_input"]);
