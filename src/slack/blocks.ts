import type { Mrkdwn } from "../i18n/mrkdwn.ts";

/** A Block Kit block as JSON. Slack's newest blocks are not in `@slack/types`; `limits.ts` knows what Slack accepts. */
export type Block = { type: string; [key: string]: unknown };
export type Option = { text: { type: "plain_text"; text: string }; value: string; description?: PlainText };
export type PlainText = { type: "plain_text"; text: string; emoji?: boolean };

/** A message. `text` is what notifications and screen readers read, so it must say everything that matters. */
export type Message = { text: string; blocks: Block[] };

/** A modal. */
export type View = {
  type: "modal" | "home";
  callback_id?: string;
  title?: PlainText;
  submit?: PlainText;
  close?: PlainText;
  blocks: Block[];
  private_metadata?: string;
  notify_on_close?: boolean;
};

/** Plain text, cut to what its place can hold (`max` counted in UTF-16 units, as Slack counts). */
export function plain(text: string, max = 3000): PlainText {
  const shown = text === "" ? "–" : text;
  return {
    type: "plain_text",
    text: shown.length > max ? `${cutWell(shown, max - 1)}…` : shown,
    emoji: true,
  };
}

// Half of a surrogate pair at the end is refused by Slack as invalid text.
const cutWell = (text: string, length: number) => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");

export const mrkdwn = (text: Mrkdwn, max = 3000) => ({ type: "mrkdwn", text: text.cut(max).text || "–" });

export const header = (text: string): Block => ({ type: "header", text: plain(text, 150) });
export const divider: Block = { type: "divider" };

export function section(text: Mrkdwn, more: { accessory?: unknown; block_id?: string } = {}): Block {
  return { type: "section", text: mrkdwn(text), ...more };
}

export const context = (...lines: Mrkdwn[]): Block => ({
  type: "context",
  elements: lines.slice(0, 10).map((line) => mrkdwn(line)),
});

export const actions = (elements: unknown[], blockId?: string): Block => ({
  type: "actions",
  ...(blockId ? { block_id: blockId } : {}),
  elements,
});

/** A button; `value` is a string made by an action's `write` (see `ids.ts`). */
export function button(
  actionId: string,
  text: string,
  more: { value?: string; style?: "primary" | "danger"; url?: string; confirm?: unknown } = {},
): Block {
  return { type: "button", action_id: actionId, text: plain(text, 75), ...more };
}

/** An option; texts over Slack's 75 characters are cut. */
export const option = (text: string, value: string): Option => ({
  text: plain(text, 75) as Option["text"],
  value,
});

/** An input of a form, with its label. */
export function input(
  blockId: string,
  label: string,
  element: unknown,
  more: { optional?: boolean; hint?: string; dispatch?: boolean } = {},
): Block {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label, 2000),
    element,
    ...(more.optional ? { optional: true } : {}),
    ...(more.hint ? { hint: plain(more.hint, 2000) } : {}),
    ...(more.dispatch ? { dispatch_action: true } : {}),
  };
}
