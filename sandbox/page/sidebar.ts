import { html } from "hono/html";
import { icons, lamp } from "./icons.ts";
import { addressOf, type Scene } from "./scene.ts";
import type { Html } from "./show.ts";

/** The places that the person can go to. */
export function sidebar(scene: Scene): Html {
  const { show, place, persona } = scene;
  const { t } = show;
  const link = (at: string, here: boolean, icon: Html | string, name: string, unread: boolean) =>
    html`<li><a href="${addressOf(scene, { at })}" data-go data-at="${at}"${here ? html` aria-current="page"` : ""}${unread ? html` class="unread"` : ""}>${icon}<span>${name}</span>${
      unread ? html`<i class="dot" role="img" aria-label="${t("sidebar.unread")}"></i>` : ""
    }</a></li>`;
  const here = (id: string) => place.kind === "channel" && place.channel.id === id;
  return html`<h2>${t("sidebar.channels")}</h2>
    <ul>${scene.channels.map(({ channel, unread }) =>
      link(channel.id, here(channel.id), channel.private ? icons.lock : icons.hash, channel.name, unread),
    )}</ul>
    ${scene.channels.length === 0 ? html`<p class="none">${t("sidebar.none", { name: persona.label[show.locale.language] })}</p>` : ""}
    <h2>${t("sidebar.direct")}</h2>
    <ul>${link("direct", place.kind === "direct", html`<span class="mini">${lamp}</span>`, t("appName"), scene.directUnread)}</ul>
    <h2>${t("sidebar.apps")}</h2>
    <ul>${link("home", place.kind === "home", icons.home, t("sidebar.home"), false)}</ul>`;
}
