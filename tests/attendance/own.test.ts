import { afterEach, describe, expect, it } from "vitest";
import { blocksOf, driver, instance, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

let world: World;
afterEach(() => world.close());
const refused = (key: string) => ({
  key: expect.stringMatching(new RegExp(`^(attendance|common)\\.refused\\.${key}$`)),
});
const statusOf = async (no: string) =>
  (await world.db.attendance.findFirst({ where: { personId: world.person(no) } }))?.status;

describe("checking in by oneself", () => {
  it("records here, late and leave on the unit's session day, and says what it was before", async () => {
    world = await createWorld(school());
    const teacher = driver(world, "UT1");
    expect(told(await teacher.command("here"))).toBe("Saved: you are *here*, Wed 21 Oct.");
    expect(told(await teacher.command("leave dentist"))).toContain("Before it was “present”.");
    const row = await world.db.attendance.findFirstOrThrow({ where: { personId: world.person("T1") } });
    expect(row).toMatchObject({ status: "leave", reason: "dentist" });
    // The others are silent, which is not absence.
    expect(await world.db.attendance.count({ where: { status: null } })).toBe(3);
  });

  it("takes 签到 as here from those who open no check-in", async () => {
    world = await createWorld(school());
    expect(told(await driver(world, "UT1", "zh-CN").command("签到"))).toBe(
      "已保存：您 10月21日 周三 *出勤*。",
    );
    expect(world.slack.posted).toEqual([]);
    expect(told(await driver(world, "ULIAISON", "zh-CN").command("签到"))).toContain("签到已开始");
    expect(world.slack.posted).toHaveLength(1);
  });

  it("says when the next session is on another day, and takes leave for it in advance", async () => {
    world = await createWorld({ ...school(), now: "2026-10-22T02:00:00Z" });
    const teacher = driver(world, "UT1");
    await expect(teacher.command("here")).rejects.toMatchObject({
      ...refused("noSessionThen"),
      values: { next: "Wed 28 Oct" },
    });
    const answer = await teacher.command("请假 看病");
    expect(told(answer)).toContain("Your leave on *Wed 28 Oct* is announced.");
    world.setNow("2026-10-28T08:00:00Z");
    expect(told(await driver(world, "UT2").command("here"))).toContain("*here*");
    expect(await statusOf("T1")).toBe("leave");
    const entries = await world.db.auditEntry.findMany({ where: { record: "attendance" } });
    expect(entries.map((entry) => entry.after)).toContainEqual({
      ...{ status: "leave", reason: "看病", announced: true },
    });
  });

  it("says so when leave is announced for a day on which the unit does not usually study", async () => {
    world = await createWorld(school());
    const teacher = driver(world, "UT1");
    const thursday = await teacher.command("leave tomorrow dentist");
    expect(JSON.stringify(blocksOf(thursday))).toContain("its next session is on Wed 28 Oct");
    const wednesday = await teacher.command("leave 2026-10-28");
    expect(JSON.stringify(blocksOf(wednesday))).not.toContain("usual study day");
  });

  it("takes announced leave back", async () => {
    world = await createWorld({ ...school(), now: "2026-10-22T02:00:00Z" });
    const teacher = driver(world, "UT1");
    const answer = await teacher.command("leave 2026-11-04 dentist");
    expect(told(await teacher.press(blocksOf(answer), "Withdraw"))).toContain("is withdrawn");
    expect(await world.db.leaveNotice.count()).toBe(0);
    expect(told(await teacher.press(blocksOf(answer), "Withdraw"))).toContain("No leave is announced");
  });

  it("is refused where the liaison enters, where head-counts were reported, and in a week off", async () => {
    world = await createWorld(school());
    await driver(world, "ULIAISON").command("3 present 1 absent");
    await expect(driver(world, "UT1").command("here")).rejects.toMatchObject(refused("byHeadCount"));
    await expect(driver(world, "ULIAISON2").command("here")).rejects.toMatchObject({
      ...refused("noSelf"),
      values: { liaisons: "周联" },
    });
    await expect(driver(world, "UT1").command("leave 2026-09-30")).rejects.toMatchObject(refused("weekOff"));
    await world.db.campaign.updateMany({ data: { selfCheckIn: false } });
    world.org.forget();
    await expect(driver(world, "UT1").command("here")).rejects.toMatchObject({
      ...refused("noSelf"),
      values: { liaisons: "张三" },
    });
    await expect(driver(world, "ULIAISON").command("open")).rejects.toMatchObject(refused("noSelfCheckIn"));
  });

  it("tells somebody who joined after the list was fixed whom to ask", async () => {
    world = await createWorld(school());
    await driver(world, "ULIAISON").command("all");
    await world.db.attendance.deleteMany({ where: { personId: world.person("T2") } });
    await expect(driver(world, "UT2").command("here")).rejects.toMatchObject(refused("notExpected"));
  });

  it("does a redelivered request once and answers it alike", async () => {
    world = await createWorld(school());
    const teacher = driver(world, "UT1");
    const request = { ...(await world.request("UT1")), text: "late", channelId: "C1" };
    const run = teacher.feature.commands?.["/attendance"]?.run;
    const answers = await Promise.all([run?.(request), run?.(request), run?.(request)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await world.db.auditEntry.count()).toBe(1);
  });
});

describe("a check-in message", () => {
  async function opened(size = 4) {
    world = await createWorld(school(size));
    const liaison = driver(world, "ULIAISON");
    expect(told(await liaison.command("open"))).toContain("The check-in is open until");
    const [message] = world.slack.posted;
    if (!message) throw new Error("nothing was posted");
    return { liaison, blocks: message.message.blocks };
  }
  const updated = async (person: ReturnType<typeof driver>) => {
    const job = person.feature.jobs?.find((one) => one.name === "attendance.updateCheckIn");
    for (const queued of world.jobs.queued.splice(0))
      if (queued.name === job?.name) await job?.run(job.data.parse(queued.data));
    return world.slack.updated.at(-1)?.message.text;
  };

  it("counts 500 people who press at once at two bots, each once, and keeps an audit entry for each", async () => {
    const { liaison, blocks } = await opened(502);
    const bots = [instance(world), instance(world)];
    const pressers = Array.from({ length: 500 }, (_, index) =>
      driver(world, `UT${index + 1}`, "en", bots[index % 2]),
    );
    const answers = await Promise.all(
      pressers.map((one, index) => one.press(blocks, index % 5 === 0 ? "Late" : "Here")),
    );
    expect(answers.every((answer) => answer.kind === "ephemeral")).toBe(true);
    await Promise.all(
      pressers.slice(0, 20).map((one, index) => one.press(blocks, index % 5 === 0 ? "Late" : "Here")),
    );
    expect(await world.db.attendance.count({ where: { status: "late" } })).toBe(100);
    expect(await world.db.attendance.count({ where: { status: "present" } })).toBe(400);
    expect(await world.db.auditEntry.count({ where: { record: "attendance" } })).toBe(500);
    expect(await updated(liaison)).toContain("400 here · 100 late · 0 on leave – 500 of 502 have answered");
  });

  it("changes a status by another button", async () => {
    const { liaison, blocks } = await opened();
    const teacher = driver(world, "UT1");
    await teacher.press(blocks, "Here");
    expect(told(await teacher.press(blocks, "On leave"))).toContain("Before it was “present”.");
    expect(await statusOf("T1")).toBe("leave");
    expect(await updated(liaison)).toContain("0 here · 0 late · 1 on leave – 1 of 4 have answered");
  });

  it("says to its closer that everybody has answered, or how many have not", async () => {
    const { liaison, blocks } = await opened();
    for (const who of ["UT1", "UT2", "UHEAD"]) await driver(world, who).press(blocks, "Here");
    expect(told(await liaison.press(blocks, "Close"))).toContain("1 person has not answered");
    await liaison.command("here");
    expect(told(await liaison.press(blocks, "Close"))).toContain("Everybody on the list has answered.");
  });

  it("says so when it is opened on a day on which the unit does not usually study", async () => {
    world = await createWorld({ ...school(), now: "2026-10-23T08:00:00Z" });
    expect(told(await driver(world, "ULIAISON").command("open"))).toContain(
      "Note that Qingxi Primary usually studies on Wed.",
    );
  });

  it("loses no press while a liaison saves the form", async () => {
    const { liaison, blocks } = await opened();
    await liaison.command("");
    const teacher = driver(world, "UT1");
    await Promise.all([teacher.press(blocks, "Late"), liaison.submit()]);
    // Whichever came first, nobody's word is lost: the teacher is late, or the liaison is asked to record it.
    const late = (await statusOf("T1")) === "late";
    expect(world.jobs.queued.some(({ name }) => name === "attendance.askHead")).toBe(!late);
    expect(await world.db.attendance.count({ where: { status: "present" } })).toBe(late ? 3 : 4);
  });

  it("is open once a channel, and needs the bot there", async () => {
    const { liaison } = await opened();
    await expect(liaison.command("open")).rejects.toMatchObject(refused("alreadyOpen"));
    world.slack.channels.set("C2", { name: "other", isMember: false, isPrivate: false });
    await expect(liaison.command("open", "C2")).rejects.toMatchObject(refused("notMember"));
    await expect(liaison.command("open", "C3")).rejects.toMatchObject(refused("notMember"));
    await expect(liaison.command("open", "D1")).rejects.toMatchObject(refused("noChannel"));
    await expect(driver(world, "UT1").command("open")).rejects.toMatchObject(refused("notYours"));
  });

  it("closes by its opener or when its time is over; then presses are told so", async () => {
    const { liaison, blocks } = await opened();
    await expect(driver(world, "UT1").press(blocks, "Close")).rejects.toMatchObject(refused("mayNotClose"));
    expect(told(await liaison.press(blocks, "Close"))).toContain("4 people have not answered");
    await expect(driver(world, "UT1").press(blocks, "Here")).rejects.toMatchObject(refused("closed"));
    expect(await updated(liaison)).toContain("Check-in closed");
    expect(await world.db.attendance.count({ where: { status: { not: null } } })).toBe(0);

    await liaison.command("open");
    const again = world.slack.posted[1]?.message.blocks ?? [];
    await driver(world, "UT1").press(again, "Here");
    world.setNow("2026-10-21T08:31:00Z");
    await liaison.feature.tick?.();
    await expect(driver(world, "UT2").press(again, "Here")).rejects.toMatchObject(refused("closed"));
    expect(await updated(liaison)).toContain("Check-in closed");
  });

  it("turns away people of other units", async () => {
    const { blocks } = await opened();
    await expect(driver(world, "UDISTRICT").press(blocks, "Here")).rejects.toMatchObject(
      refused("otherUnit"),
    );
    await expect(driver(world, "USTRANGER").press(blocks, "Here")).rejects.toMatchObject({
      key: "common.notOnRoster",
    });
  });

  it("is posted once when Slack's answer is lost", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    const post = world.slack.gateway.post;
    world.slack.gateway.post = async (...args) => {
      await post(...args);
      throw new Error("no answer");
    };
    expect(told(await liaison.command("open"))).toContain("Slack is slow");
    world.slack.gateway.post = post;
    const job = liaison.feature.jobs?.find((one) => one.name === "attendance.postCheckIn");
    for (const queued of world.jobs.queued.filter((one) => one.name === job?.name))
      await job?.run(job.data.parse(queued.data));
    expect(world.slack.posted).toHaveLength(1);
    expect((await world.db.checkIn.findFirstOrThrow()).ts).toBe("1.1");
  });
});
