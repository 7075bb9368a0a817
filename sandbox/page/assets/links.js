// Links to messages of this workspace: they lead there as the person one is, instead of opening a second page.

import { hide } from "./popups.js";
import { viewer } from "./requests.js";

/** @param go goes to an address of the page */
export function startLinks(go) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [, channel, seconds, rest] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(link.pathname) ?? [];
    if (channel === undefined || link.port !== location.port) return;
    event.preventDefault();
    hide();
    const { as, lang } = viewer();
    void go(`/?${new URLSearchParams({ as, at: channel, lang })}#m_${channel}_${seconds}.${rest}`);
  });
}

/** The message that the address names, marked as such; undefined when it is not shown. */
export function markedMessage() {
  const named = document.getElementById(location.hash.slice(1));
  for (const other of document.querySelectorAll(".message.linked"))
    if (other !== named) other.classList.remove("linked");
  if (!named?.matches(".message")) return undefined;
  named.classList.add("linked");
  return named;
}
