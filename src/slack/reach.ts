import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Answer } from "./answer.ts";
import { actions, button, section } from "./blocks.ts";
import { asMessage, asModal, type PageView } from "./page.ts";
import type { ActionRequest } from "./requests.ts";

/**
 * Asks before messages go to many.
 * @param about.text how many it would reach, and who is left out
 * @param about.people how many get a message; with nobody there is nothing to say yes to
 * @param about.yes the button's id and value
 */
export function reachQuestion(
  about: { title: string; text: Mrkdwn; people: number; yes: { id: string; value: string } },
  locale: Locale,
): PageView {
  const { title, text, people, yes } = about;
  const label = locale.t("common.remindYes", { count: people });
  const send = button(yes.id, label, { value: yes.value, style: "primary" });
  return { title, text, blocks: [section(text), ...(people > 0 ? [actions([send])] : [])] };
}

/** Where it is asked: laid over the page in a modal whose button was pressed, else below the message. */
export function reachAsked(page: PageView, callbackId: string, request: ActionRequest): Answer {
  if (!request.callbackId) return asMessage(page);
  return { kind: "openView", view: asModal(page, callbackId, request.viewer.locale) };
}
