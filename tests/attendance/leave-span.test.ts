import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blocksOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

/** Wednesday 21 October, on which the school studies, as on every Wednesday. */
let world: World;
let teacher: Driver;
beforeEach(async () => {
  world = await createWorld(school());
  teacher = driver(world, "UT1");
});
afterEach(() => world.close());

const notices = async () =>
  (await world.db.leaveNotice.findMany({ orderBy: { date: "asc" } })).map(
    ({ date, reason }) => `${date.toISOString().slice(0, 10)}${reason === null ? "" : ` ${reason}`}`,
  );
const statusNow = async () => {
  const row = await world.db.attendance.findFirst({ where: { personId: world.person("T1") } });
  return row && `${row.status} ${row.reason}`;
};

describe("leave for several days", () => {
  it("is announced for each session day in them, which the answer lists; today's is recorded", async () => {
    const answer = told(await teacher.command("leave 2 weeks paternity"));
    expect(answer).toContain("Saved: you are *on leave*, Wed 21 Oct.");
    expect(answer).toContain("from Wed 21 Oct to Tue 3 Nov is announced");
    expect(answer).toContain("*Wed 28 Oct*");
    expect(await statusNow()).toBe("leave paternity");
    expect(await notices()).toEqual(["2026-10-28 paternity"]);
    const keys = await world.db.auditEntry.findMany({ distinct: ["requestKey"] });
    expect(keys).toHaveLength(1);
  });

  it("leaves weeks off out, and days on which the unit does not study", async () => {
    await world.db.campaign.updateMany({ data: { weeksOff: ["2026-W45"] } });
    world.org.forget();
    const answer = told(await driver(world, "UT1", "zh-CN").command("请假 10月22日至11月11日 探亲"));
    expect(answer).toContain("其间共有 2 个学习日：*10月28日 周三、11月11日 周三*");
    expect(await notices()).toEqual(["2026-10-28 探亲", "2026-11-11 探亲"]);
  });

  it("becomes a status on each of them when the session is recorded", async () => {
    await teacher.command("leave next week");
    world.setNow("2026-10-28T08:00:00Z");
    expect(told(await driver(world, "ULIAISON").command("all"))).toContain("1 on leave (王伟, announced)");
  });

  it("is taken back whole by [Undo]: what was announced before stands again", async () => {
    await teacher.command("leave 2026-11-04 dentist");
    await teacher.command("here");
    const answer = await teacher.command("leave 21 Oct to 11 Nov trip");
    expect(await notices()).toEqual(["2026-10-28 trip", "2026-11-04 trip", "2026-11-11 trip"]);
    expect(await statusNow()).toBe("leave trip");
    const undone = told(await teacher.press(blocksOf(answer), "Undo"));
    expect(undone).toContain("For *Wed 21 Oct* you are recorded as *present*");
    expect(undone).toContain("Nothing is recorded for you on *Wed 28 Oct, Wed 11 Nov* now");
    expect(undone).toContain("For *Wed 4 Nov* your leave stands as announced");
    expect(await notices()).toEqual(["2026-11-04 dentist"]);
    expect(await statusNow()).toBe("present null");
  });

  it("is not taken back where one of its days was changed since", async () => {
    const span = await teacher.command("leave 10-28 to 11-11");
    await teacher.command("leave 11-4 dentist");
    await expect(teacher.press(blocksOf(span), "Undo")).rejects.toMatchObject({ key: "undo.changedByYou" });
    expect(await notices()).toEqual(["2026-10-28", "2026-11-04 dentist", "2026-11-11"]);
  });

  it("is done once when Slack delivers twice, and changes nothing when it is said again", async () => {
    const request = { ...(await world.request("UT1")), text: "leave 2 weeks", channelId: "C1" };
    const run = teacher.feature.commands?.["/attendance"]?.run;
    const [first, second] = [await run?.(request), await run?.(request)];
    expect(second).toEqual(first);
    const entries = await world.db.auditEntry.count();
    expect(JSON.stringify(blocksOf(await teacher.command("leave 2 weeks")))).not.toContain("Undo");
    expect(await world.db.auditEntry.count()).toBe(entries);
  });

  it("writes nothing where one of its session days is gone by, none is in it, or it is not sure", async () => {
    const refused = (line: string) => expect(teacher.command(line)).rejects;
    await refused("leave 12 Oct to 30 Oct").toMatchObject({
      ...{ key: "attendance.refused.spanPast", values: { date: "Wed 14 Oct", example: "2026-10-14" } },
    });
    await refused("leave last week").toMatchObject({ key: "attendance.refused.spanPast" });
    await refused("leave 22 Oct to 25 Oct").toMatchObject({
      ...{ key: "attendance.refused.spanEmpty", values: { next: "Wed 28 Oct" } },
    });
    await refused("leave 1 Feb to 20 Feb").toMatchObject({ key: "attendance.refused.spanEmptyLast" });
    await driver(world, "ULIAISON").command("3 present 1 absent");
    await refused("leave 2 weeks").toMatchObject({ key: "attendance.refused.byHeadCount" });
    const question = await teacher.command("leave Mon to Thu");
    expect(told(question)).toContain("Record you as *on leave* on *Wed 28 Oct*");
    expect(JSON.stringify(blocksOf(question))).not.toContain("Open the form");
    expect(await notices()).toEqual([]);
    await teacher.press(blocksOf(question), "Yes");
    expect(await notices()).toEqual(["2026-10-28"]);
  });

  it("of somebody else is refused, with how it is recorded", async () => {
    const answer = told(await driver(world, "ULIAISON", "zh-CN").command("王伟 请假 两周"));
    expect(answer).toContain("“两周”不止一天，而为他人登记每次只能登记一次学习");
    expect(await world.db.session.count()).toBe(0);
  });
});

describe("leave that is cancelled", () => {
  it("is withdrawn for all that is ahead, and stands again after [Undo]", async () => {
    await teacher.command("leave 2026-10-28 to 2026-11-11 trip");
    const answer = await teacher.command("cancel leave");
    expect(told(answer)).toBe("Your leave on *Wed 28 Oct, Wed 4 Nov, Wed 11 Nov* is withdrawn.");
    expect(await notices()).toEqual([]);
    await teacher.press(blocksOf(answer), "Undo");
    expect(await notices()).toEqual(["2026-10-28 trip", "2026-11-04 trip", "2026-11-11 trip"]);
  });

  it("is withdrawn for the days that are named, or by the button under the answer", async () => {
    const answer = await teacher.command("leave 2026-10-28 to 2026-11-11");
    expect(told(await driver(world, "UT1", "zh-CN").command("销假 下周"))).toBe(
      "*10月28日 周三* 的请假已撤回。",
    );
    expect(await notices()).toEqual(["2026-11-04", "2026-11-11"]);
    expect(told(await teacher.press(blocksOf(answer), "Withdraw"))).toContain("*Wed 4 Nov, Wed 11 Nov*");
    expect(told(await teacher.press(blocksOf(answer), "Withdraw"))).toContain(
      "No leave is announced for the days",
    );
  });

  it("says what is to be done about today's session, where that has them on leave", async () => {
    await teacher.command("leave 2 weeks");
    expect(told(await teacher.command("cancel leave"))).toContain("write `/attendance here`");
    expect(await statusNow()).toBe("leave null");
  });
});
