import { html } from "hono/html";
import { combobox } from "./combobox.ts";
import { localMinute } from "./dates.ts";
import { fileInput } from "./file-input.ts";
import { heldBy, isOption } from "./held.ts";
import { icons } from "./icons.ts";
import { safeLink } from "./mrkdwn.ts";
import { type Fields, fieldsOf, type Html, isFields, textOf } from "./show.ts";
import { handle, idOf, named, picture, type Spot, textObject, wordsOf } from "./spot.ts";

/** An element of a block: button, menu, picker or input. */
export function element(one: Fields, spot: Spot): Html {
  const type = textOf(one.type);
  if (type === "button") return button(one, spot);
  if (type === "overflow") return overflow(one, spot);
  if (type === "image") return picture(one, "thumbnail");
  if (type === "radio_buttons" || type === "checkboxes") return boxes(one, spot);
  if (type.endsWith("_select")) return combobox(one, spot);
  if (type === "file_input") return fileInput(one, spot);
  if (typedInputs[type] || type === "plain_text_input") return typed(one, spot);
  return html`<p class="note">${spot.setting.show.t("form.unsupported", { type })}</p>`;
}

function button(one: Fields, spot: Spot): Html {
  const style = one.style === "primary" || one.style === "danger" ? ` ${one.style}` : "";
  const label = textOf(one.accessibility_label);
  const press = html`<button type="button" class="button${style}" id="${idOf(one, spot)}" data-press ${handle(one, spot)}${
    label ? html` aria-label="${label}"` : ""
  }>${wordsOf(one.text)}</button>`;
  const url = textOf(one.url);
  return url === "" ? press : html`<span class="linked">${press}${safeLink(url, "↗")}</span>`;
}

function overflow(one: Fields, spot: Spot): Html {
  const id = idOf(one, spot);
  const { t } = spot.setting.show;
  return html`<span class="overflow" data-menu>
    <button type="button" class="icon-button" id="${id}" aria-haspopup="menu" aria-expanded="false" aria-controls="${id}_menu" aria-label="${spot.label ? `${t("form.more")}: ${spot.label}` : t("form.more")}">${icons.more}</button>
    <span class="popup menu" popover="manual" role="menu" id="${id}_menu" aria-label="${t("form.more")}">${fieldsOf(
      one.options,
    )
      .filter(isOption)
      .map(
        (option) =>
          html`<button type="button" role="menuitem" tabindex="-1" data-press ${handle(one, spot)} data-choice="${option.value}">${wordsOf(option.text)}</button>`,
      )}</span></span>`;
}

function boxes(one: Fields, spot: Spot): Html {
  const id = idOf(one, spot);
  const chosen = heldBy(one, spot.setting.state(spot.blockId, textOf(one.action_id))).options;
  const radio = one.type === "radio_buttons";
  return html`<div class="boxes" id="${id}" role="${radio ? "radiogroup" : "group"}" data-boxes ${handle(one, spot)}${named(spot)}>${fieldsOf(
    one.options,
  )
    .filter(isOption)
    .map((option, at) => {
      const checked = chosen.some(({ value }) => value === option.value);
      return html`<label class="box"><input type="${radio ? "radio" : "checkbox"}" name="${id}" id="${id}_${at}" data-option="${JSON.stringify(option)}"${checked ? html` checked` : ""}>
        <span>${textObject(option.text, spot.setting)}${
          option.description ? html`<small>${textObject(option.description, spot.setting)}</small>` : ""
        }</span></label>`;
    })}</div>`;
}

const typedInputs: Readonly<Record<string, string>> = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

/** Inputs that the browser has its own control for. */
function typed(one: Fields, spot: Spot): Html {
  const { show, state } = spot.setting;
  const { text } = heldBy(one, state(spot.blockId, textOf(one.action_id)));
  const common = html`id="${idOf(one, spot)}" data-typed ${handle(one, spot)}${named(spot)}${
    spot.dispatches && !picks(one) ? html` data-dispatch="${triggersOf(one)}"` : ""
  }${one.focus_on_load === true ? html` autofocus` : ""} placeholder="${wordsOf(one.placeholder)}"`;
  if (one.multiline === true) {
    return html`<textarea class="field" rows="4" ${common}${limits(one)}>
${text}</textarea>`;
  }
  const moment =
    one.type === "datetimepicker" && text !== "" ? localMinute(Number(text), show.timeZone) : text;
  const kind = typedInputs[textOf(one.type)] ?? "text";
  return html`<input class="field ${kind}" type="${kind}" autocomplete="off" value="${moment}" ${common}${limits(one)}>`;
}

/** When a typed input is heard of, "character", "enter" or both; on Enter, when it does not say. */
function triggersOf(one: Fields): string {
  const config = isFields(one.dispatch_action_config) ? one.dispatch_action_config : {};
  const triggers = Array.isArray(config.trigger_actions_on)
    ? config.trigger_actions_on
    : ["on_enter_pressed"];
  return triggers.map((trigger) => (trigger === "on_character_entered" ? "character" : "enter")).join(" ");
}

const picks = (one: Fields) => textOf(one.type).endsWith("picker");

function limits(one: Fields): Html {
  if (one.type === "number_input") {
    const bound = (name: string, value: unknown) =>
      value === undefined ? "" : html` ${name}="${String(value)}"`;
    return html`${bound("min", one.min_value)}${bound("max", one.max_value)} step="${one.is_decimal_allowed === true ? "any" : "1"}"`;
  }
  // Not the browser's maxlength: that cuts what is pasted without a word. Slack refuses it when the form is sent.
  return html``;
}
