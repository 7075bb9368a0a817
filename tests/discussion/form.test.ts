import { describe, expect, it } from "vitest";
import { inputs } from "../../src/discussion/ids.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { blockIn, boss, discussing, head, hill, jiang, liaison, type Town, wang } from "./town.ts";

const open = (town: Town, userId: string) =>
  untilForm(town, userId, () => town.slack.as(userId).command("/discussion", hill));
/** The modal on top, else the last answer to what they asked. */
const shown = (town: Town, userId: string) =>
  textOf(top(town.slack, userId)?.view ?? town.slack.ephemerals(userId).at(-1));

/** Fills an input of the top modal, by the beginning of its block's id. */
async function fill(town: Town, userId: string, block: string, action: string, value: string | string[]) {
  const view = top(town.slack, userId);
  await town.until(() => blockIn(town, userId, block) !== "");
  await town.slack.as(userId).fill(view?.id ?? "", blockIn(town, userId, block), action, value);
}

/** Searches for people in the list of the top modal, and picks them. */
async function pick(town: Town, userId: string, block: string, names: string[]) {
  const actor = town.slack.as(userId);
  await town.until(() => blockIn(town, userId, block) !== "");
  const view = top(town.slack, userId)?.id ?? "";
  const found = await actor.suggest(view, blockIn(town, userId, block), inputs.people, "");
  const values = names.map((name) => found.find(({ text }) => text.text === name)?.value ?? name);
  await actor.fill(view, blockIn(town, userId, block), inputs.people, values);
}

const lastAnswer = (town: Town, userId: string) => ({
  ephemeral: town.slack.ephemerals(userId, hill).at(-1)?.ts ?? "",
});

describe("the form of a discussion", () => {
  it("records the whole unit in English and a number in Chinese", async () => {
    const town = await discussing();
    const form = await open(town, liaison.id);
    await fill(town, liaison.id, "theme", inputs.theme, "T2");
    await fill(town, liaison.id, "form", inputs.form, "forum");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("Saved for *Hill School"));
    expect(shown(town, liaison.id)).toContain("6 people");

    const zh = await open(town, boss.id);
    expect(textOf(zh.view)).toContain("参加人员");
    await fill(town, boss.id, "theme", inputs.theme, "T1");
    await fill(town, boss.id, "form", inputs.form, "meeting");
    await fill(town, boss.id, "who", inputs.who, "number");
    await fill(town, boss.id, "count", inputs.count, "1");
    await town.slack.as(boss.id).submit(zh.id);
    await town.until(() => shown(town, boss.id).includes("1 人参加"));
    expect(await town.records()).toMatchObject([
      { unit: "HILL", themeCode: "T2", form: "forum", participantCount: null },
      { unit: "B", themeCode: "T1", form: "meeting", participantCount: 1, names: [] },
    ]);
  });

  it("leaves out those who are searched for and picked", async () => {
    const town = await discussing();
    const form = await open(town, liaison.id);
    await fill(town, liaison.id, "theme", inputs.theme, "T1");
    await fill(town, liaison.id, "form", inputs.form, "meeting");
    await fill(town, liaison.id, "who", inputs.who, "except");
    await town.until(() => blockIn(town, liaison.id, "people-except") !== "");
    const block = blockIn(town, liaison.id, "people-except");
    const found = await town.slack.as(liaison.id).suggest(form.id, block, inputs.people, "王");
    expect(found.map(({ text }) => text.text)).toEqual(["王伟", "王伟民"]);
    const all = await town.slack.as(liaison.id).suggest(form.id, block, inputs.people, "");
    expect(all).toHaveLength(6);
    await fill(town, liaison.id, "people-except", inputs.people, [found[0]?.value ?? ""]);
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("5 people"));
    expect((await town.records())[0]?.names).not.toContain("王伟");
  });

  it("says at the field what is missing, and keeps what was picked when it is closed", async () => {
    const town = await discussing();
    const form = await open(town, liaison.id);
    await fill(town, liaison.id, "theme", inputs.theme, "T1");
    await fill(town, liaison.id, "form", inputs.form, "online");
    await fill(town, liaison.id, "who", inputs.who, "only");
    await town.until(() => blockIn(town, liaison.id, "people-only") !== "");
    const refused = await town.slack.as(liaison.id).submit(form.id);
    expect(Object.keys(refused.errors ?? {})).toEqual([blockIn(town, liaison.id, "people-only")]);
    await pick(town, liaison.id, "people-only", ["江文"]);
    await town.slack.as(liaison.id).closeView(form.id);
    await town.until(async () => (await town.db.draft.count()) === 1);

    const again = await open(town, liaison.id);
    expect(textOf(again.view)).toContain("unsaved draft");
    await town.slack.as(liaison.id).press({ viewId: again.id }, "discussion.useDraft");
    await town.until(() => shown(town, liaison.id).includes("江文"));
    await town.slack.as(liaison.id).submit(again.id);
    await town.until(() => shown(town, liaison.id).includes("1 person (江文)"));
    expect(await town.db.draft.count()).toBe(0);
  });

  it("follows to a day of a locked week, and says whom to ask", async () => {
    const town = await discussing();
    town.clock.set("2026-11-12T08:00:00Z");
    const form = await open(town, liaison.id);
    await fill(town, liaison.id, "date", inputs.date, "2026-10-21");
    await town.until(() => shown(town, liaison.id).includes("许福全 can still correct it"));
    expect(blockIn(town, liaison.id, "theme")).toBe("");
    await town.slack.as(liaison.id).submit(form.id);
    expect(shown(town, liaison.id)).not.toContain("Choose the theme");
    expect(shown(town, liaison.id).split("can still correct it")).toHaveLength(2);
    await fill(town, liaison.id, "date", inputs.date, "2026-11-11");
    await town.until(() => blockIn(town, liaison.id, "theme") !== "");
    expect(await town.records()).toEqual([]);
  });

  it("offers no draft once somebody recorded the same, and none that is older than a change", async () => {
    const town = await discussing();
    const form = await open(town, liaison.id);
    await fill(town, liaison.id, "theme", inputs.theme, "T1");
    await fill(town, liaison.id, "form", inputs.form, "meeting");
    await town.slack.as(liaison.id).closeView(form.id);
    await town.until(async () => (await town.db.draft.count()) === 1);
    town.clock.set("2026-10-21T08:05:00Z");
    await town.say(head.id, "T2 meeting all");
    const other = await open(town, liaison.id);
    expect(textOf(other.view)).toContain("unsaved draft");
    await town.slack.as(liaison.id).closeView(other.id);
    await town.say(head.id, "T1 meeting all");
    const again = await open(town, liaison.id);
    expect(textOf(again.view)).not.toContain("unsaved draft");
  });

  it("that was only looked at leaves the draft alone; discarding forgets it", async () => {
    const town = await discussing();
    const first = await open(town, liaison.id);
    await fill(town, liaison.id, "theme", inputs.theme, "T1");
    await town.slack.as(liaison.id).closeView(first.id);
    const second = await open(town, liaison.id);
    await town.slack.as(liaison.id).closeView(second.id);
    expect(await town.db.draft.count()).toBe(1);
    const third = await open(town, liaison.id);
    await town.slack.as(liaison.id).press({ viewId: third.id }, "discussion.discardDraft");
    await town.until(async () => (await town.db.draft.count()) === 0);
  });

  it("changes a discussion, with the history of who did what", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting all except 江文");
    const [record] = await town.records();
    const where = lastAnswer(town, liaison.id);
    const form = await untilForm(town, head.id, async () => {
      await town.say(head.id, "status");
      const status = lastAnswer(town, head.id);
      await town.slack.as(head.id).press(status, "discussion.show");
      await town.until(() => shown(town, head.id).includes("Took part"));
      const page = top(town.slack, head.id);
      await town.slack.as(head.id).press({ viewId: page?.id ?? "" }, "discussion.change");
    });
    expect(textOf(form.view)).toContain("As recorded: 5 people");
    await fill(town, head.id, "form", inputs.form, "online");
    await fill(town, head.id, "who", inputs.who, "except");
    await town.until(() => blockIn(town, head.id, "people-except") !== "");
    expect(shown(town, head.id)).toContain("江文");
    await pick(town, head.id, "people-except", ["王伟"]);
    await town.slack.as(head.id).submit(form.id);
    await town.until(() => shown(town, head.id).includes("Saved"));
    expect(await town.records()).toMatchObject([{ id: record?.id, form: "online" }]);
    expect((await town.records())[0]?.names).toContain("江文");
    expect((await town.records())[0]?.names).not.toContain("王伟");

    await town.slack.as(liaison.id).press(where, "discussion.history");
    await town.until(() => shown(town, liaison.id).includes("took out"));
    expect(shown(town, liaison.id)).toContain("许福全: online, added 江文, took out 王伟");
    expect(shown(town, liaison.id)).toContain("金永: recorded");
  });

  it("keeps those who joined while it was open", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1 meeting");
    const invitation = town.slack.messages(hill).at(-1)?.ts ?? "";
    const { id } = (await town.records())[0] ?? { id: "" };
    await town.slack.as(jiang.id).press({ channelId: hill, ts: invitation }, "discussion.join");
    await town.say(liaison.id, "status");
    const status = lastAnswer(town, liaison.id);
    const form = await untilForm(town, liaison.id, async () => {
      await town.slack.as(liaison.id).press(status, "discussion.show");
      await town.until(() => shown(town, liaison.id).includes("Took part"));
      const page = top(town.slack, liaison.id);
      await town.slack.as(liaison.id).press({ viewId: page?.id ?? "" }, "discussion.change");
    });
    await fill(town, liaison.id, "who", inputs.who, "only");
    await town.until(() => blockIn(town, liaison.id, "people-only") !== "");
    await town.slack.as(wang.id).press({ channelId: hill, ts: invitation }, "discussion.join");
    await pick(town, liaison.id, "people-only", ["Li <b>Lei</b>"]);
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("while the form was open, and stay: 王伟"));
    expect(await town.records()).toMatchObject([{ id, names: ["Li <b>Lei</b>", "王伟"] }]);
  });

  it("takes back a discussion: it counts no more, and the history stays", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting all");
    const where = lastAnswer(town, liaison.id);
    const form = await untilForm(town, liaison.id, () =>
      town.slack.as(liaison.id).press(where, "discussion.remove"),
    );
    expect(textOf(form.view)).toContain("it counts no more in any figure");
    await fill(town, liaison.id, "correction", inputs.correction, "entered twice <!here>");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("*Taken back.*"));
    expect(await town.records()).toMatchObject([{ isRemoved: true }]);
    expect(await town.say(liaison.id, "status")).toContain("no discussion");
    await town.slack.as(liaison.id).press(where, "discussion.history");
    await town.until(() =>
      shown(town, liaison.id).includes("taken back (reason: entered twice &lt;!here&gt;)"),
    );
    await town.slack.as(liaison.id).press(where, "discussion.record");
    await town.until(() =>
      textOf([...town.slack.ephemerals(liaison.id), town.slack.views(liaison.id)]).includes("was taken back"),
    );
  });

  it("is not for staff, nor may a forged button change another unit's record", async () => {
    const town = await discussing();
    await town.slack.as(wang.id).command("/discussion", hill);
    await town.until(() =>
      textOf([town.slack.views(wang.id), town.slack.ephemerals(wang.id)]).includes(
        "You cannot enter for Hill School",
      ),
    );
    await town.say(boss.id, "for LAKE T1 online all");
    const [record] = await town.records();
    await town.say(liaison.id, "T1 meeting all");
    const message = town.slack.ephemerals(liaison.id, hill).at(-1);
    expect(message).toBeDefined();
    const button = message?.blocks?.flatMap((block) => block.elements ?? []) as {
      action_id?: string;
      value?: string;
    }[];
    for (const one of button) if (one.value) one.value = one.value.replace(/[0-9a-f-]{36}/, record?.id ?? "");
    await town.slack.as(liaison.id).press(lastAnswer(town, liaison.id), "discussion.record");
    await town.until(() =>
      textOf([town.slack.views(liaison.id), town.slack.ephemerals(liaison.id)]).includes(
        "You cannot enter for Lake School",
      ),
    );
  });
});

describe("a locked week", () => {
  it("is corrected by the head with a reason that stands in the history, and by nobody else", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting all");
    const saved = lastAnswer(town, liaison.id);
    town.clock.set("2026-11-12T08:00:00Z");
    await town.slack.as(liaison.id).press(saved, "discussion.record");
    await town.until(() => shown(town, liaison.id).includes("许福全 can still correct it"));
    await town.slack.as(liaison.id).submit(top(town.slack, liaison.id)?.id ?? "");
    expect((await town.records())[0]).toMatchObject({ form: "meeting" });

    await town.say(head.id, "status 2026-10-21");
    await town.slack.as(head.id).press(lastAnswer(town, head.id), "discussion.show");
    await town.until(() => shown(town, head.id).includes("Took part"));
    const form = await untilForm(town, head.id, () =>
      town.slack.as(head.id).press({ viewId: top(town.slack, head.id)?.id ?? "" }, "discussion.change"),
    );
    await fill(town, head.id, "form", inputs.form, "forum");
    await fill(town, head.id, "correction", inputs.correction, "  ");
    const refused = await town.slack.as(head.id).submit(form.id);
    expect(textOf(refused.body)).toContain("Say why it is corrected");
    await fill(town, head.id, "correction", inputs.correction, "it was a forum");
    await town.slack.as(head.id).submit(form.id);
    await town.until(() => shown(town, head.id).includes("“Education ideas”, forum"));
    const entry = await town.db.auditEntry.findFirstOrThrow({ where: { reason: { not: null } } });
    expect(entry).toMatchObject({
      before: { form: "meeting" },
      after: { form: "forum" },
      reason: "it was a forum",
    });
  });

  it("gives nothing away by a button: a new day in a locked week is refused too", async () => {
    const town = await discussing();
    town.clock.set("2026-11-12T08:00:00Z");
    await town.say(liaison.id, "T1 meeting all");
    const form = await untilForm(town, liaison.id, () =>
      town.slack.as(liaison.id).press(lastAnswer(town, liaison.id), "discussion.record"),
    );
    await fill(town, liaison.id, "date", inputs.date, "2026-10-21");
    await town.until(() => shown(town, liaison.id).includes("can still correct it"));
    await town.slack
      .as(liaison.id)
      .submit(form.id)
      .catch(() => undefined);
    expect((await town.records()).map(({ date }) => date)).toEqual(["2026-11-12"]);
  });
});
