import { z } from "zod";
import { type Path, problem, schemaProblems } from "./problems.ts";
import { characters, plainText } from "./shape.ts";
import { blocksProblems, elementsOf, isFields, totalProblems } from "./surface.ts";

/**
 * What Slack would refuse of a message or a view, found before it is sent.
 * Sources: https://docs.slack.dev/reference/block-kit, /reference/views, /reference/methods/chat.postMessage.
 */

/** The parts of a message that have limits; lists and objects may also arrive as JSON text, as form bodies carry them. */
export type CheckedMessage = { text?: unknown; blocks?: unknown; metadata?: unknown; attachments?: unknown };

const maxTextCharacters = 4000;
const maxAttachments = 100;
const maxViewBytes = 250_000;
// Slack publishes no number for metadata_too_large; ours carries a few ids.
const maxMetadataBytes = 8_000;

/**
 * Problems of a message for chat.postMessage, chat.update, chat.postEphemeral or a response_url.
 * @returns one sentence a problem, beginning with its path; empty when Slack accepts the message.
 */
export function messageProblems(message: CheckedMessage): string[] {
  const found = textProblems(message.text);
  const lists = blockLists(message, found);
  for (const { blocks, path } of lists) found.push(...blocksProblems(blocks, "message", path));
  found.push(...totalProblems(lists.flatMap(({ blocks }) => (Array.isArray(blocks) ? blocks : []))));
  found.push(...metadataProblems(asSent(message.metadata)));
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
  found.push(...blocksProblems(sent.blocks, surface, ["blocks"]));
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
  // Checked block by block, against the surface.
  blocks: z.unknown().optional(),
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
  return schemaProblems(characters(maxTextCharacters), text, ["text"]);
}

/** The message's lists of blocks, its own and those of its attachments; problems of the attachments go to `found`. */
function blockLists(message: CheckedMessage, found: string[]): { blocks: unknown; path: Path }[] {
  const own = asSent(message.blocks);
  const lists: { blocks: unknown; path: Path }[] =
    own === undefined ? [] : [{ blocks: own, path: ["blocks"] }];
  const attachments = asSent(message.attachments) ?? [];
  if (!Array.isArray(attachments)) {
    found.push("attachments: must be a list");
    return lists;
  }
  if (attachments.length > maxAttachments) {
    found.push(`attachments: ${attachments.length} attachments, at most ${maxAttachments}`);
  }
  attachments.forEach((attachment: unknown, index) => {
    const path = ["attachments", index];
    if (!isFields(attachment)) found.push(problem(path, "must be an object"));
    else if (attachment.blocks !== undefined)
      lists.push({ blocks: attachment.blocks, path: [...path, "blocks"] });
  });
  return lists;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const flat = z.record(z.string(), scalar);
const metadataShape = z.strictObject({
  event_type: characters(255).regex(/^\w*$/, { error: "may hold letters, digits and _ only" }),
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
    // Neither JSON nor something that JSON can hold: refused by whoever reads it next.
    return null;
  }
}
