import { html } from "hono/html";
import { clockTime } from "./dates.ts";
import { icons } from "./icons.ts";
import type { Scene } from "./scene.ts";
import type { Html } from "./show.ts";

/** The calls of the bot that trouble can be made for. */
export const faultyMethods = [
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "views.open",
  "views.update",
  "views.push",
  "views.publish",
  "users.info",
  "users.lookupByEmail",
  "conversations.open",
  "conversations.info",
  "conversations.history",
  "chat.getPermalink",
  "files.info",
  "files.download",
] as const;

/** The kinds of trouble, as the form names them. */
export const faultKinds = ["rateLimit", "delay", "loseAnswer", "fail"] as const;

const shownCalls = 30;

/** The form that sets trouble; it never changes by itself, so what is typed into it stays. */
export function faultForm({ show }: Scene): Html {
  const { t } = show;
  return html`<header class="drawer-head"><h2 id="faults-title" tabindex="-1">${icons.plug}${t("faults.title")}</h2>
      <button type="button" class="icon-button" id="faults-close" aria-label="${t("close")}">${icons.close}</button></header>
    <p class="hint">${t("faults.about")}</p>
    <form id="fault-form">
      <label class="label" for="fault-method">${t("faults.method")}</label>
      <select class="field" id="fault-method" name="method">${faultyMethods.map((method) => html`<option>${method}</option>`)}</select>
      <label class="label" for="fault-kind">${t("faults.kind")}</label>
      <select class="field" id="fault-kind" name="kind">${faultKinds.map((kind) => html`<option value="${kind}">${t(`faults.${kind}`)}</option>`)}</select>
      <div class="row">
        <span><label class="label" for="fault-times">${t("faults.times")}</label>
        <select class="field" id="fault-times" name="times"><option value="1">1</option><option value="3">3</option><option value="">${t("faults.always")}</option></select></span>
        <span data-for="rateLimit delay"><label class="label" for="fault-seconds">${t("faults.seconds")}</label>
        <input class="field" id="fault-seconds" name="seconds" type="number" min="1" max="60" value="5"></span>
        <span data-for="fail" hidden><label class="label" for="fault-error">${t("faults.error")}</label>
        <select class="field" id="fault-error" name="error">${["internal_error", "invalid_blocks", "not_in_channel", "channel_not_found", "fatal_error"].map((error) => html`<option>${error}</option>`)}</select></span>
      </div>
      <div class="row"><button type="submit" class="button primary">${t("faults.apply")}</button>
      <button type="button" class="button" data-fault="realRates">${t("faults.realRates")}</button></div>
    </form>`;
}

/** What is in force, and the bot's last calls, the newest first. */
export function faultLog(scene: Scene): Html {
  const { show, faultLines, calls } = scene;
  const { t } = show;
  const last = calls.slice(-shownCalls).reverse();
  return html`<h3>${t("faults.active")}</h3>
    ${
      faultLines.length === 0
        ? html`<p class="none">${icons.check}${t("faults.none")}</p>`
        : html`<ul class="fault-lines">${faultLines.map((line) => html`<li>${icons.alert}${line}</li>`)}</ul>
          <button type="button" class="button" data-fault="clear">${t("faults.clear")}</button>`
    }
    <h3>${t("faults.calls")}</h3>
    ${last.length === 0 ? html`<p class="none">${t("faults.noCalls")}</p>` : ""}
    <div class="table-scroll" role="group" tabindex="0" aria-label="${t("faults.calls")}"><table class="calls"><thead><tr><th scope="col">${t("faults.time")}</th><th scope="col">${t("faults.method")}</th><th scope="col">${t("faults.answer")}</th></tr></thead>
    <tbody>${last.map(
      (call) =>
        html`<tr><td>${clockTime(call.at / 1000, show)}</td><td>${call.method}</td><td class="${call.ok ? "fine" : "bad"}">${call.ok ? t("faults.ok") : (call.error ?? "–")}</td></tr>`,
    )}</tbody></table></div>`;
}
