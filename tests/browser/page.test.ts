import { WebClient } from "@slack/web-api";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocalSlack } from "../../src/sandbox/slack/index.ts";
import { openPage, phone, startBrowser, violations } from "./browse.ts";
import { digest } from "./digest.ts";
import { openTown, startTrialBot } from "./town.ts";
import type { Heard } from "./trial-bot.ts";

let browser: Browser;
let slack: LocalSlack;
let heard: Heard;
let close: () => Promise<void>;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const town = await openTown();
  const bot = await startTrialBot(town.slack);
  slack = town.slack;
  heard = bot.heard;
  close = async () => {
    await page.close();
    await bot.stop();
    await slack.close();
  };
});
afterEach(async () => {
  expect(problems).toEqual([]);
  await close();
});

async function open(query = "as=U0LIAISON&at=C0BUREAU&lang=en", size?: { width: number; height: number }) {
  ({ page, problems } = await openPage(browser, `${slack.url}/?${query}`, size));
}

const composer = () => page.locator("#composer-text");
const modal = () => page.locator("#modal[open] form");
const focused = () => page.locator(":focus");

async function say(text: string) {
  await composer().fill(text);
  await composer().press("Enter");
}

async function post(message: object, channel = "C0BUREAU") {
  const web = new WebClient(slack.credentials.botToken, { slackApiUrl: slack.apiUrl });
  return await web.chat.postMessage({ channel, ...message } as never);
}

/** The name by which a screen reader calls what has the focus. */
const nameOfFocused = `(() => {
  const one = document.activeElement;
  const by = (one.closest("[aria-labelledby]:not(dialog)") ?? one).getAttribute("aria-labelledby");
  return ((by && document.getElementById(by)?.textContent) || one.getAttribute("aria-label") || one.textContent).trim();
})()`;
const focusedName = async () => String(await page.evaluate(nameOfFocused));

/** Goes from field to field as a person without a mouse would, to the one with this name. */
async function tabTo(name: string) {
  const passed: string[] = [];
  for (let steps = 0; steps < 60; steps++) {
    passed.push(await focusedName());
    if (passed.at(-1)?.startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach "${name}", only: ${passed.join(", ")}`);
}

/** Chooses the option that begins so in the select that has the focus. */
async function choose(typed: string, option: string) {
  await page.keyboard.type(typed);
  await page.locator(".options:popover-open [role=option].active", { hasText: option }).waitFor();
  await page.keyboard.press("Enter");
}

describe("a form, by keyboard alone", () => {
  it("fills every input and sends what was filled in", async () => {
    await open();
    await composer().focus();
    await page.keyboard.type("/form");
    await page.keyboard.press("Enter");
    await modal().waitFor();
    await expect.poll(focusedName).toBe("Title");
    await page.keyboard.type("Week 43");
    await tabTo("Notes");
    await page.keyboard.type("First line");
    await page.keyboard.press("Enter");
    await page.keyboard.type("second");
    await tabTo("Unit");
    await choose("lake", "Lakeside Middle");
    await tabTo("Forms");
    await choose("onl", "Online");
    await modal().locator(".chip", { hasText: "Online" }).waitFor();
    await tabTo("Led by");
    await choose("教师137", "教师137");
    await tabTo("Absent");
    await choose("教师140", "教师140");
    await modal().locator(".chip", { hasText: "教师140" }).waitFor();
    await choose("教师139", "教师139");
    await modal().locator(".chip", { hasText: "教师139" }).waitFor();
    await tabTo("Recorder");
    await choose("wang", "王伟");
    await tabTo("Channel");
    await choose("qing", "#qingxi-primary");
    await tabTo("Time");
    await page.keyboard.type("0230PM");
    await tabTo("Present");
    await page.keyboard.type("41");
    await tabTo("Recorded by");
    await page.keyboard.press("Space");
    await tabTo("Also");
    await page.keyboard.press("Space");
    await tabTo("Save");
    await page.keyboard.press("Enter");
    await expect.poll(() => heard.submissions.length).toBe(1);
    await modal().waitFor({ state: "detached" });
    const held = heard.submissions[0] as Record<string, { held: Record<string, unknown> }>;
    expect(held.title?.held.value).toBe("Week 43");
    expect(held.notes?.held.value).toBe("First line\nsecond");
    expect(held.unit?.held.selected_option).toMatchObject({ value: "U1" });
    expect(held.forms?.held.selected_options).toMatchObject([{ value: "online" }]);
    expect(held.leader?.held.selected_option).toMatchObject({ value: "P137" });
    expect(held.absent?.held.selected_options).toMatchObject([{ value: "P140" }, { value: "P139" }]);
    expect(held.user?.held.selected_user).toBe("U0TEACHER");
    expect(held.channel?.held.selected_conversation).toBe("C0QINGXI");
    expect(held.date?.held.selected_date).toBe("2026-10-21");
    expect(held.time?.held.selected_time).toBe("14:30");
    expect(held.count?.held.value).toBe("41");
    expect(held.mode?.held.selected_option).toMatchObject({ value: "names" });
    expect(held.checks?.held.selected_options).toMatchObject([{ value: "tell" }]);
    await expect.poll(() => focused().getAttribute("id")).toBe("composer-text");
  });
});

describe("a form's troubles", () => {
  it("shows errors at their fields, keeps what was typed, and moves to the first", async () => {
    await open();
    await say("/form");
    await modal().getByLabel("Title").fill("wrong");
    await modal().getByLabel("Unit").click();
    await choose("no. 3", "No. 3 Kindergarten");
    await modal().getByLabel("Forms").click();
    await choose("forum", "Forum");
    await modal().getByLabel("Led by").click();
    await choose("教师137", "教师137");
    await modal().getByLabel("Recorder").click();
    await choose("li.wei", "Li Wei");
    await modal().getByLabel("Time").fill("08:05");
    await modal().getByLabel("Present").fill("300");
    await modal().getByLabel("Head-count").check();
    await modal().getByRole("button", { name: "Save" }).click();
    await modal().getByText("More than the roster has.").waitFor();
    await expect.poll(focusedName).toBe("Title");
    expect(await modal().getByLabel("Title").inputValue()).toBe("wrong");
    expect(await focused().getAttribute("aria-describedby")).toMatch(/_error/);
    await modal().getByLabel("Title").fill("right");
    await modal().getByRole("button", { name: "Save" }).click();
    await expect.poll(() => heard.submissions.length).toBe(1);
  });

  it("says what is missing in the person's own language", async () => {
    await open("as=U0TEACHER&at=C0BUREAU&lang=en");
    await say("/form");
    await modal().getByRole("button", { name: "Save" }).click();
    await expect.poll(() => modal().locator(".error").count()).toBeGreaterThan(3);
    expect(await modal().locator(".error").first().textContent()).toBe("请填写此项。");
    expect(heard.submissions).toEqual([]);
  });

  it("closes the list first and then the form on Escape, and gives the focus back", async () => {
    await open();
    await say("/form");
    await modal().waitFor();
    await modal().getByLabel("Forms").click();
    await page.locator(".options:popover-open [role=option]").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".options:popover-open").waitFor({ state: "detached" });
    expect(await modal().count()).toBe(1);
    await page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    expect(slack.views("U0LIAISON")).toEqual([]);
    await expect.poll(() => focused().getAttribute("id")).toBe("composer-text");
  });

  it("keeps what was typed when the bot changes the form, and below a form on top of it", async () => {
    await open();
    await say("/form");
    await modal().getByLabel("Title").fill("Week 43");
    await modal().getByLabel("Notes").fill("not left yet");
    await modal().getByRole("button", { name: "Add a line" }).click();
    await modal().getByText("One line more").waitFor();
    expect(await modal().getByLabel("Title").inputValue()).toBe("Week 43");
    await modal().getByRole("button", { name: "More actions" }).press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await modal().getByRole("heading", { name: "On top" }).waitFor();
    await modal().getByRole("button", { name: "Back" }).click();
    await modal().getByRole("heading", { name: "Everything" }).waitFor();
    expect(await modal().getByLabel("Notes").inputValue()).toBe("not left yet");
  });

  it("asks before a button that wants to be asked", async () => {
    await open();
    await say("/form");
    await modal().getByRole("button", { name: "Discard" }).click();
    await page
      .getByRole("dialog", { name: "Discard this form?" })
      .getByRole("button", { name: "Keep" })
      .click();
    await modal().getByRole("button", { name: "Discard" }).click();
    await page
      .getByRole("dialog", { name: "Discard this form?" })
      .getByRole("button", { name: "Discard" })
      .click();
    await expect.poll(() => heard.actions.map((action) => action.action_id)).toEqual(["drop"]);
  });
});

describe("the box for writing", () => {
  it("completes commands and people, and brings the last command back", async () => {
    await open();
    await composer().focus();
    await page.keyboard.type("/ro");
    await page.locator(".completions [role=option].active", { hasText: "/rows" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await composer().inputValue()).toBe("/rows ");
    await page.keyboard.type("@zh");
    await page.locator(".completions [role=option].active", { hasText: "赵敏" }).waitFor();
    await page.keyboard.press("Enter");
    expect(await composer().inputValue()).toBe("/rows @zhao.min ");
    await page.keyboard.press("Enter");
    await page.getByText("Only visible to you").waitFor();
    await page.keyboard.press("ArrowUp");
    expect(await composer().inputValue()).toBe("/rows @zhao.min");
  });

  it("gives back a command that nobody knows, and tells which commands there are", async () => {
    await open();
    await say("/nonsense now");
    await page.getByRole("status").getByText("/nonsense is not a command here").waitFor();
    expect(await composer().inputValue()).toBe("/nonsense now");
  });

  it("shows Slack's notice when the bot does not answer in time", async () => {
    await open();
    await say("/silent");
    await page.locator(".message.private", { hasText: "operation_timeout" }).waitFor();
  });

  it("keeps a draft for each person and place", async () => {
    await open();
    await composer().fill("half a thought");
    await page.locator("#sidebar").getByText("qingxi-primary").click();
    await page.getByRole("heading", { name: "qingxi-primary" }).waitFor();
    expect(await composer().inputValue()).toBe("");
    await page.locator(".persona-now").click();
    await page.locator("#personas").getByText("Zhao Min").click();
    await page.locator("#sidebar").getByText("leaders").waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole("heading", { name: "bureau" }).waitFor();
    await expect.poll(() => composer().inputValue()).toBe("half a thought");
  });
});

describe("what arrives", () => {
  it("shows a message at once, says it to screen readers, and marks it unread elsewhere", async () => {
    await open();
    await post(digest);
    await page.getByRole("button", { name: "Who has not reported" }).waitFor();
    await expect.poll(() => page.locator("#announcer").textContent()).toContain("177 of 187 units reported");
    await page.getByRole("link", { name: "qingxi-primary" }).click();
    await page.getByRole("heading", { name: "qingxi-primary" }).waitFor();
    await post({ text: "One more" });
    await page.locator("#sidebar a.unread", { hasText: "bureau" }).waitFor();
  });

  it("never runs what people write", async () => {
    await open();
    await say("<img src=x onerror=document.title='run'> </script><script>document.title='run'</script>");
    await page.locator(".message", { hasText: "</script>" }).waitFor();
    expect(await page.locator(".message img").count()).toBe(0);
    expect(await page.title()).not.toBe("run");
  });

  it("draws the Home tab when it is opened, also while a form is open elsewhere", async () => {
    await slack.as("U0TEACHER").command("/form", "C0BUREAU");
    await open("as=U0TEACHER&at=home&lang=zh-CN");
    await page.locator(".home h3", { hasText: "青溪小学" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("语言", { exact: true }).click();
    await choose("", "简体中文");
    await expect.poll(() => heard.actions.map((action) => action.action_id)).toEqual(["language"]);
    await expect.poll(() => page.getByLabel("语言", { exact: true }).inputValue()).toBe("简体中文");
  });
});

describe("the clock and Slack's moods", () => {
  it("moves on, never back", async () => {
    await open();
    await page.getByRole("button", { name: "+1 day" }).click();
    await page.locator(".clock-now", { hasText: "Thu 22 Oct 2026" }).waitFor();
    await page.getByRole("button", { name: "Move to…" }).click();
    await page.getByLabel("Move the clock to").fill("2026-10-26T08:00");
    await page.keyboard.press("Enter");
    await page.locator(".clock-now", { hasText: "Mon 26 Oct 2026" }).waitFor();
    await page.getByRole("button", { name: "Move to…" }).click();
    await page.getByLabel("Move the clock to").fill("2026-10-20T08:00");
    await page.keyboard.press("Enter");
    await page.getByText("The clock only moves forward: choose").waitFor();
  });

  it("makes calls fail as asked and says so until it has happened", async () => {
    await open();
    await page.getByRole("button", { name: "Make Slack misbehave" }).click();
    await page.getByLabel("What happens").selectOption("fail");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("chat.postMessage: internal_error, 1 time").waitFor();
    await expect(post({ text: "lost" })).rejects.toThrow("internal_error");
    await page.getByText("Slack is well.").waitFor();
    await page.locator(".calls .bad", { hasText: "internal_error" }).waitFor();
  });
});

describe("everyone", () => {
  for (const language of ["en", "zh-CN"]) {
    it(`meets no serious obstacle in ${language}`, async () => {
      await post(digest);
      await open(`as=U0LIAISON&at=C0BUREAU&lang=${language}`);
      await say("/rows");
      await page.locator(".message.private").waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator("#faults-button").click();
      await page.locator(".persona-now").click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator("#faults-close").click();
      await say("/form");
      await modal().waitFor();
      await modal().getByRole("button", { name: "Save" }).click();
      await modal().locator(".error").first().waitFor();
      expect(await violations(page)).toEqual([]);
      await modal().getByLabel("Forms").click();
      await page.locator(".options:popover-open [role=option]").first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.locator("#sidebar a[data-at=home]").click();
      await page.locator(".home h3").waitFor();
      expect(await violations(page)).toEqual([]);
    });
  }

  it("finds everything on a phone, in reach of a thumb", async () => {
    await post(digest);
    await open("as=U0LIAISON&at=C0BUREAU&lang=en", phone);
    const wider = "document.documentElement.scrollWidth - innerWidth";
    expect(await page.evaluate(wider)).toBe(0);
    await page.getByRole("button", { name: "Channels" }).click();
    await page.locator("#sidebar").getByText("qingxi-primary").click();
    await page.locator("#sidebar").waitFor({ state: "hidden" });
    await say("/form");
    await modal().waitFor();
    const small = await page.evaluate(
      `[...document.querySelectorAll(":is(button, select, input:not([type=radio], [type=checkbox], [role=combobox]), .combo-box, .box)")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 90))`,
    );
    expect(small).toEqual([]);
    const frame = await page.locator("#modal").boundingBox();
    expect(frame).toMatchObject({ x: 0, width: phone.width, height: phone.height });
    expect(await violations(page)).toEqual([]);
  });
});
