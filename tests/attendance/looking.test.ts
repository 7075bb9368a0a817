import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actions } from "../../src/attendance/ids.ts";
import type { Answer } from "../../src/slack/answer.ts";
import { SlackRefused, SlackUnreachable } from "../../src/slack/gateway.ts";
import { blocksOf, buttonsOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld(school());
});
afterEach(() => world.close());
const labels = (blocks: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(blocks).map((button) => button.text?.text);
const refused = (key: string) => ({
  key: expect.stringMatching(new RegExp(`^(attendance|common)\\.refused\\.${key}$`)),
});

async function work(name: string) {
  const job = driver(world, "UADMIN").feature.jobs?.find((one) => one.name === name);
  if (!job) throw new Error(`no job ${name}`);
  const queued = world.jobs.queued.filter((one) => one.name === name);
  world.jobs.queued.splice(0);
  for (const one of queued) await job.run(job.data.parse(one.data));
  return queued;
}

/** Asks to remind, and says yes where there is anybody to remind. */
async function remindAll(leader: Driver): Promise<Answer> {
  const asked = await leader.press(blocksOf(await leader.command("missing")), "Remind their liaisons");
  const asks = buttonsOf(blocksOf(asked)).length > 0;
  return asks ? leader.press(blocksOf(asked), "attendance.remindYes") : asked;
}

describe("status", () => {
  it("leads from the bureau to a unit by buttons, and back", async () => {
    await driver(world, "ULIAISON").command("all except 王伟 leave, 李雷 absent");
    const leader = driver(world, "UADMIN");
    const bureau = await leader.command("status");
    expect(told(bureau)).toContain("*Bureau · week 43 (19–25 Oct)*");
    expect(told(bureau)).toContain("*1 of 4 units reported* · attendance *50.0%* of 4 expected");
    const district = await leader.press(blocksOf(bureau), "Open");
    expect(district.kind).toBe("replace");
    const unit = await leader.press(blocksOf(district).slice(3), "Open");
    expect(told(unit)).toContain(
      "*Qingxi Primary, Wed 21 Oct*: 2 present, 0 late, 1 on leave, 1 absent of 4.",
    );
    expect(told(unit)).toContain("On leave: 王伟");
    expect(told(await leader.press(blocksOf(unit), "▲ North"))).toContain("*North · week 43");
    expect(told(await leader.press(blocksOf(unit), "◀ week 42 (12–18 Oct)"))).toContain(
      "has not reported its session of Wed 14 Oct",
    );
  });

  it("tells those who look after units first which are due, without those whose day is still to come", async () => {
    const bureau = await driver(world, "UADMIN").command("status");
    // Wednesday: both schools are due; the bureau meets tomorrow, the district on Friday. Nobody has reported week 42.
    expect(told(bureau).split("\n").slice(0, 5)).toEqual([
      "*Bureau · week 43 (19–25 Oct)*",
      ...["*Needs you*", "• 2 units due and not reported", "• 4 units still owe an earlier week"],
      "*0 of 4 units reported*",
    ]);
    const list = await driver(world, "UADMIN").press(blocksOf(bureau), "Who has not reported");
    expect(told(list)).toContain("*Qingxi Primary*");
    expect(labels(blocksOf(bureau)).filter((label) => label === "Who has not reported")).toHaveLength(1);
    expect(told(await driver(world, "UT1").command("status"))).not.toContain("Needs you");
    await driver(world, "ULIAISON").command("all");
    await driver(world, "ULIAISON2").command("40 present");
    expect(told(await driver(world, "UADMIN").command("status"))).not.toContain("due and not reported");
  });

  it("shows names to liaison, head and those above, but not to colleagues", async () => {
    await driver(world, "ULIAISON").command("all except 王伟 leave");
    for (const who of ["ULIAISON", "UHEAD"])
      expect(told(await driver(world, who).command("status"))).toContain("王伟");
    expect(told(await driver(world, "UDISTRICT").command("status S1"))).toContain("王伟");
    expect(told(await driver(world, "UT2").command("status"))).not.toContain("王伟");
  });

  it("shows nobody a unit outside their scope", async () => {
    const teacher = driver(world, "UT1");
    await expect(teacher.command("status Meiling")).rejects.toMatchObject(refused("unknownUnit"));
    const value = actions.status.write({ unitId: world.unit("S2"), week: "2026-W43" });
    const run = teacher.feature.actions?.[actions.status.id]?.run;
    const press = { values: {}, viewData: "", callbackId: undefined, channelId: "C1", messageTs: undefined };
    await expect(run?.({ ...(await world.request("UT1")), ...press, value })).rejects.toMatchObject(
      refused("notSeen"),
    );
  });

  it("shows whoever belongs to a part of what a digest is about their own part", async () => {
    await driver(world, "ULIAISON").command("all");
    const bureau = { unitId: world.unit("BUR"), week: "2026-W43" };
    const press = { values: {}, viewData: "", callbackId: undefined, channelId: "C1", messageTs: undefined };
    const answer = async (who: string, id: string, value: string) => {
      const run = driver(world, who).feature.actions?.[id]?.run;
      const answer = await run?.({ ...(await world.request(who)), ...press, value });
      if (!answer) throw new Error("nobody answers");
      return told(answer);
    };
    expect(await answer("UDISTRICT", actions.status.id, actions.status.write(bureau))).toContain(
      "*North · week 43",
    );
    expect(await answer("UDISTRICT", actions.missing.id, actions.missing.write(bureau))).toContain("*North");
    expect(await answer("UT2", actions.status.id, actions.status.write(bureau))).toContain("*Qingxi Primary");
    const asked = await answer("UDISTRICT", actions.remind.id, actions.remind.write(bureau));
    expect(asked).toContain("*Send a reminder to 1 liaison for 1 unit?*");
    await answer("UDISTRICT", actions.remindYes.id, actions.remindYes.write(bureau));
    await work("attendance.remind");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON2"]);
  });

  it("lists units in the organisation's own order, however they did", async () => {
    await driver(world, "ULIAISON").command("all except 王伟 leave, 李雷 absent");
    const district = told(await driver(world, "UDISTRICT").command("status"));
    expect(district.indexOf("*Qingxi Primary* ·")).toBeLessThan(district.indexOf("*Meiling Primary* ·"));
    expect(district).toContain("*Qingxi Primary* · attendance *50.0%*");
  });

  it("shows the bureau's own offices as one row that opens, apart from the districts", async () => {
    await world.close();
    const plan = school();
    const offices = ["O1", "O2"].map((code) => ({ code, name: `Office ${code}`, parent: "BUR" }));
    const people = { no: "9", name: "何英", unit: "O1", roles: ["liaison" as const], slack: "UOFFICE" };
    world = await createWorld({ units: [...plan.units, ...offices], people: [...plan.people, people] });
    await driver(world, "UOFFICE").command("all");
    const leader = driver(world, "UADMIN");
    const bureau = await leader.command("status");
    expect(told(bureau)).not.toContain("Office O1");
    expect(told(bureau).split("\n").at(-1)).toBe(
      "*Bureau and its own offices* · *1 of 3 units reported* · attendance *100.0%* of 1 expected",
    );
    const own = await leader.press(blocksOf(bureau).slice(-3), "Open");
    expect(told(own)).toContain("*Bureau and its own offices · week 43 (19–25 Oct)*");
    expect(told(own)).toContain("*1 of 3 units reported*");
    expect(told(own)).toContain("*Office O1* · attendance *100.0%* of 1 expected");
    expect(told(own)).toContain("*Office O2* · no report yet");
    expect(told(own)).not.toContain("*North*");
    const earlier = await leader.press(blocksOf(own), "◀ week 42 (12–18 Oct)");
    expect(told(earlier)).toContain("*Bureau and its own offices · week 42");
    expect(told(await leader.press(blocksOf(own), "▲ Bureau"))).toContain("*North*");
  });

  it("calls a session that is still to come by its day, not missing", async () => {
    const bureau = await driver(world, "UADMIN").command("status");
    expect(told(bureau)).toContain("The session of Bureau is on Thu 22 Oct.");
    expect(labels(blocksOf(bureau))).not.toContain("Open the form");
    world.setNow("2026-10-22T08:00:00Z");
    const thursday = await driver(world, "UADMIN").command("status");
    expect(told(thursday)).toContain("Bureau has not reported its session of Thu 22 Oct yet.");
    expect(labels(blocksOf(thursday))).toContain("Open the form");
  });

  it("says what a unit without a report has answered, on its page and in the list above", async () => {
    const { workspaceId } = world;
    const answer = { kind: "no_session", reason: "exams <!here>", bySlack: "ULIAISON", at: new Date(0) };
    await world.db.weekAnswer.create({
      data: { workspaceId, unitId: world.unit("S1"), week: "2026-W43", ...answer },
    });
    const above = told(await driver(world, "UDISTRICT").command("status"));
    expect(above).toContain("*Qingxi Primary* · no session: exams &lt;!here&gt;");
    expect(told(await driver(world, "ULIAISON").command("status"))).toContain(
      "*Qingxi Primary* has no session that week: exams &lt;!here&gt;",
    );
    await driver(world, "ULIAISON").command("all");
    expect(told(await driver(world, "UDISTRICT").command("status"))).not.toContain("exams");
  });

  it("says which year a week is of that lies outside the campaign", async () => {
    await expect(driver(world, "UADMIN").command("status W30")).rejects.toMatchObject({
      ...refused("weekOutside"),
      values: { year: "2026", week: expect.stringContaining("week 30") },
    });
  });

  it("says of a week to come that nothing is owed yet, and of no unit that it has not reported", async () => {
    const begins = "This week has not begun: nothing is owed yet.";
    for (const line of ["status W47", "missing W47"]) {
      const ahead = told(await driver(world, "UADMIN").command(line));
      expect(ahead).toContain(begins);
      expect(ahead).not.toContain("no report");
      expect(ahead).not.toContain("reported*");
    }
    // A year without a week 53 is no reason to know none.
    const outside = { ...refused("weekOutside"), values: { week: expect.stringContaining("week 53") } };
    await expect(driver(world, "UADMIN").command("status 2032-W53")).rejects.toMatchObject(outside);
  });

  it("says that a week is off, and refuses a week outside the campaign", async () => {
    const off = await driver(world, "UADMIN").command("status W40");
    expect(told(off)).toBe("*Bureau · week 40 (28 Sept–4 Oct)*\nA week off: no session is held.");
    expect(labels(blocksOf(off))).not.toContain("Who has not reported");
    await expect(driver(world, "UADMIN").command("status W30")).rejects.toMatchObject(refused("weekOutside"));
  });

  it("turns the modal that the Home tab opened, not a message", async () => {
    const head = driver(world, "UHEAD");
    const request = await world.request("UHEAD");
    const { staff } = request.viewer;
    if (!staff) throw new Error("not on the roster");
    const known = { ...request, viewer: { ...request.viewer, staff } };
    const home = (await head.feature.homeBlocks?.(known)) ?? [];
    const first = (await head.feature.homeFirst?.(known)) ?? [];
    expect(JSON.stringify(first)).toContain("Qingxi Primary has not recorded its session of Wed 21 Oct yet.");
    expect((await head.press(home, "Status")).kind).toBe("openView");
    expect((await head.press(head.view().blocks, "◀ week 42 (12–18 Oct)")).kind).toBe("updateView");
    expect((await head.press(home, "Record attendance")).kind).toBe("openView");
  });
});

describe("missing units and reminders", () => {
  it("names units without a report with their liaisons; silence in a recorded list is no report", async () => {
    const leader = driver(world, "UADMIN");
    const answer = await leader.command("missing");
    expect(told(answer)).toContain("*4 of 4 units have no report yet.*");
    expect(told(answer)).toContain("*Qingxi Primary* · 张三");
    expect(told(answer)).toContain("*Bureau* · no liaison on the roster · session on Thu 22 Oct");
    await driver(world, "UT1").command("here");
    expect(told(await leader.command("missing"))).toContain("*3 of 4 units");
  });

  it("knows the liaisons before the campaign begins", async () => {
    world.setNow("2026-09-16T08:00:00Z");
    expect(told(await driver(world, "UADMIN").command("missing"))).toContain("*Qingxi Primary* · 张三");
  });

  it("sends each liaison one message a day with a button to the form, whoever asks, and says how many there were", async () => {
    const leader = driver(world, "UADMIN");
    const page = await leader.command("missing");
    const asked = await leader.press(blocksOf(page), "Remind their liaisons");
    expect(told(asked)).toContain("*Send reminders to 2 liaisons for 2 units?*");
    expect(told(asked)).toContain("2 units have their session still ahead, and are left out.");
    expect(await work("attendance.remind")).toEqual([]);
    const answer = await leader.press(blocksOf(asked), "Yes, remind 2 people");
    expect(told(answer)).toContain("*Reminders go to 2 liaisons for 2 units*");
    expect(told(answer)).toContain("2 units have their session still ahead, and are left out.");
    expect(told(answer)).toContain("Qingxi Primary 1 and Meiling Primary 1");
    const jobs = await work("attendance.remind");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON", "ULIAISON2"]);
    expect(world.slack.direct[0]?.message.text).toContain("prompt 1 to Qingxi Primary about this week");
    expect(labels(world.slack.direct[0]?.message.blocks ?? [])).toEqual(["Open the form"]);

    // A job that runs again after a crash, and a second asker, send nothing.
    world.jobs.queued.push(...jobs);
    await work("attendance.remind");
    const district = driver(world, "UDISTRICT");
    const again = await remindAll(district);
    expect(told(again)).toContain("2 units were already prompted today");
    await work("attendance.remind");
    expect(world.slack.direct).toHaveLength(2);
    expect(await world.db.reminder.count()).toBe(2);

    world.setNow("2026-10-22T08:00:00Z");
    expect(told(await leader.command("missing"))).toContain(
      "*Qingxi Primary* · 张三 · 1 prompt about this week",
    );
  });

  it("reminds no unit that has reported meanwhile", async () => {
    const leader = driver(world, "UADMIN");
    await remindAll(leader);
    await driver(world, "ULIAISON").command("all");
    await work("attendance.remind");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON2"]);
  });

  it("leaves alone who has answered, before the press or after it, and who was reminded today by itself", async () => {
    const { db, workspaceId } = world;
    const at = new Date("2026-10-21T07:00:00Z");
    const answer = { kind: "no_session", reason: "exams", bySlack: "ULIAISON", at };
    const about = { workspaceId, week: "2026-W43" };
    await db.weekAnswer.create({ data: { ...about, unitId: world.unit("S1"), ...answer } });
    const leader = driver(world, "UADMIN");
    const pressed = await remindAll(leader);
    expect(told(pressed)).toContain("1 unit has answered already, and is left alone.");
    await db.weekAnswer.create({ data: { ...about, unitId: world.unit("S2"), ...answer } });
    await work("attendance.remind");
    expect(world.slack.direct).toEqual([]);

    await db.weekAnswer.deleteMany();
    const sent = { causedBy: "studyhall", sentTo: "ULIAISON", sentAt: at };
    const kinds = { S1: "attendance.after", S2: "topic.approval" };
    for (const [code, kind] of Object.entries(kinds))
      await db.reminder.create({ data: { ...about, ...sent, unitId: world.unit(code), kind } });
    const again = await remindAll(leader);
    expect(told(again)).toContain("1 unit was already prompted today");
    await work("attendance.remind");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON2"]);
    // What was sent about a topic is no prompt about attendance.
    expect(world.slack.direct[0]?.message.text).toContain("prompt 1 to");
  });

  it("puts the rest off when Slack is too busy or away, and repeats none that may have arrived", async () => {
    const leader = driver(world, "UADMIN");
    await remindAll(leader);
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async () => {
      throw new SlackRefused("ratelimited", 20);
    };
    await work("attendance.remind");
    expect(world.jobs.queued).toEqual([expect.objectContaining({ how: { afterSeconds: 21 } })]);
    world.slack.gateway.direct = async () => {
      throw new SlackUnreachable("reset");
    };
    await work("attendance.remind");
    world.slack.gateway.direct = direct;
    await work("attendance.remind");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON2"]);
    expect(await world.db.reminder.count()).toBe(2);
  });

  it("that Slack does not deliver counts as none; who asked hears of it, and it is not tried again that day", async () => {
    const leader = driver(world, "UADMIN");
    await remindAll(leader);
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async (to, message) => {
      if (to !== "UADMIN") throw new SlackRefused("user_disabled");
      return direct(to, message);
    };
    await work("attendance.remind");
    world.slack.gateway.direct = direct;
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["UADMIN"]);
    expect(world.slack.direct[0]?.message.text).toContain(
      "*The reminder about week 43 (19–25 Oct) did not reach:* Qingxi Primary and Meiling Primary",
    );
    expect(await world.db.reminder.count({ where: { undelivered: false } })).toBe(0);
    const page = JSON.stringify(blocksOf(await leader.command("missing")));
    expect(page).not.toContain("reminded today");
    const again = await leader.press(blocksOf(await leader.command("missing")), "Remind their liaisons");
    expect(told(again)).toContain("no liaison whom a Slack message reaches");
  });

  it("is for liaisons, heads and those above", async () => {
    const teacher = driver(world, "UT1");
    const page = await teacher.command("missing");
    expect(labels(blocksOf(page))).not.toContain("Remind their liaisons");
    const value = actions.remind.write({ unitId: world.unit("S1"), week: "2026-W43" });
    const press = { values: {}, viewData: "", callbackId: undefined, channelId: "C1", messageTs: undefined };
    const run = teacher.feature.actions?.[actions.remind.id]?.run;
    await expect(run?.({ ...(await world.request("UT1")), ...press, value })).rejects.toMatchObject(
      refused("mayNotRemind"),
    );
  });

  it("hands the entry over to the head, who sees who asks and what changes, adds the reason and saves", async () => {
    const [liaison, head] = [driver(world, "ULIAISON"), driver(world, "UHEAD")];
    await liaison.command("all except 李雷 late");
    world.setNow("2026-11-03T02:00:00Z");
    const locked = await liaison.command("10-21 all except 王伟 leave");
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain("What you entered goes along.");
    await work("attendance.askHead");
    const { message } = world.slack.direct[0] ?? { message: { text: "", blocks: [] } };
    expect(message.text).toContain("张三 asks you to correct the attendance of *Qingxi Primary, Wed 21 Oct*");
    expect(message.text).toContain("To be saved: 李雷: late → present; 王伟: present → on leave.");
    await head.press(message.blocks, "Open the form");
    expect(head.text()).toContain("李雷: late → present; 王伟: present → on leave");
    await head.pick("correction", "the list was wrong");
    await head.submit();
    const rows = await world.db.attendance.findMany({ include: { person: true } });
    expect(Object.fromEntries(rows.map(({ person, status }) => [person.name, status]))).toEqual({
      ...{ 张三: "present", 赵敏: "present", 王伟: "leave", 李雷: "present" },
    });
    // It is saved: pressed again, the form shows what stands.
    await head.press(message.blocks, "Open the form");
    expect(head.text()).not.toContain("asks you to save this");
  });

  it("hands over leave that was announced for a day that nobody recorded, where the line does not name it", async () => {
    const date = new Date("2026-10-21T00:00:00Z");
    await world.db.leaveNotice.create({
      data: { workspaceId: world.workspaceId, personId: world.person("T1"), date, reason: null },
    });
    world.setNow("2026-11-03T02:00:00Z");
    const liaison = driver(world, "ULIAISON");
    await liaison.press(blocksOf(await liaison.command("10-21 all except 李雷 late")), "Ask 赵敏");
    const head = driver(world, "UHEAD");
    await work("attendance.askHead");
    await head.press(world.slack.direct[0]?.message.blocks ?? [], "Open the form");
    await head.pick("correction", "late list");
    await head.submit();
    const row = await world.db.attendance.findFirstOrThrow({ where: { personId: world.person("T1") } });
    expect(row.status).toBe("leave");
  });

  it("hands over what stood in a form that the lock overtook", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("absent", [world.person("T2")]);
    world.setNow("2026-11-03T02:00:00Z");
    await liaison.submit();
    await liaison.press(liaison.view().blocks, "Ask 赵敏");
    await work("attendance.askHead");
    const texts = world.slack.direct.map(({ message }) => message.text);
    expect(texts).toEqual([expect.stringContaining("李雷: not recorded → absent; everybody else present")]);
  });

  it("asks the head of a locked unit once a day", async () => {
    world.setNow("2026-11-03T08:00:00Z");
    const liaison = driver(world, "ULIAISON");
    const locked = await liaison.command("2026-10-21 all");
    expect(told(locked)).toContain(
      "*Not saved.* Wed 21 Oct is in a locked week (it closed on Sun 1 Nov). 赵敏 can still correct it",
    );
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain(
      "Prompts that Qingxi Primary has had about that week: 1.",
    );
    await work("attendance.askHead");
    expect(world.slack.direct[0]).toMatchObject({
      slackUserId: "UHEAD",
      message: { text: expect.stringContaining("张三 asks you to correct") },
    });
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain("was already asked");
    expect(told(await driver(world, "UHEAD").command("2026-10-21 all"))).toContain(
      "a correction needs a reason",
    );
  });
});

describe("asking the head while Slack is too busy", () => {
  it("waits, and is still asked once", async () => {
    world.setNow("2026-11-03T08:00:00Z");
    const liaison = driver(world, "ULIAISON");
    const locked = await liaison.command("2026-10-21 all");
    await liaison.press(blocksOf(locked), "Ask 赵敏");
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async () => {
      throw new SlackRefused("ratelimited", 20);
    };
    await work("attendance.askHead");
    world.slack.gateway.direct = direct;
    await work("attendance.askHead");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["UHEAD"]);
    expect(await world.db.reminder.count({ where: { kind: "attendance.ask" } })).toBe(1);
  });
});

describe("asking the head where Slack does not deliver it", () => {
  it("is said to who asked, and can be tried once more", async () => {
    world.setNow("2026-11-03T08:00:00Z");
    const liaison = driver(world, "ULIAISON");
    const locked = await liaison.command("2026-10-21 all");
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain("is on its way");
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async (to, message) => {
      if (to === "UHEAD") throw new SlackRefused("restricted_action");
      return direct(to, message);
    };
    await work("attendance.askHead");
    world.slack.gateway.direct = direct;
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON"]);
    expect(world.slack.direct[0]?.message.text).toContain("*My message did not reach 赵敏*");
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain("is on its way");
    await work("attendance.askHead");
    expect(world.slack.direct.map((one) => one.slackUserId)).toEqual(["ULIAISON", "UHEAD"]);
    expect(told(await liaison.press(blocksOf(locked), "Ask 赵敏"))).toContain("already asked");
  });
});

describe("history", () => {
  it("tells who changed what and why, newest first, in the campaign's zone", async () => {
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all except 王伟 absent");
    world.setNow("2026-10-21T09:30:00Z");
    await driver(world, "UHEAD").command("all except 王伟 leave");
    await liaison.press(blocksOf(saved), "Who changed what");
    const [newest, ...older] = liaison
      .view()
      .blocks.slice(1)
      .map((block) => JSON.stringify(block));
    expect(newest).toContain("21 Oct, 17:30 · *赵敏*: 王伟: absent → on leave");
    expect(older.join()).toContain("21 Oct, 16:00 · *张三*: 李雷, 张三 and 赵敏 → present");
    expect(told(await liaison.command("history S1 2026-10-14"))).toContain(
      "Nothing has been recorded for that day.",
    );
  });

  it("tells colleagues how many were changed, and by name only what is about themselves", async () => {
    await driver(world, "UT1").command("leave dentist");
    await driver(world, "ULIAISON").command("all except 王伟 leave");
    const colleague = told(await driver(world, "UT2").command("history"));
    expect(colleague).toContain("*王伟*: 1 person → on leave");
    expect(colleague).toContain("*张三*: 3 people → present");
    expect(colleague).not.toContain("dentist");
    expect(told(await driver(world, "UT1").command("history"))).toContain("王伟 → on leave (dentist)");
    expect(told(await driver(world, "UHEAD").command("history"))).toContain("王伟 → on leave (dentist)");
  });

  it("is that of the last session recorded, whatever its weekday, when no date is given", async () => {
    world.setNow("2026-10-23T08:00:00Z"); // a Friday
    expect(told(await driver(world, "ULIAISON").command("history"))).toContain(
      "*Qingxi Primary, Wed 21 Oct*",
    );
    const liaison = driver(world, "ULIAISON");
    await liaison.press(blocksOf(await liaison.command("today all")), "Yes");
    expect(told(await driver(world, "ULIAISON").command("history"))).toContain(
      "*Qingxi Primary, Fri 23 Oct*",
    );
  });

  it("puts a session of many into one line, and pages what is long", async () => {
    for (let index = 0; index < 25; index += 1) {
      world.setNow(`2026-10-21T08:${String(index).padStart(2, "0")}:00Z`);
      await driver(world, "ULIAISON").command(index % 2 === 0 ? "all" : "all except 王伟 late");
    }
    const liaison = driver(world, "ULIAISON", "zh-CN");
    const first = await liaison.command("历史");
    expect(told(first)).toContain("第 1 页，共 2 页");
    const second = await liaison.press(blocksOf(first), "下一页 ▶");
    expect(second.kind).toBe("replace");
    expect(told(second).split("\n").at(-2)).toContain("10月21日 16:00 · *张三*：");
  });
});

describe("words that are not understood", () => {
  it.each([
    ["hre", "I don't understand “hre” there."],
    ["all except 王伟 late, 李雷", "Say for “李雷”"],
    ["2026-02-30 all", "is not a date that I know"],
    ["all except 王伟 late, 王伟 absent", "stands there twice"],
    ["status W60", "is not a week that I know"],
    ["absent", "Your own absence is for your liaison to record."],
  ])("%s: why, and the lines of help that are nearest", async (text, why) => {
    const answer = told(await driver(world, "ULIAISON").command(text));
    expect(answer).toContain(why);
    expect(answer).toContain("All that I understand: `/attendance help`");
    expect(answer.match(/`\/attendance(?! help)/g)?.length).toBeLessThan(8);
  });

  it("help shows a teacher the teacher's lines, and a liaison the liaison's too", async () => {
    const teacher = told(await driver(world, "UT1", "zh-CN").command("帮助"));
    for (const part of ["为自己登记", "查看出勤情况", "全角"]) expect(teacher).toContain(part);
    for (const part of ["登记本单位考勤", "发起签到", "还没有上报"]) expect(teacher).not.toContain(part);
    const liaison = told(await driver(world, "ULIAISON").command("help"));
    for (const part of ["is for yourself", "records your unit's session", "full-width"])
      expect(liaison).toContain(part);
  });

  it("names that fit nobody are answered with those on the list", async () => {
    await expect(driver(world, "ULIAISON").command("all except 王五 leave")).rejects.toMatchObject({
      ...refused("unknownNear"),
      values: { name: "王五", names: "王伟" },
    });
    await expect(driver(world, "ULIAISON").command("all except <@UNOBODY> leave")).rejects.toMatchObject(
      refused("unknownMention"),
    );
    expect(told(await driver(world, "ULIAISON").command("全到 除<@UT1>请假"))).toContain("1 on leave (王伟)");
  });
});
