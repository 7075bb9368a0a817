import { readFileSync } from "node:fs";
import type { Hono } from "hono";

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** The style sheets, in the order in which they are read. */
export const styleSheets = [
  "base.css",
  "controls.css",
  "layout.css",
  "topbar.css",
  "messages.css",
  "blocks.css",
  "composer.css",
  "charts.css",
  "forms.css",
  "files.css",
  "dialogs.css",
];
const scripts = [
  "page.js",
  "requests.js",
  "morph.js",
  "popups.js",
  "combobox.js",
  "composer.js",
  "completions.js",
  "forms.js",
  "uploads.js",
  "typing.js",
  "links.js",
  "focus.js",
];

/** Serves the page's files, read once; a browser asks for them anew each time, which on one machine costs nothing. */
export function mountAssets(app: Hono): void {
  for (const name of [...styleSheets, ...scripts, "icon.svg"]) {
    const content = readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");
    const type = types[name.split(".").at(-1) ?? ""] ?? "text/plain";
    app.get(`/page/assets/${name}`, (context) =>
      context.body(content, 200, { "content-type": type, "cache-control": "no-cache" }),
    );
  }
}
