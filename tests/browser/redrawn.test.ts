import { describe, expect, it } from "vitest";
import type { World } from "../support/bot.ts";
import { townUsers } from "../support/town.ts";
import { hill, useDaily } from "./daily-town.ts";

const { town, sit } = useDaily();
const { liaison, jiang, boss, wang } = townUsers;

/** Where the focus is, when no longer on a button: the message or Home tab around it. */
const holderOfFocus = "document.activeElement.closest('.message, .home')?.textContent ?? ''";

describe("somebody without a mouse, when the bot changes what they used", () => {
  it("stays on the button of a message, or on the message that has lost it", async () => {
    const made = await town();
    const desk = await sit(made, liaison, hill.id);
    await desk.say("/discussion open T1");
    await desk.sees("Be the first: press “Take part”.");
    const { page, body, focusedName, sees } = await sit(made, jiang, hill.id);
    await body.getByRole("button", { name: "Take part" }).press("Enter");
    await sees("1 person takes part");
    expect(await focusedName()).toBe("Take part");
    await desk.body.getByRole("button", { name: "Close" }).press("Enter");
    await desk.sees("is closed: 1 person.");
    for (const place of [body, desk.body]) {
      await place.getByRole("button", { name: "Take part" }).waitFor({ state: "detached" });
    }
    expect(await page.evaluate(holderOfFocus)).toContain("1 person");
    expect(await desk.page.evaluate(holderOfFocus)).toContain("1 person");
  });

  it("goes from week to week with the same button", async () => {
    const made = await town();
    const { page, say, body } = await sit(made, liaison, hill.id);
    await say("/attendance status");
    const week = () => body.locator(".message").last().locator("h3, .text").first().textContent();
    const earlier = body.getByRole("button").filter({ hasText: "◀" });
    await earlier.waitFor();
    const first = await week();
    await earlier.press("Enter");
    await expect.poll(week).not.toBe(first);
    const second = await week();
    await page.keyboard.press("Enter");
    await expect.poll(week).not.toBe(second);
  });

  it("stays on the Home tab's menu, in the language that was chosen", async () => {
    const made = await town();
    const { page, choose, body, sees, focused } = await sit(made, wang, "home");
    await body.getByRole("combobox").last().focus();
    await page.keyboard.press("ArrowDown");
    await choose("简", "简体中文");
    await sees("考勤");
    expect(await focused().getAttribute("role")).toBe("combobox");
  });

  it("goes on with the next line of a list, and at its end with the message", async () => {
    const made = await town();
    await addDaysOff(made, ["2026-11-05", "2026-11-12"]);
    const { page, say, body, focusedName } = await sit(made, boss, hill.id);
    await say("/campaign daysoff");
    const takeBack = body.getByRole("button", { name: "撤销", exact: true });
    await takeBack.first().press("Enter");
    await expect.poll(() => takeBack.count()).toBe(1);
    expect(await focusedName()).toBe("撤销");
    await page.keyboard.press("Enter");
    await takeBack.waitFor({ state: "detached" });
    expect(await page.evaluate(holderOfFocus)).toContain("没有自设的休息日");
  });
});

async function addDaysOff({ db }: World, dates: string[]): Promise<void> {
  const { id: unitId, workspaceId } = await db.unit.findFirstOrThrow({ where: { code: "B" } });
  const days = dates.map((date) => ({ startsOn: new Date(date), endsOn: new Date(date) }));
  await db.unitDayOff.createMany({
    data: days.map((day) => ({ workspaceId, unitId, ...day, bySlack: "U1" })),
  });
}
