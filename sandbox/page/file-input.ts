import { html } from "hono/html";
import { icons } from "./icons.ts";
import { type Fields, fieldsOf, type Html, type Show, textOf } from "./show.ts";
import { handle, idOf, named, type Spot } from "./spot.ts";

/** Slack's own number where an element names none. */
const usualMost = 10;

/** An input for files: those that it holds, and the browser's own control for choosing more. */
export function fileInput(one: Fields, spot: Spot): Html {
  const { show, state } = spot.setting;
  const id = idOf(one, spot);
  const held = fieldsOf(state(spot.blockId, textOf(one.action_id))?.files);
  const most = typeof one.max_files === "number" ? one.max_files : usualMost;
  const types = Array.isArray(one.filetypes) ? one.filetypes.map(String) : [];
  const accept = types.length > 0 ? html` accept="${types.map((type) => `.${type}`).join(",")}"` : "";
  // A control for files knows no aria-required.
  return html`<div class="files" data-files ${handle(one, spot)}>
    ${held.length > 0 ? html`<ul class="file-list" aria-label="${show.t("form.files")}">${held.map((file) => line(file, show))}</ul>` : ""}
    <label class="button file-button"><span>${show.t(most > 1 ? "form.chooseFiles" : "form.chooseFile")}</span>
      <input type="file" class="file-field" id="${id}" data-upload${named({ ...spot, required: false })}${accept}${most > 1 ? html` multiple` : ""}></label>
    ${types.length > 0 ? html`<span class="hint">${types.map((type) => type.toUpperCase()).join(show.t("form.or"))}</span>` : ""}
  </div>`;
}

function line(file: Fields, show: Show): Html {
  const name = textOf(file.name);
  return html`<li id="${textOf(file.id)}_file" data-file="${textOf(file.id)}"><span>${name} <small>${sizeOf(Number(file.size), show)}</small></span><button type="button" class="icon-button small" data-take-away aria-label="${show.t("form.remove", { label: name })}">${icons.close}</button></li>`;
}

function sizeOf(bytes: number, { locale }: Show): string {
  const [amount, unit] =
    bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1000, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale.language, {
    ...{ style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short" },
    maximumFractionDigits: 1,
  }).format(amount);
}
