// Where the focus goes: in a form that opens, and when what had it is redrawn.

/** What can have the focus; the items of closed menus cannot. */
const reachable = ":is(a[href], button, input, textarea, select, summary):not([tabindex='-1'])";

const wordsOf = (one) => one.getAttribute("aria-label") ?? one.textContent.trim();

/** Slack's id of what an element does; blocks without an id of the bot's get another at each change. */
const actionOf = (one) => one.closest("[data-action]")?.dataset.action;

/**
 * Remembers what has the focus among blocks; gives the function that puts it back if redrawing has lost it: on the
 * same or the corresponding element, else on the message or Home tab, which says what has become of it.
 */
export function rememberFocus() {
  const had = document.activeElement;
  const holder = had?.closest("[data-where]");
  if (!holder) return () => undefined;
  const pane = holder.closest("#body");
  const others = alike(holder, had);
  const kin = { like: had, words: wordsOf(had), at: others.indexOf(had) };
  return () => {
    if (document.activeElement !== document.body) return;
    const now = document.getElementById(holder.id);
    // A message that is gone leaves the pane. Of a form, the page says itself where one goes on.
    const target = (now && corresponding(now, kin)) ?? now ?? pane;
    target?.focus({ preventScroll: true });
  };
}

/** The elements of the same kind that do the same. */
function alike(holder, one) {
  const action = actionOf(one);
  const same = (other) => other.nodeName === one.nodeName && actionOf(other) === action;
  return [...holder.querySelectorAll(reachable)].filter(same);
}

/** The one with the same words, else the one in its place; of a list that has become shorter, the last. */
function corresponding(holder, { like, words, at }) {
  const others = alike(holder, like);
  const named = others.filter((other) => wordsOf(other) === words);
  // What does nothing in Slack, a link say, has only its words in common with the one before.
  if (named.length === 1 || actionOf(like) === undefined) return named[0];
  return others[at] ?? others.at(-1);
}

/** Where one begins: the first field, but its heading when the field is further down: a form opens at its top. */
export function firstField(now) {
  const field = ".modal-body :is(input, textarea, select, button):not([tabindex='-1'])";
  const first = now.querySelector(field);
  const begin = first && isAtTop(first) ? first : now.querySelector("h2");
  return now.querySelector("[autofocus]") ?? begin;
}

function isAtTop(field) {
  const body = field.closest(".modal-body");
  const above = field.getBoundingClientRect().bottom - body.getBoundingClientRect().top;
  return above + body.scrollTop <= body.clientHeight;
}

/** Goes to the top of a form that has become another one, its next page say. */
export function begin(now) {
  now.querySelector(".modal-body").scrollTop = 0;
  firstField(now).focus();
}
