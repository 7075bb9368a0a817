import { describe, expect, it } from "vitest";
import { violations } from "./browse.ts";
import { useTrial } from "./trial.ts";

const trial = useTrial();
const { open, post, modal, focused, focusedName, tabTo } = trial;

const narrow = { width: 390, height: 844 };
const roster = { name: "名册.csv", mimeType: "text/csv", buffer: Buffer.from("name\n王伟\n") };
/** Whether it can be seen, without a pointer over it. */
const isOpaque = (one: object) =>
  (one as { checkVisibility(how: object): boolean }).checkVisibility({ opacityProperty: true });
const files = () => modal().getByLabel("Attached");

describe("the actions at a message", () => {
  it("are reached and run by keyboard, and the focus comes back to them", async () => {
    await post({ text: "Reading aloud works" });
    await open();
    await tabTo("More actions for the message of Studyhall");
    await trial.page.keyboard.press("Enter");
    await expect.poll(focusedName).toBe("Keep as viewpoint");
    expect(await violations(trial.page)).toEqual([]);
    await trial.page.keyboard.press("Enter");
    await modal().getByText("Reading aloud works").waitFor();
    await trial.page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    await expect.poll(focusedName).toContain("More actions for the message of Studyhall");
  });

  it("are named in the person's language, and stand at nothing that one person alone sees", async () => {
    await post({ text: "大声朗读很有用" });
    await open("as=U0TEACHER&at=C0BUREAU&lang=zh-CN");
    await trial.say("/rows");
    await trial.page.locator(".message.private").waitFor();
    const buttons = trial.page.getByRole("button", { name: /^更多操作：.*的消息$/ });
    expect(await buttons.count()).toBe(await trial.page.locator(".message:not(.private)").count());
    await trial.page.locator(".message", { hasText: "大声朗读" }).hover();
    await buttons.first().click();
    await trial.page.getByRole("menuitem", { name: "留作观点" }).click();
    await modal().getByText("大声朗读很有用").waitFor();
  });

  it("are in sight on a phone", async () => {
    await post({ text: "Reading aloud works" });
    await post({ text: "So does reading to each other, and then talking about what one has read that week" });
    await open("as=U0LIAISON&at=C0BUREAU&lang=en", narrow);
    const buttons = trial.page.getByRole("button", { name: /^More actions for/ });
    expect(await buttons.count()).toBe(2);
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(44);
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(await button.evaluate(isOpaque)).toBe(true);
    }
    // Where the pointer is, the time of a message that goes on would cover what it says.
    await trial.page.locator(".message.continued").hover();
    expect(await trial.page.locator(".continued .gutter").evaluate(isOpaque)).toBe(false);
    await buttons.last().click();
    await trial.page.getByRole("menuitem", { name: "Keep as viewpoint" }).click();
    await modal().getByText("So does reading").waitFor();
    expect(await violations(trial.page)).toEqual([]);
  });
});

describe("files", () => {
  async function openKeep(size?: { width: number; height: number }) {
    const { ts = "" } = await post({ text: "Reading aloud works" });
    await open("as=U0LIAISON&at=C0BUREAU&lang=en", size);
    await trial.slack.as("U0LIAISON").messageShortcut("keep", "C0BUREAU", ts);
    await modal().waitFor();
  }

  it("go up when they are chosen, can be taken away again, and arrive with the form", async () => {
    await openKeep(narrow);
    await files().setInputFiles([roster, { ...roster, name: "notes.txt" }]);
    await modal().getByText("notes.txt").waitFor();
    expect(await violations(trial.page)).toEqual([]);
    await modal().getByRole("button", { name: "Remove 名册.csv" }).click();
    await modal().getByText("名册.csv").waitFor({ state: "detached" });
    await modal().getByRole("button", { name: "Keep" }).click();
    await modal().waitFor({ state: "detached" });
    const held = trial.heard.submissions[0]?.files as { held: { files: { name: string; size: number }[] } };
    expect(held.held.files.map(({ name, size }) => [name, size])).toEqual([["notes.txt", 12]]);
  });

  it.each(["Enter", "Space"])("are chosen with %s: the browser's own window opens", async (key) => {
    await openKeep();
    trial.page.on("filechooser", (chooser) => void chooser.setFiles(roster));
    // The browser answers in order: after this it hands its windows over.
    await trial.page.evaluate("0");
    await tabTo("Attached");
    await trial.page.keyboard.press(key);
    await modal().getByText("名册.csv").waitFor();
    await expect.poll(focusedName).toContain("Attached");
  });

  it("say why one cannot be used", async () => {
    await openKeep();
    await files().setInputFiles({ ...roster, name: "scan.pdf" });
    await trial.page.getByText("scan.pdf cannot be used here: choose a file of the type CSV, TXT.").waitFor();
    await files().setInputFiles([roster, roster]);
    await files().setInputFiles(roster);
    await trial.page.getByText("At most 2 files fit here.").waitFor();
    expect(trial.slack.files()).toHaveLength(2);
  });
});

describe("a title that is heard while it is typed", () => {
  async function openTitle() {
    await open();
    await trial.slack.as("U0LIAISON").shortcut("titles");
    await expect.poll(focusedName).toBe("Title of the topic");
  }

  it("keeps focus, caret and every letter while the form changes above and below it", async () => {
    await openTitle();
    await trial.page.keyboard.type("Reading allow", { delay: 60 });
    await modal()
      .getByText(/^Like Read/)
      .waitFor();
    await trial.page.keyboard.press("Backspace");
    await trial.page.keyboard.type("ud", { delay: 60 });
    await modal().getByText("Like Reading alloud").waitFor();
    for (let step = 0; step < 3; step++) await trial.page.keyboard.press("ArrowLeft");
    await trial.page.keyboard.press("Backspace");
    await modal().getByText("Like Reading aloud").waitFor();
    expect(
      await focused().evaluate((one) => (one as never as { selectionStart: number }).selectionStart),
    ).toBe(10);
    await trial.page.keyboard.type("!");
    await modal().getByText("Like Reading al!oud").waitFor();
    await tabTo("Why");
    await trial.page.keyboard.type("Because");
    await tabTo("Save");
    await trial.page.keyboard.press("Enter");
    await modal().waitFor({ state: "detached" });
    expect(trial.heard.submissions).toMatchObject([
      { title: { title: { value: "Reading al!oud" } }, why: { why: { value: "Because" } } },
    ]);
    // Heard after pauses, not at each of its letters.
    expect(trial.heard.typed.length).toBeLessThan(12);
  });

  it("sends what was typed last also when the form is sent at once", async () => {
    await openTitle();
    await trial.page.keyboard.type("Quick");
    await modal().getByRole("button", { name: "Save" }).click();
    await modal().waitFor({ state: "detached" });
    expect(trial.heard.submissions).toMatchObject([{ title: { title: { value: "Quick" } } }]);
  });

  it("does not hear what an input method is still composing", async () => {
    await openTitle();
    const session = await trial.page.context().newCDPSession(trial.page);
    await session.send("Input.imeSetComposition", { text: "lang", selectionStart: 4, selectionEnd: 4 });
    await trial.page.keyboard.up("Shift");
    await session.send("Input.insertText", { text: "朗读" });
    await modal().getByText("Like 朗读").waitFor();
    expect(trial.heard.typed).toEqual(["朗读"]);
  });
});

describe("a link to a message", () => {
  it("leads there as the person one is, and shows which it is", async () => {
    const { ts = "" } = await post({ text: "Reading aloud works" });
    for (let more = 0; more < 30; more++) await post({ text: `Something else ${more}` });
    const permalink = `${trial.slack.url}/archives/C0BUREAU/p${ts.replace(".", "")}`;
    await post({ text: `<${permalink}|Kept from here>` }, "U0TEACHER");
    await open("as=U0TEACHER&at=direct&lang=zh-CN");
    await trial.page.getByRole("link", { name: "Kept from here" }).click();
    await trial.page.locator(".message.linked", { hasText: "Reading aloud works" }).waitFor();
    expect(new URL(trial.page.url()).searchParams.get("as")).toBe("U0TEACHER");
    const seen = trial.page.locator(".message.linked");
    await expect.poll(async () => (await seen.boundingBox())?.y ?? -1).toBeGreaterThan(0);
    await trial.page.goto(permalink);
    await trial.page.locator(".message.linked", { hasText: "Reading aloud works" }).waitFor();
  });
});
