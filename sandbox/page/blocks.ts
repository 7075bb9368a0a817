import { html } from "hono/html";
import { chart } from "./chart.ts";
import { element } from "./elements.ts";
import { elementsIn } from "./held.ts";
import { markdown } from "./markdown.ts";
import { plainText } from "./mrkdwn.ts";
import { richText } from "./rich-text.ts";
import { type Fields, fieldsOf, type Html, htmlId, isFields, type Setting, textOf } from "./show.ts";
import { idOf, picture, type Spot, textObject, wordsOf } from "./spot.ts";
import { table } from "./table.ts";

/** The blocks of a message, a modal or a Home tab. */
export function blocks(list: Fields[], setting: Setting): Html {
  return html`${list.map((block) => {
    const id = htmlId(setting.prefix, "block", textOf(block.block_id));
    return html`<div class="block ${textOf(block.type).replaceAll("_", "-")}" id="${id}">${content(block, setting)}</div>`;
  })}`;
}

const kinds: Readonly<Record<string, (block: Fields, setting: Setting) => Html>> = {
  header: (block) => html`<h3>${wordsOf(block.text)}</h3>`,
  divider: () => html`<hr>`,
  section,
  context,
  actions,
  image,
  input,
  markdown: (block, { show }) => markdown(textOf(block.text), show),
  rich_text: (block, { show }) => richText(block, show),
  table: (block, { show }) => table(block, show),
  data_table: (block, { show }) => table(block, show),
  data_visualization: (block, { show }) => chart(block, show),
};

function content(block: Fields, setting: Setting): Html {
  const type = textOf(block.type);
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return kind?.(block, setting) ?? html`<p class="note">${setting.show.t("form.unsupported", { type })}</p>`;
}

function section(block: Fields, setting: Setting): Html {
  const accessory = isFields(block.accessory) ? block.accessory : undefined;
  const id = htmlId(setting.prefix, "text", textOf(block.block_id));
  const fields = fieldsOf(block.fields);
  const spot: Spot = { setting, blockId: textOf(block.block_id), label: wordsOf(block.text).slice(0, 80) };
  // A button says itself what it does; a picker beside a text is named by that text.
  const naming = accessory && block.text && accessory.type !== "button" ? { labelledBy: id } : {};
  return html`<div class="section-text">
    ${block.text ? html`<div class="text" id="${id}">${textObject(block.text, setting)}</div>` : ""}
    ${fields.length > 0 ? html`<div class="fields">${fields.map((one) => html`<div class="text">${textObject(one, setting)}</div>`)}</div>` : ""}
  </div>${accessory ? html`<div class="accessory">${element(accessory, { ...spot, ...naming })}</div>` : ""}`;
}

function context(block: Fields, setting: Setting): Html {
  return html`${fieldsOf(block.elements).map((one) =>
    one.type === "image" ? picture(one, "tiny") : html`<span class="text">${textObject(one, setting)}</span>`,
  )}`;
}

function actions(block: Fields, setting: Setting): Html {
  const spot: Spot = { setting, blockId: textOf(block.block_id) };
  return html`${elementsIn(block).map((one) => {
    const label = wordsOf(one.placeholder) || textOf(one.action_id);
    return element(one, one.type === "button" || one.type === "overflow" ? spot : { ...spot, label });
  })}`;
}

function image(block: Fields): Html {
  return html`<figure>${block.title ? html`<figcaption>${wordsOf(block.title)}</figcaption>` : ""}${picture(block, "picture")}</figure>`;
}

function input(block: Fields, setting: Setting): Html {
  const one = isFields(block.element) ? block.element : {};
  const blockId = textOf(block.block_id);
  const id = htmlId(setting.prefix, blockId);
  const error = setting.errors[blockId];
  const hint = wordsOf(block.hint);
  const grouped = one.type === "radio_buttons" || one.type === "checkboxes";
  const optional = block.optional === true;
  const described = [hint && `${id}_hint`, error && `${id}_error`].filter(Boolean).join(" ");
  const spot: Spot = {
    setting,
    blockId,
    labelledBy: `${id}_label`,
    ...(described ? { describedBy: described } : {}),
    invalid: error !== undefined,
    required: !optional && !grouped,
    dispatches: block.dispatch_action === true,
  };
  const words = html`${wordsOf(block.label)}${optional ? html` <span class="optional">${setting.show.t("form.optional")}</span>` : ""}`;
  return html`<div class="input-field${error === undefined ? "" : " wrong"}">
    ${
      grouped
        ? html`<span class="label" id="${id}_label">${words}</span>`
        : html`<label class="label" id="${id}_label" for="${idOf(one, spot)}">${words}</label>`
    }
    ${element(one, spot)}
    ${error === undefined ? "" : html`<p class="error" id="${id}_error">${plainText(error)}</p>`}
    ${hint ? html`<p class="hint" id="${id}_hint">${plainText(textOf(isFields(block.hint) ? block.hint.text : ""))}</p>` : ""}
  </div>`;
}
