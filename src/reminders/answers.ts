import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Answer } from "../slack/answer.ts";
import { plain, section, type View } from "../slack/blocks.ts";
import type { ActionRequest } from "../slack/requests.ts";
import type { Shown } from "./calendar/holidays-view.ts";
import { views } from "./ids.ts";

/** How a page of this feature is answered: as a message to the asker, in place of itself, or as a modal. */

const messageOf = ({ text, blocks }: Shown) => ({ text: text.cut(3900).text, blocks });

export const asMessage = (page: Shown): Answer => ({ kind: "ephemeral", message: messageOf(page) });

export const asModal = ({ title, blocks }: Shown, locale: Locale): View => ({
  type: "modal",
  callback_id: views.page,
  title: plain(title, 24),
  close: plain(locale.t("common.close"), 24),
  blocks,
});

/** In place of the page whose button was pressed. */
export function turned(page: Shown, request: ActionRequest): Answer {
  if (request.callbackId === views.page)
    return { kind: "updateView", view: asModal(page, request.viewer.locale) };
  return { kind: "replace", message: messageOf(page) };
}

export const sentence = (text: Mrkdwn): Answer => ({
  kind: "ephemeral",
  message: { text: text.text, blocks: [section(text)] },
});
