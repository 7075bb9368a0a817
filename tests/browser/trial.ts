import { WebClient } from "@slack/web-api";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { LocalSlack } from "../../src/sandbox/slack/index.ts";
import { openPage, startBrowser } from "./browse.ts";
import { openTown, startTrialBot } from "./town.ts";
import type { Heard } from "./trial-bot.ts";

/** The name by which a screen reader calls what has the focus. */
const nameOfFocused = `(() => {
  const one = document.activeElement;
  const by = (one.closest("[aria-labelledby]:not(dialog)") ?? one).getAttribute("aria-labelledby");
  return ((by && document.getElementById(by)?.textContent) || one.getAttribute("aria-label") || one.textContent).trim();
})()`;

/** One town with one bot, in each test anew, and a visitor's hands in a real browser. */
export function useTrial() {
  const now = hooks();
  const page = () => now.page;
  const composer = () => page().locator("#composer-text");
  const focusedName = async () => String(await page().evaluate(nameOfFocused));
  return {
    get page() {
      return now.page;
    },
    get slack() {
      return now.slack;
    },
    get heard() {
      return now.heard;
    },
    open: now.open,
    composer,
    modal: () => page().locator("#modal[open] form"),
    focused: () => page().locator(":focus"),
    focusedName,
    async say(text: string) {
      await composer().fill(text);
      await composer().press("Enter");
    },
    async post(message: object, channel = "C0BUREAU") {
      const web = new WebClient(now.slack.credentials.botToken, { slackApiUrl: now.slack.apiUrl });
      return await web.chat.postMessage({ channel, ...message } as never);
    },
    /** Goes from field to field as a person without a mouse would, to the one with this name. */
    async tabTo(name: string) {
      const passed: string[] = [];
      for (let steps = 0; steps < 60; steps++) {
        passed.push(await focusedName());
        if (passed.at(-1)?.startsWith(name)) return;
        await page().keyboard.press("Tab");
      }
      throw new Error(`Tab does not reach "${name}", only: ${passed.join(", ")}`);
    },
    /** Chooses the option that begins so in the select that has the focus. */
    async choose(typed: string, option: string) {
      await page().keyboard.type(typed);
      await page().locator(".options:popover-open [role=option].active", { hasText: option }).waitFor();
      await page().keyboard.press("Enter");
    },
  };
}

type Now = {
  page: Page;
  slack: LocalSlack;
  heard: Heard;
  open(query?: string, size?: { width: number; height: number }): Promise<void>;
};

function hooks(): Now {
  const now = {} as Now;
  let browser: Browser;
  let problems: string[] = [];
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    problems = [];
    now.slack = (await openTown()).slack;
    const bot = await startTrialBot(now.slack);
    now.heard = bot.heard;
    stop = bot.stop;
  });
  afterEach(async () => {
    await now.page.close();
    await stop();
    await now.slack.close();
    expect(problems).toEqual([]);
  });
  now.open = async (query = "as=U0LIAISON&at=C0BUREAU&lang=en", size) => {
    ({ page: now.page, problems } = await openPage(browser, `${now.slack.url}/?${query}`, size));
  };
  return now;
}
