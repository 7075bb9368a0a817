import { html } from "hono/html";
import type { LocalChannel, LocalUser, Option } from "../slack/types.ts";
import { heldBy, listedOptions } from "./held.ts";
import { icons } from "./icons.ts";
import { type Fields, type Html, isFields, type Show, textOf } from "./show.ts";
import { handle, idOf, named, type Spot, wordsOf } from "./spot.ts";

/**
 * Every kind of select menu as one control: a search field whose suggestions come from `optionList`, and, where
 * several may be chosen, what is chosen as chips before it.
 */
export function combobox(one: Fields, spot: Spot): Html {
  const { show, state } = spot.setting;
  const id = idOf(one, spot);
  const multi = textOf(one.type).startsWith("multi_");
  const held = heldBy(one, state(spot.blockId, textOf(one.action_id)));
  const chosen = [...held.options, ...held.ids.map((held) => namedOption(held, show))];
  const only = multi ? undefined : chosen[0];
  const shown = only ? wordsOf(only.text) : "";
  const placeholder = wordsOf(one.placeholder) || show.t(multi ? "form.chooseMany" : "form.choose");
  const most = one.max_selected_items;
  return html`<div class="combo${multi ? " multi" : ""}" data-combo ${handle(one, spot)}${
    typeof most === "number"
      ? html` data-max="${most}" data-max-text="${show.t("form.atMost", { count: most })}"`
      : ""
  }>
    <div class="combo-box">
      ${multi ? chips(chosen, show) : ""}
      <input id="${id}" role="combobox" autocomplete="off" spellcheck="false" aria-expanded="false" aria-controls="${id}_list" aria-autocomplete="list" aria-haspopup="listbox"${named(spot)}
        placeholder="${chosen.length > 0 && multi ? "" : placeholder}" value="${shown}" data-shown="${shown}"${
          only ? html` data-option="${JSON.stringify(only)}"` : ""
        }${one.focus_on_load === true ? html` autofocus` : ""}>
      ${only && spot.required === false ? html`<button type="button" class="icon-button small" data-clear aria-label="${show.t("form.clear")}">${icons.close}</button>` : ""}
      <span class="chevron">${icons.down}</span>
    </div>
    <div class="popup options" popover="manual" data-live></div>
  </div>`;
}

function chips(chosen: Option[], show: Show): Html {
  if (chosen.length === 0) return html``;
  return html`<ul class="chips" aria-label="${show.t("form.chosen")}">${chosen.map((option) => {
    const label = wordsOf(option.text);
    return html`<li class="chip" data-option="${JSON.stringify(option)}">${label}<button type="button" data-remove aria-label="${show.t("form.remove", { label })}">${icons.close}</button></li>`;
  })}</ul>`;
}

/** A user or channel as an option: its value is its id. */
function namedOption(id: string, show: Show): Option {
  const channel = show.channelName(id);
  const text = show.userName(id) ?? (channel === undefined ? id : `#${channel}`);
  return { text: { type: "plain_text", text }, value: id };
}

/** The people and channels that a select may offer. */
export type Offered = { users: LocalUser[]; channels: LocalChannel[] };

/**
 * The options of a select that fit what was typed; those of external selects come from the bot and are not
 * filtered again.
 */
export function optionsFor(one: Fields, query: string, offered: Offered): Option[] {
  const type = textOf(one.type).replace("multi_", "");
  if (type === "users_select") {
    const fits = ({ name, realName }: LocalUser) => matches(query, name, realName);
    return offered.users.filter(fits).map((user) => ({
      text: { type: "plain_text", text: user.realName },
      value: user.id,
      description: { type: "plain_text", text: `@${user.name}` },
    }));
  }
  if (type === "conversations_select" || type === "channels_select") {
    const wanted = isFields(one.filter) && Array.isArray(one.filter.include) ? one.filter.include : undefined;
    return offered.channels
      .filter((channel) => wanted?.includes(channel.private ? "private" : "public") ?? true)
      .filter((channel) => type === "conversations_select" || !channel.private)
      .filter((channel) => matches(query, channel.name))
      .map((channel) => ({ text: { type: "plain_text", text: `#${channel.name}` }, value: channel.id }));
  }
  return listedOptions(one).filter((option) =>
    matches(query, wordsOf(option.text), wordsOf(option.description)),
  );
}

function matches(query: string, ...texts: string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
}

/**
 * A select's list: options with an id each, under the labels of their groups.
 * @param listId the id of the list, which its field names
 * @param chosen values of what is chosen already
 */
export function optionList(options: Option[], listId: string, chosen: string[], show: Show): Html {
  if (options.length === 0) return html`<p class="empty" role="status">${show.t("form.noOptions")}</p>`;
  const groups = [...new Set(options.map((option) => option.group))];
  const listed = groups.map((group) => {
    const inside = options
      .map((option, at) => ({ option, at }))
      .filter(({ option }) => option.group === group)
      .map(({ option, at }) => item(option, `${listId}_${at}`, chosen.includes(option.value)));
    if (group === undefined) return html`${inside}`;
    return html`<div role="group" aria-label="${group}"><div class="group" aria-hidden="true">${group}</div>${inside}</div>`;
  });
  return html`<div role="listbox" id="${listId}" aria-label="${show.t("form.choose")}">${listed}</div>`;
}

function item(option: Option, id: string, selected: boolean): Html {
  const detail = wordsOf(option.description);
  return html`<div role="option" id="${id}" aria-selected="${String(selected)}" data-option="${JSON.stringify(option)}">
    <span>${wordsOf(option.text)}${detail ? html`<small>${detail}</small>` : ""}</span>${selected ? icons.check : ""}</div>`;
}
