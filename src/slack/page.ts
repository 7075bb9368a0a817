import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Answer } from "./answer.ts";
import { type Block, button, type Message, plain, section, type View } from "./blocks.ts";
import type { ActionId } from "./ids.ts";
import type { ActionHandler, ActionRequest } from "./requests.ts";

/** A page to look at: the same blocks stand in a message to the asker, or in a modal. */
export type PageView = { title: string; text: Mrkdwn; blocks: Block[] };
/** Where in a list a page stands; pages are counted from 0. */
export type Page = { page: number; pages: number; total: number };

/** Rows that one page shows: Slack's messages hold 50 blocks. */
export const pageSize = 20;

/** A page that exists: the last one for a number beyond it. */
export function pageOf(page: number, total: number, size: number = pageSize): Page {
  const pages = Math.max(1, Math.ceil(total / size));
  return { page: Math.min(page, pages - 1), pages, total };
}

/** Those of all rows that stand on the page. */
export const onPage = <T>(rows: T[], { page }: Page): T[] =>
  rows.slice(page * pageSize, (page + 1) * pageSize);

/** A message of these blocks; its text is what a screen reader reads. */
export const messageOf = (text: Mrkdwn, blocks: Block[]): Message => ({ text: text.cut(3900).text, blocks });

/** A message of one sentence. */
export const sentence = (text: Mrkdwn): Message => messageOf(text, [section(text)]);

export const asMessage = ({ text, blocks }: PageView): Answer => ({
  kind: "ephemeral",
  message: messageOf(text, blocks),
});

/** @param callbackId the feature's id for views that only show something */
export function asModal({ title, blocks }: PageView, callbackId: string, locale: Locale): View {
  return {
    type: "modal",
    callback_id: callbackId,
    title: plain(title, 24),
    close: plain(locale.t("common.close"), 24),
    blocks,
  };
}

/** In place of the page whose button was pressed, be it a message or a modal. */
export function turned(page: PageView, callbackId: string, request: ActionRequest): Answer {
  const inModal = request.callbackId !== undefined && request.callbackId !== "";
  if (inModal) return { kind: "updateView", view: asModal(page, callbackId, request.viewer.locale) };
  return { kind: "replace", message: messageOf(page.text, page.blocks) };
}

type Shows = (page: PageView, request: ActionRequest) => Answer;
type Reads<T> = Pick<ActionId<T>, "id" | "read">;
type Draws<T> = (request: ActionRequest, wanted: T) => Promise<PageView>;

/**
 * What buttons do with a page: they turn the one that they stand on, open it as a modal, or are answered with it.
 * @param callbackId the feature's id for views that only show something
 */
export function pageActions(callbackId: string) {
  const handlers = <T>(page: Draws<T>, ids: Reads<T>[], show: Shows, more: { opens?: true } = {}) =>
    Object.fromEntries(
      ids.map((action): [string, ActionHandler] => [
        action.id,
        { run: async (request) => show(await page(request, action.read(request.value)), request), ...more },
      ]),
    );
  const opened: Shows = (page, { viewer }) => ({
    kind: "openView",
    view: asModal(page, callbackId, viewer.locale),
  });
  return {
    turns: <T>(page: Draws<T>, ...ids: Reads<T>[]) =>
      handlers(page, ids, (shown, request) => turned(shown, callbackId, request)),
    opens: <T>(page: Draws<T>, ...ids: Reads<T>[]) => handlers(page, ids, opened, { opens: true }),
    answers: <T>(page: Draws<T>, ...ids: Reads<T>[]) => handlers(page, ids, asMessage),
  };
}

/** "◀ Previous" and "Next ▶", those that lead somewhere. */
export function turnButtons(
  { page, pages }: Omit<Page, "total">,
  ids: { previous: string; next: string },
  value: (page: number) => string,
  locale: Locale,
): unknown[] {
  return [
    ...(page > 0 ? [button(ids.previous, locale.t("common.previous"), { value: value(page - 1) })] : []),
    ...(page < pages - 1 ? [button(ids.next, locale.t("common.next"), { value: value(page + 1) })] : []),
  ];
}

/** Which of how many it is, where there are several. */
export const pageNote = ({ page, pages }: Omit<Page, "total">, locale: Locale): Mrkdwn[] =>
  pages > 1 ? [locale.md("common.page", { page: page + 1, pages })] : [];
