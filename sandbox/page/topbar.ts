import { html } from "hono/html";
import { languages } from "../../src/i18n/index.ts";
import { clockTime, localMinute, shortDay } from "./dates.ts";
import { icons, lamp } from "./icons.ts";
import { avatar } from "./messages.ts";
import { addressOf, type Scene } from "./scene.ts";
import type { Html } from "./show.ts";

/** The bar at the top: the sandbox's name, the campaign's clock, the page's language and who one is. */
export function topbar(scene: Scene): Html {
  const { t } = scene.show;
  return html`<div class="brand">
      <button type="button" class="icon-button" id="menu-button" aria-expanded="false" aria-controls="sidebar" aria-label="${t("menu")}">${icons.menu}</button>
      <a class="name" href="${addressOf(scene)}" data-go aria-label="${scene.title}">${lamp}<span>${scene.title}</span></a>
    </div>
    ${clock(scene)}
    <div class="bar-end">
      <button type="button" class="icon-button" id="faults-button" aria-expanded="false" aria-controls="faults" aria-label="${t("faults.open")}" title="${t("faults.open")}">${icons.plug}</button>
      ${languageChoice(scene)}
      ${personaMenu(scene)}
    </div>`;
}

function clock({ show }: Scene): Html {
  const { t, now, timeZone } = show;
  const seconds = now.epochMilliseconds / 1000;
  const [date, time] = [shortDay(now, show), clockTime(seconds, show)];
  const step = (key: string, minutes: number) =>
    html`<button type="button" class="chip-button" data-clock="${minutes}" title="${t(`clock.${key}Long`)}">${t(`clock.${key}`)}</button>`;
  return html`<div class="clock" role="group" aria-label="${t("clock.label")}">
    <span class="clock-now" title="${t("clock.zone", { zone: timeZone })}">${icons.clock}<span>${date}</span><strong>${time}</strong></span>
    ${step("minutes", 5)}${step("hour", 60)}${step("day", 1440)}
    <span class="clock-move" data-disclosure><button type="button" class="chip-button" aria-expanded="false" aria-controls="clock-form">${t("clock.moveTo")}</button>
      <form class="popup panel" popover="manual" id="clock-form">
        <label for="clock-to">${t("clock.moveToLabel")}</label>
        <div class="row"><input class="field" type="datetime-local" id="clock-to" name="to" required value="${localMinute(seconds, timeZone)}">
        <button type="submit" class="button primary">${t("clock.move")}</button></div>
        <p class="hint">${t("clock.zone", { zone: timeZone })}</p>
      </form></span>
  </div>`;
}

function languageChoice(scene: Scene): Html {
  const { locale, t } = scene.show;
  return html`<nav class="languages" aria-label="${t("pageLanguage")}">${languages.map(
    (language) =>
      html`<a href="${addressOf(scene, { lang: language })}" lang="${language}" hreflang="${language}"${
        language === locale.language ? html` aria-current="true"` : ""
      }>${language === "en" ? "EN" : "中文"}</a>`,
  )}</nav>`;
}

function personaMenu(scene: Scene): Html {
  const { show, persona, personas } = scene;
  const { language } = show.locale;
  const [name, role] = [persona.label[language], persona.role[language]];
  const label = show.t("changePerson", { name, role });
  return html`<div class="persona" data-disclosure>
    <button type="button" class="persona-now" aria-expanded="false" aria-controls="personas" title="${label}">
      ${avatar(name)}<span class="persona-words"><small>${show.t("youAre")}</small><strong>${name}</strong> <span>${role}</span></span>${icons.down}</button>
    <nav class="popup panel people" popover="manual" id="personas" aria-label="${show.t("people")}">
      <p class="panel-title">${show.t("people")}</p>
      ${personas.map(
        (one) => html`<a href="${addressOf(scene, { as: one.userId })}" data-go data-persona="${one.userId}"${
          one.userId === persona.userId ? html` aria-current="true"` : ""
        }>${avatar(one.label[language])}<span><strong>${one.label[language]}</strong><small>${one.role[language]}</small></span>
        <span class="tag">${show.t(one.language === "en" ? "english" : "chinese")}</span></a>`,
      )}
    </nav></div>`;
}
