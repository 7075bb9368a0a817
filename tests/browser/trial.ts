import { WebClient } from "@slack/web-api";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { LocalSlack } from "../../sandbox/slack/index.ts";
import { openPage, startBrowser } from "./browse.ts";
import { hands } from "./hands.ts";
import { openTown, startTrialBot } from "./town.ts";
import type { Heard } from "./trial-bot.ts";

/** One town with one bot, in each test anew, and a visitor's hands in a real browser. */
export function useTrial() {
  const now = hooks();
  return {
    ...hands(() => now.page),
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
    async post(message: object, channel = "C0BUREAU") {
      const web = new WebClient(now.slack.credentials.botToken, { slackApiUrl: now.slack.apiUrl });
      return await web.chat.postMessage({ channel, ...message } as never);
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
