import { describe, expect, it } from "vitest";
import { lastEphemeral, textOf, top, untilForm } from "../support/screen.ts";
import { town as plan, townUsers } from "../support/town.ts";
import { boss, discussing, hill, jiang, lakeLiaison, liaison, lounge, type Town, wang } from "./town.ts";

/** The message of the last invitation in the channel. */
const posted = async (town: Town, channel = hill) => {
  await town.until(() => town.slack.messages(channel).length > 0);
  return { channelId: channel, ts: town.slack.messages(channel).at(-1)?.ts ?? "" };
};
const shown = (town: Town, ts: string) =>
  textOf(town.slack.messages(hill).find((message) => message.ts === ts));

describe("a discussion opened in a channel", () => {
  it("counts each person once, however often they press, and shows how many", async () => {
    const town = await discussing();
    expect(await town.say(liaison.id, "open T1")).toContain(
      "The discussion is open until the end of Wed 21 Oct",
    );
    const where = await posted(town);
    expect(shown(town, where.ts)).toContain(
      "*Hill School* discusses *“Education ideas”* · online, Wed 21 Oct",
    );
    await town.slack.as(jiang.id).press(where, "discussion.join");
    await town.slack.redeliver();
    await town.until(() => lastEphemeral(town.slack, jiang.id).includes("您已"));
    await town.slack.as(wang.id).press(where, "discussion.join");
    await town.slack.as(wang.id).press(where, "discussion.join");
    await town.until(() =>
      lastEphemeral(town.slack, wang.id).includes("You are already in: 2 people so far"),
    );
    await town.until(() => shown(town, where.ts).includes("2 people take part"));
    expect(shown(town, where.ts)).not.toContain("王伟");
    expect(await town.records()).toMatchObject([{ form: "online", names: ["江文", "王伟"].sort() }]);
    expect(await town.db.auditEntry.count({ where: { record: "discussion" } })).toBe(3);
  });

  it("takes thirty people at once and tells the channel in few updates", async () => {
    const extra = Array.from({ length: 30 }, (_, at) => ({ no: `2${at + 100}`, id: `U0CROWD${at}`, at }));
    const users = extra.map(({ id, at }) => ({
      ...{
        id,
        name: `crowd${at}`,
        realName: `Crowd ${at}`,
        locale: "en-US" as const,
        email: `crowd${at}@example.org`,
      },
    }));
    const people = extra.map(({ no, at }) => `${no},Crowd ${at},HILL,,crowd${at}@example.org,`);
    const town = await discussing({
      town: { people: [...plan.people, ...people] },
      slack: {
        users: [...Object.values(townUsers), ...users],
        channels: [
          { id: hill, name: "hill", members: [liaison.id, ...users.map(({ id }) => id)], botMember: true },
        ],
      },
    });
    await town.say(liaison.id, "open T1 meeting");
    const where = await posted(town);
    await Promise.all(users.map(({ id }) => town.slack.as(id).press(where, "discussion.join")));
    await town.until(() => shown(town, where.ts).includes("30 people take part"));
    expect((await town.records())[0]?.names).toHaveLength(30);
    expect(town.slack.calls.filter(({ method }) => method === "chat.update").length).toBeLessThan(15);
  });

  it("is for the unit and what is below it", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    const where = await posted(town);
    await town.slack.as(lakeLiaison.id).press(where, "discussion.join");
    await town.until(() => lastEphemeral(town.slack, lakeLiaison.id).includes("is for Hill School"));
    await town.say(boss.id, "发起 T2 论坛");
    await town.until(() => town.slack.messages(hill).length === 2);
    await town.slack.as(lakeLiaison.id).press(await posted(town), "discussion.join");
    await town.until(() => lastEphemeral(town.slack, lakeLiaison.id).includes("You take part"));
    expect(await town.records()).toMatchObject([
      { unit: "HILL", names: [] },
      { unit: "B", form: "forum", names: ["Lake Liaison"] },
    ]);
  });

  it("is opened by those who enter, where the bot is, once a channel", async () => {
    const town = await discussing();
    expect(await town.say(wang.id, "open T1")).toContain("You cannot enter for Hill School");
    expect(await town.say(liaison.id, "open T1", lounge)).toContain("/invite @Studyhall");
    await town.say(liaison.id, "open T1");
    expect(await town.say(liaison.id, "open T1")).toContain("already open in this channel");
    expect(await town.say(liaison.id, "open T9")).toContain("is no theme");
    expect(await town.records()).toHaveLength(1);
    expect(town.slack.messages(hill)).toHaveLength(1);
  });

  it("in two channels is one discussion, and both messages show the count", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    await town.say(liaison.id, "open T1", "C0BUREAU");
    expect(await town.records()).toHaveLength(1);
    await town.slack.as(jiang.id).press(await posted(town), "discussion.join");
    await town.until(() => textOf(town.slack.messages("C0BUREAU")).includes("1 person takes part"));
    await town.until(() => textOf(town.slack.messages(hill)).includes("1 person takes part"));
  });

  it("closes at the end of the day, or when its opener closes it", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    const where = await posted(town);
    await town.slack.as(jiang.id).press(where, "discussion.join");
    await town.slack.as(wang.id).press(where, "discussion.closeInvitation");
    await town.until(() => lastEphemeral(town.slack, wang.id).includes("Only the person who opened"));
    town.clock.set("2026-10-21T16:00:00Z");
    await town.bot.tick();
    await town.until(() => shown(town, where.ts).includes("has discussed"));
    expect(shown(town, where.ts)).not.toContain("discussion.join");

    town.clock.set("2026-10-22T02:00:00Z");
    await town.say(liaison.id, "open T1");
    const second = await posted(town);
    await town.slack.as(jiang.id).press(second, "discussion.join");
    await town.slack.as(liaison.id).press(second, "discussion.closeInvitation");
    await town.until(() => lastEphemeral(town.slack, liaison.id).includes("is closed: 1 person"));
    await town.until(() => shown(town, second.ts).includes("has discussed"));
  });

  it("that nobody joined is not counted once its last invitation is closed", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    await town.say(liaison.id, "open T1", "C0BUREAU");
    const first = await posted(town);
    await town.slack.as(liaison.id).press(first, "discussion.closeInvitation");
    await town.until(() => lastEphemeral(town.slack, liaison.id).includes("is closed: 0 people"));
    expect(await town.db.discussion.count({ where: { removedAt: null } })).toBe(1);
    town.clock.set("2026-10-21T16:00:00Z");
    await town.bot.tick();
    await town.until(() => textOf(town.slack.messages("C0BUREAU")).includes("so it is not counted"));
    expect(await town.db.discussion.count({ where: { removedAt: null } })).toBe(0);
    expect(await town.db.auditEntry.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
      ...{ actor: "studyhall", record: "discussion", before: { people: 0 }, after: null },
    });

    town.clock.set("2026-10-22T02:00:00Z");
    await town.say(liaison.id, "open T1");
    const alone = await posted(town);
    await town.slack.as(liaison.id).press(alone, "discussion.closeInvitation");
    await town.until(() => lastEphemeral(town.slack, liaison.id).includes("If it was held after all"));
  });

  it("takes nobody after its end, when taken back, or when it is recorded as a number", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    const where = await posted(town);
    await town.db.discussion.updateMany({ data: { participantCount: 9 } });
    await town.slack.as(jiang.id).press(where, "discussion.join");
    await town.until(() => lastEphemeral(town.slack, jiang.id).includes("按人数登记"));
    await town.db.discussion.updateMany({ data: { participantCount: null, removedAt: new Date() } });
    await town.slack.as(jiang.id).press(where, "discussion.join");
    await town.until(() => lastEphemeral(town.slack, jiang.id).includes("已被撤回"));
    await town.db.discussion.updateMany({ data: { removedAt: null } });
    town.clock.set("2026-10-21T16:00:01Z");
    await town.slack.as(jiang.id).press(where, "discussion.join");
    await town.until(() => lastEphemeral(town.slack, jiang.id).includes("已经结束"));
    expect((await town.records())[0]?.names).toEqual([]);
  });

  it("is posted by the job that looks after it when Slack did not answer, and only once", async () => {
    const town = await discussing();
    town.slack.faults.loseAnswer("chat.postMessage", 1);
    await town.say(liaison.id, "open T1");
    const { id } = await town.db.discussionInvitation.findFirstOrThrow();
    const job = town.bot.features
      .flatMap(({ jobs = [] }) => jobs)
      .find(({ name }) => name === "discussion.postInvitation");
    await job?.run({ invitationId: id });
    expect(town.slack.messages(hill)).toHaveLength(1);
    expect((await town.db.discussionInvitation.findFirstOrThrow()).ts).toBe(town.slack.messages(hill)[0]?.ts);
  });

  it("stands on the Home tab with its button, until one has joined", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T2 meeting");
    await town.slack.as(jiang.id).openHome();
    await town.until(() => textOf(town.slack.home(jiang.id)).includes("正在讨论"));
    expect(textOf(town.slack.home(jiang.id))).toContain("素质教育");
    await town.slack.as(jiang.id).press("home", "discussion.join");
    await town.until(() => !textOf(town.slack.home(jiang.id)).includes("正在讨论"));
    expect(textOf(town.slack.home(jiang.id))).toContain("10月21日 周三 · “素质教育”，座谈会");
    await town.slack.as(liaison.id).openHome();
    await town.until(() => textOf(town.slack.home(liaison.id)).includes("Record discussion"));
    await untilForm(town, liaison.id, () => town.slack.as(liaison.id).press("home", "discussion.record"));
    expect(textOf(top(town.slack, liaison.id)?.view)).toContain("Who took part");
  });
});
