import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { styleSheets } from "./assets.ts";
import { faultForm, faultLog } from "./fault-drawer.ts";
import { composer, placeBody, placeHead } from "./main-pane.ts";
import { modal } from "./modal.ts";
import { placeTitle, type Scene } from "./scene.ts";
import type { Html } from "./show.ts";
import { sidebar } from "./sidebar.ts";
import { topbar } from "./topbar.ts";

/** The parts of the page that change by themselves, by name. Each is sent again only when it has changed. */
const fragments: Readonly<Record<string, (scene: Scene) => Html>> = {
  topbar,
  sidebar,
  head: placeHead,
  body: placeBody,
  composer,
  modal: (scene) => modal(scene.views, scene.inside),
  faultForm,
  faultLog,
};

/**
 * The fragments that differ from what the browser has.
 * @param had "name=hash" of each that it has
 */
export async function changedFragments(scene: Scene, had: string[]): Promise<string> {
  const parts: string[] = [`<title>${await escaped(documentTitle(scene))}</title>`];
  for (const name of Object.keys(fragments)) {
    const { markup, hash } = await fragment(scene, name);
    if (had.includes(`${name}=${hash}`)) continue;
    parts.push(`<div data-fragment="${name}" data-hash="${hash}">${markup}</div>`);
  }
  return parts.join("\n");
}

async function fragment(scene: Scene, name: string): Promise<{ markup: string; hash: string }> {
  const markup = String((await fragments[name]?.(scene)) ?? "");
  return { markup, hash: createHash("sha256").update(markup).digest("base64url").slice(0, 12) };
}

const escaped = async (text: string) => String(await html`${text}`);

function documentTitle(scene: Scene): string {
  const unread = scene.directUnread || scene.channels.some((one) => one.unread);
  return `${unread ? "• " : ""}${placeTitle(scene)} · ${scene.title}`;
}

/** The whole page. */
export async function document(scene: Scene): Promise<string> {
  const { show } = scene;
  const { t } = show;
  const filled = new Map<string, Html>();
  for (const name of Object.keys(fragments)) {
    const { markup, hash } = await fragment(scene, name);
    filled.set(name, raw(`data-fragment="${name}" data-hash="${hash}">${markup}`));
  }
  const page = html`<!doctype html>
<html lang="${show.locale.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${documentTitle(scene)}</title>
<link rel="icon" type="image/svg+xml" href="/page/assets/icon.svg">
${styleSheets.map((name) => html`<link rel="stylesheet" href="/page/assets/${name}">`)}
<script type="module" src="/page/assets/page.js"></script>
</head>
<body data-timeout="${t("trouble.timeout")}" data-lost="${t("trouble.lost")}" data-refused="${t("trouble.refused")}" data-searching="${t("form.searching")}">
<a class="skip" href="#body">${t("skip")}</a>
<header class="topbar" ${filled.get("topbar")}</header>
<div class="frame">
<nav class="sidebar" id="sidebar" aria-label="${t("sidebar.label")}" ${filled.get("sidebar")}</nav>
<main class="pane">
<header class="place" ${filled.get("head")}</header>
<div class="scroll" id="body" tabindex="-1" ${filled.get("body")}</div>
<div class="compose" ${filled.get("composer")}</div>
</main>
<aside class="drawer" id="faults" aria-labelledby="faults-title" hidden><div ${filled.get("faultForm")}</div><div ${filled.get("faultLog")}</div></aside>
</div>
<dialog class="modal-frame" id="modal" aria-labelledby="modal-title"><div ${filled.get("modal")}</div></dialog>
<dialog class="question" id="question" aria-labelledby="question-title" aria-describedby="question-text"><form method="dialog">
<h2 id="question-title"></h2><p id="question-text"></p>
<div class="row"><button class="button" value="no"></button><button class="button primary" value="yes"></button></div></form></dialog>
<div class="toasts" id="toasts" role="status" aria-live="polite"></div>
<p class="unseen" id="announcer" aria-live="polite"></p>
</body>
</html>`;
  return String(await page);
}
