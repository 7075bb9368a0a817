import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../../src/slack/answer.ts";
import { blocksOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

/** What the tables of lines say, once more from the typed line to the record: a Wednesday, on which the unit studies. */
let world: World;
let liaison: Driver;
let teacher: Driver;
beforeEach(async () => {
  world = await createWorld(school());
  liaison = driver(world, "ULIAISON", "zh-CN");
  teacher = driver(world, "UT1");
});
afterEach(() => world.close());

const marks = async () => {
  const rows = await world.db.attendance.findMany({
    where: { status: { not: null } },
    include: { person: true, session: true },
    orderBy: { person: { employeeNo: "asc" } },
  });
  return rows.map(({ person, status, reason, session }) =>
    [person.employeeNo, status, ...(reason === null ? [] : [reason])]
      .concat(
        session.date.toISOString().slice(5, 10) === "10-21" ? [] : [session.date.toISOString().slice(0, 10)],
      )
      .join(" "),
  );
};
const yes = (question: Answer) => liaison.press(blocksOf(question), "是");
const all = (answer: Answer) => JSON.stringify(blocksOf(answer));

describe("a line that says how many came", () => {
  it("is recorded where that is how many are expected, or came, and asked about otherwise", async () => {
    const question = await liaison.command("28人全到");
    expect(told(question)).toContain("您写的是 28 人，10月21日 周三的名册上是 4 人。");
    expect(await marks()).toEqual([]);
    expect(told(await yes(question))).toContain("应到 4 人，全部出勤");
    expect(told(await liaison.command("3人全到，王伟请假"))).toContain("请假 1（王伟）");
    expect(told(await liaison.command("4人全到"))).toContain("全部出勤");
  });

  it("is a head-count where the unit has no list of people", async () => {
    expect(told(await driver(world, "ULIAISON2", "zh-CN").command("28人全到"))).toContain(
      "应到 28 人，全部出勤",
    );
  });
});

describe("a line about some people alone", () => {
  it("is asked about while nothing is recorded, then records everybody", async () => {
    const question = await liaison.command("请假 王伟");
    expect(told(question)).toContain("10月21日 周三还没有登记过，没有提到的人都按出勤登记。");
    expect(told(question)).toContain("出勤 3、迟到 0、请假 1（王伟）");
    expect(await marks()).toEqual([]);
    expect(told(await yes(question))).toContain("已保存");
    expect(await marks()).toEqual(["H1 present", "L1 present", "T1 leave", "T2 present"]);
  });

  it("changes them and nobody else once the day is recorded, with why", async () => {
    await liaison.command("全到 除 李雷 迟到（堵车）");
    const answer = await liaison.command("王伟 请假（看病）");
    expect(told(answer)).toContain("迟到 1（李雷）、请假 1（王伟）");
    expect(all(answer)).toContain("王伟：看病");
    expect(await marks()).toEqual(["H1 present", "L1 present", "T1 leave 看病", "T2 late 堵车"]);
    const [entry] = await world.db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
    expect(entry).toMatchObject({
      before: { status: "present" },
      after: { status: "leave", reason: "看病" },
    });
  });

  it("leaves those alone of whom nothing is known", async () => {
    await teacher.command("here");
    await liaison.command("李雷 迟到");
    expect(await marks()).toEqual(["T1 present", "T2 late"]);
  });

  it("is about oneself for somebody who enters for nobody and is the one named", async () => {
    expect(told(await teacher.command("王伟 late traffic"))).toContain("you are *late*");
    expect(await marks()).toEqual(["T1 late traffic"]);
    await expect(teacher.command("李雷 late")).rejects.toMatchObject({ key: "common.refused.notYours" });
  });
});

describe("a reason", () => {
  it("is kept for being late, and shown", async () => {
    const answer = await teacher.command("late traffic");
    expect(all(answer)).toContain("Reason: traffic");
    expect(await marks()).toEqual(["T1 late traffic"]);
  });

  it("that holds a name is asked about, and recorded as it stands after Yes", async () => {
    const question = await liaison.command("请假 送王伟去医院");
    expect(told(question)).toContain("“王伟”可能是人名");
    expect(told(question)).toContain("事由：送王伟去医院");
    expect(await marks()).toEqual([]);
    await yes(question);
    expect(await marks()).toEqual(["L1 leave 送王伟去医院"]);
  });

  it("of somebody else is in the form that the question opens, and saved with it", async () => {
    const question = await liaison.command("王伟 请假 陪老人");
    expect(told(question)).toContain("“陪老人”当作事由");
    await liaison.press(blocksOf(question), "打开表单");
    expect(await marks()).toEqual([]);
    await liaison.submit();
    expect(await marks()).toEqual(["H1 present", "L1 present", "T1 leave 陪老人", "T2 present"]);
  });

  it("of one's own is in the form that the question opens", async () => {
    const question = await teacher.command("leave 3-4 days");
    await teacher.press(blocksOf(question), "Open the form");
    await teacher.submit();
    expect(await marks()).toEqual(["T1 leave 3-4 days"]);
  });
});

describe("a day", () => {
  it("is never today when another one was typed", async () => {
    await teacher.command("here");
    expect(told(await teacher.command("leave 2 Dec trip"))).toContain("leave on *Wed 2 Dec* is announced");
    expect(told(await teacher.command("请假 下周三 出差"))).toContain("leave on *Wed 28 Oct* is announced");
    expect(await marks()).toEqual(["T1 present"]);
  });

  it("is the session day of a week that is named", async () => {
    expect(told(await liaison.command("上周全到"))).toContain("10月14日 周三");
    await expect(liaison.command("下周全到")).rejects.toMatchObject({ key: "attendance.refused.future" });
    await expect(driver(world, "UADMIN").command("for S2 W42 5 present")).resolves.toMatchObject({
      kind: "ephemeral",
    });
  });

  it("that could be two is asked about, with how to write the other", async () => {
    const question = await teacher.command("leave next Fri");
    expect(told(question)).toContain("“next Fri” is read as Fri 30 Oct. It could be Fri 23 Oct as well");
    expect(told(question)).toContain("`2026-10-23`");
    expect(await world.db.leaveNotice.count()).toBe(0);
    await teacher.press(blocksOf(question), "Yes");
    expect(await world.db.leaveNotice.count()).toBe(1);
  });
});

describe("no session", () => {
  it("is taken back by the button under its answer, and can then be said anew", async () => {
    const answer = await liaison.command("停课：全周考试");
    const undone = await liaison.press(blocksOf(answer), "撤销");
    expect(told(undone)).toContain("视同未答复");
    expect(await world.db.weekAnswer.count()).toBe(0);
    await liaison.command("停课：运动会");
    expect(await world.db.weekAnswer.findMany()).toMatchObject([{ kind: "no_session", reason: "运动会" }]);
    expect(told(await liaison.press(blocksOf(answer), "撤销"))).toContain("视同未答复");
    expect(await world.db.weekAnswer.count()).toBe(1);
  });

  it("is the answer that a reminder's button gives", async () => {
    expect(told(await liaison.command("停课：全周考试"))).toContain("不安排集中学习（全周考试）");
    const [answer] = await world.db.weekAnswer.findMany();
    expect(answer).toMatchObject({ week: "2026-W43", kind: "no_session", reason: "全周考试" });
    await expect(liaison.command("停课")).rejects.toMatchObject({
      key: "attendance.ladder.refused.noReasonOnLine",
    });
    await expect(teacher.command("no session because exams")).rejects.toMatchObject({
      key: "attendance.ladder.refused.notYours",
    });
  });
});
