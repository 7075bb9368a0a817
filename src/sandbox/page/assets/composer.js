// The box for writing: completion of commands and names, drafts, and ↑ for the last command.

import { hide, isOpen, reposition, show } from "./popups.js";
import { get, post, viewer } from "./requests.js";

const box = () => document.getElementById("composer-text");
const form = () => document.getElementById("composer");
const popup = () => document.querySelector(".completions");

/** Keeps something for as long as the tab is open. */
const kept = {
  read: (name, otherwise) => JSON.parse(sessionStorage.getItem(name) ?? "null") ?? otherwise,
  write: (name, value) => sessionStorage.setItem(name, JSON.stringify(value)),
};

let draftName;

/** Puts the draft of the person and place that is looked at into the box, and keeps the one before. */
export function changeDraft() {
  const name = form()?.dataset.draft;
  if (name === draftName) return;
  draftName = name;
  hideCompletions();
  if (name !== undefined) box().value = kept.read(`draft ${name}`, "");
}

const keepDraft = () => kept.write(`draft ${draftName}`, box().value);

function hideCompletions() {
  const list = popup();
  if (list && isOpen(list)) hide();
}

let asked = 0;

async function complete() {
  asked += 1;
  const mine = asked;
  const typed = box().value.slice(0, box().selectionStart);
  if (!/^\/|(^|\s)[@#][^@#\n]{0,40}$/.test(typed)) return hideCompletions();
  const html = await get("/page/completions", { channel: form().dataset.channel, q: typed });
  if (mine !== asked || document.activeElement !== box()) return;
  if (!html) return hideCompletions();
  popup().innerHTML = html;
  show(popup(), box(), {
    wide: true,
    above: true,
    onClose: () => box()?.removeAttribute("aria-activedescendant"),
  });
  mark(popup().querySelector("[role=option]"));
  reposition();
}

function mark(option) {
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
function wordBefore(typed, insert) {
  return insert.startsWith("/") ? typed : (/[@#][^@#\n]*$/.exec(typed)?.[0] ?? "");
}

function take(option) {
  const text = box();
  const typed = text.value.slice(0, text.selectionStart);
  const { insert } = option.dataset;
  const start = typed.length - wordBefore(typed, insert).length;
  text.setRangeText(insert, start, typed.length, "end");
  keepDraft();
  void complete();
}

function adds(option) {
  const typed = box().value.slice(0, box().selectionStart);
  return option.dataset.insert.trim() !== wordBefore(typed, option.dataset.insert).trim();
}

/** @param sent called when what was written has been taken */
export function startComposer(sent) {
  let recalled = 0;

  const send = async () => {
    const text = box().value.trim();
    if (text === "") return;
    const [channelId, mine] = [form().dataset.channel, draftName];
    const said = kept.read(`said ${viewer().as}`, []);
    if (text.startsWith("/")) kept.write(`said ${viewer().as}`, [...said.slice(-30), text]);
    recalled = 0;
    box().value = "";
    keepDraft();
    hideCompletions();
    const reply = await post("say", { channelId, text });
    if (reply.keep && draftName === mine && box().value === "") {
      box().value = text;
      keepDraft();
    }
    await sent();
  };

  const recall = (way) => {
    const said = kept.read(`said ${viewer().as}`, []);
    recalled = Math.max(0, Math.min(said.length, recalled + way));
    box().value = said.at(-recalled) ?? "";
    if (recalled === 0) box().value = "";
    keepDraft();
  };

  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    recalled = 0;
    keepDraft();
    void complete();
  });

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    void send();
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest(".completions [role=option]");
    if (!option) return;
    box().focus();
    take(option);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || event.isComposing) return;
    const active = isOpen(popup()) ? popup().querySelector(".active") : null;
    const options = [...popup().querySelectorAll("[role=option]")];
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (active && way !== undefined) {
      event.preventDefault();
      mark(options.at((options.indexOf(active) + way + options.length) % options.length));
    } else if (way !== undefined && (box().value === "" || recalled > 0)) {
      event.preventDefault();
      recall(-way);
    } else if (event.key === "Tab" && active && adds(active)) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (active && adds(active)) take(active);
      else void send();
    }
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === box() && !popup()?.contains(event.relatedTarget)) setTimeout(closeUnlessUsed, 150);
  });
}

// A tap on a suggestion takes the focus away for a moment.
function closeUnlessUsed() {
  if (document.activeElement !== box()) hideCompletions();
}
