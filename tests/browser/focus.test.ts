import { describe, expect, it } from "vitest";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, say, composer, modal } = trial;

describe("the box for writing, after a form", () => {
  it.each(["Enter", "Space", "mouse"])("takes what is typed when the form was left by %s", async (way) => {
    await open();
    await say("/form");
    const cancel = modal().getByRole("button", { name: "Cancel" });
    if (way === "mouse") await cancel.click();
    else await cancel.press(way);
    await modal().waitFor({ state: "detached" });
    await trial.page.keyboard.type("typed at once");
    expect(await composer().inputValue()).toBe("typed at once");
  });
});
