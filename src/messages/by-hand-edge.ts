import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { nameList } from "../i18n/names.ts";
import type { Answer } from "../slack/answer.ts";
import { actions, button, section } from "../slack/blocks.ts";
import type { ActionId } from "../slack/ids.ts";
import { asMessage, asModal, type PageView, turned } from "../slack/page.ts";
import type { ActionHandler, ActionRequest } from "../slack/requests.ts";

/** Names that are read, and called, one by one. */
export const mostNotReached = 20;

/** Whom a message does not reach, or did not. `of`: whose names they are. */
export const notReachedNames = (names: string[], locale: Locale, of: "people" | "units" = "people"): string =>
  nameList(names, names.length, locale, { most: mostNotReached, longest: 30, of });

/** What pressing "Remind" would reach, or set going. `title` is a text's key; `people`: how many get a message. */
export type Reach = { title: string; text: Mrkdwn; people: number };

/** What pressing "Remind" did. */
export const remindedPage = ({ title, text }: Reach, locale: Locale): PageView => ({
  title: locale.t(title),
  text,
  blocks: [section(text)],
});

/** Asks before messages go to many; with nobody there is nothing to say yes to. */
export function remindQuestion(reach: Reach, yes: { id: string; value: string }, locale: Locale): PageView {
  const page = remindedPage(reach, locale);
  if (reach.people === 0) return page;
  const label = locale.t("common.remindYes", { count: reach.people });
  const send = button(yes.id, label, { value: yes.value, style: "primary" });
  return { ...page, blocks: [...page.blocks, actions([send])] };
}

/** What a button that reminds, and its Yes, is answered. */
type Reminding<V> = {
  ids: { remind: ActionId<V>; remindYes: ActionId<V> };
  /** The feature's id for views that only show something. */
  page: string;
  /** Whom it would reach, where `sends` is false; else has them reminded. @returns it, and what Yes is about */
  reach(request: ActionRequest, wanted: V, sends: boolean): Promise<{ reach: Reach; about: V }>;
};

/** [Remind] says how many it would reach before it does; Yes does it. */
export function remindActions<V>({ ids, page, reach }: Reminding<V>): Record<string, ActionHandler> {
  /** Laid over the page in a modal whose button was pressed, else below the message. */
  async function ask(request: ActionRequest): Promise<Answer> {
    const { locale } = request.viewer;
    const asked = await reach(request, ids.remind.read(request.value), false);
    const yes = { id: ids.remindYes.id, value: ids.remindYes.write(asked.about) };
    const question = remindQuestion(asked.reach, yes, locale);
    if (!request.callbackId) return asMessage(question);
    return { kind: "openView", view: asModal(question, page, locale) };
  }

  async function remind(request: ActionRequest): Promise<Answer> {
    const done = await reach(request, ids.remindYes.read(request.value), true);
    return turned(remindedPage(done.reach, request.viewer.locale), page, request);
  }

  return { [ids.remind.id]: { run: ask }, [ids.remindYes.id]: { run: remind } };
}
