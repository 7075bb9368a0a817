import type { ActionRequest } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Answer } from "../slack/answer.ts";
import { type Block, button, type Message, plain, type View } from "../slack/blocks.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import { views } from "./ids.ts";

/** A page to look at: the same blocks stand in a message to the asker, or in a modal. */
export type PageView = { title: string; text: Mrkdwn; blocks: Block[] };

/** Rows that one page shows: Slack's messages hold 50 blocks. */
export const pageSize = 20;
export type Page = { page: number; pages: number; total: number };

/** A page that exists: the last one for a number beyond it. */
export function pageOf(page: number, total: number): Page {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return { page: Math.min(page, pages - 1), pages, total };
}

/** A message of these blocks; its text is what a screen reader reads. */
export const messageOf = (text: Mrkdwn, blocks: Block[]): Message => ({ text: text.cut(3900).text, blocks });

export const asMessage = ({ text, blocks }: PageView): Answer => ({
  kind: "ephemeral",
  message: messageOf(text, blocks),
});

export function asModal({ title, blocks }: PageView, locale: Locale): View {
  return {
    type: "modal",
    callback_id: views.page,
    title: plain(title, 24),
    close: plain(locale.t("common.close"), 24),
    blocks,
  };
}

/** In place of the page whose button was pressed, be it a message or a modal. */
export function turned(page: PageView, request: ActionRequest): Answer {
  const inModal = request.callbackId !== undefined && request.callbackId !== "";
  if (inModal) return { kind: "updateView", view: asModal(page, request.viewer.locale) };
  return { kind: "replace", message: messageOf(page.text, page.blocks) };
}

/** "◀ Previous" and "Next ▶", those that lead somewhere. */
export function turnButtons(
  { page, pages }: Page,
  ids: { previous: string; next: string },
  value: (page: number) => string,
  locale: Locale,
): unknown[] {
  return [
    ...(page > 0 ? [button(ids.previous, locale.t("common.previous"), { value: value(page - 1) })] : []),
    ...(page < pages - 1 ? [button(ids.next, locale.t("common.next"), { value: value(page + 1) })] : []),
  ];
}

export const pageNote = ({ page, pages }: Page, locale: Locale): Mrkdwn[] =>
  pages > 1 ? [locale.md("common.page", { page: page + 1, pages })] : [];
