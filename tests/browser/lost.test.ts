import { describe, expect, it } from "vitest";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, say, post, choose, tabTo, modal } = trial;

describe("while the sandbox is not there", () => {
  const cutOff = (off: boolean) => trial.page.context().setOffline(off);
  const saysSo = () => trial.page.getByText("The connection to the sandbox is lost.").first().waitFor();

  it("keeps what was typed and left, and sends it when the form is sent once more", async () => {
    await open();
    await trial.slack.as("U0LIAISON").shortcut("titles");
    await modal().getByLabel("Title of the topic").fill("Reading");
    await modal().getByText("Like Reading").waitFor();
    await cutOff(true);
    await modal().getByLabel("Why").fill("Because");
    await tabTo("Save");
    await saysSo();
    await trial.page.keyboard.press("Enter");
    await cutOff(false);
    expect(await modal().getByLabel("Why").inputValue()).toBe("Because");
    await expect
      .poll(() => modal().getByRole("button", { name: "Save" }).getAttribute("aria-busy"))
      .toBe(null);
    await modal().getByRole("button", { name: "Save" }).click();
    await expect
      .poll(() => trial.heard.submissions)
      .toMatchObject([{ title: { title: { value: "Reading" } }, why: { why: { value: "Because" } } }]);
  });

  it("leaves a form open that cannot be closed, with what stands in it", async () => {
    await open();
    await say("/form");
    await modal().getByLabel("Present").fill("12");
    await cutOff(true);
    await trial.page.keyboard.press("Escape");
    await saysSo();
    await cutOff(false);
    await tabTo("Recorded by");
    await expect.poll(() => trial.slack.views("U0LIAISON")[0]?.state.values.count?.held?.value).toBe("12");
    expect(await modal().getByLabel("Present").inputValue()).toBe("12");
  });

  it("is looked for again, also when it was only starting and had no page yet", async () => {
    await open();
    await trial.page.route("**/page/events", (route) => route.fulfill({ status: 404 }), { times: 1 });
    await trial.page.reload();
    await saysSo();
    await trial.page.locator("body:not(.lost)").waitFor();
    await post({ text: "Back again" });
    await trial.page.locator(".message", { hasText: "Back again" }).waitFor();
  });

  it("does not show as chosen what could not be told", async () => {
    await open();
    await say("/form");
    await modal().getByLabel("Unit").click();
    await trial.page.locator(".options:popover-open [role=option]").first().waitFor();
    await cutOff(true);
    await trial.page.getByRole("option", { name: "Lakeside Middle" }).click();
    await saysSo();
    await expect.poll(() => modal().getByLabel("Unit").inputValue()).toBe("");
    await modal().getByText("Head-count").click();
    await expect.poll(() => modal().getByLabel("Head-count").isChecked()).toBe(false);
    await cutOff(false);
    await modal().getByLabel("Unit").click();
    await choose("lake", "Lakeside Middle");
    await modal().getByText("Head-count").click();
    await expect
      .poll(() => trial.slack.views("U0LIAISON")[0]?.state.values)
      .toMatchObject({ unit: { held: { selected_option: { value: "U1" } } } });
    expect(await modal().getByLabel("Head-count").isChecked()).toBe(true);
  });
});
