import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mountPage } from "../../sandbox/page/index.ts";
import { afterwards, type World, world } from "../support/bot.ts";
import { town, townChannels, townUsers } from "../support/town.ts";
import { openPage, startBrowser, violations } from "./browse.ts";

/** An administrator at the page, with the bot itself behind it. */

const { boss, liaison } = townUsers;
const hill = townChannels.hill.id;
const narrow = { width: 390, height: 844 };

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

function showPage({ slack, bot, clock }: World): void {
  mountPage(slack, {
    personas: [boss, liaison].map(({ id, realName }) => ({
      userId: id,
      label: { en: realName, "zh-CN": realName },
      role: { en: "", "zh-CN": "" },
      language: "zh-CN",
    })),
    clock: {
      now: clock.now,
      moveTo: async (instant) => {
        clock.set(instant);
        await bot.tick();
      },
      timeZone: "Asia/Shanghai",
    },
    defaultChannel: "hill",
    shortcuts: [],
    messageShortcuts: [],
  });
  slack.commands.set([{ command: "/campaign", description: "The campaign", usageHint: "" }]);
}

/** Somebody at the page, in a town of their own; `check` tells at the end that the page had no trouble. */
async function at(where: World, userId: string, viewport?: { width: number; height: number }) {
  showPage(where);
  const opened = await openPage(browser, `${where.slack.url}/?as=${userId}&at=${hill}&lang=zh-CN`, viewport);
  const { page } = opened;
  afterwards(() => page.close());
  const modal = page.locator("#modal[open] form");
  return {
    page,
    modal,
    say: async (text: string) => {
      await page.locator("#composer-text").fill(text);
      await page.locator("#composer-text").press("Enter");
    },
    press: (name: string | RegExp) => modal.getByRole("button", { name, exact: true }).click(),
    check: () => expect(opened.problems).toEqual([]),
  };
}

const rows = (page: Page) => page.locator(".message.private");
const csv = (name: string, lines: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`),
});

describe("an administrator at the page", () => {
  it("begins a campaign from nothing on a phone: wrong lines, a form left by mistake, the roster as Excel saves it", async () => {
    const where = await world({ town: "none" });
    const { page, modal, say, press, check } = await at(where, boss.id, narrow);
    await say("/campaign 新建");
    await modal.getByText("第 1 页，共 4 页").waitFor();
    await modal.getByLabel("中文名称").fill("秋季学习活动");
    await modal.getByLabel("开始日期").fill("2026-09-21");
    await modal.getByLabel("结束日期").fill("2027-01-31");
    await press("下一步");
    await modal.getByLabel("讨论主题").fill("T1 | 教育观念\n只有名称");
    await press("下一步");
    await modal.getByText("第 2 行：“只有名称”不完整").waitFor();
    await modal.getByLabel("讨论主题").fill("T1 | 教育观念");
    // Left without leaving the field first: what was typed last is there again all the same.
    await page.keyboard.press("Escape");
    await modal.waitFor({ state: "detached" });
    await say("/campaign 新建");
    await modal.getByText("离开了这张表").waitFor();
    expect(await modal.getByLabel("讨论主题").inputValue()).toBe("T1 | 教育观念");
    expect(await violations(page)).toEqual([]);
    await press("下一步");
    await modal.getByText("第 3 页，共 4 页").waitFor();
    await press("保存");
    await modal.getByText("活动已经建立。").waitFor();
    const [head = "", ...people] = town.people;
    await modal.getByLabel("单位（units.csv）").setInputFiles(csv("units.csv", town.units));
    await modal
      .getByLabel("人员（people.csv）")
      .setInputFiles(csv("people.csv", [head, ...people, "99,无名,NOWHERE,教师,,"]));
    await modal.getByText("people.csv", { exact: true }).waitFor();
    await press("检查文件");
    await modal.getByText("共有 1 处问题").waitFor();
    await modal.getByText("NOWHERE").waitFor();
    expect(await where.db.unit.count()).toBe(0);
    await press("重新上传");
    await modal.getByLabel("单位（units.csv）").setInputFiles(csv("units.csv", town.units));
    await modal.getByLabel("人员（people.csv）").setInputFiles(csv("people.csv", town.people));
    await modal.getByText("people.csv", { exact: true }).waitFor();
    await press("检查文件");
    await modal.getByText("新增 6 个单位").waitFor();
    await press("导入");
    await modal.getByText("已导入。").waitFor();
    expect(await where.db.person.count()).toBe(people.length);
    await press("完成");
    await page.goto(`${where.slack.url}/?as=${boss.id}&at=home&lang=zh-CN`);
    await page.getByText("✓ 6 个单位").waitFor();
    await page.getByRole("button", { name: "填写阶段" }).waitFor();
    check();
  });

  it("chooses a country by keyboard: Enter takes what was typed", async () => {
    const where = await world();
    const { page, modal, say, check } = await at(where, boss.id);
    await say("/campaign 假日");
    await page.getByRole("button", { name: "选择国家或地区" }).click();
    await modal.waitFor();
    await expect.poll(() => modal.getByRole("combobox").evaluate((one) => one.matches(":focus"))).toBe(true);
    await page.keyboard.type("中国");
    await page.locator(".options:popover-open [role=option].active", { hasText: "中国" }).waitFor();
    await page.keyboard.press("Enter");
    await modal.getByRole("button", { name: "保存" }).press("Enter");
    await modal.getByText("今后采用中国的法定节假日").waitFor();
    expect(await where.db.campaign.findFirst()).toMatchObject({ holidayCountry: "CN" });
    check();
  });
});

describe("a liaison at the page", () => {
  it("chooses the language from a menu, and answers a reminder with the reason", async () => {
    const where = await world({ town: { campaign: { ...town.campaign, reminders: true } } });
    const { page, modal, say, check } = await at(where, liaison.id, narrow);
    await say("/campaign language");
    await rows(page).getByRole("combobox").click();
    await page.locator(".options:popover-open [role=option]", { hasText: "简体中文" }).click();
    await expect
      .poll(() => where.db.slackUser.findFirst({ where: { slackId: liaison.id } }))
      .toMatchObject({ language: "zh-CN" });
    await page.getByRole("button", { name: "+1 天" }).click();
    await page.goto(`${where.slack.url}/?as=${liaison.id}&at=direct&lang=zh-CN`);
    await page.getByRole("button", { name: "本周不学习…" }).last().click();
    await modal.getByLabel("为什么不安排学习？").fill("全校考试 <!channel>");
    await page.keyboard.press("Tab");
    await modal.locator("button[type=submit]").press("Enter");
    await modal.getByText("不安排集中学习（全校考试 <!channel>）").waitFor();
    check();
  });
});
