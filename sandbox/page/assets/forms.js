// Buttons, inputs and modals: what is pressed or filled in goes to the bot as Slack's client would send it.

import { startComboboxes } from "./combobox.js";
import { begin, firstField } from "./focus.js";
import { dirty } from "./morph.js";
import { confirmed, hide } from "./popups.js";
import { post } from "./requests.js";
import { act, startTyping, tellAll, tellLeft } from "./typing.js";
import { startUploads } from "./uploads.js";

const dialog = () => document.getElementById("modal");
const form = () => dialog().querySelector("form.modal");

/** Shows the modal that the page holds now, or closes the frame when there is none. */
export function syncModal() {
  const [frame, now] = [dialog(), form()];
  if (!now) {
    delete frame.dataset.shown;
    focusIn.clear();
    if (frame.open) closeFrame(frame);
    return;
  }
  const isNew = frame.dataset.shown !== now.dataset.view;
  frame.dataset.shown = now.dataset.view;
  // Asked before the frame opens, for that puts the focus somewhere as well.
  const last = lastIn(now);
  if (!frame.open) {
    hide();
    frame.showModal();
  }
  const heading = now.querySelector("h2");
  if (isNew) (last ?? firstField(now)).focus();
  // A view that was only waiting has become the form.
  else if (document.activeElement === heading) firstField(now).focus();
  else if (document.activeElement === document.body) heading.focus();
}

/** The id of what had the focus in each view of the stack: there one goes on after the view above is gone. */
const focusIn = new Map();

function lastIn(now) {
  const id = focusIn.get(now.dataset.view);
  return id === undefined ? undefined : (document.getElementById(id) ?? undefined);
}

const fieldIds = (now) =>
  [...now.querySelectorAll(".modal-body :is(input, textarea)[id]")].map(({ id }) => id);

// The dialog gives the focus back by itself; not when the button is gone by now.
function closeFrame(frame) {
  frame.close();
  const back = document.activeElement;
  if (back === document.body) return void document.getElementById("composer-text")?.focus();
  // Chromium gives it back without a caret after what had it was taken out of the dialog, so that nothing can be typed.
  back.blur();
  back.focus({ preventScroll: true });
}

function busy(button, on) {
  if (!button) return;
  if (on) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

/** @param refresh brings the page up to date */
export function startForms(refresh) {
  startTyping(refresh);
  startUploads(refresh);
  startComboboxes(async (combo, options) => {
    const { keep } = await act(combo, options);
    const input = combo.querySelector("input");
    if (keep) input.value = input.dataset.shown;
    await refresh();
  });

  const press = async (button) => {
    if (button.getAttribute("aria-busy") === "true" || !(await confirmed(button))) return;
    busy(button, true);
    // A bot that heard of the button alone would take the form for emptier than it is.
    if (await tellAll()) await act(button, button.dataset.choice ?? null);
    busy(button, false);
    await refresh();
  };

  const submit = async (now) => {
    const button = now.querySelector("[type=submit]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    const fields = fieldIds(now);
    busy(button, true);
    if (await tellAll()) await post("submit", { viewId: now.dataset.view });
    await refresh();
    busy(button, false);
    if (form()?.dataset.view !== now.dataset.view) return;
    const wrong = form().querySelector("[aria-invalid=true], [data-invalid] input");
    if (wrong) wrong.focus();
    else if (!fields.some((id) => document.getElementById(id))) begin(form());
  };

  const close = async (which) => {
    const now = form();
    if (!now) return;
    if (!(await tellLeft())) return;
    await post("close", { viewId: now.dataset.view, which });
    await refresh();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-press]");
    if (button) return void press(button);
    const closing = event.target.closest("[data-close]");
    if (closing) return void close(closing.dataset.close);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.modal")) return;
    event.preventDefault();
    void submit(event.target);
  });

  document.addEventListener("focusin", (event) => {
    const now = event.target.closest?.("form.modal");
    if (now && event.target.id) focusIn.set(now.dataset.view, event.target.id);
  });

  document.addEventListener("change", (event) => {
    const boxes = event.target.closest("[data-boxes]");
    if (boxes) void check(boxes, refresh);
  });

  // Escape is answered by the page, which knows what is open; a dialog's own way would leave the modal in Slack.
  dialog().addEventListener("cancel", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.getElementById("question").open) return;
    if (hide({ refocus: !event.target.matches("[role=combobox], #composer-text") })) event.preventDefault();
    else if (dialog().open) {
      event.preventDefault();
      void close("top");
    }
  });
}

async function check(boxes, refresh) {
  const all = [...boxes.querySelectorAll("input")];
  for (const one of all) dirty.add(one);
  if (await confirmed(boxes)) {
    const checked = all.filter((one) => one.checked).map((one) => JSON.parse(one.dataset.option));
    const { keep } = await act(boxes, checked);
    if (keep) for (const one of all) one.checked = one.defaultChecked;
  }
  for (const one of all) dirty.delete(one);
  await refresh();
}
