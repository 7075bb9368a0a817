import { randomBytes } from "node:crypto";
import { type Args, isFields, jsonArg, textArg } from "./args.ts";
import { messageProblems, viewProblems } from "./limits/index.ts";
import { Refusal } from "./refusal.ts";
import type { Block, MessageMetadata, View } from "./types.ts";

/** The content of a message, checked and complete. A field that was not sent is missing. */
export type MessageContent = { text: string; blocks?: Block[]; metadata?: MessageMetadata };

const longestText = 40_000;

/**
 * Checks a message against Slack's limits.
 * @throws Refusal no_text, msg_too_long, invalid_blocks, invalid_arguments; the details are one sentence a problem.
 */
export function acceptMessage(args: Args): MessageContent {
  const text = textArg(args, "text");
  const sent = jsonArg(args, "blocks");
  const metadata = jsonArg(args, "metadata");
  const empty = Array.isArray(sent) && sent.length === 0;
  if (text === "" && (sent === undefined || empty)) throw new Refusal("no_text");
  if ([...text].length > longestText) throw new Refusal("msg_too_long");
  const problems = messageProblems({
    text,
    ...(sent === undefined || empty ? {} : { blocks: sent }),
    ...(metadata === undefined ? {} : { metadata }),
  });
  if (problems.length > 0) {
    const inBlocks = problems.some((problem) => problem.startsWith("blocks"));
    throw new Refusal(inBlocks ? "invalid_blocks" : "invalid_arguments", problems);
  }
  return {
    text,
    ...(sent === undefined ? {} : { blocks: completeBlocks(sent) }),
    ...(isMetadata(metadata) ? { metadata } : {}),
  };
}

function isMetadata(value: unknown): value is MessageMetadata {
  return isFields(value) && typeof value.event_type === "string" && isFields(value.event_payload);
}

/**
 * Checks a view against Slack's limits and fills in what Slack fills in.
 * @throws Refusal invalid_arguments; the details are one sentence a problem.
 */
export function acceptView(sent: unknown, type: "modal" | "home"): View {
  if (!isFields(sent) || sent.type !== type)
    throw new Refusal("invalid_arguments", [`the view must be a ${type}`]);
  const problems = viewProblems(sent);
  if (problems.length > 0) throw new Refusal("invalid_arguments", problems);
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    ...sent,
    type,
    blocks: completeBlocks(sent.blocks),
  };
}

/** Gives every block and every interactive element an id, as Slack does where none was sent. */
export function completeBlocks(blocks: unknown): Block[] {
  return (Array.isArray(blocks) ? blocks.filter(isFields) : []).map((block) => ({
    ...withIds(block),
    type: String(block.type),
    block_id: typeof block.block_id === "string" ? block.block_id : shortId(),
  }));
}

const interactiveFields: Readonly<Record<string, string>> = {
  section: "accessory",
  input: "element",
  actions: "elements",
};

function withIds(block: Record<string, unknown>): Record<string, unknown> {
  const field = interactiveFields[String(block.type)];
  const held = field === undefined ? undefined : block[field];
  if (field === undefined || held === undefined) return block;
  return { ...block, [field]: Array.isArray(held) ? held.map(withActionId) : withActionId(held) };
}

function withActionId(element: unknown): unknown {
  if (!isFields(element) || element.type === "image" || typeof element.action_id === "string") return element;
  return { ...element, action_id: shortId() };
}

function shortId(): string {
  return randomBytes(4).toString("base64url").slice(0, 5);
}
