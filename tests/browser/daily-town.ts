import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { mountPage, type Persona } from "../../sandbox/page/index.ts";
import { afterwards, type World, world } from "../support/bot.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { openPage, startBrowser } from "./browse.ts";
import { hands } from "./hands.ts";

const campaign = {
  themes: [
    { code: "T1", name: "教育观念", name_en: "education-ideas" },
    { code: "T2", name: "素质教育", name_en: "quality-education" },
  ],
  directions: [
    { code: "D1", name: "城乡均衡", name_en: "Balanced education" },
    { code: "D2", name: "素质教育", name_en: "Quality education" },
  ],
};
export const { hill } = townChannels;
export const narrow = { width: 390, height: 844 };

const personas: Persona[] = Object.values(townUsers).map(({ id, realName, locale }) => ({
  userId: id,
  label: { en: realName, "zh-CN": realName },
  role: { en: "", "zh-CN": "" },
  language: locale === "zh-CN" ? "zh-CN" : "en",
}));

/** The town with the real bot, and people before the page, each in a window of their own. */
export function useDaily() {
  let browser: Browser;
  let problems: string[][] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  afterEach(() => {
    expect(problems.flat()).toEqual([]);
    problems = [];
  });

  async function town(): Promise<World> {
    const made = await world({ town: { campaign: campaign as never } });
    mountPage(made.slack, {
      personas,
      clock: { now: made.clock.now, moveTo: async (at) => made.clock.set(at), timeZone: "Asia/Shanghai" },
      defaultChannel: hill.name,
    });
    return made;
  }

  /** Opens the page as somebody, at a place ("home", "direct" or a channel's id). */
  async function sit({ slack }: World, { id }: { id: string }, place: string, more: Sitting = {}) {
    const { lang = "en", size } = more;
    const opened = await openPage(browser, `${slack.url}/?as=${id}&at=${place}&lang=${lang}`, size);
    problems.push(opened.problems);
    afterwards(() => opened.page.close());
    return seat(opened.page);
  }

  return { town, sit };
}

type Sitting = { lang?: "en" | "zh-CN"; size?: { width: number; height: number } };

/** Somebody before the page. */
function seat(page: Page) {
  const body = page.locator("#body");
  return {
    page,
    body,
    ...hands(() => page),
    /** Goes to a place in the sidebar: "home", "direct" or a channel's id. */
    goTo: (at: string) => page.locator(`#sidebar a[data-at=${at}]`).click(),
    /** Presses the newest button of that name in the place that is open. */
    press: (name: string) => body.getByRole("button", { name, exact: true }).last().click(),
    /** Until the place shows these words. */
    sees: (text: string) => body.getByText(text).last().waitFor(),
  };
}
