// Suggestions for what is typed in the box for writing: commands, people and channels.

import { hide, isOpen, reposition, show } from "./popups.js";
import { get } from "./requests.js";

export const box = () => document.getElementById("composer-text");
export const form = () => document.getElementById("composer");
export const popup = () => document.querySelector(".completions");

/** How often suggestions were asked for or given up, and what they were shown for. */
let asked = 0;
let listedFor;

/** Closes the list. */
export function hideCompletions() {
  // An answer that is still to come is not wanted any more.
  asked += 1;
  const list = popup();
  if (list && isOpen(list)) hide();
}

/** What stands before the cursor. */
export const typedNow = () => box().value.slice(0, box().selectionStart);

/** Shows what fits what stands before the cursor, if anything does. */
export async function complete() {
  asked += 1;
  const mine = asked;
  const typed = typedNow();
  if (!/^\/|(^|\s)[@#][^@#\n]{0,40}$/.test(typed)) return hideCompletions();
  const html = await get("/page/completions", { channel: form().dataset.channel, q: typed });
  if (mine !== asked || document.activeElement !== box()) return;
  if (!html) return hideCompletions();
  popup().innerHTML = html;
  listedFor = typed;
  show(popup(), box(), {
    wide: true,
    above: true,
    onClose: () => box()?.removeAttribute("aria-activedescendant"),
  });
  mark(popup().querySelector("[role=option]"));
  reposition();
}

/** Marks the suggestion that Enter would take. */
export function mark(option) {
  popup().querySelector(".active")?.classList.remove("active");
  if (!option) return box().removeAttribute("aria-activedescendant");
  option.classList.add("active");
  for (const one of popup().querySelectorAll("[role=option]")) {
    one.setAttribute("aria-selected", String(one === option));
  }
  box().setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

/** The beginning of what the option completes: the command, or the name after `@` or `#`. */
export function wordBefore(typed, insert) {
  return insert.startsWith("/") ? typed : (/[@#][^@#\n]*$/.exec(typed)?.[0] ?? "");
}

/** Whether taking the suggestion would change what stands there. */
export function adds(option) {
  return option.dataset.insert.trim() !== wordBefore(typedNow(), option.dataset.insert).trim();
}

/** The suggestion that is marked; null when it is none for what was typed since it was asked for. */
export function active() {
  const option = isOpen(popup()) ? popup().querySelector(".active") : null;
  if (option === null || listedFor === typedNow()) return option;
  const { insert } = option.dataset;
  const word = wordBefore(typedNow(), insert);
  return word !== "" && insert.startsWith(word) ? option : null;
}
