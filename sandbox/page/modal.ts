import { html } from "hono/html";
import type { OpenView } from "../slack/types.ts";
import { blocks } from "./blocks.ts";
import { clientError } from "./client-errors.ts";
import { icons, lamp } from "./icons.ts";
import { type Html, htmlId, type Setting, type Show } from "./show.ts";
import { wordsOf } from "./spot.ts";

/** The user's top modal; nothing when none is open. The `dialog` around it is the page's own. */
export function modal(views: OpenView[], show: Show): Html {
  const open = views.at(-1);
  if (open === undefined) return html``;
  const { t } = show;
  const { view } = open;
  const setting: Setting = {
    show,
    prefix: htmlId(open.id),
    state: (blockId, actionId) => open.state.values[blockId]?.[actionId],
    errors: Object.fromEntries(
      Object.entries(open.errors ?? {}).map(([block, text]) => [block, clientError(text, show)]),
    ),
  };
  const wrong = Object.keys(setting.errors).length;
  return html`<form class="modal" id="${htmlId("view", open.id)}" data-view="${open.id}" data-where="${JSON.stringify({ viewId: open.id })}" lang="${show.locale.language}" novalidate>
    <header class="modal-head">
      ${views.length > 1 ? html`<button type="button" class="icon-button" data-close="top" aria-label="${t("back")}">${icons.back}</button>` : html`<span class="modal-sign">${lamp}</span>`}
      <h2 id="modal-title" tabindex="-1">${wordsOf(view.title)}</h2>
      <button type="button" class="icon-button" data-close="all" aria-label="${t("close")}">${icons.close}</button>
    </header>
    <div class="modal-body">
      ${open.notice ? html`<p class="banner" role="alert">${icons.alert}<span>${clientError(open.notice, show)}</span></p>` : ""}
      ${wrong > 0 ? html`<p class="banner" role="alert">${icons.alert}<span>${t("form.fieldsLeft", { count: wrong })}</span></p>` : ""}
      ${blocks(view.blocks, setting)}
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" data-close="top">${wordsOf(view.close) || t("cancel")}</button>
      ${view.submit ? html`<button type="submit" class="button primary" data-busy-text="${t("form.saving")}">${wordsOf(view.submit)}</button>` : ""}
    </footer>
  </form>`;
}
