import { describe, expect, it } from "vitest";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, say, choose, tabTo, composer, modal, focused, focusedName } = trial;

describe("a form, by keyboard alone", () => {
  it("fills every input and sends what was filled in", async () => {
    await open();
    await composer().focus();
    await trial.page.keyboard.type("/form");
    await trial.page.keyboard.press("Enter");
    await modal().waitFor();
    await expect.poll(focusedName).toBe("Title");
    await trial.page.keyboard.type("Week 43");
    await tabTo("Notes");
    await trial.page.keyboard.type("First line");
    await trial.page.keyboard.press("Enter");
    await trial.page.keyboard.type("second");
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
    await trial.page.keyboard.type("0230PM");
    await tabTo("Present");
    await trial.page.keyboard.type("41");
    await tabTo("Recorded by");
    await trial.page.keyboard.press("Space");
    await tabTo("Also");
    await trial.page.keyboard.press("Space");
    await tabTo("Save");
    await trial.page.keyboard.press("Enter");
    await expect.poll(() => trial.heard.submissions.length).toBe(1);
    await modal().waitFor({ state: "detached" });
    const held = trial.heard.submissions[0] as Record<string, { held: Record<string, unknown> }>;
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
    await expect.poll(() => trial.heard.submissions.length).toBe(1);
  });

  it("says what is missing in the person's own language", async () => {
    await open("as=U0TEACHER&at=C0BUREAU&lang=en");
    await say("/form");
    await modal().getByRole("button", { name: "Save" }).click();
    await expect.poll(() => modal().locator(".error").count()).toBeGreaterThan(3);
    expect(await modal().locator(".error").first().textContent()).toBe("请填写此项。");
    expect(trial.heard.submissions).toEqual([]);
  });

  it("closes the list first and then the form on Escape, and gives the focus back", async () => {
    await open();
    await say("/form");
    await modal().waitFor();
    await modal().getByLabel("Forms").click();
    await trial.page.locator(".options:popover-open [role=option]").first().waitFor();
    await trial.page.keyboard.press("Escape");
    await trial.page.locator(".options:popover-open").waitFor({ state: "detached" });
    expect(await modal().count()).toBe(1);
    await trial.page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    expect(trial.slack.views("U0LIAISON")).toEqual([]);
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
    await trial.page.keyboard.press("ArrowDown");
    await trial.page.keyboard.press("Enter");
    await modal().getByRole("heading", { name: "On top" }).waitFor();
    await modal().getByRole("button", { name: "Back" }).click();
    await modal().getByRole("heading", { name: "Everything" }).waitFor();
    await expect.poll(focusedName).toContain("More actions");
    expect(await modal().getByLabel("Notes").inputValue()).toBe("not left yet");
  });

  it("asks before a button that wants to be asked", async () => {
    await open();
    await say("/form");
    await modal().getByRole("button", { name: "Discard" }).click();
    await trial.page
      .getByRole("dialog", { name: "Discard this form?" })
      .getByRole("button", { name: "Keep" })
      .click();
    await modal().getByRole("button", { name: "Discard" }).click();
    await trial.page
      .getByRole("dialog", { name: "Discard this form?" })
      .getByRole("button", { name: "Discard" })
      .click();
    await expect.poll(() => trial.heard.actions.map((action) => action.action_id)).toEqual(["drop"]);
  });
});
