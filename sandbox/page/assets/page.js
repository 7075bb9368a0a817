// The sandbox's page: keeps itself up to date, goes from place to place, moves the clock, makes trouble.

import { changeDraft, startComposer } from "./composer.js";
import { rememberFocus } from "./focus.js";
import { startForms, syncModal } from "./forms.js";
import { markedMessage, startLinks } from "./links.js";
import { dirty, morphChildren } from "./morph.js";
import { hide, reposition, startPopups } from "./popups.js";
import { get, post, toast, viewer, whereOf } from "./requests.js";

const fragments = () => [...document.querySelectorAll("[data-fragment]")];
const pane = () => document.getElementById("body");

let running;
let next;

/** Fetches what has changed and shows it. What is asked for meanwhile is done once more after that. */
function refresh() {
  if (running) {
    next ??= Promise.withResolvers();
    return next.promise;
  }
  running = update().finally(() => {
    running = undefined;
    if (!next) return;
    const { resolve } = next;
    next = undefined;
    refresh().then(resolve, resolve);
  });
  return running;
}

async function update() {
  const had = fragments().map(({ dataset }) => `${dataset.fragment}=${dataset.hash}`);
  const html = await get("/page/fragments", { had: had.join(",") });
  // What changes meanwhile is said again when the connection is back.
  if (html === undefined) return;
  const sent = new DOMParser().parseFromString(html, "text/html");
  const log = () => pane().firstElementChild?.id;
  const before = { log: log(), end: atEnd(), seen: seenMessages() };
  const giveFocusBack = rememberFocus();
  for (const part of sent.querySelectorAll("[data-fragment]")) {
    const now = document.querySelector(`[data-fragment="${part.dataset.fragment}"]`);
    morphChildren(now, part);
    now.dataset.hash = part.dataset.hash;
  }
  document.title = sent.title;
  const moved = before.log !== log();
  if (moved) pane().scrollTop = 0;
  const marked = markedMessage();
  if (moved && marked) marked.scrollIntoView({ block: "center" });
  else if (moved || before.end) toEnd();
  if (!moved) announce(before.seen);
  changeDraft();
  giveFocusBack();
  syncModal();
  reposition();
}

let settled;

/** Whether the newest message is what the visitor looks at: scrolled to the end, or left where the page put it. */
function atEnd() {
  const { scrollTop, scrollHeight, clientHeight } = pane();
  return scrollHeight - scrollTop - clientHeight < 60 || Math.abs(scrollTop - settled) < 2;
}

/** Shows the newest message: its beginning, when it is longer than the pane. */
function toEnd() {
  const last = messages().at(-1);
  if (!last) return;
  const top = last.getBoundingClientRect().top - pane().getBoundingClientRect().top + pane().scrollTop;
  const long = last.offsetHeight > pane().clientHeight - 16;
  pane().scrollTop = long ? top - 8 : pane().scrollHeight;
  settled = pane().scrollTop;
}

const messages = () => [...pane().querySelectorAll(".message")];
const seenMessages = () => new Set(messages().map((one) => one.id));

/** Says new messages to screen readers: their text, not their blocks. */
function announce(seen) {
  const fresh = messages().filter((one) => !seen.has(one.id));
  if (fresh.length === 0) return;
  document.getElementById("announcer").textContent = fresh
    .slice(-3)
    .map((one) => one.dataset.announce)
    .join(" ");
}

/** The Home tab is drawn when the bot hears that it was opened. */
function arrive() {
  if (viewer().at === "home") void post("home", {}).then(refresh);
}

async function go(address) {
  history.pushState(null, "", address);
  showMenu(false);
  await refresh();
  markedMessage()?.scrollIntoView({ block: "center" });
  arrive();
  if (matchMedia("(min-width: 50rem)").matches) document.getElementById("composer-text")?.focus();
}

function showMenu(on) {
  const button = document.getElementById("menu-button");
  if (document.body.classList.contains("menu-open") === on) return;
  document.body.classList.toggle("menu-open", on);
  button.setAttribute("aria-expanded", String(on));
  if (on) document.querySelector("#sidebar [aria-current], #sidebar a")?.focus();
  else button.focus();
}

let watching;

function showFaults(on) {
  // The bot's calls change nothing that is seen elsewhere, so the page hears of them only by asking.
  clearInterval(watching);
  if (on) watching = setInterval(() => void refresh(), 1500);
  document.getElementById("faults").hidden = !on;
  const button = document.getElementById("faults-button");
  button.setAttribute("aria-expanded", String(on));
  (on ? document.getElementById("faults-title") : button).focus();
}

async function moveClock(data) {
  const clock = document.querySelector(".clock");
  clock.setAttribute("aria-busy", "true");
  await post("clock", data);
  clock.removeAttribute("aria-busy");
  dirty.delete(document.getElementById("clock-to"));
  await refresh();
}

function startBar() {
  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a[data-go]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      return void go(link.getAttribute("href"));
    }
    if (target.closest("#menu-button")) return showMenu(!document.body.classList.contains("menu-open"));
    if (!target.closest("#sidebar")) showMenu(false);
    if (target.closest("#faults-button")) return showFaults(document.getElementById("faults").hidden);
    if (target.closest("#faults-close")) return showFaults(false);
    const step = target.closest("[data-clock]");
    if (step) return void moveClock({ minutes: Number(step.dataset.clock) });
    const shortcut = target.closest("[data-shortcut]");
    if (shortcut) return void post("shortcut", { callbackId: shortcut.dataset.shortcut }).then(refresh);
    const atMessage = target.closest("[data-message-shortcut]");
    if (atMessage) {
      const data = { callbackId: atMessage.dataset.messageShortcut, ...whereOf(atMessage) };
      return void post("messageShortcut", data).then(refresh);
    }
    const fault = target.closest("[data-fault]");
    if (fault) void post("faults", { kind: fault.dataset.fault }).then(refresh);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.body.classList.contains("menu-open")) showMenu(false);
    else if (document.getElementById("faults").contains(event.target)) showFaults(false);
  });
}

function startBarForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "clock-form" && form.id !== "fault-form") return;
    event.preventDefault();
    const data = Object.fromEntries(new FormData(form));
    if (form.id === "fault-form") return void post("faults", data).then(refresh);
    hide({ refocus: true });
    void moveClock({ to: data.to });
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "clock-to") dirty.add(event.target);
    if (event.target.id !== "fault-kind") return;
    for (const part of document.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(event.target.value);
    }
  });
}

let lost = false;

function startEvents() {
  const events = new EventSource("/page/events");
  events.addEventListener("change", () => void refresh());
  events.addEventListener("error", () => {
    if (!lost) toast(document.body.dataset.lost);
    lost = true;
    document.body.classList.add("lost");
    // The browser tries again by itself, but not once a sandbox that is only starting has answered that it has no page.
    if (events.readyState === EventSource.CLOSED) setTimeout(startEvents, 1000);
  });
  events.addEventListener("open", () => {
    lost = false;
    document.body.classList.remove("lost");
  });
}

startPopups();
startForms(refresh);
startComposer(refresh);
startBar();
startBarForms();
startLinks(go);
addEventListener("popstate", () => void refresh().then(arrive));
changeDraft();
syncModal();
toEnd();
markedMessage()?.scrollIntoView({ block: "center" });
startEvents();
arrive();
document.body.dataset.ready = "";
