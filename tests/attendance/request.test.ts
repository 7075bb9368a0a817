import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SlackRefused } from "../../src/slack/gateway.ts";
import { blocksOf, buttonsOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

/** What people say of themselves that is not theirs to record: the day is over, or somebody else has recorded otherwise. */
let world: World;
let liaison: Driver;
let head: Driver;
let teacher: Driver;
const day = "2026-10-21"; // Wednesday, on which the unit studies
const saturday = "2026-10-24T02:00:00Z";
const lockedDay = "2026-11-03T02:00:00Z";

beforeEach(async () => {
  world = await createWorld(school());
  liaison = driver(world, "ULIAISON");
  head = driver(world, "UHEAD");
  teacher = driver(world, "UT1");
});
afterEach(() => world.close());

/** Runs what waits in the queue, and what that puts there. */
async function work(): Promise<void> {
  for (const { name, data } of world.jobs.queued.splice(0)) {
    const job = teacher.feature.jobs?.find((one) => one.name === name);
    if (name !== "attendance.updateCheckIn") await job?.run(job.data.parse(data));
  }
  if (world.jobs.queued.length > 0) await work();
}
const directs = (to: string) =>
  world.slack.direct.filter(({ slackUserId }) => slackUserId === to).map(({ message }) => message);
const asked = (to: string) => directs(to).at(-1)?.blocks ?? [];
const mark = async (no = "T1") => {
  const row = await world.db.attendance.findFirst({ where: { personId: world.person(no) } });
  return row && [row.status, ...(row.reason === null ? [] : [row.reason])].join(" ");
};
const entries = () =>
  world.db.auditEntry.findMany({ where: { record: "attendance" }, orderBy: { id: "asc" } });

describe("present said three days after the liaison recorded absent", () => {
  beforeEach(async () => {
    await liaison.command("all except 王伟 absent");
    world.setNow(saturday);
  });

  it("changes nothing; the liaison is asked, records it by a press, and the person is told", async () => {
    const before = await entries();
    const answer = told(await teacher.command(`here ${day}`));
    expect(answer).toContain("*Nothing is changed.* 张三 has recorded you as *absent* on Wed 21 Oct.");
    expect(answer).toContain("I am asking 张三 to record you as *present*, and will write to you");
    expect(await mark()).toBe("absent");
    await work();
    expect(await entries()).toEqual(before);
    expect(world.slack.posted).toEqual([]);
    expect(directs("UHEAD")).toEqual([]);
    const [message] = directs("ULIAISON");
    expect(message?.text).toContain("*王伟* (Qingxi Primary) says: *present*, Wed 21 Oct.");
    expect(message?.text).toContain("Recorded by 张三: *absent*.");

    const done = await liaison.press(asked("ULIAISON"), "Record it");
    expect(done.kind).toBe("replace");
    expect(told(done)).toBe("Recorded: *王伟, Wed 21 Oct*: absent → *present*.");
    expect(await mark()).toBe("present");
    expect((await entries()).at(-1)).toMatchObject({
      ...{ personId: world.person("L1"), reason: "asked for by 王伟" },
      ...{ before: { status: "absent" }, after: { status: "present" } },
    });
    expect((await entries()).length).toBe(before.length + 1);
    await work();
    expect(directs("UT1").map(({ text }) => text)).toEqual([
      "张三 has recorded you as *present* on *Wed 21 Oct*. Before: absent.",
    ]);
  });

  it("is left as it is by the other button, and the same said again asks nobody", async () => {
    await teacher.command(`here ${day}`);
    await work();
    expect(told(await liaison.press(asked("ULIAISON"), "Leave it"))).toContain(
      "Left as it is: *王伟, Wed 21 Oct*: absent.",
    );
    await work();
    expect(directs("UT1")[0]?.text).toContain(
      "张三 has left what is recorded of you on *Wed 21 Oct* as it is: *absent*.",
    );
    expect(told(await teacher.command(`here ${day}`))).toContain(
      "张三 was asked the same before and left it",
    );
    await work();
    expect(directs("ULIAISON")).toHaveLength(1);
    expect(await mark()).toBe("absent");
    expect(await entries()).toHaveLength(4);
  });

  it("asks once, however often it is said, and at once as well", async () => {
    await Promise.all([1, 2, 3].map(() => teacher.command(`here ${day}`)));
    expect(told(await teacher.command(`here ${day}`))).toContain("is with 张三 already");
    await work();
    expect(directs("ULIAISON")).toHaveLength(1);
    expect(await world.db.reminder.findMany()).toMatchObject([{ kind: "attendance.own", causedBy: "UT1" }]);
  });

  it("is decided by the last that was said: an earlier message records nothing", async () => {
    await teacher.command(`here ${day}`);
    await work();
    const earlier = asked("ULIAISON");
    await teacher.command(`late ${day} traffic`);
    await work();
    await expect(liaison.press(earlier, "Record it")).rejects.toMatchObject({
      key: "attendance.request.superseded",
    });
    expect(await mark()).toBe("absent");
    expect(directs("ULIAISON")[1]?.text).toContain("In their words: traffic");
    await liaison.press(asked("ULIAISON"), "Record it");
    expect(await mark()).toBe("late traffic");
    expect((await entries()).at(-1)?.reason).toBe("asked for by 王伟: traffic");
  });

  it("records nothing where the record was changed since, and says so to both", async () => {
    await teacher.command(`here ${day}`);
    await work();
    await liaison.command(`${day} 王伟 leave`);
    expect(told(await liaison.press(asked("ULIAISON"), "Record it"))).toContain(
      "*Nothing is recorded.* Since 王伟 asked, Wed 21 Oct was changed: absent → *on leave*.",
    );
    await work();
    expect(directs("UT1")[0]?.text).toContain("was changed after you asked: absent → *on leave*");
    expect(await mark()).toBe("leave");
  });

  it("is taken back by Undo of whoever recorded it", async () => {
    await teacher.command(`here ${day}`);
    await work();
    const done = await liaison.press(asked("ULIAISON"), "Record it");
    await liaison.press(blocksOf(done), "Undo");
    expect(await mark()).toBe("absent");
    // What is said then is said anew.
    expect(told(await teacher.command(`here ${day}`))).toContain("I am asking 张三");
  });

  it("says what is so where the week has locked since; the head can be asked with what was asked for", async () => {
    await teacher.command(`here ${day}`);
    await work();
    world.setNow(lockedDay);
    const locked = await liaison.press(asked("ULIAISON"), "Record it");
    expect(told(locked)).toContain("is in a locked week (it closed on Sun 1 Nov). 赵敏 can still correct it");
    expect(await mark()).toBe("absent");
    await liaison.press(blocksOf(locked), "Ask 赵敏");
    await work();
    expect(directs("UHEAD")[0]?.text).toContain("王伟: absent → present");
  });

  it("asks the head once the week is locked, whose press is the correction", async () => {
    world.setNow(lockedDay);
    expect(told(await teacher.command(`here ${day}`))).toContain("I am asking 赵敏");
    await work();
    expect(directs("ULIAISON")).toEqual([]);
    expect(directs("UHEAD")[0]?.text).toContain("The week is locked");
    await head.press(asked("UHEAD"), "Record it");
    expect(await mark()).toBe("present");
    expect((await entries()).at(-1)).toMatchObject({
      personId: world.person("H1"),
      reason: "asked for by 王伟",
    });
  });

  it("is not decided by somebody who does not record there, whatever button they bring", async () => {
    await teacher.command(`here ${day}`);
    await work();
    for (const who of ["UT1", "UT2", "UDISTRICT", "ULIAISON2"])
      await expect(driver(world, who).press(asked("ULIAISON"), "Record it")).rejects.toMatchObject({
        key: "common.refused.notYours",
      });
    expect(await mark()).toBe("absent");
  });

  it("is a request from the form as well, in Chinese", async () => {
    const inChinese = driver(world, "UT1", "zh-CN");
    await inChinese.command("");
    await inChinese.pick("own-date", day);
    await inChinese.pick("own-status", "present");
    const answer = await inChinese.submit();
    expect(JSON.stringify(answer)).toContain("*记录没有改动。* 您 10月21日 周三 已由张三登记为 *缺勤*。");
    expect(inChinese.view().title?.text).toBe("已提交申请");
    expect(await mark()).toBe("absent");
  });
});

describe("whoever is first decides", () => {
  it("for all who were asked: the second is told who did, and changes nothing", async () => {
    await world.db.person.update({ where: { id: world.person("T2") }, data: { roles: ["liaison"] } });
    const other = driver(world, "UT2");
    await liaison.command("all except 王伟 absent");
    world.setNow(saturday);
    await teacher.command(`here ${day}`);
    await work();
    const [left, right] = await Promise.all([
      liaison.press(asked("ULIAISON"), "Leave it"),
      other.press(asked("UT2"), "Record it"),
    ]);
    const recorded = (await mark()) === "present";
    expect(told(recorded ? left : right)).toContain(
      `${recorded ? "李雷" : "张三"} has decided this already.`,
    );
    expect(await entries()).toHaveLength(recorded ? 5 : 4);
    await work();
    expect(directs("UT1")).toHaveLength(1);
    // Pressed again, it is answered alike; the one who did it sees their own answer.
    const again = await other.press(asked("UT2"), "Leave it");
    expect(buttonsOf(blocksOf(again)).some(({ text }) => text?.text === "Undo")).toBe(recorded);
    expect(await entries()).toHaveLength(recorded ? 5 : 4);
  });
});

describe("on the day itself", () => {
  it("is recorded, and changed by oneself, as long as nobody else recorded it", async () => {
    await teacher.command("here");
    await teacher.command("late");
    expect(await mark()).toBe("late");
    // The liaison saves the session; what stands from the person stays theirs.
    await liaison.command("");
    await liaison.submit();
    expect(told(await teacher.command("leave dentist"))).toContain("Before it was “late”.");
    expect(world.jobs.queued).toEqual([]);
  });

  it("does not go over what somebody else recorded, also not by a button", async () => {
    await liaison.command("open");
    const blocks = world.slack.posted[0]?.message.blocks ?? [];
    await liaison.command("all except 王伟 absent");
    expect(told(await teacher.press(blocks, "Here"))).toContain("张三 has recorded you as *absent*");
    expect(await mark()).toBe("absent");
    await work();
    await liaison.press(asked("ULIAISON"), "Record it");
    expect(await mark()).toBe("present");
  });

  it("is refused in a span of leave over what somebody else recorded, and nothing of the span is announced", async () => {
    await liaison.command("all except 王伟 absent");
    await expect(teacher.command("leave 2026-10-21 to 2026-10-30")).rejects.toMatchObject({
      key: "attendance.refused.byOther",
      values: { date: "Wed 21 Oct" },
    });
    expect([await mark(), await world.db.leaveNotice.count()]).toEqual(["absent", 0]);
  });

  it("says that it stands already where it is what stands, and asks nobody", async () => {
    await liaison.command("all");
    expect(told(await teacher.command("here"))).toBe(
      "Nothing to change: you are recorded as *present*, Wed 21 Oct.",
    );
    world.setNow(saturday);
    expect(told(await teacher.command(`here ${day}`))).toContain("Nothing to change");
    expect(world.jobs.queued).toEqual([]);
    expect(await entries()).toHaveLength(4);
  });

  it("does not go over what an import brought, which the audit tells of as a whole", async () => {
    const { workspaceId } = world;
    const { id: campaignId } = await world.db.campaign.findFirstOrThrow();
    const date = new Date(`${day}T00:00:00Z`);
    const unitId = world.unit("S1");
    const { id: sessionId } = await world.db.session.create({
      data: { workspaceId, campaignId, unitId, date },
    });
    await world.db.attendance.create({
      data: { workspaceId, sessionId, personId: world.person("T1"), status: "absent" },
    });
    const about = { workspaceId, actor: "import", unitId, date, at: new Date(0) };
    await world.db.auditEntry.create({
      data: { ...about, record: "session", recordId: sessionId, after: { byName: { absent: 1 } } },
    });
    expect(told(await teacher.command("here"))).toContain("Import has recorded you as *absent*");
    expect(await mark()).toBe("absent");
  });

  it("is one's own again once the other took theirs back", async () => {
    await teacher.command("late");
    const saved = await liaison.command("王伟 absent");
    await liaison.press(blocksOf(saved), "Undo");
    expect(told(await teacher.command("here"))).toContain("Saved: you are *here*");
    expect(await mark()).toBe("present");
  });

  it("changes leave that one announced, whoever recorded the session", async () => {
    world.setNow("2026-10-20T02:00:00Z");
    await teacher.command(`leave ${day} dentist`);
    await driver(world, "UT2").command(`leave ${day}`);
    world.setNow("2026-10-21T08:00:00Z");
    await head.command("here"); // fixes the list: leave becomes a status
    expect(told(await teacher.command("here"))).toContain("Saved: you are *here*");
    await liaison.command("all");
    expect(told(await driver(world, "UT2").command("late"))).toContain("Saved: you are *late*");
  });
});

describe("a day that is over", () => {
  it("is asked for where nothing is recorded, and records that one person alone", async () => {
    world.setNow(saturday);
    const answer = await teacher.command(`late ${day} traffic`);
    expect(told(answer)).toContain("*Nothing is recorded yet.* Wed 21 Oct is over, so your unit records it.");
    expect(await world.db.session.count()).toBe(0);
    await work();
    await liaison.press(asked("ULIAISON"), "Record it");
    expect([await mark(), await mark("T2")]).toEqual(["late traffic", ""]);
    expect(await entries()).toHaveLength(1);
  });

  it("is asked for also over what one recorded oneself", async () => {
    await teacher.command("late");
    world.setNow("2026-10-21T16:30:00Z"); // half past midnight in the campaign's zone
    expect(told(await teacher.command(`here ${day}`))).toContain(
      "Wed 21 Oct is over; you stand there as *late*.",
    );
    expect(await mark()).toBe("late");
  });

  it("is still one's own while its check-in is open", async () => {
    world.setNow("2026-10-21T15:50:00Z"); // ten to midnight
    await liaison.command("open");
    world.setNow("2026-10-21T16:10:00Z");
    expect(told(await teacher.command(`here ${day}`))).toContain("Saved: you are *here*");
    world.setNow("2026-10-21T16:21:00Z");
    expect(told(await teacher.command(`late ${day}`))).toContain("*Nothing is changed.*");
    expect(await mark()).toBe("present");
  });

  it("is refused where head-counts were reported meanwhile, and nothing is recorded", async () => {
    world.setNow(saturday);
    await teacher.command(`here ${day}`);
    await work();
    await liaison.command(`${day} 3 present 1 absent`);
    await expect(liaison.press(asked("ULIAISON"), "Record it")).rejects.toMatchObject({
      key: "attendance.request.noPlace",
    });
    expect(await world.db.session.findFirst()).toMatchObject({ present: 3, absent: 1 });
  });
});

describe("who is asked", () => {
  beforeEach(() => world.setNow(saturday));
  const unreachable = (...nos: string[]) =>
    world.db.slackUser.deleteMany({ where: { personId: { in: nos.map((no) => world.person(no)) } } });

  it("is the head where a liaison says something of themselves, or no liaison can be reached", async () => {
    expect(told(await liaison.command(`here ${day}`))).toContain("I am asking 赵敏");
    await unreachable("L1");
    expect(told(await teacher.command(`here ${day}`))).toContain("I am asking 赵敏");
  });

  it("is said by name where nobody can be reached, and nothing is changed", async () => {
    await unreachable("L1", "H1");
    await expect(teacher.command(`here ${day}`)).rejects.toMatchObject({
      key: "attendance.request.notReached",
      values: { names: "张三 and 赵敏" },
    });
    await world.db.person.updateMany({ data: { roles: [] } });
    await expect(teacher.command(`here ${day}`)).rejects.toMatchObject({ key: "attendance.request.nobody" });
    expect(await world.db.draft.count()).toBe(0);
  });

  it("is nobody else where one records for the unit alone: the form is theirs", async () => {
    await world.db.person.updateMany({ where: { employeeNo: "H1" }, data: { roles: [] } });
    await expect(liaison.command(`here ${day}`)).rejects.toMatchObject({
      key: "attendance.request.ownByForm",
    });
  });

  it("is told to whoever asked where Slack takes no message for them", async () => {
    await teacher.command(`here ${day}`);
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async (to, message) => {
      if (to === "ULIAISON") throw new SlackRefused("user_disabled");
      return direct(to, message);
    };
    await work();
    expect(directs("UT1").map(({ text }) => text)).toEqual([
      expect.stringContaining(
        "*My message did not reach 张三*, whom you asked to look at *Qingxi Primary, Wed 21 Oct*",
      ),
    ]);
  });

  it("waits while Slack takes no more, and is asked once", async () => {
    await teacher.command(`here ${day}`);
    const { direct } = world.slack.gateway;
    world.slack.gateway.direct = async () => {
      world.slack.gateway.direct = direct;
      throw new SlackRefused("ratelimited", 20);
    };
    await work();
    expect(directs("ULIAISON")).toHaveLength(1);
  });
});
