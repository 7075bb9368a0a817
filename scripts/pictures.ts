/**
 * Takes the README's pictures: starts a sandbox of its own, does what its readers would do, and writes PNG files to
 * docs/pictures. `npm run pictures`; needs Chromium (CHROMIUM names another than /usr/bin/chromium) and a Chinese font.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { startSandbox } from "../sandbox/index.ts";
import { createLogger } from "../src/log.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];
const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
/** Long enough for whatever was asked for to have come and settled. */
const settle = 1500;

const dataDir = await mkdtemp(join(tmpdir(), "studyhall-pictures-"));
await chmod(dataDir, 0o755);
const sandbox = await startSandbox({ dataDir, port: 0, logLevel: "warn" }, createLogger("warn"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: flags,
});
try {
  await take("status", { width: 1120, height: 1000 }, async (page) => {
    await be(page, "蔡生强");
    await go(page, "districts");
    await type(page, "/attendance status");
  });
  await take("digest", { width: 1120, height: 1500 }, async (page) => {
    await be(page, "蔡生强");
    await page.getByText("+1 hour").click();
    await go(page, "districts");
    await page.getByText("Needs you").first().waitFor();
    await page.waitForTimeout(6000);
  });
  await take("phone", { width: 1120, height: 844 }, async (page) => {
    await be(page, "蔡生强");
    await go(page, "districts");
    await onPhone(page, "Autumn study campaign · week");
  });
  await take("phone-zh", { width: 1120, height: 844 }, async (page) => {
    await be(page, "顾力涵");
    await go(page, "bureau");
    await go(page, "中文");
    await onPhone(page, "秋季学习活动 · 第");
  });
  await take("home", { width: 1120, height: 620 }, async (page) => {
    await be(page, "陈秀文");
    await go(page, "Home tab");
  });
  await take("joining", { width: 1120, height: 720 }, async (page) => {
    await be(page, "陈秀文");
    await go(page, "tianchi-school");
    await type(page, "/discussion open T2");
    await page.getByRole("button", { name: "Take part" }).click();
    await page.getByText("person takes part").waitFor();
  });
  await take("topic", { width: 1120, height: 860 }, async (page) => {
    await be(page, "许福全");
    await go(page, "wenchang-school");
    await type(page, "/topic");
    await page.getByLabel("题目", { exact: true }).fill("");
    await page.getByLabel("题目", { exact: true }).pressSequentially("石桥片区评价问题的调研");
    await page.getByText("石桥片区评价问题调研").first().waitFor();
  });
  await take("form", { width: 1120, height: 860 }, async (page) => {
    await be(page, "陈秀文");
    await go(page, "tianchi-school");
    await type(page, "/attendance");
    await page.getByLabel("Material studied").fill("Education ideas, chapter 2");
  });
} finally {
  await browser.close();
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function take(
  name: string,
  viewport: { width: number; height: number },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ viewport });
  await page.goto(sandbox.url);
  await page.waitForTimeout(settle);
  await act(page);
  await page.waitForTimeout(settle);
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(`${name}.png`);
  await page.close();
}

/** The page at a phone's width, with that digest's title at the top of the screen. */
async function onPhone(page: Page, title: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(settle);
  await page.evaluate(
    `[...document.querySelectorAll("main *")].findLast((one) => one.childElementCount === 0 && one.textContent.includes(${JSON.stringify(title)})).scrollIntoView({ block: "start" })`,
  );
}

async function be(page: Page, name: string): Promise<void> {
  await page.locator(".persona-now").click();
  await page.locator("#personas").getByText(name).click();
  await page.waitForTimeout(settle);
}

async function go(page: Page, place: string): Promise<void> {
  await page.getByText(place, { exact: true }).first().click();
  await page.waitForTimeout(settle);
}

async function type(page: Page, command: string): Promise<void> {
  await page.locator("textarea").first().fill(command);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(settle);
}
