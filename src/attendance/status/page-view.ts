import type { ActionRequest } from "../../feature.ts";
import type { Locale } from "../../i18n/index.ts";
import type { Answer } from "../../slack/answer.ts";
import { type Block, button, plain, type View } from "../../slack/blocks.ts";
import type { Mrkdwn } from "../../slack/mrkdwn.ts";
import { views } from "../ids.ts";
import { messageOf } from "../phrases.ts";
import type { Page } from "./service.ts";

/** A page to look at: the same blocks stand in a message to the asker, or in a modal opened from the Home tab. */
export type PageView = { title: string; text: Mrkdwn; blocks: Block[] };

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
