import type { Page } from "playwright-core";

/** The name by which a screen reader calls what has the focus. */
const nameOfFocused = `(() => {
  const one = document.activeElement;
  const by = (one.closest("[aria-labelledby]:not(dialog)") ?? one).getAttribute("aria-labelledby");
  return ((by && document.getElementById(by)?.textContent) || one.getAttribute("aria-label") || one.textContent).trim();
})()`;

/** A visitor's hands on the page, with and without a mouse. */
export function hands(page: () => Page) {
  const composer = () => page().locator("#composer-text");
  const focusedName = async () => String(await page().evaluate(nameOfFocused));
  return {
    composer,
    modal: () => page().locator("#modal[open] form"),
    focused: () => page().locator(":focus"),
    focusedName,
    async say(text: string) {
      await composer().fill(text);
      await composer().press("Enter");
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
