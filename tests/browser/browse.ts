import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 360, height: 740 };

/** A real Chromium, as Debian installs it; CHROMIUM names another. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/** A page that fails the test on an error in its scripts or on anything that its security policy stops. */
export async function openPage(browser: Browser, address: string, viewport = desktop) {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(8000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  await page.goto(address);
  await page.locator("body[data-ready]").waitFor();
  return { page, problems };
}

/** What axe finds of violations, one line each. */
export async function violations(page: Page): Promise<string[]> {
  const script = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
  await page.evaluate(await readFile(script, "utf8"));
  const found = await page.evaluate(
    "axe.run({resultTypes: ['violations']}).then((result) => result.violations.map(({id, nodes}) => ({id, where: nodes.map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary)})))",
  );
  return (found as { id: string; where: string[] }[]).map(({ id, where }) => `${id}: ${where.join(" | ")}`);
}
