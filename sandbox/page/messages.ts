import { html } from "hono/html";
import type { StoredMessage } from "../slack/types.ts";
import { blocks } from "./blocks.ts";
import { clockTime, dayOf, dayTitle, secondsOf } from "./dates.ts";
import { icons, lamp } from "./icons.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { placeTitle, type Scene, settingAt } from "./scene.ts";
import { type Html, htmlId, type Show } from "./show.ts";

/** The messages of the place that is looked at, oldest first, a heading for each day. */
export function messageList(scene: Scene): Html {
  const { show, inside, messages, channelId } = scene;
  const name = placeTitle(scene);
  return html`<div class="log" id="${htmlId("log", scene.persona.userId, channelId)}" role="log" aria-live="off" lang="${inside.locale.language}" aria-label="${show.t("channel.log", { name })}"><h2 class="unseen">${inside.t("channel.log", { name })}</h2><ol class="messages">
    ${scene.earlier > 0 ? html`<li class="earlier">${inside.t("channel.earlier", { count: scene.earlier })}</li>` : ""}
    ${messages.length === 0 ? beginning(name, inside) : ""}
    ${messages.map((message, at) => withDay(scene, message, messages[at - 1]))}
  </ol></div>`;
}

function beginning(name: string, show: Show): Html {
  return html`<li class="beginning">${lamp}<p><strong>${show.t("channel.beginning", { name })}</strong><br>${show.t("channel.hint")}</p></li>`;
}

function withDay(scene: Scene, message: StoredMessage, before: StoredMessage | undefined): Html {
  const show = scene.inside;
  const [now, then] = [secondsOf(message.ts), before && secondsOf(before.ts)];
  const newDay = then === undefined || dayOf(now, show) !== dayOf(then, show);
  const heading = newDay
    ? html`<li class="day" id="${htmlId("day", dayOf(now, show))}"><span>${dayTitle(now, show)}</span></li>`
    : "";
  return html`${heading}${item(scene, message, !newDay && continues(message, before))}`;
}

/** A message soon after another by the same person needs no second name above it. */
function continues(message: StoredMessage, before: StoredMessage | undefined): boolean {
  return (
    before?.user === message.user &&
    before.visibleTo === undefined &&
    message.visibleTo === undefined &&
    secondsOf(message.ts) - secondsOf(before.ts) < 300
  );
}

function item(scene: Scene, message: StoredMessage, continued: boolean): Html {
  const show = scene.inside;
  const author = authorOf(message, show);
  const id = htmlId("m", message.channel, message.ts);
  const classes = ["message", continued && "continued", message.visibleTo && "private"]
    .filter(Boolean)
    .join(" ");
  const where = JSON.stringify(
    message.visibleTo ? { ephemeral: message.ts } : { channelId: message.channel, ts: message.ts },
  );
  const said = show.t("channel.says", { name: author, text: message.text.slice(0, 400) });
  const written = message.blocks?.length
    ? blocks(message.blocks, settingAt(scene, id, where))
    : html`<div class="text">${mrkdwn(message.text, show)}</div>`;
  return html`<li class="${classes}" id="${id}" tabindex="-1" data-where="${where}" data-announce="${said}">
    ${continued ? html`<span class="gutter">${time(message, show)}</span>` : avatar(author, message.bot)}
    <div class="body">
      ${message.visibleTo ? html`<p class="only">${icons.eye}${show.t("channel.onlyYou")}</p>` : ""}
      ${message.thread_ts && message.thread_ts !== message.ts ? html`<p class="only">${show.t("channel.thread")}</p>` : ""}
      ${continued ? "" : html`<p class="who"><strong>${author}</strong>${message.bot ? html`<span class="badge">${show.t("app")}</span>` : ""} ${time(message, show)}</p>`}
      <div class="content">${written}</div>
      ${message.edited ? html`<p class="edited" title="${show.t("channel.editedAt", { time: clockTime(secondsOf(message.edited.ts), show) })}">(${show.t("channel.edited")})</p>` : ""}
    </div>
    ${message.visibleTo ? "" : moreActions(scene, message, id)}
  </li>`;
}

/** The message shortcuts; Slack offers none at what one person alone sees. */
function moreActions({ inside, messageShortcuts }: Scene, message: StoredMessage, id: string): Html {
  if (messageShortcuts.length === 0) return html``;
  const at = clockTime(secondsOf(message.ts), inside);
  const label = inside.t("channel.more", { name: authorOf(message, inside), time: at });
  return html`<span class="overflow message-actions" data-menu>
    <button type="button" class="icon-button" aria-haspopup="menu" aria-expanded="false" aria-controls="${id}_more" aria-label="${label}" title="${inside.t("form.more")}">${icons.more}</button>
    <span class="popup menu" popover="manual" role="menu" id="${id}_more" aria-label="${label}">${messageShortcuts.map(
      (one) =>
        html`<button type="button" role="menuitem" tabindex="-1" data-message-shortcut="${one.callbackId}">${one.label[inside.locale.language]}</button>`,
    )}</span></span>`;
}

function time(message: StoredMessage, show: Show): Html {
  return html`<time>${clockTime(secondsOf(message.ts), show)}</time>`;
}

function authorOf(message: StoredMessage, show: Show): string {
  if (message.bot) return show.t("appName");
  return show.userName(message.user) ?? (message.user === "USLACKBOT" ? show.t("slack") : message.user);
}

/** A round picture with the beginning of a name; the bot has its sign. */
export function avatar(name: string, bot = false): Html {
  if (bot) return html`<span class="avatar bot" aria-hidden="true">${lamp}</span>`;
  const han = /\p{Script=Han}/u.exec(name)?.[0];
  const words = name.split(/\s+/).map((word) => word.slice(0, 1).toUpperCase());
  const letters = han ?? words.slice(0, 2).join("");
  const shade = [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 6;
  return html`<span class="avatar shade-${shade}" aria-hidden="true">${letters}</span>`;
}
