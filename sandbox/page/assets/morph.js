// Brings a part of the page up to date in place, so that focus, scroll, open menus and typed text stay.

/** Controls whose value the visitor has changed and the server does not know yet. */
export const dirty = new WeakSet();

// These belong to the script: the server always sends them as they were at first.
const kept = new Set(["aria-expanded", "aria-activedescendant", "aria-busy", "style"]);

/** Makes the children of `now` those of `next`, keeping every node that can be kept. */
export function morphChildren(now, next) {
  const keyed = new Map();
  for (const child of now.children) if (child.id) keyed.set(child.id, child);
  const wantedIds = new Set([...next.children].map((child) => child.id));
  let place = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    // What goes away goes first: moving what stays up to its place would take the focus from it.
    while (place?.id && !wantedIds.has(place.id)) place = removed(place);
    const fit = fitting(wanted, place, keyed);
    if (fit === undefined) {
      now.insertBefore(wanted, place);
      continue;
    }
    if (fit === place) place = place.nextSibling;
    else now.insertBefore(fit, place);
    morph(fit, wanted);
  }
  while (place) place = removed(place);
}

function removed(node) {
  const after = node.nextSibling;
  node.remove();
  return after;
}

/** The node that may become `wanted`: the one with its id, else the one in its place when that has no other use. */
function fitting(wanted, place, keyed) {
  if (wanted.id) {
    const same = keyed.get(wanted.id);
    return same?.nodeName === wanted.nodeName ? same : undefined;
  }
  if (!place || place.nodeName !== wanted.nodeName || place.id) return undefined;
  return place;
}

function morph(now, next) {
  if (now.nodeType !== Node.ELEMENT_NODE) {
    if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    return;
  }
  if (now.hasAttribute("data-live") && next.hasAttribute("data-live")) return;
  morphAttributes(now, next);
  if (now.nodeName === "TEXTAREA") morphText(now, next);
  else morphChildren(now, next);
  if (now.nodeName === "INPUT") morphInput(now, next);
}

function morphAttributes(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name) && !kept.has(name) && !(name === "open" && now.nodeName === "DETAILS")) {
      now.removeAttribute(name);
    }
  }
  for (const { name, value } of next.attributes) {
    if (!kept.has(name) && now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
}

function morphText(now, next) {
  if (now.dataset.own === "" || dirty.has(now)) return;
  if (now.value !== next.defaultValue) now.value = next.defaultValue;
}

function morphInput(now, next) {
  if (dirty.has(now)) return;
  if (now.type === "checkbox" || now.type === "radio") now.checked = next.hasAttribute("checked");
  else if (now.value !== next.getAttribute("value")) now.value = next.getAttribute("value") ?? "";
}
