import { z } from "zod";
import { blockSchemas, blocksOf, modalOnlyInputs, type Surface } from "./limits-blocks.ts";
import { problem, schemaProblems } from "./limits-problems.ts";
import { characters, plainText } from "./limits-shape.ts";

/**
 * What Slack would refuse of a message or a view, found before it is sent.
 * Sources: https://docs.slack.dev/reference/block-kit, /reference/views, /reference/methods/chat.postMessage.
 */

/** The parts of a message that have limits; lists and objects may also arrive as JSON text, as form bodies carry them. */
export type CheckedMessage = { text?: unknown; blocks?: unknown; metadata?: unknown; attachments?: unknown };

type Path = readonly PropertyKey[];
type Fields = Record<string, unknown>;

const maxBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const maxOfType: Readonly<Record<string, number>> = { table: 1, data_visualization: 2 };
const maxMarkdownCharacters = 12_000;
const maxAttachments = 100;
const maxViewBytes = 250_000;
const maxMetadataBytes = 16_000;

/**
 * Problems of a message for chat.postMessage, chat.update, chat.postEphemeral or a response_url.
 * @returns one sentence a problem, beginning with its path; empty when Slack accepts the message.
 */
export function messageProblems(message: CheckedMessage): string[] {
  const found = textProblems(message.text);
  const blocks = asSent(message.blocks);
  const attachments = asSent(message.attachments);
  const all: unknown[] = [];
  if (blocks !== undefined) {
    found.push(...blocksProblems(blocks, "message", ["blocks"]));
    if (Array.isArray(blocks)) all.push(...blocks);
  }
  if (attachments !== undefined) found.push(...attachmentsProblems(attachments, all));
  found.push(...countProblems(all), ...metadataProblems(asSent(message.metadata)));
  return found;
}

/**
 * Problems of a view for views.open, views.update, views.push, views.publish or a submission's answer.
 * @returns one sentence a problem, beginning with its path; empty when Slack accepts the view.
 */
export function viewProblems(view: unknown): string[] {
  const sent = asSent(view);
  if (!isFields(sent)) return ["the view must be an object"];
  const surface = sent.type;
  if (surface !== "modal" && surface !== "home") return [`type: must be "modal" or "home"`];
  const found = schemaProblems(surface === "modal" ? modal : home, sent, []);
  if (sent.blocks !== undefined) found.push(...blocksProblems(sent.blocks, surface, ["blocks"]));
  const blocks = Array.isArray(sent.blocks) ? sent.blocks.filter(isFields) : [];
  if (surface === "modal" && sent.submit === undefined && blocks.some((block) => block.type === "input")) {
    found.push("submit: is required when a modal has input blocks");
  }
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) found.push(`blocks: ${focused.length} elements with focus_on_load, at most 1`);
  const bytes = Buffer.byteLength(JSON.stringify(sent));
  if (bytes > maxViewBytes) found.push(`the view is ${bytes} bytes, at most ${maxViewBytes}`);
  return found;
}

const viewFields = {
  blocks: z.unknown().refine((blocks) => blocks !== undefined, { error: "is required" }),
  private_metadata: characters(3000, 0).optional(),
  callback_id: characters(255).optional(),
  external_id: characters(255).optional(),
};
const home = z.strictObject({ type: z.literal("home"), ...viewFields });
const modal = z.strictObject({
  type: z.literal("modal"),
  ...viewFields,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
});

// Slack itself takes a message without text; a screen reader would then have nothing to read.
function textProblems(text: unknown): string[] {
  if (typeof text !== "string" || text.trim() === "") return ["text: is required, screen readers read it"];
  return schemaProblems(characters(4000), text, ["text"]);
}

function blocksProblems(blocks: unknown, surface: Surface, path: Path): string[] {
  if (!Array.isArray(blocks)) return [problem(path, "must be a list")];
  const found: string[] = [];
  if (blocks.length === 0) found.push(problem(path, "no blocks, at least 1"));
  const max = maxBlocks[surface];
  if (blocks.length > max) found.push(problem(path, `${blocks.length} blocks, at most ${max}`));
  const seen = new Set<unknown>();
  blocks.forEach((block: unknown, index) => {
    const at = [...path, index];
    found.push(...blockProblems(block, surface, at));
    if (!isFields(block) || block.block_id === undefined) return;
    if (seen.has(block.block_id))
      found.push(problem([...at, "block_id"], `"${block.block_id}" stands twice`));
    seen.add(block.block_id);
  });
  return found;
}

function blockProblems(block: unknown, surface: Surface, path: Path): string[] {
  if (!isFields(block)) return [problem(path, "must be an object")];
  const type = String(block.type);
  const schema = blocksOf[surface].has(type) ? blockSchemas[type] : undefined;
  if (schema === undefined) return [problem([...path, "type"], `"${type}" is not a block for a ${surface}`)];
  const found = schemaProblems(schema, block, path);
  const elements = elementsOf(block);
  for (const element of elements) {
    if (surface === "home" && modalOnlyInputs.has(String(element.type))) {
      found.push(problem([...path, "element", "type"], `"${element.type}" is for modals only`));
    }
  }
  const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  for (const id of twice) found.push(problem(path, `the action_id "${id}" stands twice`));
  return found;
}

/** A block's interactive elements, whatever field they stand in. */
function elementsOf(block: Fields): Fields[] {
  const listed = Array.isArray(block.elements) ? block.elements : [];
  return [...listed, block.accessory, block.element].filter(isFields);
}

/** Ceilings for a whole message, whichever attachment a block stands in. */
function countProblems(blocks: unknown[]): string[] {
  const fields = blocks.filter(isFields);
  const found = Object.entries(maxOfType).flatMap(([type, max]) => {
    const count = fields.filter((block) => block.type === type).length;
    return count > max ? [`blocks: ${count} blocks of type ${type}, at most ${max}`] : [];
  });
  const markdown = fields.filter((block) => block.type === "markdown");
  const length = markdown.reduce((sum, block) => sum + String(block.text).length, 0);
  if (markdown.length > 1 && length > maxMarkdownCharacters) {
    found.push(`blocks: ${length} characters of markdown, at most ${maxMarkdownCharacters}`);
  }
  return found;
}

/** Checks attachments and adds their blocks to `all`. */
function attachmentsProblems(attachments: unknown, all: unknown[]): string[] {
  if (!Array.isArray(attachments)) return ["attachments: must be a list"];
  const found: string[] = [];
  if (attachments.length > maxAttachments) {
    found.push(`attachments: ${attachments.length} attachments, at most ${maxAttachments}`);
  }
  attachments.forEach((attachment: unknown, index) => {
    const path = ["attachments", index];
    if (!isFields(attachment)) found.push(problem(path, "must be an object"));
    else if (attachment.blocks !== undefined) {
      found.push(...blocksProblems(attachment.blocks, "message", [...path, "blocks"]));
      if (Array.isArray(attachment.blocks)) all.push(...attachment.blocks);
    }
  });
  return found;
}

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: "must be a text, a number or a truth value",
});
const flat = z.record(z.string(), scalar);
const metadataShape = z.strictObject({
  event_type: characters(255).regex(/^[\w.-]+$/, { error: "may hold letters, digits, _, . and - only" }),
  event_payload: z.record(
    z.string(),
    z.union([scalar, flat, z.array(flat)], {
      error: "must be a text, a number, a truth value, a flat object or a list of flat objects",
    }),
  ),
});

function metadataProblems(metadata: unknown): string[] {
  if (metadata === undefined) return [];
  const found = schemaProblems(metadataShape, metadata, ["metadata"]);
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes > maxMetadataBytes) found.push(`metadata: ${bytes} bytes, at most ${maxMetadataBytes}`);
  return found;
}

/** The value as Slack would read it: JSON text is read, fields set to undefined disappear. */
function asSent(value: unknown): unknown {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(typeof value === "string" ? value : JSON.stringify(value));
  } catch {
    return value;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
