import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { town as rosterOf, townUsers } from "../support/town.ts";
import { hill, useDaily } from "./daily-town.ts";

const { town, sit } = useDaily();
const { boss } = townUsers;
const low = { width: 390, height: 520 };

const scrolled = (page: Page) => page.evaluate("document.querySelector('.modal-body').scrollTop");
const csv = (name: string, lines: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(`${lines.join("\n")}\n`),
});

describe("a long form", () => {
  it("opens at its top, with the focus there when its first field is out of sight", async () => {
    const made = await town();
    const { page, say, modal, focusedName } = await sit(made, boss, hill.id, { size: low });
    await say("/campaign roster");
    await modal().waitFor();
    const wrong = Array.from({ length: 40 }, (_, at) => `9${at},无名${at},NOWHERE,教师,,`);
    await modal().getByLabel("单位（units.csv）").setInputFiles(csv("units.csv", rosterOf.units));
    await modal()
      .getByLabel("人员（people.csv）")
      .setInputFiles(csv("people.csv", [...rosterOf.people, ...wrong]));
    await modal().getByText("people.csv", { exact: true }).waitFor();
    await modal().getByRole("button", { name: "检查文件" }).click();
    await modal().getByText("共有 40 处问题").waitFor();
    expect(await focusedName()).toBe(await modal().locator("h2").textContent());
    expect(await scrolled(page)).toBe(0);
  });

  it("begins its next page at the top", async () => {
    const made = await town();
    const { page, say, modal, focusedName } = await sit(made, boss, hill.id, { size: low });
    await say("/campaign setup");
    await modal().getByText("第 1 页").waitFor();
    await page.evaluate("document.querySelector('.modal-body').scrollTop = 9999");
    await modal().getByRole("button", { name: "下一步" }).click();
    await modal().getByText("第 2 页").waitFor();
    await expect.poll(focusedName).toContain("阶段");
    expect(await scrolled(page)).toBe(0);
  });
});
