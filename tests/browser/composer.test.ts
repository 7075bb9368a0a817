import { describe, expect, it } from "vitest";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, composer } = trial;

describe("the box for writing, when suggestions come late", () => {
  const shown = () => trial.page.locator(".completions:popover-open");

  /** Lets the suggestions wait that are asked for from now on; gives what lets them go. */
  async function holdBack() {
    const held = Promise.withResolvers<void>();
    await trial.page.route("**/page/completions*", async (route) => {
      await held.promise;
      await route.continue();
    });
    return held.resolve;
  }

  it("sends what stands there: Enter takes no suggestion for what stood there before", async () => {
    await open();
    await composer().focus();
    await trial.page.keyboard.type("/ro");
    await shown().locator(".active", { hasText: "/rows" }).waitFor();
    const letGo = await holdBack();
    await trial.page.keyboard.type("ws unit");
    await trial.page.keyboard.press("Enter");
    expect(await composer().inputValue()).toBe("");
    const late = trial.page.waitForResponse("**/page/completions*");
    letGo();
    await (await late).finished();
    await trial.page.locator(".message.private").waitFor();
    expect(await shown().count()).toBe(0);
    await trial.page.keyboard.press("ArrowUp");
    expect(await composer().inputValue()).toBe("/rows unit");
  });

  it("takes one that still fits", async () => {
    await open();
    await composer().focus();
    await trial.page.keyboard.type("/r");
    await shown().locator(".active", { hasText: "/rows" }).waitFor();
    await holdBack();
    await trial.page.keyboard.type("o");
    await trial.page.keyboard.press("Tab");
    expect(await composer().inputValue()).toBe("/rows ");
  });
});
