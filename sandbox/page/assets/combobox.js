// Select menus with a search field. Their options come from the server as HTML; what is chosen goes there at once.

import { dirty } from "./morph.js";
import { confirmed, hide, isOpen, reposition, show } from "./popups.js";
import { get, whereOf } from "./requests.js";

const parts = (input) => {
  const combo = input.closest("[data-combo]");
  return { combo, input, popup: combo.querySelector(".options") };
};

const optionsOf = (popup) => [...popup.querySelectorAll("[role=option]")];

function chosenOf(combo) {
  const held = [...combo.querySelectorAll(".chip"), combo.querySelector("input")];
  return held.filter((one) => one.dataset.option).map((one) => JSON.parse(one.dataset.option));
}

/** Shows a sentence in place of the options. */
function say(popup, text) {
  popup.innerHTML = `<p class="empty" role="status"></p>`;
  popup.firstChild.textContent = text;
}

let asked = 0;
let waiting;

/** Fills the list with what fits the words; only the last question's answer counts. */
async function list({ combo, input, popup }, query) {
  asked += 1;
  const mine = asked;
  const words = document.body.dataset;
  if (optionsOf(popup).length === 0) say(popup, words.searching);
  const html = await get("/page/options", {
    where: JSON.stringify(whereOf(combo)),
    block: combo.dataset.block,
    action: combo.dataset.action,
    q: query,
    list: `${input.id}_list`,
    chosen: JSON.stringify(chosenOf(combo).map((option) => option.value)),
  });
  if (mine !== asked || !isOpen(popup)) return;
  if (html === undefined) return say(popup, words.lost);
  popup.innerHTML = html;
  const options = optionsOf(popup);
  mark(input, popup, options.find((one) => one.getAttribute("aria-selected") === "true") ?? options[0]);
  reposition();
}

function openList(input, query = "") {
  const all = parts(input);
  if (!isOpen(all.popup)) {
    all.popup.replaceChildren();
    show(all.popup, all.combo.querySelector(".combo-box"), { wide: true, onClose: () => closed(all) });
    input.setAttribute("aria-expanded", "true");
  }
  return list(all, query);
}

function closed({ input, popup }) {
  clearTimeout(waiting);
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  input.value = input.dataset.shown;
  dirty.delete(input);
  popup.replaceChildren();
}

function mark(input, popup, option) {
  popup.querySelector(".active")?.classList.remove("active");
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.classList.add("active");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function move(input, popup, way) {
  const options = optionsOf(popup);
  const at = options.findIndex((one) => one.classList.contains("active"));
  mark(input, popup, options.at((at + way + options.length) % options.length));
}

/** @param choose sends what is chosen now, a list of options, and resolves when the page shows it */
export function startComboboxes(choose) {
  const send = async (combo, options) => {
    if (await confirmed(combo)) await choose(combo, options);
  };

  const pick = async (input, option) => {
    const { combo, popup } = parts(input);
    const value = JSON.parse(option.dataset.option);
    if (!combo.classList.contains("multi")) {
      hide();
      input.value = option.querySelector("span").firstChild.textContent;
      return await send(combo, [value]);
    }
    const before = chosenOf(combo);
    const rest = before.filter((one) => one.value !== value.value);
    const most = Number(combo.dataset.max ?? Number.POSITIVE_INFINITY);
    if (rest.length === before.length && before.length >= most) {
      return say(popup, combo.dataset.maxText);
    }
    input.value = "";
    dirty.delete(input);
    await send(combo, rest.length < before.length ? rest : [...before, value]);
    if (isOpen(popup)) await list(parts(input), "");
  };

  document.addEventListener("click", (event) => {
    const combo = event.target.closest?.("[data-combo]");
    if (!combo) return;
    const input = combo.querySelector("input");
    const option = event.target.closest("[role=option]");
    if (option) return void pick(input, option);
    if (event.target.closest("[data-clear]")) {
      hide();
      input.focus();
      return void send(combo, []);
    }
    const chip = event.target.closest("[data-remove]")?.closest(".chip");
    if (chip) {
      const value = JSON.parse(chip.dataset.option).value;
      input.focus();
      return void send(
        combo,
        chosenOf(combo).filter((one) => one.value !== value),
      );
    }
    if (event.target.closest(".combo-box")) {
      input.focus();
      input.select();
      void openList(input);
    }
  });

  // Of what is selected already, Chromium takes the selection away at the end of the click, after the page has made it.
  document.addEventListener("mousedown", (event) => {
    const target = event.target;
    if (target.closest("[data-combo] .combo-box") && !target.closest("button")) event.preventDefault();
  });

  // As Tab and the pointer do: what is typed takes the place of what is chosen, also where the form set the focus.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-combo] input")) event.target.select();
  });

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches("[data-combo] input")) return;
    dirty.add(input);
    clearTimeout(waiting);
    const typed = input.value;
    waiting = setTimeout(() => void openList(input, typed), 120);
  });

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches?.("[data-combo] input") || event.isComposing) return;
    const { combo, popup } = parts(input);
    const active = popup.querySelector(".active");
    const shown = isOpen(popup);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shown) move(input, popup, event.key === "ArrowDown" ? 1 : -1);
      else void openList(input);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!shown) void openList(input);
      else if (active) void pick(input, active);
    } else if (event.key === "Backspace" && input.value === "" && combo.classList.contains("multi")) {
      const chosen = chosenOf(combo);
      if (chosen.length > 0) void send(combo, chosen.slice(0, -1));
    } else if (event.key === "Tab" && shown) hide();
  });
}
