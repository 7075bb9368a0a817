import { describe, expect, it } from "vitest";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, say, choose, modal } = trial;

const boxOf = async (selector: string) => {
  const box = await trial.page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen`);
  return { top: box.y, bottom: box.y + box.height };
};

describe("a select menu's list", () => {
  it("opens above a field that has no room below, and covers neither it nor what is chosen", async () => {
    await open("as=U0LIAISON&at=C0BUREAU&lang=en", { width: 1280, height: 700 });
    await say("/form");
    const absent = modal().getByLabel("Absent");
    await absent.evaluate((one) =>
      (one as never as { scrollIntoView(to: boolean): void }).scrollIntoView(false),
    );
    await absent.click();
    for (const name of ["教师140", "教师139", "教师138", "教师137"]) {
      await choose(name, name);
      await modal().locator(".chip", { hasText: name }).waitFor();
      await trial.page.keyboard.type("教师1");
      await trial.page.locator(".options:popover-open [role=option]").nth(30).waitFor();
      const [list, field] = [await boxOf(".options:popover-open"), await boxOf(".combo-box:focus-within")];
      expect(list.bottom, name).toBeLessThan(field.top);
      expect(list.top, name).toBeGreaterThan(0);
      await absent.fill("");
    }
  });
});
