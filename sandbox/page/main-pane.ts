import { html } from "hono/html";
import { blocks } from "./blocks.ts";
import { icons, lamp } from "./icons.ts";
import { messageList } from "./messages.ts";
import { placeTitle, type Scene, settingAt } from "./scene.ts";
import { type Html, htmlId } from "./show.ts";

/** The heading of the place that is looked at. */
export function placeHead(scene: Scene): Html {
  const { place, show, persona } = scene;
  const name = persona.label[show.locale.language];
  if (place.kind === "home") {
    return html`<h1>${icons.home}${show.t("home.title")}</h1><p>${show.t("home.about", { name })}</p>`;
  }
  if (place.kind === "direct") {
    return html`<h1><span class="mini">${lamp}</span>${show.t("appName")}</h1><p>${show.t("channel.directAbout")}</p>`;
  }
  const { channel } = place;
  const bot = show.t(channel.botMember ? "channel.botHere" : "channel.botAbsent");
  const count = show.t("channel.members", { count: channel.members.length });
  return html`<h1>${channel.private ? icons.lock : icons.hash}${channel.name}</h1><p>${count} · ${bot}</p>`;
}

/** The messages, or the Home tab. */
export function placeBody(scene: Scene): Html {
  return scene.place.kind === "home" ? home(scene) : messageList(scene);
}

function home(scene: Scene): Html {
  const { inside, persona } = scene;
  const name = persona.label[inside.locale.language];
  const id = htmlId("home", persona.userId);
  if (scene.home === undefined) {
    return html`<div class="home" id="${id}" lang="${inside.locale.language}"><div class="beginning">${lamp}<p><strong>${inside.t("home.empty", { name })}</strong><br>${inside.t("home.emptyHint")}</p></div></div>`;
  }
  const where = JSON.stringify("home");
  return html`<div class="home" id="${id}" tabindex="-1" lang="${inside.locale.language}" data-where="${where}"><h2 class="unseen">${inside.t("home.about", { name })}</h2>${blocks(scene.home.blocks, settingAt(scene, id, where))}</div>`;
}

/** The box for writing; there is none on the Home tab. */
export function composer(scene: Scene): Html {
  if (scene.place.kind === "home") return html``;
  const { show, shortcuts } = scene;
  const { t } = show;
  const name = placeTitle(scene);
  return html`<form class="composer" id="composer" data-channel="${scene.channelId}" data-draft="${`${scene.persona.userId} ${scene.channelId}`}">
    <div class="popup completions" id="composer-popup" popover="manual" data-live></div>
    ${shortcuts.length > 0 ? shortcutMenu(scene) : ""}
    <textarea id="composer-text" data-own rows="1" aria-autocomplete="list" aria-controls="composer-popup" aria-label="${t("composer.label", { name })}" aria-describedby="composer-keys" placeholder="${t("composer.placeholder")}" spellcheck="false" autocomplete="off"></textarea>
    <button type="submit" class="icon-button send" aria-label="${t("composer.send")}">${icons.send}</button>
    <p class="keys" id="composer-keys">${t("composer.keys")}</p>
  </form>`;
}

function shortcutMenu({ show, shortcuts }: Scene): Html {
  const label = show.t("composer.shortcuts");
  return html`<span class="overflow" data-menu>
    <button type="button" class="icon-button" aria-haspopup="menu" aria-expanded="false" aria-controls="shortcuts" aria-label="${label}" title="${label}">${icons.spark}</button>
    <span class="popup menu" popover="manual" role="menu" id="shortcuts" aria-label="${label}">${shortcuts.map(
      (one) =>
        html`<button type="button" role="menuitem" tabindex="-1" data-shortcut="${one.callbackId}">${one.label[show.locale.language]}</button>`,
    )}</span></span>`;
}
