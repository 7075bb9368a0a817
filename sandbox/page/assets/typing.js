// Typed inputs: the page keeps what is typed until the bot is to hear of it, or the form is sent.

import { dirty } from "./morph.js";
import { confirmed } from "./popups.js";
import { post, whereOf } from "./requests.js";

const typedIn = "[data-typed]";
/** Typed inputs that hold something the server has not been told. */
const untold = new Set();
/** Inputs whose text is about to be told, by the timer that will do it. */
const later = new Map();
const pause = 300;

/** Tells the server what is chosen or typed in an element. */
export function act(element, picked, how) {
  const { block, action } = element.dataset;
  const heard = how === undefined ? {} : { how };
  return post("act", { where: whereOf(element), blockId: block, actionId: action, picked, ...heard });
}

/** Tells the server what is typed and not told yet; false when it could not be told all of it. */
export const tellAll = () => tellEach([...untold]);

/**
 * Tells the server what stands in a form that is being left: Slack says it with the closing. The bot is not told now.
 * False when it could not be told.
 */
export async function tellLeft() {
  const told = await tellEach([...untold].filter((input) => triggers(input).length === 0));
  if (told) forgetTyped();
  return told;
}

async function tellEach(inputs) {
  for (const input of inputs) if (!(await tell(input))) return false;
  return true;
}

/** Nothing of what is typed is to be told any more. */
function forgetTyped() {
  untold.clear();
  for (const timer of later.values()) clearTimeout(timer);
  later.clear();
}

const triggers = (input) => input.dataset.dispatch?.split(" ") ?? [];

/**
 * Tells the server what is typed in an input; false when it could not be told.
 * @param entered whether Enter was pressed in it
 */
async function tell(input, entered = false) {
  clearTimeout(later.get(input));
  later.delete(input);
  untold.delete(input);
  // The bot may have closed the form meanwhile.
  if (!input.isConnected) return true;
  const value = input.value;
  // Of an input that dispatches, the bot hears only when it asked for; others are told like any choice.
  const how = entered ? "entered" : triggers(input).length > 0 ? "typed" : undefined;
  const { keep } = await act(input, value, how);
  if (keep) untold.add(input);
  else if (input.value === value) dirty.delete(input);
  return !keep;
}

/** @param refresh brings the page up to date */
export function startTyping(refresh) {
  const heard = (input) => {
    dirty.add(input);
    untold.add(input);
    if (!triggers(input).includes("character")) return;
    clearTimeout(later.get(input));
    later.set(
      input,
      setTimeout(() => void tell(input).then(refresh), pause),
    );
  };

  document.addEventListener("input", (event) => {
    // What an input method is still composing is not typed yet.
    if (event.target.matches(typedIn) && !event.isComposing) heard(event.target);
  });
  document.addEventListener("compositionstart", (event) => {
    if (event.target.matches?.(typedIn)) dirty.add(event.target);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.matches?.(typedIn)) heard(event.target);
  });

  document.addEventListener("change", (event) => {
    const input = event.target;
    // An input that dispatches by itself says nothing when it is only left.
    if (!input.matches(typedIn) || triggers(input).length > 0 || !untold.has(input)) return;
    void confirmed(input)
      .then((yes) => (yes ? tell(input) : untell(input)))
      .then(refresh);
  });

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.key !== "Enter" || event.isComposing || !input.matches?.("input[data-dispatch~=enter]")) return;
    event.preventDefault();
    void tell(input, true).then(refresh);
  });
}

/** Gives an input back what it held before. */
function untell(input) {
  untold.delete(input);
  dirty.delete(input);
  input.value = input.defaultValue;
}
