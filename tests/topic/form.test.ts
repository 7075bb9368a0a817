import { describe, expect, it } from "vitest";
import { actions } from "../../src/topic/ids.ts";
import { textOf, top } from "../support/screen.ts";
import {
  blockId,
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

const { boss, north, head, jiang, wang, stranger } = people;

describe("registering a topic", () => {
  it("is done in one form, asks the head of the unit above, and is kept with all that was entered", async () => {
    const town = await topicTown();
    await openForm(town, head.id);
    expect(screen(town, head.id)).toContain("Everybody in your role registers exactly one");
    await type(town, head.id, {
      ...{
        direction: "D2",
        title: "Evening  supervision of boarders ",
        why: "They are alone",
        method: "Visits",
      },
      ...{ coResearchers: ["江文"], units: ["Lake School", "River <School> & Co"] },
    });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("It is now with North Head for approval");
    const topic = await town.db.topic.findFirstOrThrow({
      include: { coResearchers: true, unitsToVisit: true },
    });
    expect(topic).toMatchObject({
      title: "Evening supervision of boarders",
      state: "registered",
      directionCode: "D2",
    });
    expect([topic.coResearchers.length, topic.unitsToVisit.length]).toEqual([1, 2]);
    const { text } = await untilDirect(town, north.id, 1);
    expect(text).toContain("许福全");
    expect(text).toContain("Evening supervision of boarders");
    expect(await town.db.reminder.count()).toBe(0);
  });

  it("speaks Chinese, and says to others that it is not asked of them", async () => {
    const town = await topicTown();
    await openForm(town, jiang.id);
    expect(screen(town, jiang.id)).toContain("您的职务不要求申报课题，欢迎自愿申报。");
    await type(town, jiang.id, { direction: "D1", title: "乡村教师专业发展问题研究" });
    await submit(town, jiang.id);
    expect(screen(town, jiang.id)).toContain("已送North Head审批");
  });

  it("opened again changes one's own, and does not ask anew while it still waits", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    await untilDirect(town, north.id, 1);
    await openForm(town, head.id);
    expect(screen(town, head.id)).toContain("Food safety in canteens");
    await type(town, head.id, { title: "Sleep of pupils", why: "Because" });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("*Saved.*");
    expect(await town.db.topic.findMany()).toMatchObject([{ title: "Sleep of pupils", why: "Because" }]);
    await pressTop(town, head.id, actions.history.id);
    await town.until(() => screen(town, head.id).includes("Food safety in canteens"));
    expect(direct(town, north.id)).toHaveLength(1);
  });

  it("is saved once when it is submitted twice or delivered again, and answered alike", async () => {
    const town = await topicTown();
    await openForm(town, head.id);
    await type(town, head.id, { direction: "D1", title: "Food safety in canteens" });
    const [first, second] = await Promise.all([submit(town, head.id), submit(town, head.id)]);
    expect([first.acknowledged, second.acknowledged]).toEqual([true, true]);
    const again = await town.slack.redeliver();
    expect(again.body).toEqual({ response_action: "clear" });
    expect(screen(town, head.id)).toContain("*Registered.*");
    expect(await town.db.topic.count()).toBe(1);
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(1);
    await untilDirect(town, north.id, 1);
    expect(direct(town, north.id)).toHaveLength(1);
  });

  it("puts each thing that is wrong at its field, and keeps what was typed", async () => {
    const town = await topicTown();
    await openForm(town, head.id);
    await type(town, head.id, { direction: "D1", title: "!!!" });
    const outcome = await submit(town, head.id);
    expect(Object.keys(outcome.errors ?? {})).toEqual([blockId(town, head.id, "title")]);
    await type(town, head.id, { title: "Food safety" });
    await submit(town, head.id);
    expect(await town.db.topic.count()).toBe(1);
  });

  it("offers the draft of a form that was closed", async () => {
    const town = await topicTown();
    await openForm(town, head.id);
    await type(town, head.id, { direction: "D2", title: "Sleep of pupils", why: "They yawn" });
    await town.slack.as(head.id).closeView(top(town.slack, head.id)?.id ?? "");
    await openForm(town, head.id);
    expect(screen(town, head.id)).toContain("You left this form on");
    await pressTop(town, head.id, actions.useDraft.id);
    await town.until(() => screen(town, head.id).includes("They yawn"));
    await submit(town, head.id);
    expect(await town.db.topic.findMany()).toMatchObject([
      { title: "Sleep of pupils", why: "They yawn", directionCode: "D2" },
    ]);
    await openForm(town, head.id);
    expect(screen(town, head.id)).not.toContain("You left this form on");
  });

  it("offers no draft that is older than what was saved since; a decision of others leaves it alone", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    await openForm(town, head.id);
    await type(town, head.id, { title: "Sleep of pupils" });
    await town.slack.as(head.id).closeView(top(town.slack, head.id)?.id ?? "");
    town.clock.set("2026-10-21T08:05:00Z");
    const asked = await untilDirect(town, north.id, 1);
    await town.slack.as(north.id).press(asked, actions.approve.id);
    await town.until(async () => (await town.db.topic.count({ where: { state: "approved" } })) === 1);
    await openForm(town, head.id);
    expect(screen(town, head.id)).toContain("You left this form on");
    await town.db.auditEntry.create({
      data: {
        ...(await town.db.auditEntry.findFirstOrThrow({
          where: { record: "topic" },
          select: { workspaceId: true, record: true, recordId: true, actor: true },
        })),
        at: new Date("2026-10-21T08:06:00Z"),
        after: { why: null },
      },
    });
    await town.slack.as(head.id).closeView(top(town.slack, head.id)?.id ?? "");
    await openForm(town, head.id);
    expect(screen(town, head.id)).not.toContain("You left this form on");
  });

  it("says of a draft that is longer than its input that only its beginning stands there", async () => {
    const town = await topicTown();
    await openForm(town, head.id);
    await type(town, head.id, { why: "They yawn" });
    await town.slack.as(head.id).closeView(top(town.slack, head.id)?.id ?? "");
    await town.until(async () => (await town.db.draft.count()) === 1);
    await town.db.draft.updateMany({ data: { values: { why: "y".repeat(1600) } } });
    await openForm(town, head.id);
    await pressTop(town, head.id, actions.useDraft.id);
    await town.until(() => screen(town, head.id).includes("is longer than 1,500 characters"));
  });

  it("is refused to somebody whom the roster does not know, before and after the campaign, and when it is closed", async () => {
    const town = await topicTown();
    const { slack } = town;
    const isTold = async (user: string, words: string) => {
      const { body } = await slack.as(user).command("/topic", hill);
      // On a slow machine a loading view has come first.
      await town.until(() =>
        (textOf(body) + textOf(slack.ephemerals(user)) + screen(town, user)).includes(words),
      );
    };
    await isTold(stranger.id, "I don't know you yet");
    town.clock.set("2026-09-01T08:00:00Z");
    await isTold(wang.id, "21 September 2026");
    town.clock.set("2027-02-02T08:00:00Z");
    await isTold(wang.id, "31 January 2027");
    await town.db.campaign.updateMany({ data: { closedAt: new Date() } });
    town.clock.set("2027-02-03T08:00:00Z");
    await isTold(wang.id, "This campaign is closed");
  });

  it("keeps people's text harmless, and the longest texts within Slack's limits", async () => {
    const town = await topicTown();
    const evil = "<!channel> & <@U0BOSS> *x*";
    await register(town, head.id, evil, { why: "<".repeat(1500), method: "&".repeat(1500) });
    const { text, message } = await untilDirect(town, north.id, 1);
    expect(text + textOf(message.blocks)).not.toContain("<!channel>");
    expect(text).toContain("&lt;!channel&gt;");
    expect(screen(town, head.id)).not.toContain("<!channel>");
    const status = await town.slack.as(boss.id).command("/topic status HILL", hill);
    expect(textOf(status.body)).not.toContain("<!channel>");
    const refused = town.slack.calls.filter(({ ok, method }) => !ok && method !== "users.lookupByEmail");
    expect(refused).toEqual([]);
  });
});

describe("topics that are alike", () => {
  async function withOne() {
    const town = await topicTown();
    await register(town, wang.id, "Food safety of school meals", { direction: "D2" });
    await openForm(town, head.id);
    return town;
  }

  it("show under the title while it is typed, and go away again; what is typed stays", async () => {
    const town = await withOne();
    await type(town, head.id, { direction: "D1", why: "Because", title: "School meals and food safety" });
    await town.until(() => screen(town, head.id).includes("王伟, Hill School"));
    const state = textOf(top(town.slack, head.id)?.state);
    for (const typed of ["School meals and food safety", "Because", "D1"]) expect(state).toContain(typed);
    const updates = () => town.slack.calls.filter(({ method }) => method === "views.update").length;
    const before = updates();
    await type(town, head.id, { title: "School meals and food safety!" });
    await type(town, head.id, { title: "Sleep" });
    await town.until(() => !screen(town, head.id).includes("王伟, Hill School"));
    expect(updates()).toBe(before + 1);
    expect(textOf(top(town.slack, head.id)?.state)).toContain("Because");
  });

  it("are shown before it is registered: back to the form loses nothing, and the user decides", async () => {
    const town = await withOne();
    const more = { why: "x".repeat(1500), coResearchers: ["江文"], units: ["Lake School"] };
    await type(town, head.id, { direction: "D1", title: "The food safety of school meals", ...more });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("These are alike");
    expect(screen(town, head.id)).toContain("王伟");
    expect(await town.db.topic.count()).toBe(1);
    await pressTop(town, head.id, actions.backToForm.id);
    await town.until(() => screen(town, head.id).includes("x".repeat(1500)));
    expect(screen(town, head.id)).toContain("江文");
    expect(screen(town, head.id)).toContain("Lake School");
    await submit(town, head.id);
    await Promise.all([
      pressTop(town, head.id, actions.registerAnyway.id),
      pressTop(town, head.id, actions.registerAnyway.id),
    ]);
    await town.until(async () => (await town.db.topic.count()) === 2);
    await town.until(() => /Registered|Nothing was changed/.test(screen(town, head.id)));
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(2);
  });

  it("are not overruled for another title that was typed elsewhere meanwhile", async () => {
    const town = await withOne();
    await type(town, head.id, { direction: "D1", title: "Food safety of school meals" });
    await submit(town, head.id);
    await town.db.draft.updateMany({
      data: { values: { direction: "D1", title: "Food safety in every school" } },
    });
    await pressTop(town, head.id, actions.registerAnyway.id);
    await town.until(() => screen(town, head.id).includes("Food safety in every school"));
    expect(await town.db.topic.count()).toBe(1);
  });

  it("are not asked about again where the title stays", async () => {
    const town = await withOne();
    await type(town, head.id, { direction: "D1", title: "Food safety of school meals" });
    await submit(town, head.id);
    await pressTop(town, head.id, actions.registerAnyway.id);
    await town.until(async () => (await town.db.topic.count()) === 2);
    await openForm(town, head.id);
    await type(town, head.id, { why: "Because" });
    await submit(town, head.id);
    expect(screen(town, head.id)).toContain("*Saved.*");
  });
});
