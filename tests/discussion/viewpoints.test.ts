import { describe, expect, it } from "vitest";
import { inputs } from "../../src/discussion/ids.ts";
import { press, submit } from "../bot/craft.ts";
import { lastEphemeral, textOf, top, untilForm } from "../support/screen.ts";
import {
  blockIn,
  discussing,
  everything,
  head,
  hill,
  jiang,
  lakeLiaison,
  liaison,
  stranger,
  type Town,
  wang,
} from "./town.ts";

const shown = (town: Town, userId: string) => textOf(top(town.slack, userId)?.view);
const secret = "We should listen to the pupils more <!channel>";

async function opened(town: Town) {
  await town.say(liaison.id, "open T1 meeting");
  await town.until(() => town.slack.messages(hill).length > 0);
  return { channelId: hill, ts: town.slack.messages(hill).at(-1)?.ts ?? "" };
}

async function sayIt(
  town: Town,
  userId: string,
  where: { channelId: string; ts: string },
  text: string,
  signed: string,
) {
  const actor = town.slack.as(userId);
  const form = await untilForm(town, userId, () => actor.press(where, "discussion.ownViewpoint"));
  const promised = textOf(form.view);
  await actor.fill(form.id, "text", inputs.viewpoint, text);
  await actor.fill(form.id, "signed", inputs.signed, signed);
  await actor.submit(form.id);
  return promised;
}

describe("a viewpoint", () => {
  it("without a name leaves nothing that leads back to its author", async () => {
    const town = await discussing();
    const where = await opened(town);
    await town.slack.as(wang.id).press(where, "discussion.join");
    const before = await everything(town);
    const promised = await sayIt(town, wang.id, where, secret, "none");
    expect(promised).toContain("so nobody can find out");
    await town.until(() => shown(town, wang.id).includes("Nothing leads back to you"));

    const person = await town.db.person.findFirstOrThrow({ where: { name: "王伟" } });
    const known = new Set(before.map(({ row }) => row));
    const added = (await everything(town)).filter(({ row }) => !known.has(row));
    // The author was there before with other doings; of what is new nothing knows them, but for what Slack says of users.
    const own = added.filter(({ table }) => table !== "public.slack_user" && !table.startsWith("pgboss."));
    expect(own.map(({ table }) => table).sort()).toEqual([
      "public.audit_entry",
      "public.request_key",
      "public.viewpoint",
    ]);
    for (const { row } of added.filter(({ table }) => table !== "public.slack_user"))
      for (const trace of [wang.id, person.id, "王伟"]) expect(row).not.toContain(trace);
    const everywhere = (await everything(town)).filter(({ row }) => row.includes("listen to the pupils"));
    expect(everywhere.map(({ table }) => table).sort()).toEqual(["public.audit_entry", "public.viewpoint"]);
    for (const { row } of everywhere) expect(row).not.toContain(wang.id);
  });

  it("without a name has no time and no place in a row that would tell when it came", async () => {
    const town = await discussing();
    const where = await opened(town);
    await sayIt(town, wang.id, where, secret, "none");
    await town.until(async () => (await town.db.viewpoint.count()) === 1);
    await town.slack.as(jiang.id).press(where, "discussion.join");
    const viewpoint = await town.db.viewpoint.findFirstOrThrow();
    expect(viewpoint).toMatchObject({ authorId: null, authorName: null, permalink: null });
    expect(viewpoint.id[14]).toBe("4");
    const entry = await town.db.auditEntry.findFirstOrThrow({ where: { record: "viewpoint" } });
    expect(entry).toMatchObject({ actor: "anonymous", personId: null });
    expect(entry.id).toBeLessThan(0n);
    const midnight = new Date("2026-10-20T16:00:00Z");
    expect(entry.at).toEqual(midnight);
    const key = await town.db.requestKey.findFirstOrThrow({ where: { key: { startsWith: "viewpoint:" } } });
    expect(key.at).toEqual(midnight);
    // No number of the audit is missing between its neighbours: a gap would tell as much as an entry.
    const ids = (await town.db.auditEntry.findMany({ where: { id: { gt: 0 } }, orderBy: { id: "asc" } })).map(
      ({ id }) => id,
    );
    for (const [at, id] of ids.entries()) if (at > 0) expect(id - (ids[at - 1] ?? 0n)).toBe(1n);
  });

  it("without a name is kept once though it is sent twice, and with a name it says whose it is", async () => {
    const town = await discussing();
    const where = await opened(town);
    await sayIt(town, wang.id, where, secret, "none");
    await town.until(() => shown(town, wang.id).includes("Kept"));
    await sayIt(town, wang.id, where, secret, "none");
    await town.until(async () => (await town.db.viewpoint.count()) === 1);
    await sayIt(town, jiang.id, where, "多听学生的意见", "mine");
    await town.until(() => shown(town, jiang.id).includes("已署名"));
    await town.slack.redeliver();
    expect(await town.db.viewpoint.count()).toBe(2);
    await town.say(liaison.id, "status");
    const status = { ephemeral: town.slack.ephemerals(liaison.id, hill).at(-1)?.ts ?? "" };
    await town.slack.as(liaison.id).press(status, "discussion.show");
    await town.until(() => shown(town, liaison.id).includes("多听学生的意见” – 江文"));
    expect(shown(town, liaison.id)).toContain("&lt;!channel&gt;");
    expect(shown(town, liaison.id)).not.toContain("<!channel>");
  });

  it("is taken from people of the unit's scope only, five a discussion", async () => {
    const town = await discussing();
    const where = await opened(town);
    await town.slack.as(lakeLiaison.id).press(where, "discussion.ownViewpoint");
    await town.until(() =>
      textOf([town.slack.views(lakeLiaison.id), lastEphemeral(town.slack, lakeLiaison.id)]).includes(
        "is for Hill School",
      ),
    );
    for (const number of [1, 2, 3, 4, 5]) {
      await sayIt(town, jiang.id, where, `观点 ${number}`, number % 2 ? "mine" : "none");
      await town.until(async () => (await town.db.viewpoint.count()) === number);
    }
    const form = await untilForm(town, wang.id, () =>
      town.slack.as(wang.id).press(where, "discussion.ownViewpoint"),
    );
    await town.slack.as(wang.id).fill(form.id, "text", inputs.viewpoint, "six");
    await town.slack.as(wang.id).fill(form.id, "signed", inputs.signed, "none");
    const refused = await town.slack.as(wang.id).submit(form.id);
    expect(textOf(refused.body)).toContain("has its 5 viewpoints already");
    expect(await town.db.viewpoint.count()).toBe(5);
  });

  it("is kept by the liaison with its author, or with nobody's name", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting all");
    const saved = { ephemeral: town.slack.ephemerals(liaison.id, hill).at(-1)?.ts ?? "" };
    const actor = town.slack.as(liaison.id);
    const form = await untilForm(town, liaison.id, () => actor.press(saved, "discussion.addViewpoint"));
    await actor.fill(form.id, "text", inputs.viewpoint, "said by Jiang");
    const found = await actor.suggest(form.id, "author", inputs.author, "江");
    await actor.fill(form.id, "author", inputs.author, found[0]?.value ?? "");
    await actor.submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("with the name"));
    const again = await untilForm(town, liaison.id, () => actor.press(saved, "discussion.addViewpoint"));
    await actor.fill(again.id, "text", inputs.viewpoint, "said by nobody");
    await actor.submit(again.id);
    await town.until(() => shown(town, liaison.id).includes("without a name. Nothing"));
    const rows = await town.db.viewpoint.findMany({ include: { author: true }, orderBy: { text: "asc" } });
    expect(rows.map(({ text, author }) => `${text}: ${author?.name}`)).toEqual([
      "said by Jiang: 江文",
      "said by nobody: undefined",
    ]);
    const entries = await town.db.auditEntry.findMany({
      where: { record: "viewpoint" },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ actor: who }) => who)).toEqual(["anonymous", liaison.id]);
  });
});

describe("a viewpoint that is taken back", () => {
  /** The page of the one discussion, opened from the unit's status. */
  async function page(town: Town, userId: string): Promise<string> {
    await town.say(userId, "status");
    const status = { ephemeral: town.slack.ephemerals(userId, hill).at(-1)?.ts ?? "" };
    const before = top(town.slack, userId)?.id;
    await town.slack.as(userId).press(status, "discussion.show");
    await town.until(() => top(town.slack, userId)?.id !== before);
    await town.until(() => !shown(town, userId).includes("common.loading"));
    return top(town.slack, userId)?.id ?? "";
  }

  async function takeBack(town: Town, userId: string): Promise<void> {
    const viewId = await page(town, userId);
    const form = await untilForm(town, userId, () =>
      town.slack.as(userId).press({ viewId }, "discussion.takeBackViewpoint"),
    );
    await town.slack.as(userId).submit(form.id);
  }

  it("by the liaison stands nowhere but in the audit, and can be said once more without a name", async () => {
    const town = await discussing();
    const where = await opened(town);
    await sayIt(town, wang.id, where, secret, "none");
    await town.until(async () => (await town.db.viewpoint.count()) === 1);
    const kept = await town.db.viewpoint.findFirstOrThrow();
    await takeBack(town, liaison.id);
    await town.until(() => shown(town, liaison.id).includes("*Taken back.*"));
    expect(await town.db.viewpoint.count()).toBe(0);
    await town.slack.redeliver();
    const entries = await town.db.auditEntry.findMany({
      where: { recordId: kept.id },
      orderBy: { id: "asc" },
    });
    expect(entries).toMatchObject([
      { actor: "anonymous", after: { text: secret } },
      { actor: liaison.id, before: { text: secret, authorId: null } },
    ]);
    await sayIt(town, wang.id, where, secret, "none");
    await town.until(async () => (await town.db.viewpoint.count()) === 1);
  });

  it("by its author, and by no other colleague, whatever a button says", async () => {
    const town = await discussing();
    const where = await opened(town);
    await sayIt(town, jiang.id, where, "my own words", "mine");
    await town.until(async () => (await town.db.viewpoint.count()) === 1);
    const { id: viewpointId } = await town.db.viewpoint.findFirstOrThrow();
    await page(town, wang.id);
    expect(shown(town, wang.id)).toContain("my own words");
    expect(shown(town, wang.id)).not.toContain("takeBackViewpoint");
    const value = JSON.stringify({ viewpointId });
    for (const user of [wang, lakeLiaison])
      await press(town, user.id, { id: "discussion.takeBackViewpoint", value });
    await submit(town, wang.id, {
      ...{ callbackId: "discussion.takeBackForm", data: value, values: {} },
    });
    expect(await town.db.viewpoint.count()).toBe(1);
    await takeBack(town, jiang.id);
    await town.until(async () => (await town.db.viewpoint.count()) === 0);
  });
});

describe("a channel's message kept as a viewpoint", () => {
  const keep = (town: Town, userId: string, ts: string) =>
    untilForm(town, userId, () => town.slack.as(userId).messageShortcut("discussion.keepMessage", hill, ts));

  async function message(town: Town, userId: string, text: string): Promise<string> {
    await town.slack.as(userId).say(hill, text);
    return town.slack.messages(hill).at(-1)?.ts ?? "";
  }

  it("is filed under a discussion with its author and address, and changed by the same shortcut", async () => {
    const town = await discussing();
    await town.known(jiang.id);
    await town.say(liaison.id, "T1 meeting all");
    const [record] = await town.records();
    const ts = await message(town, jiang.id, "Listen & learn soon");
    const form = await keep(town, wang.id, ts);
    expect(textOf(form.view)).toContain("Listen & learn soon");
    const actor = town.slack.as(wang.id);
    await actor.fill(form.id, "place", inputs.place, `d:${record?.id}`);
    await actor.submit(form.id);
    await town.until(() => shown(town, wang.id).includes("*Kept.*"));
    await town.until(async () => (await town.db.viewpoint.findFirst())?.permalink !== null);
    const kept = await town.db.viewpoint.findFirstOrThrow({ include: { author: true } });
    expect(kept).toMatchObject({
      discussionId: record?.id,
      themeCode: "T1",
      author: { name: "江文" },
      text: "Listen & learn soon",
    });
    expect(kept.permalink).toMatch(/^https?:\/\//);

    const again = await keep(town, liaison.id, ts);
    expect(textOf(again.view)).toContain("kept already");
    await town.slack.as(liaison.id).fill(again.id, "place", inputs.place, "t:T2");
    await town.slack.as(liaison.id).fill(again.id, "text", inputs.viewpoint, "Listen");
    await town.slack.as(liaison.id).submit(again.id);
    await town.until(() => shown(town, liaison.id).includes("*Kept.*"));
    expect(await town.db.viewpoint.findMany()).toMatchObject([
      { id: kept.id, text: "Listen", themeCode: "T2", discussionId: null },
    ]);
    const changes = await town.db.auditEntry.findMany({
      where: { record: "viewpoint" },
      orderBy: { id: "asc" },
    });
    expect(changes[1]).toMatchObject({
      actor: liaison.id,
      before: { text: "Listen & learn soon" },
      after: { text: "Listen" },
    });

    const once = await keep(town, jiang.id, ts);
    await town.slack.as(jiang.id).press({ viewId: once.id }, "discussion.takeBackViewpoint");
    await town.until(() => shown(town, jiang.id).includes("撤回后，任何页面都不再显示"));
    await town.slack.as(jiang.id).submit(top(town.slack, jiang.id)?.id ?? "");
    await town.until(async () => (await town.db.viewpoint.count()) === 0);
    expect(textOf((await keep(town, wang.id, ts)).view)).toContain("Listen & learn soon");
  });

  it("names nobody whom the roster does not know, and cannot be taken over by another unit", async () => {
    const town = await discussing();
    const ts = await message(town, stranger.id, "from outside");
    const form = await keep(town, head.id, ts);
    await town.slack.as(head.id).fill(form.id, "place", inputs.place, "t:T1");
    await town.slack.as(head.id).submit(form.id);
    await town.until(() => shown(town, head.id).includes("*Kept.*"));
    expect(await town.db.viewpoint.findFirstOrThrow()).toMatchObject({ authorId: null, authorName: null });
    await town.slack.as(lakeLiaison.id).messageShortcut("discussion.keepMessage", hill, ts);
    await town.until(() => shown(town, lakeLiaison.id).includes("Hill School has kept this message already"));
    await town.slack.as(stranger.id).messageShortcut("discussion.keepMessage", hill, ts);
    await town.until(() => shown(town, stranger.id).includes("I don't know you yet"));
  });

  it("offers the own unit's discussions only, and holds the longest message", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting all");
    const ts = await message(town, wang.id, "长".repeat(3500));
    const form = await keep(town, lakeLiaison.id, ts);
    expect(textOf(form.view)).not.toContain('"d:');
    expect(textOf(form.view)).toContain("Theme: Education ideas");
    await town.slack.as(lakeLiaison.id).fill(form.id, "place", inputs.place, "t:T1");
    await town.slack.as(lakeLiaison.id).submit(form.id);
    await town.until(() => shown(town, lakeLiaison.id).includes("*Kept.*"));
    expect((await town.db.viewpoint.findFirstOrThrow()).text).toHaveLength(1000);
    expect(blockIn(town, lakeLiaison.id, "text")).toBe("");
  });
});
