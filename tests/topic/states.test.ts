import { describe, expect, it } from "vitest";
import { actions, inputs } from "../../src/topic/ids.ts";
import type { World } from "../support/bot.ts";
import { lastEphemeral, textOf, top } from "../support/screen.ts";
import {
  direct,
  hill,
  openForm,
  people,
  pressTop,
  register,
  screen,
  submit,
  topicTown,
  type,
  untilDirect,
} from "./town.ts";

const { boss, north, south, head, wang } = people;
const state = async ({ db }: World) => (await db.topic.findFirstOrThrow()).state;
const said = (town: World, user: string, words: string) =>
  town.until(() =>
    (textOf(town.slack.ephemerals(user)) + textOf(direct(town, user)) + screen(town, user)).includes(words),
  );

/** Hill's head has registered, and North's head has been asked. */
async function waiting() {
  const town = await topicTown();
  await register(town, head.id, "Food safety in canteens");
  const asked = await untilDirect(town, north.id, 1);
  return { town, asked };
}

async function approved() {
  const { town, asked } = await waiting();
  await town.slack.as(north.id).press(asked, actions.approve.id);
  const told = await untilDirect(town, head.id, 1);
  return { town, asked, told };
}

describe("a topic that waits", () => {
  it("is approved on the message, and the owner is told", async () => {
    const { town, told } = await approved();
    expect(told.text).toContain("North Head approved your topic");
    expect(await state(town)).toBe("approved");
    await said(town, north.id, "*Approved.*");
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(2);
    expect(direct(town, head.id)).toHaveLength(1);
  });

  it("is decided once when the press is delivered again, or pressed twice", async () => {
    const { town, asked } = await waiting();
    const blocks = structuredClone(asked.message.blocks);
    const press = () => town.slack.as(north.id).press(asked, actions.approve.id);
    await Promise.all([press(), press()]);
    await town.slack.redeliver();
    await untilDirect(town, head.id, 1);
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(2);
    expect(direct(town, head.id)).toHaveLength(1);
    // Whichever of the two answers came last stands there; an old button says who decided, and when.
    const old = await post(town, blocks);
    await town.slack.as(north.id).press(old, actions.approve.id);
    await town.until(() => textOf(town.slack.messages(hill)).includes("already, by North Head on 21 Oct"));
  });

  it("is returned with a reason, which its owner reads and answers by giving it in again", async () => {
    const { town, asked } = await waiting();
    await town.slack.as(north.id).press(asked, actions.giveBack.id);
    await town.until(() => screen(town, north.id).includes("What should be different?"));
    const form = top(town.slack, north.id)?.id ?? "";
    await town.slack.as(north.id).fill(form, "reason", inputs.reason, "Too wide <!here>");
    await submit(town, north.id);
    // The message says so too, and offers no decision any more.
    await town.until(() => textOf(direct(town, north.id)).includes("Returned because"));
    expect(textOf(direct(town, north.id))).not.toContain(actions.approve.id);
    const told = await untilDirect(town, head.id, 1);
    expect(told.text).toContain("Too wide &lt;!here&gt;");
    expect(await town.db.topic.findFirst()).toMatchObject({
      state: "returned",
      returnedReason: "Too wide <!here>",
    });

    await town.slack.as(head.id).press(told, actions.open.id);
    await town.until(() => screen(town, head.id).includes("Change it and give it in again"));
    await type(town, head.id, { title: "Food safety in one canteen" });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("*Given in again.*");
    expect(await town.db.topic.findFirst()).toMatchObject({ state: "registered", returnedReason: null });
    await untilDirect(town, north.id, 2);
    await pressTop(town, head.id, actions.history.id);
    await town.until(() => screen(town, head.id).includes("许福全: gave it in again"));
  });

  it("is not approved unseen: a title changed meanwhile is shown first", async () => {
    const { town, asked } = await waiting();
    await openForm(town, head.id);
    await type(town, head.id, { title: "Something else entirely" });
    await submit(town, head.id);
    // A busy machine answers "still working" and saves after that.
    await town.until(
      async () => (await town.db.topic.count({ where: { title: "Something else entirely" } })) > 0,
    );
    await town.slack.as(north.id).press(asked, actions.approve.id);
    await said(town, north.id, "has changed the title or direction since");
    expect(await state(town)).toBe("registered");
  });

  it("is decided by nobody but the head of the unit above, whatever a button says", async () => {
    const { town, asked } = await waiting();
    const blocks = asked.message.blocks;
    for (const user of [head, wang, south, boss]) {
      const posted = await post(town, blocks);
      await town.slack.as(user.id).press(posted, actions.approve.id);
      await town.slack.as(user.id).press(posted, actions.giveBack.id);
    }
    await town.until(() => lastEphemeral(town.slack, head.id).includes("Nobody approves their own topic"));
    await town.until(() =>
      textOf(town.slack.ephemerals(wang.id)).includes("approved by North Head, not by you"),
    );
    await town.until(() => textOf(town.slack.ephemerals(south.id)).includes("North Head"));
    expect(await state(town)).toBe("registered");
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(1);
  });
});

describe("the owner's steps", () => {
  it("go from approved over fieldwork to concluded, with findings, a link and a file", async () => {
    const { town, told } = await approved();
    await town.slack.as(head.id).press(told, actions.fieldwork.id);
    await said(town, head.id, "Fieldwork has begun");
    expect(await state(town)).toBe("fieldwork");
    await openForm(town, head.id);
    expect(screen(town, head.id)).toContain("has to be approved anew");
    await town.slack.as(head.id).openHome();
    await town.until(() => textOf(town.slack.home(head.id)).includes("Conclude…"));
    await town.slack.as(head.id).press("home", actions.conclude.id);
    await town.until(() => screen(town, head.id).includes("Link to the report"));
    const form = top(town.slack, head.id)?.id ?? "";
    const hands = town.slack.as(head.id);
    await hands.fill(form, "findings", inputs.findings, "Fridges are too warm & small");
    await hands.fill(form, "link", inputs.link, "javascript:alert(1)");
    const [fileId] = await hands.upload(form, "file", inputs.file, {
      name: "report.md",
      content: "# Fridges",
    });
    const refused = await submit(town, head.id);
    expect(Object.keys(refused.errors ?? {})).toEqual(["link"]);
    await hands.fill(form, "link", inputs.link, "https://example.org/report?a=1&b=2");
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("*Concluded.*");
    await town.until(async () => (await town.db.topic.findFirst())?.fileName === "report.md");
    expect(await town.db.topic.findFirst()).toMatchObject({
      state: "concluded",
      fileId,
      link: "https://example.org/report?a=1&b=2",
    });
    await town.slack.as(head.id).command("/topic", hill);
    await town.until(() => screen(town, head.id).includes("Your topic is concluded"));
    expect(screen(town, head.id)).toContain("report.md");
  });

  it("tell of a conclusion what was changed, in its history and on the message that it was pressed in", async () => {
    const { town, told } = await approved();
    const hands = town.slack.as(head.id);
    await hands.press(told, actions.fieldwork.id);
    await town.until(() => textOf(direct(town, head.id)).includes("Fieldwork has begun"));
    const conclude = async () => {
      await hands.press({ channelId: told.channelId, ts: told.ts }, actions.conclude.id);
      await town.until(() => screen(town, head.id).includes("Link to the report"));
      return top(town.slack, head.id)?.id ?? "";
    };
    const form = await conclude();
    await hands.fill(form, "findings", inputs.findings, "Fridges are too warm");
    await hands.upload(form, "file", inputs.file, { name: "report.md", content: "# Fridges" });
    await submit(town, head.id);
    await pressTop(town, head.id, actions.history.id);
    await town.until(() => screen(town, head.id).includes("concluded it, changed findings and file"));
    await town.until(() => textOf(direct(town, head.id)).includes("*Concluded.*"));

    // Saved once more as it is, nothing has changed.
    const before = await town.db.auditEntry.count();
    await hands.submit(await conclude());
    expect(await town.db.auditEntry.count()).toBe(before);
  });

  it("are refused to others and out of turn, and say how things stand", async () => {
    const { town, told } = await approved();
    const blocks = structuredClone(told.message.blocks);
    const posted = await post(town, blocks);
    await town.slack.as(wang.id).press(posted, actions.fieldwork.id);
    await town.until(() => lastEphemeral(town.slack, wang.id).includes("This is 许福全's topic"));
    await town.slack.as(head.id).press(told, actions.fieldwork.id);
    await said(town, head.id, "Fieldwork has begun");
    const again = await post(town, blocks);
    await town.slack.as(head.id).press(again, actions.fieldwork.id);
    await town.until(() =>
      textOf(town.slack.messages(hill)).includes("the topic is “fieldwork” already, by 许福全"),
    );
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(3);
  });

  it("lose the approval with another title or direction, not with another reason or method", async () => {
    const { town } = await approved();
    await openForm(town, head.id);
    await type(town, head.id, { why: "Because", method: "Visits" });
    await submit(town, head.id);
    expect(await state(town)).toBe("approved");
    await openForm(town, head.id);
    await type(town, head.id, { direction: "D2" });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("has to be approved anew");
    expect(await state(town)).toBe("registered");
    await untilDirect(town, north.id, 2);
  });

  it("are all in the history, with names and old and new", async () => {
    const { town } = await approved();
    await openForm(town, head.id);
    await type(town, head.id, { title: "Sleep of pupils", why: "They yawn" });
    await submit(town, head.id);
    await pressTop(town, head.id, actions.history.id);
    await town.until(() => screen(town, head.id).includes("North Head: approved it"));
    expect(screen(town, head.id)).toContain("“Food safety in canteens” → “Sleep of pupils”");
    expect(screen(town, head.id)).toContain("许福全: registered it");
  });
});

/** The same buttons in a message that somebody else can press. */
async function post({ slack }: World, blocks: unknown) {
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.credentials.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ channel: hill, text: "Look", blocks }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  return { channelId: hill, ts: slack.messages(hill).at(-1)?.ts ?? "" };
}
