import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import type { ActionId } from "../slack/ids.ts";
import { type Page, type PageView, turnButtons } from "../slack/page.ts";
import { linesPage } from "../slack/parts.ts";
import type { HistoryEntry } from "./store.ts";

/** So much of each text that twenty entries fit a message. */
export const mostOfText = 80;

/** What a feature's own texts of its history say; `somebody` where it hides who it was. */
export type HistoryTexts = (key: "entry" | "why" | "none" | "import" | "studyhall" | "somebody") => string;

/** `actor` is null for those who may not see who it was. */
type Told = Pick<HistoryEntry, "at" | "reason"> & { actor: string | null };

type History<E extends Told, T> = {
  texts: HistoryTexts;
  title: string;
  head: Mrkdwn;
  entries: E[];
  what(entry: E): Mrkdwn | string;
  page: Page;
  ids: { historyNewer: ActionId<T>; historyOlder: ActionId<T> };
  at(page: number): T;
  /** Buttons beside those that turn the page. */
  more?: unknown[];
};

/** Who changed what, newest first, in the campaign's time zone. */
export function historyPage<E extends Told, T>(
  { texts, title, head, entries, what, page, ids, at, more = [] }: History<E, T>,
  timeZone: string,
  locale: Locale,
): PageView {
  const lines = entries.map((entry) => {
    const values = { at: locale.moment(entry.at, timeZone), actor: actorText(entry.actor, texts, locale) };
    const text = locale.md(texts("entry"), { ...values, what: what(entry) });
    if (!entry.reason) return text;
    const why = locale.md(texts("why"), { reason: shortName(entry.reason, mostOfText) });
    return Mrkdwn.join([text, why], " ");
  });
  const turns = { previous: ids.historyNewer.id, next: ids.historyOlder.id };
  const value = (number: number) => ids.historyNewer.write(at(number));
  const buttons = [...turnButtons(page, turns, value, locale), ...more];
  return linesPage({ title, head, lines, none: locale.md(texts("none")), page, buttons }, locale);
}

/** Programs have names too; a Slack user whom the roster does not know is shown by their account. */
export function actorText(actor: string | null, texts: HistoryTexts, locale: Locale): string | Mrkdwn {
  if (actor === null) return locale.t(texts("somebody"));
  if (actor === "import" || actor === "studyhall") return locale.t(texts(actor));
  return /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : shortName(actor);
}
