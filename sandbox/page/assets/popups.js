// Things that open over the page: panels, menus, lists; and the question before something is done.

let open;

/**
 * Shows a popup beside its anchor, closing any other.
 * @param onClose called when it is closed, however that happens
 */
export function show(popup, anchor, { wide = false, above = false, onClose } = {}) {
  if (open?.popup === popup) return place(open);
  hide();
  open = { popup, anchor, wide, above, onClose };
  popup.showPopover();
  if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "true");
  place(open);
}

/** Closes what is open; gives focus back to its button when it was inside. */
export function hide({ refocus = false } = {}) {
  if (!open) return false;
  const { popup, anchor, onClose } = open;
  open = undefined;
  if (popup.isConnected && popup.matches(":popover-open")) popup.hidePopover();
  if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "false");
  if (refocus) anchor.focus();
  onClose?.();
  return true;
}

export const isOpen = (popup) => open?.popup === popup;

/** Places the popup that is open anew, after its content has changed. */
export function reposition() {
  if (open && !open.anchor.isConnected) hide();
  else if (open) place(open);
}

function place({ popup, anchor, wide, above }) {
  const box = anchor.getBoundingClientRect();
  const gap = 4;
  popup.style.minWidth = wide ? `${box.width}px` : "";
  popup.style.maxWidth = wide ? `${Math.max(box.width, Math.min(innerWidth - 16, 420))}px` : "";
  const { width } = popup.getBoundingClientRect();
  // All of it, whatever limit it has now: without one for a moment, a list would lose how far it was scrolled.
  const height = popup.scrollHeight + popup.offsetHeight - popup.clientHeight;
  const below = innerHeight - box.bottom - gap - 8;
  const over = box.top - gap - 8;
  const up = above || (height > below && over > below);
  // A list longer than this is easier to search than to read.
  const room = Math.min(Math.max(up ? over : below, 120), wide ? 300 : Number.POSITIVE_INFINITY);
  popup.style.maxHeight = `${room}px`;
  const tall = Math.min(height, room);
  popup.style.top = `${up ? box.top - gap - tall : box.bottom + gap}px`;
  const right = !wide && box.left + width > innerWidth - 8;
  popup.style.left = `${Math.max(8, right ? Math.min(box.right, innerWidth - 8) - width : box.left)}px`;
}

function toggle(holder) {
  const [button, popup] = [holder.querySelector("button"), holder.querySelector(".popup")];
  if (isOpen(popup)) return hide({ refocus: true });
  show(popup, button);
  const first = popup.querySelector("[aria-current], input, [role=menuitem], a, button");
  first?.focus();
}

/** Moves focus among the items of a menu or panel. */
function step(event, popup) {
  const items = [...popup.querySelectorAll("a, [role=menuitem]")];
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way === undefined || items.length === 0 || event.target.matches("input")) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items.at((at + way + items.length) % items.length).focus();
}

/** Begins to listen for all panels and menus of the page, also those that come later. */
export function startPopups() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-disclosure] > button, [data-menu] > button");
    if (button) return toggle(button.parentElement);
    const inside = open && (open.popup.contains(event.target) || open.anchor.contains(event.target));
    const done = event.target.closest("[role=menuitem], a[data-go]");
    if (open && (!inside || done) && !open.anchor.closest(".combo")?.contains(event.target)) {
      hide({ refocus: Boolean(done) });
    }
  });
  document.addEventListener("keydown", (event) => {
    const popup = open?.popup;
    if (!popup || event.target.matches("[role=combobox], #composer-text")) return;
    if (event.key === "Tab" && popup.getAttribute("role") === "menu") hide({ refocus: true });
    else step(event, popup);
  });
  addEventListener("resize", reposition);
  document.addEventListener("scroll", reposition, { capture: true, passive: true });
}

/** Asks the question that an element carries; true when there is none or it was answered with yes. */
export function confirmed(element) {
  if (!element.dataset.confirm) return Promise.resolve(true);
  const { title, text, yes, no, style } = JSON.parse(element.dataset.confirm);
  const dialog = document.getElementById("question");
  const [refuse, agree] = dialog.querySelectorAll("button");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("p").textContent = text;
  agree.textContent = yes;
  refuse.textContent = no;
  agree.classList.toggle("danger", style === "danger");
  agree.classList.toggle("primary", style !== "danger");
  dialog.returnValue = "no";
  dialog.showModal();
  agree.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
