import { describe, expect, it } from "vitest";
import { townUsers } from "../support/town.ts";
import { hill, useDaily } from "./daily-town.ts";

const { town, sit } = useDaily();
const { boss } = townUsers;

describe("a select menu", () => {
  it("takes what is typed in place of what is chosen, also after a click into it when it has the focus", async () => {
    const made = await town();
    const { page, say, body, modal } = await sit(made, boss, hill.id);
    await say("/campaign holidays");
    await body.getByRole("button", { name: "选择国家或地区" }).click();
    const country = modal().getByRole("combobox");
    await expect.poll(() => country.evaluate((one) => one.matches(":focus"))).toBe(true);
    await country.click();
    await page.keyboard.type("中国");
    expect(await country.inputValue()).toBe("中国");
    await page.locator(".options:popover-open [role=option].active", { hasText: "中国" }).waitFor();
  });
});
