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

/** How often suggestions were asked for or given up, and what they were shown for. */
let asked = 0;
let listedFor;

const keepDraft = () => kept.write(`draft ${draftName}`, box().value);

function hideCompletions() {
  // An answer that is still to come is not wanted any more.
  asked += 1;
  const list = popup();
  if (list && isOpen(list)) hide();
}

/** What stands before the cursor. */
const typedNow = () => box().value.slice(0, box().selectionStart);

async function complete() {
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
  const typed = typedNow();
  const { insert } = option.dataset;
  const start = typed.length - wordBefore(typed, insert).length;
  text.setRangeText(insert, start, typed.length, "end");
  keepDraft();
  void complete();
}

function adds(option) {
  return option.dataset.insert.trim() !== wordBefore(typedNow(), option.dataset.insert).trim();
}

/** The suggestion that is marked; null when it is none for what was typed since it was asked for. */
function active() {
  const option = isOpen(popup()) ? popup().querySelector(".active") : null;
  if (option === null || listedFor === typedNow()) return option;
  const { insert } = option.dataset;
  const word = wordBefore(typedNow(), insert);
  return word !== "" && insert.startsWith(word) ? option : null;
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
    const marked = active();
    const options = [...popup().querySelectorAll("[role=option]")];
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (marked && way !== undefined) {
      event.preventDefault();
      mark(options.at((options.indexOf(marked) + way + options.length) % options.length));
    } else if (way !== undefined && (box().value === "" || recalled > 0)) {
      event.preventDefault();
      recall(-way);
    } else if (event.key === "Tab" && marked && adds(marked)) {
      event.preventDefault();
      take(marked);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (marked && adds(marked)) take(marked);
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
