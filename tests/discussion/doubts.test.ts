import { describe, expect, it } from "vitest";
import { inputs } from "../../src/discussion/ids.ts";
import { questions } from "../../src/slack/ask.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { blockIn, boss, discussing, head, hill, liaison, type Town } from "./town.ts";

/** What is asked before a discussion is written: by line and by form. */

const lastQuestion = (town: Town, userId: string) => ({
  ephemeral: town.slack.ephemerals(userId, hill).at(-1)?.ts ?? "",
});
const shown = (town: Town, userId: string) => textOf(top(town.slack, userId)?.view);
const answerYes = (town: Town, userId: string) =>
  town.slack.as(userId).press(lastQuestion(town, userId), questions.yes.id);
const said = (town: Town, userId: string) => textOf(town.slack.ephemerals(userId, hill).at(-1));

async function fill(town: Town, userId: string, block: string, action: string, value: string | string[]) {
  await town.until(() => blockIn(town, userId, block) !== "");
  const view = top(town.slack, userId)?.id ?? "";
  await town.slack.as(userId).fill(view, blockIn(town, userId, block), action, value);
}

/** Fills in a form of that number of people at T2, a forum. */
async function filled(town: Town, userId: string, count: string) {
  const form = await untilForm(town, userId, () => town.slack.as(userId).command("/discussion", hill));
  await fill(town, userId, "theme", inputs.theme, "T2");
  await fill(town, userId, "form", inputs.form, "forum");
  if (blockIn(town, userId, "count") === "") await fill(town, userId, "who", inputs.who, "number");
  await fill(town, userId, "count", inputs.count, count);
  return form;
}

/** Ticks the box of the form's question. */
async function tick(town: Town, userId: string) {
  const box = blockIn(town, userId, "form.sure");
  await fill(town, userId, "form.sure", "form.sure", [box.replace("form.sure.", "")]);
}

describe("more people than the unit has", () => {
  it("are asked about on a line, with the reading in full, and written after Yes", async () => {
    const town = await discussing();
    const question = await town.say(liaison.id, "T1 forum 9999");
    expect(question).toContain(
      "Record this for *Hill School, Wed 21 Oct*: “Education ideas”, forum, 9,999 people?",
    );
    expect(question).toContain("Hill School has only 6 people on its list that day");
    expect(await town.records()).toEqual([]);
    expect(await town.db.auditEntry.count({ where: { record: "discussion" } })).toBe(0);
    await answerYes(town, liaison.id);
    await town.until(async () => (await town.records()).length === 1);
    expect(await town.db.discussion.findMany()).toMatchObject([{ participantCount: 9999, confirmed: true }]);
    await answerYes(town, liaison.id).catch(() => undefined);
    await town.say(liaison.id, "T2 forum 6");
    expect(await town.db.discussion.findMany({ orderBy: { createdAt: "asc" } })).toMatchObject([
      { participantCount: 9999 },
      { participantCount: 6, confirmed: null },
    ]);
  });

  it("are no question in a unit without a list of people, however many came", async () => {
    const town = await discussing();
    await town.db.unit.updateMany({ where: { code: "LAKE" }, data: { hasRoster: false } });
    expect(await town.say(boss.id, "单位：LAKE，T1 论坛 9999人")).toContain("已保存");
    expect(await town.db.discussion.findMany()).toMatchObject([{ participantCount: 9999, confirmed: null }]);
  });

  it("are asked about in Chinese", async () => {
    const town = await discussing();
    const question = await town.say(boss.id, "单位：LAKE，T1 座谈会 300人");
    expect(question).toMatch(/是否这样登记：.*“教育观念”.*300 人参加？/);
    expect(question).toContain("当天的名册上只有");
    expect(await town.records()).toEqual([]);
  });

  it("go into the form as they were read, when that is wanted instead", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 forum 60 yesterday");
    const form = await untilForm(town, liaison.id, () =>
      town.slack.as(liaison.id).press(lastQuestion(town, liaison.id), questions.form.id),
    );
    expect(textOf(form.view)).toContain('"initial_value":"60"');
    expect(textOf(form.view)).toContain('"initial_date":"2026-10-20"');
    await fill(town, liaison.id, "count", inputs.count, "6");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(async () => (await town.records()).length === 1);
    expect(await town.records()).toMatchObject([{ participantCount: 6, date: "2026-10-20" }]);
  });

  it("are asked about in the form, whose inputs stay; the box that is ticked writes them", async () => {
    const town = await discussing();
    const form = await filled(town, liaison.id, "9999");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("only 6 people"));
    expect(shown(town, liaison.id)).toContain("Yes, 9,999 people took part");
    expect(textOf(top(town.slack, liaison.id)?.state)).toContain('"9999"');
    // Saved again without an answer it asks again, and another number is another question.
    await town.slack.as(liaison.id).submit(form.id);
    expect(await town.records()).toEqual([]);
    await tick(town, liaison.id);
    await fill(town, liaison.id, "count", inputs.count, "8888");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("Yes, 8,888 people took part"));
    expect(await town.records()).toEqual([]);
    await tick(town, liaison.id);
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => said(town, liaison.id).includes("Saved for"));
    expect(await town.db.discussion.findMany()).toMatchObject([{ participantCount: 8888, confirmed: true }]);
  });

  it("are saved in the form without a question once the number is right", async () => {
    const town = await discussing();
    const form = await filled(town, liaison.id, "66");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("Yes, 66 people took part"));
    await fill(town, liaison.id, "count", inputs.count, "6");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => said(town, liaison.id).includes("Saved for"));
    expect(await town.db.discussion.findMany()).toMatchObject([{ participantCount: 6, confirmed: null }]);
  });

  it("that came by a file are asked about when the record is changed, and not again once confirmed", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T2 forum 5");
    await town.db.discussion.updateMany({ data: { participantCount: 77 } });
    const where = lastQuestion(town, liaison.id);
    const reopen = () =>
      untilForm(town, liaison.id, () => town.slack.as(liaison.id).press(where, "discussion.record"));
    const form = await reopen();
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("only 6 people"));
    await tick(town, liaison.id);
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => said(town, liaison.id).includes("77 people"));
    expect(await town.db.discussion.findMany()).toMatchObject([{ participantCount: 77, confirmed: true }]);
    const again = await reopen();
    await fill(town, liaison.id, "form", inputs.form, "online");
    await town.slack.as(liaison.id).submit(again.id);
    await town.until(() => said(town, liaison.id).includes("online"));
    expect(await town.db.discussion.findMany()).toMatchObject([{ form: "online", confirmed: true }]);
    await town.slack.as(liaison.id).press(where, "discussion.history");
    await town.until(() => shown(town, liaison.id).includes("confirmed the number"));
  });
});

describe("the same discussion a second time", () => {
  it("is asked about on a line: another one, or the first to be changed", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting 5");
    const question = await town.say(head.id, "T1 meeting 6");
    expect(question).toContain("recorded for that day already: 5 people");
    expect(question).toContain("Yes, another one");
    expect(question).toContain("Open the form of the first");
    const form = await untilForm(town, head.id, () =>
      town.slack.as(head.id).press(lastQuestion(town, head.id), questions.form.id),
    );
    expect(textOf(form.view)).toContain("Change discussion");
    expect(textOf(form.view)).toContain('"initial_value":"6"');
    await town.slack.as(head.id).submit(form.id);
    await town.until(() => said(town, head.id).includes("Saved for"));
    expect(await town.records()).toMatchObject([{ participantCount: 6 }]);
  });

  it("is recorded as another one after Yes; one that was taken back, or is of another form, is no second one", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting 5");
    expect(await town.say(liaison.id, "T1 forum 5")).toContain("Saved for");
    expect(await town.say(liaison.id, "T1 meeting 5 yesterday")).toContain("Saved for");
    await town.say(liaison.id, "T1 meeting 5");
    expect(await town.records()).toHaveLength(3);
    await answerYes(town, liaison.id);
    await town.until(async () => (await town.records()).length === 4);
    expect(said(town, liaison.id)).toContain("Saved for");
    await town.db.discussion.updateMany({ where: { form: "forum" }, data: { removedAt: new Date() } });
    expect(await town.say(liaison.id, "T1 forum 4")).toContain("Saved for");
  });

  it("asks one question for both doubts", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 meeting 5");
    const question = await town.say(liaison.id, "T1 meeting 70");
    expect(question).toContain("only 6 people");
    expect(question).toContain("recorded for that day already");
    expect(question).toContain("Yes, another one, with 70 people");
  });

  it("of two at once, the later one is asked", async () => {
    const town = await discussing();
    await town.known(liaison.id, head.id);
    await Promise.all([town.say(liaison.id, "T1 meeting all"), town.say(head.id, "T1 meeting all")]);
    expect(await town.records()).toHaveLength(1);
  });

  it("is asked about in the form, which leads to the first one with what was entered", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T2 forum 5");
    const form = await filled(town, liaison.id, "6");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("Yes, another one"));
    await town.slack.as(liaison.id).press({ viewId: form.id }, "discussion.changeFirst");
    await town.until(() => shown(town, liaison.id).includes("Change discussion"));
    expect(shown(town, liaison.id)).toContain('"initial_value":"6"');
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => said(town, liaison.id).includes("Saved for"));
    expect(await town.records()).toMatchObject([{ participantCount: 6 }]);
    expect(await town.db.draft.count()).toBe(0);
  });

  it("is asked about when a record is moved onto another, and when one is opened in a channel", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T2 forum 5");
    await town.say(liaison.id, "T2 meeting 4");
    const form = await untilForm(town, liaison.id, () =>
      town.slack.as(liaison.id).press(lastQuestion(town, liaison.id), "discussion.record"),
    );
    await fill(town, liaison.id, "form", inputs.form, "forum");
    await town.slack.as(liaison.id).submit(form.id);
    await town.until(() => shown(town, liaison.id).includes("Yes, another one"));
    await town.slack.as(liaison.id).closeView(form.id);
    await town.say(liaison.id, "open T2 forum");
    expect(said(town, liaison.id)).toContain("Open this for *Hill School");
    expect(await town.db.discussionInvitation.count()).toBe(0);
    await answerYes(town, liaison.id);
    await town.until(async () => (await town.db.discussionInvitation.count()) === 1);
    expect(await town.records()).toHaveLength(3);
  });
});
