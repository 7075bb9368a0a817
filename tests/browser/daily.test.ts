import { describe, expect, it } from "vitest";
import { townUsers } from "../support/town.ts";
import { violations } from "./browse.ts";
import { hill, narrow, useDaily } from "./daily-town.ts";

const { town, sit } = useDaily();
const { liaison, jiang, head, north, wang } = townUsers;

describe("a discussion", () => {
  it("is recorded by keyboard alone, and half a form waits to be gone on with", async () => {
    const made = await town();
    const { page, say, tabTo, choose, modal, sees } = await sit(made, liaison, hill.id);
    await say("/discussion");
    await modal().waitFor();
    await tabTo("Theme");
    await choose("T2", "Quality education");
    await tabTo("Save");
    await page.keyboard.press("Enter");
    await modal().getByText("One field needs your attention.").waitFor();
    await page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });

    await say("/discussion");
    await modal().getByText("You have an unsaved draft").waitFor();
    await tabTo("Use it");
    await page.keyboard.press("Enter");
    await expect.poll(() => modal().getByLabel("Theme").inputValue()).toBe("T2 Quality education");
    await tabTo("Form");
    await choose("for", "forum");
    await tabTo("Save");
    await page.keyboard.press("Enter");
    await sees("“Quality education”, forum, 6 people");
    await modal().waitFor({ state: "detached" });
    expect(await made.db.discussion.count()).toBe(1);
    expect(await made.db.draft.count()).toBe(0);
  });

  it("is joined on a phone in Chinese, once, with a viewpoint that nobody signs", async () => {
    const made = await town();
    const desk = await sit(made, liaison, hill.id);
    await desk.say("/discussion open T1");
    await desk.sees("Be the first: press “Take part”.");
    const phone = await sit(made, jiang, hill.id, { lang: "zh-CN", size: narrow });
    await phone.press("Take part");
    await phone.sees("您已参加，目前共 1 人。");
    await phone.press("Take part");
    await phone.sees("您已经参加过了，目前共 1 人。");
    await desk.sees("1 person takes part");
    await phone.press("Add a viewpoint");
    await phone.modal().getByLabel("观点", { exact: true }).fill("让孩子提问 <!channel>");
    await phone.modal().getByText("不署名", { exact: true }).click();
    expect(await violations(phone.page)).toEqual([]);
    await phone.modal().getByRole("button", { name: "保存" }).click();
    await phone.modal().getByText("没有署名，无法追溯到您").waitFor();
    await desk.press("Close");
    await desk.sees("is closed: 1 person.");
    await expect.poll(() => desk.body.getByRole("button", { name: "Take part" }).count()).toBe(0);
    expect(await made.db.viewpoint.findMany({ select: { text: true, authorId: true } })).toEqual([
      { text: "让孩子提问 <!channel>", authorId: null },
    ]);
  });
});

type Seat = Awaited<ReturnType<typeof sit>>;

const title = "Homework in our village schools";

/** By pointer: the topic that the other one will be like. */
async function registerFirst({ say, modal, choose, sees }: Seat) {
  await say("/topic");
  await modal().getByLabel("Direction").click();
  await choose("", "Balanced education");
  await modal().getByLabel("Title").fill("Homework in village schools");
  await modal().getByRole("button", { name: "Register" }).click();
  await sees("Registered.");
  await modal().waitFor({ state: "detached" });
}

/** By keyboard: what is alike appears while the title is typed, and once more before it is registered. */
async function registerLikeIt({ say, modal, choose, page, tabTo }: Seat) {
  await say("/topic");
  await modal().waitFor();
  await tabTo("Direction");
  await choose("Qual", "Quality education");
  await tabTo("Title");
  await page.keyboard.type(title);
  await modal().getByText("“Homework in village schools” – North Head").waitFor();
  await tabTo("Register");
  await page.keyboard.press("Enter");
  await modal().getByRole("button", { name: "Register all the same" }).waitFor();
  await tabTo("Back to my form");
  await page.keyboard.press("Enter");
  await expect.poll(() => modal().getByLabel("Title").inputValue()).toBe(title);
  await tabTo("Register");
  await page.keyboard.press("Enter");
  await tabTo("Register all the same");
  await page.keyboard.press("Enter");
  await modal().getByText("It is now with North Head for approval").waitFor();
  await page.keyboard.press("Escape");
}

describe("a research topic", () => {
  it("is registered beside one like it, returned, given in again and approved", async () => {
    const made = await town();
    const above = await sit(made, north, hill.id);
    const owner = await sit(made, head, hill.id);
    await registerFirst(above);
    await registerLikeIt(owner);

    await above.goTo("direct");
    await above.press("Return…");
    await above.modal().getByLabel("What should be different?").fill("Which schools?");
    await above.modal().getByRole("button", { name: "Return it" }).click();
    await above.modal().getByText("Returned because: Which schools?").waitFor();
    await above.page.keyboard.press("Escape");

    await owner.goTo("direct");
    await owner.press("Open my topic");
    await owner.modal().getByLabel("How will you go about it?").fill("Three schools by the river");
    await owner.modal().getByRole("button", { name: "Give in again" }).click();
    await owner.sees("Given in again.");
    await owner.modal().waitFor({ state: "detached" });

    // The message that was answered offers no decision any more: only the new one does.
    await expect.poll(() => above.body.getByRole("button", { name: "Approve" }).count()).toBe(1);
    await above.press("Approve");
    await above.sees("Approved. The owner gets a message, if Slack reaches them.");
    await owner.press("Begin fieldwork");
    await owner.sees("Fieldwork has begun.");
    expect(await made.db.topic.findMany({ where: { state: "fieldwork" } })).toMatchObject([{ title }]);
  });
});

describe("the Home tab", () => {
  it("does what its buttons say and is drawn anew, in the language that is chosen", async () => {
    const made = await town();
    const { page, press, sees, choose, body } = await sit(made, wang, "home", { size: narrow });
    await press("I'm here");
    await sees("You are recorded as present");
    await body.getByRole("combobox").last().click();
    await choose("简", "简体中文");
    await sees("考勤为");
    expect(await violations(page)).toEqual([]);
  });
});
