// Asking the server: who is asking, one thing after another, and telling the visitor what came of it.

/** Who looks at what: the page's address, and what the server made of it where the address says nothing. */
export function viewer() {
  const asked = new URLSearchParams(location.search);
  return {
    as: asked.get("as") ?? document.querySelector("[data-persona][aria-current]")?.dataset.persona ?? "",
    at: asked.get("at") ?? document.querySelector("#sidebar [aria-current]")?.dataset.at ?? "",
    lang: document.documentElement.lang,
  };
}

/** The HTML that a GET answers; undefined when the sandbox is not there, or only just starting. */
export async function get(path, query) {
  const asked = fetch(`${path}?${new URLSearchParams({ ...viewer(), ...query })}`);
  return await asked.then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
}

let last = Promise.resolve();

// A form must hold what was filled in before it is sent; what has no order need not wait for a slow answer.
const inOrder = new Set(["act", "submit", "close"]);

/**
 * Sends something to do, in a form after everything sent before has been done; gives the reply, which says `keep` when
 * it was not done and what was typed is still wanted.
 */
export function post(name, data) {
  const { as, lang } = viewer();
  if (!inOrder.has(name)) return send(name, { as, lang, ...data });
  return queued(() => send(name, { as, lang, ...data }));
}

function queued(sending) {
  const next = last.then(sending);
  last = next.catch(() => undefined);
  return next;
}

/** Sends a file into a file input, in its form's order; gives the reply. */
export function upload(file, where) {
  const { as, lang } = viewer();
  const query = new URLSearchParams({ as, lang, name: file.name, ...where });
  return queued(() => answerTo(`upload?${query}`, "application/octet-stream", file));
}

const send = (name, data) => answerTo(name, "application/json", JSON.stringify(data));

async function answerTo(name, type, body) {
  const words = document.body.dataset;
  let reply = {};
  try {
    const answer = await fetch(`/page/${name}`, { method: "POST", headers: { "content-type": type }, body });
    reply = answer.ok || answer.status === 409 ? await answer.json() : { toast: words.refused, keep: true };
  } catch {
    reply = { toast: words.lost, keep: true };
  }
  if (reply.toast) toast(reply.toast);
  return reply;
}

/** Shows a sentence for a while; screen readers say it. */
export function toast(text) {
  const toasts = document.getElementById("toasts");
  // Said again, it takes the place of what it said before.
  for (const said of [...toasts.children]) if (said.textContent === text) said.remove();
  const line = document.createElement("p");
  line.textContent = text;
  toasts.append(line);
  setTimeout(() => line.remove(), 7000);
}

/** Where a block stands: the `data-where` around the element. */
export function whereOf(element) {
  return JSON.parse(element.closest("[data-where]").dataset.where);
}

/** The id of the modal around the element. */
export const viewOf = (element) => whereOf(element).viewId;
