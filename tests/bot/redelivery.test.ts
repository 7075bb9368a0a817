import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { lastEphemeral, textOf, top, untilForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { close, command, submit, suggest } from "./craft.ts";

const hill = townChannels.hill.id;
const { liaison, jiang, wang, boss } = townUsers;

/** How many entries the audit has. */
const entries = ({ db }: World) => db.auditEntry.count();

/** What the request leaves, then the same once more: nothing new, and the same answer. */
async function twice(town: World, request: () => Promise<{ acknowledged: boolean; body: unknown }>) {
  const before = await entries(town);
  const first = await request();
  expect(first.acknowledged).toBe(true);
  const between = await entries(town);
  expect(between).toBeGreaterThan(before);
  const second = await town.slack.redeliver();
  expect(second.acknowledged).toBe(true);
  expect(await entries(town)).toBe(between);
  return [first.body, second.body];
}

describe("a request that Slack delivers twice is done once", () => {
  it("a command, answered alike", async () => {
    const town = await world();
    const [first, second] = await twice(town, () =>
      town.slack.as(wang.id).command("/attendance leave twice", hill),
    );
    expect(textOf(first)).toContain("on leave");
    expect(second).toEqual(first);
  });

  it("a press of a button", async () => {
    const town = await world();
    const { slack, until } = town;
    await slack.as(liaison.id).command("/attendance open", hill);
    await until(() => slack.messages(hill).length === 1);
    const ts = slack.messages(hill)[0]?.ts ?? "";
    await twice(town, () => slack.as(wang.id).press({ channelId: hill, ts }, "attendance.here"));
  });

  it("a form, answered alike", async () => {
    const town = await world();
    const form = await untilForm(town, liaison.id, () =>
      town.slack.as(liaison.id).command("/attendance", hill),
    );
    const [first, second] = await twice(town, () => town.slack.as(liaison.id).submit(form.id));
    expect(first).toEqual({ response_action: "clear" });
    expect(second).toEqual(first);
    expect(lastEphemeral(town.slack, liaison.id)).toContain("Saved for");
    expect(town.slack.messages(town.slack.directChannel(liaison.id))).toEqual([]);
  });

  it("a form that changes a setting, and a subscription told of once", async () => {
    const town = await world();
    const { slack, until } = town;
    const form = await untilForm(town, boss.id, () =>
      slack.as(boss.id).command("/digest subscribe", townChannels.bureau.id),
    );
    await twice(town, () => slack.as(boss.id).submit(form.id));
    await until(() => slack.messages(townChannels.bureau.id).length > 0);
    await town.bot.tick();
    expect(slack.messages(townChannels.bureau.id)).toHaveLength(1);
  });

  it("an event, answered again with the same tab", async () => {
    const { slack, until } = await world();
    await slack.as(wang.id).openHome();
    await until(() => slack.home(wang.id) !== undefined);
    const shown = textOf(slack.home(wang.id)?.blocks.map(({ text }) => text));
    const published = () => slack.calls.filter(({ method }) => method === "views.publish").length;
    await slack.redeliver();
    await until(() => published() === 2);
    expect(textOf(slack.home(wang.id)?.blocks.map(({ text }) => text))).toBe(shown);
  });
});

it("is a request of its own when another user sends the same trigger, or the same user another command", async () => {
  const town = await world();
  const { db, until } = town;
  const count = (status: string) => db.attendance.count({ where: { status } });
  await command(town, wang.id, "/attendance late", "9.9.9");
  await until(async () => (await count("late")) === 1);
  await command(town, jiang.id, "/attendance here", "9.9.9");
  await until(async () => (await count("present")) === 1);
  await command(town, wang.id, "/campaign language zh", "9.9.9");
  const inChinese = { where: { slackId: wang.id, language: "zh-CN" } };
  await until(async () => (await db.slackUser.count(inChinese)) === 1);
});

describe("an answer that takes longer than 2 s", () => {
  it("to a form comes into its modal", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    const form = await untilForm(town, liaison.id, () => slack.as(liaison.id).command("/attendance", hill));
    proxy.hold();
    const outcome = await slack.as(liaison.id).submit(form.id);
    expect(textOf(outcome.body)).toContain("Still working");
    proxy.release();
    await until(() => textOf(top(slack, liaison.id)?.view).includes("Saved for"));
    expect(slack.views(liaison.id)).toHaveLength(1);
  });

  it("to a form that was closed meanwhile comes as a direct message", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    const form = await untilForm(town, liaison.id, () => slack.as(liaison.id).command("/attendance", hill));
    proxy.hold();
    await slack.as(liaison.id).submit(form.id);
    await slack.as(liaison.id).closeView(form.id);
    proxy.release();
    await until(() => slack.messages(slack.directChannel(liaison.id)).length === 1);
    expect(slack.messages(slack.directChannel(liaison.id))[0]?.text).toContain("Saved for");
  });

  it("to a press comes where it was pressed", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    await slack.as(liaison.id).command("/attendance open", hill);
    await until(() => slack.messages(hill).length === 1);
    const ts = slack.messages(hill)[0]?.ts ?? "";
    proxy.hold();
    const outcome = await slack.as(jiang.id).press({ channelId: hill, ts }, "attendance.here");
    expect(outcome.acknowledged).toBe(true);
    expect(slack.ephemerals(jiang.id)).toEqual([]);
    proxy.release();
    await until(() => lastEphemeral(slack, jiang.id).includes("*出勤*"));
  });

  it("to a form refuses as clearly as at once, and keeps what was typed", async () => {
    const town = await world();
    const { slack, proxy, until, db } = town;
    const form = await untilForm(town, liaison.id, () => slack.as(liaison.id).command("/attendance", hill));
    const block = form.view.blocks.find(({ block_id }) => block_id.startsWith("material."));
    await slack.as(liaison.id).fill(form.id, block?.block_id ?? "", "attendance.material", "a long text");
    proxy.cutAtCommit("before");
    const outcome = await slack.as(liaison.id).submit(form.id);
    expect(outcome.acknowledged).toBe(true);
    expect(textOf(top(slack, liaison.id)?.view)).toContain("I can't tell whether this was saved");
    proxy.mend();
    await slack.as(liaison.id).closeView(top(slack, liaison.id)?.id ?? "");
    await until(async () => {
      await slack.as(liaison.id).submit(form.id);
      return (await db.session.count({ where: { material: "a long text" } })) === 1;
    });
  });
});

describe("when Slack does not do what it is asked", () => {
  it("a view that does not open is explained in words", async () => {
    const { slack, until } = await world();
    slack.faults.fail("views.open", "internal_error");
    await slack.as(liaison.id).command("/attendance", hill);
    await until(() => lastEphemeral(slack, liaison.id).includes("Slack did not answer me in time"));
  });

  it("a loading view that does not open is explained in words", async () => {
    const { slack, proxy, until } = await world();
    slack.faults.fail("views.open", "internal_error");
    proxy.hold();
    await slack.as(liaison.id).command("/attendance", hill);
    proxy.release();
    await until(() => lastEphemeral(slack, liaison.id).includes("Slack did not answer me in time"));
  });

  it("a shortcut's view that does not open is explained by a direct message", async () => {
    const { slack, until } = await world();
    slack.faults.fail("views.open", "expired_trigger_id");
    await slack.as(liaison.id).shortcut("attendance.record");
    const direct = slack.directChannel(liaison.id);
    await until(() => slack.messages(direct).length === 1);
    expect(slack.messages(direct)[0]?.text).toContain("try again");
  });

  it("an answer that the place of asking does not take comes as a direct message", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    slack.faults.fail("response_url", "expired_url");
    proxy.hold();
    await slack.as(wang.id).command("/attendance leave", hill);
    proxy.release();
    await until(() => slack.messages(slack.directChannel(wang.id)).length === 1);
    expect(slack.messages(slack.directChannel(wang.id))[0]?.text).toContain("on leave");
  });
});

describe("in a conversation that the bot may not ask about", () => {
  it.each(["channel_not_found", "missing_scope"])("a digest is refused with what to do: %s", async (code) => {
    const { slack, until } = await world();
    slack.faults.fail("conversations.info", code);
    await slack.as(boss.id).command("/digest subscribe", hill);
    await until(() => textOf(slack.ephemerals(boss.id).at(-1)).includes("/invite"));
  });
});

describe("a button of another time", () => {
  it.each([
    ["with a value of another shape", "attendance.status", "{}"],
    ["with no value", "attendance.status", ""],
    ["with a value that is no JSON", "attendance.history", "U1|2026"],
    ["that is not known any more", "attendance.poll", "{}"],
  ])("%s says so", async (_, actionId, value) => {
    const { slack, until } = await world();
    const posted = await slackPost(slack, actionId, value);
    await slack.as(wang.id).press({ channelId: hill, ts: posted }, actionId);
    await until(() => lastEphemeral(slack, wang.id).startsWith("This button or form is out of date."));
  });
});

describe("a form or a shortcut of another version", () => {
  const view = { callbackId: "attendance.poll", data: "", values: {} };

  it("is answered in its place when the form is sent, and closed without a word", async () => {
    const place = await world();
    const sent = await submit(place, wang.id, view);
    expect(sent.status).toBe(200);
    expect(textOf(sent.body)).toContain("This button or form is out of date.");
    expect((await close(place, wang.id, view)).status).toBe(200);
    expect((await suggest(place, wang.id, "attendance.poll", view, "a")).body).toEqual({ options: [] });
  });

  it("is answered where it was called from", async () => {
    const { slack, until } = await world();
    expect((await slack.as(wang.id).shortcut("attendance.poll")).status).toBe(200);
    await until(() => textOf(top(slack, wang.id)?.view).includes("This button or form is out of date."));
  });
});

/** A message of the bot's with one button, as an earlier version might have left it. */
async function slackPost(slack: World["slack"], action_id: string, value: string): Promise<string> {
  const button = {
    type: "button",
    action_id,
    text: { type: "plain_text", text: "Look" },
    ...(value ? { value } : {}),
  };
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.credentials.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ channel: hill, text: "Look", blocks: [{ type: "actions", elements: [button] }] }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  return slack.messages(hill).at(-1)?.ts ?? "";
}
