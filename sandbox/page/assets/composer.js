// The box for writing: what is typed goes to the bot; drafts, and ↑ for the last command.

import {
  active,
  adds,
  box,
  complete,
  form,
  hideCompletions,
  mark,
  popup,
  typedNow,
  wordBefore,
} from "./completions.js";
import { post, viewer } from "./requests.js";

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

function take(option) {
  const text = box();
  const typed = typedNow();
  const { insert } = option.dataset;
  const start = typed.length - wordBefore(typed, insert).length;
  text.setRangeText(insert, start, typed.length, "end");
  keepDraft();
  void complete();
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
