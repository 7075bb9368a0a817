import { describe, expect, it } from "vitest";
import { phone, violations } from "./browse.ts";
import { digest } from "./digest.ts";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, say, post, choose, composer, modal } = trial;

describe("the box for writing", () => {
  it("completes commands and people, and brings the last command back", async () => {
    await open();
    await composer().focus();
    await trial.page.keyboard.type("/ro");
    await trial.page.locator(".completions [role=option].active", { hasText: "/rows" }).waitFor();
    await trial.page.keyboard.press("Tab");
    expect(await composer().inputValue()).toBe("/rows ");
    await trial.page.keyboard.type("@zh");
    await trial.page.locator(".completions [role=option].active", { hasText: "赵敏" }).waitFor();
    await trial.page.keyboard.press("Enter");
    expect(await composer().inputValue()).toBe("/rows @zhao.min ");
    await trial.page.keyboard.press("Enter");
    await trial.page.getByText("Only visible to you").waitFor();
    await trial.page.keyboard.press("ArrowUp");
    expect(await composer().inputValue()).toBe("/rows @zhao.min");
  });

  it("gives back a command that nobody knows, and tells which commands there are", async () => {
    await open();
    await say("/nonsense now");
    await trial.page.getByRole("status").getByText("/nonsense is not a command here").waitFor();
    expect(await composer().inputValue()).toBe("/nonsense now");
  });

  it("shows Slack's notice when the bot does not answer in time", async () => {
    await open();
    await say("/silent");
    await trial.page.locator(".message.private", { hasText: "operation_timeout" }).waitFor();
  });

  it("keeps a draft for each person and place", async () => {
    await open();
    await composer().fill("half a thought");
    await trial.page.locator("#sidebar").getByText("qingxi-primary").click();
    await trial.page.getByRole("heading", { name: "qingxi-primary", level: 1 }).waitFor();
    expect(await composer().inputValue()).toBe("");
    await trial.page.locator(".persona-now").click();
    await trial.page.locator("#personas").getByText("Zhao Min").click();
    await trial.page.locator("#sidebar").getByText("leaders").waitFor();
    await trial.page.goBack();
    await trial.page.goBack();
    await trial.page.getByRole("heading", { name: "bureau", level: 1 }).waitFor();
    await expect.poll(() => composer().inputValue()).toBe("half a thought");
  });
});

describe("what arrives", () => {
  it("shows a message at once, says it to screen readers, and marks it unread elsewhere", async () => {
    await open();
    await post(digest);
    await trial.page.getByRole("button", { name: "Who has not reported" }).waitFor();
    await expect
      .poll(() => trial.page.locator("#announcer").textContent())
      .toContain("177 of 187 units reported");
    await trial.page.getByRole("link", { name: "qingxi-primary" }).click();
    await trial.page.getByRole("heading", { name: "qingxi-primary", level: 1 }).waitFor();
    await post({ text: "One more" });
    await trial.page.locator("#sidebar a.unread", { hasText: "bureau" }).waitFor();
  });

  it("never runs what people write", async () => {
    await open();
    await say("<img src=x onerror=document.title='run'> </script><script>document.title='run'</script>");
    await trial.page.locator(".message", { hasText: "</script>" }).waitFor();
    expect(await trial.page.locator(".message img").count()).toBe(0);
    expect(await trial.page.title()).not.toBe("run");
  });

  it("draws the Home tab when it is opened, also while a form is open elsewhere", async () => {
    await trial.slack.as("U0TEACHER").command("/form", "C0BUREAU");
    await open("as=U0TEACHER&at=home&lang=zh-CN");
    await trial.page.locator(".home h3", { hasText: "青溪小学" }).waitFor();
    await trial.page.keyboard.press("Escape");
    await trial.page.getByLabel("语言", { exact: true }).click();
    await choose("", "简体中文");
    await expect.poll(() => trial.heard.actions.map((action) => action.action_id)).toEqual(["language"]);
    await expect.poll(() => trial.page.getByLabel("语言", { exact: true }).inputValue()).toBe("简体中文");
  });
});

describe("the clock and Slack's moods", () => {
  it("moves on, never back", async () => {
    await open();
    await trial.page.getByRole("button", { name: "+1 day" }).click();
    await trial.page.locator(".clock-now", { hasText: "Thu 22 Oct 2026" }).waitFor();
    await trial.page.getByRole("button", { name: "Move to…" }).click();
    await trial.page.getByLabel("Move the clock to").fill("2026-10-26T08:00");
    await trial.page.keyboard.press("Enter");
    await trial.page.locator(".clock-now", { hasText: "Mon 26 Oct 2026" }).waitFor();
    await trial.page.getByRole("button", { name: "Move to…" }).click();
    await trial.page.getByLabel("Move the clock to").fill("2026-10-20T08:00");
    await trial.page.keyboard.press("Enter");
    await trial.page.getByText("The clock only moves forward: choose").waitFor();
  });

  it("makes calls fail as asked and says so until it has happened", async () => {
    await open();
    await trial.page.getByRole("button", { name: "Make Slack misbehave" }).click();
    await trial.page.getByLabel("What happens").selectOption("fail");
    await trial.page.getByRole("button", { name: "Apply" }).click();
    await trial.page.getByText("chat.postMessage: internal_error, 1 time").waitFor();
    await expect(post({ text: "lost" })).rejects.toThrow("internal_error");
    await trial.page.getByText("Slack is well.").waitFor();
    await trial.page.locator(".calls .bad", { hasText: "internal_error" }).waitFor();
  });
});

describe("everyone", () => {
  for (const language of ["en", "zh-CN"]) {
    it(`meets no obstacle in ${language}`, async () => {
      await post(digest);
      await post(digest);
      await open(`as=U0LIAISON&at=C0BUREAU&lang=${language}`);
      await say("/rows");
      await trial.page.locator(".message.private").waitFor();
      expect(await violations(trial.page)).toEqual([]);
      await trial.page.locator("#faults-button").click();
      await trial.page.locator(".persona-now").click();
      expect(await violations(trial.page)).toEqual([]);
      await trial.page.keyboard.press("Escape");
      await trial.page.locator("#faults-close").click();
      await say("/form");
      await modal().waitFor();
      await modal().getByRole("button", { name: "Save" }).click();
      await modal().locator(".error").first().waitFor();
      expect(await violations(trial.page)).toEqual([]);
      await modal().getByLabel("Forms").click();
      await trial.page.locator(".options:popover-open [role=option]").first().waitFor();
      expect(await violations(trial.page)).toEqual([]);
      await trial.page.keyboard.press("Escape");
      await trial.page.keyboard.press("Escape");
      await trial.page.locator("#sidebar a[data-at=home]").click();
      await trial.page.locator(".home h3").waitFor();
      expect(await violations(trial.page)).toEqual([]);
    });
  }

  it("finds everything on a phone, in reach of a thumb", async () => {
    await post(digest);
    await open("as=U0LIAISON&at=C0BUREAU&lang=en", phone);
    const wider = "document.documentElement.scrollWidth - innerWidth";
    expect(await trial.page.evaluate(wider)).toBe(0);
    expect(await violations(trial.page)).toEqual([]);
    await trial.page.getByRole("button", { name: "Channels" }).click();
    await trial.page.locator("#sidebar").getByText("qingxi-primary").click();
    await trial.page.locator("#sidebar").waitFor({ state: "hidden" });
    await say("/form");
    await modal().waitFor();
    const small = await trial.page.evaluate(
      `[...document.querySelectorAll(":is(button, select, input:not([type=radio], [type=checkbox], [role=combobox]), .combo-box, .box)")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 90))`,
    );
    expect(small).toEqual([]);
    const frame = await trial.page.locator("#modal").boundingBox();
    expect(frame).toMatchObject({ x: 0, width: phone.width, height: phone.height });
    expect(await violations(trial.page)).toEqual([]);
  });
});
