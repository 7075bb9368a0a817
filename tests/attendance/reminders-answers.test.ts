import { beforeEach, describe, expect, it } from "vitest";
import { viewProblems } from "../../sandbox/slack/limits/index.ts";
import { actions, answerForm, reasonField } from "../../src/attendance/reminders/ids.ts";
import { attendanceReminders } from "../../src/attendance/reminders/source.ts";
import { ladderStore } from "../../src/attendance/reminders/store.ts";
import type { Request } from "../../src/org/request.ts";
import { noticeView } from "../../src/requests/refusals.ts";
import { afterwards } from "../support/bot.ts";
import { instance, told } from "./driver.ts";
import { createWorld, i18n, school, type World } from "./world.ts";

let world: World;
let feature: ReturnType<typeof instance>;
const thursday = "2026-10-22T02:00:00Z";
const en = i18n.locale("en");

beforeEach(async () => {
  world = await createWorld({
    ...school(),
    now: thursday,
    campaign: { reminders: true, period: { from: "2026-10-12", to: "2027-01-31" } },
  });
  afterwards(world.close);
  feature = instance(world);
});

const target = (week = "2026-W43", code = "S1") => ({ unitId: world.unit(code), week });
const where = { values: {}, viewData: "", callbackId: undefined, channelId: "D1", messageTs: "1.0" };

async function acknowledge(user: string, to = target(), request?: Request) {
  const own = request ?? (await world.request(user));
  const answer = await feature.actions?.[actions.acknowledge.id]?.run({
    ...own,
    ...where,
    value: actions.acknowledge.write(to),
  });
  if (!answer) throw new Error("nobody answers");
  return told(answer);
}
async function open(user: string, to = target()) {
  const request = { ...(await world.request(user)), ...where, value: actions.noSession.write(to) };
  const answer = await feature.actions?.[actions.noSession.id]?.run(request);
  if (answer?.kind !== "openView") throw new Error("no form");
  expect(viewProblems(answer.view)).toEqual([]);
  return answer.view;
}
async function submit(user: string, reason: string, to = target(), request?: Request) {
  const own = request ?? (await world.request(user));
  const answer = await feature.views?.[answerForm]?.submit?.({
    ...own,
    values: { [reasonField]: reason },
    viewData: JSON.stringify(to),
  });
  if (answer?.kind !== "updateView") throw new Error("no answer");
  expect(viewProblems(answer.view)).toEqual([]);
  return JSON.stringify(answer.view.blocks);
}

describe("a unit's answer", () => {
  it("that there is no session is kept with its reason, and audited", async () => {
    expect((await open("ULIAISON")).callback_id).toBe(answerForm);
    expect(await submit("ULIAISON", "  exam week\n& <!channel> ")).toContain(
      "(exam week &amp; &lt;!channel&gt;)",
    );
    expect(await world.db.weekAnswer.findFirst()).toMatchObject({
      ...{ kind: "no_session", reason: "exam week & <!channel>", bySlack: "ULIAISON", week: "2026-W43" },
    });
    expect(await world.db.auditEntry.findFirst({ where: { record: "week_answer" } })).toMatchObject({
      before: null,
      after: { kind: "no_session", reason: "exam week & <!channel>" },
      unitId: world.unit("S1"),
    });
  });

  it("stands on the page of units without a report", async () => {
    await submit("ULIAISON", "exam week <!here>");
    const request = { ...(await world.request("UDISTRICT")), text: "missing", channelId: "C1" };
    const page = await feature.commands?.["/attendance"]?.run(request);
    expect(page && told(page)).toContain("· no session: exam week &lt;!here&gt;");
  });

  it("is given by the head too, and a second one is told who was first", async () => {
    expect(await acknowledge("UHEAD")).toContain("no more reminders to *Qingxi Primary*");
    expect(await acknowledge("ULIAISON")).toBe(
      "赵敏 has answered for *Qingxi Primary* already: week 43 (19–25 Oct) is being seen to.",
    );
    expect(await submit("ULIAISON", "exams")).toContain("has no session");
    expect(await acknowledge("UHEAD")).toContain(
      "张三 has answered for *Qingxi Primary* already: no session",
    );
    expect(await submit("UHEAD", "something else")).toContain("no session in week 43 (19–25 Oct) (exams)");
    expect(JSON.stringify(await open("UHEAD"))).toContain("张三 has answered");
    expect(await world.db.weekAnswer.findMany()).toMatchObject([{ kind: "no_session", reason: "exams" }]);
  });

  it("is said back to whoever gave it as their own", async () => {
    await acknowledge("ULIAISON");
    expect(await acknowledge("ULIAISON")).toContain("You have answered for *Qingxi Primary* already");
    await submit("ULIAISON", "exams");
    expect(JSON.stringify(await open("ULIAISON"))).toContain(
      "You have answered for *Qingxi Primary* already",
    );
  });

  it("is not given by having seen what is told before the session", async () => {
    const request = { ...(await world.request("ULIAISON")), ...where, value: actions.seen.write(target()) };
    const answer = await feature.actions?.[actions.seen.id]?.run(request);
    expect(answer && told(answer)).toContain("only if it is missing");
    expect(await world.db.weekAnswer.count()).toBe(0);
  });

  it("that Slack delivers twice is answered alike, and kept once", async () => {
    const request = await world.request("ULIAISON");
    const first = await acknowledge("ULIAISON", target(), request);
    expect(await acknowledge("ULIAISON", target(), request)).toBe(first);
    expect(await world.db.auditEntry.count({ where: { record: "week_answer" } })).toBe(1);
  });

  it("by two at once is one", async () => {
    const answers = await Promise.all([acknowledge("ULIAISON"), acknowledge("UHEAD")]);
    expect(answers.filter((text) => text.includes("already"))).toHaveLength(1);
  });

  it.each([
    ["staff of the unit", "UT1"],
    ["somebody of the district", "UDISTRICT"],
    ["another unit's liaison", "ULIAISON2"],
  ])("is refused to %s", async (_, user) => {
    await expect(acknowledge(user)).rejects.toMatchObject({
      key: expect.stringMatching(/^(attendance\.ladder\.refused\.notYours|common\.refused\.notSeen)$/),
    });
    await expect(submit(user, "exams")).rejects.toThrow();
    expect(await world.db.weekAnswer.count()).toBe(0);
  });

  it("is refused for a week that locked, one off, one outside the campaign, and one that has a report", async () => {
    const key = (name: string) => ({ key: `attendance.ladder.refused.${name}` });
    await expect(acknowledge("ULIAISON", target("2026-W40"))).rejects.toMatchObject(key("locked"));
    await expect(acknowledge("ULIAISON", target("2027-W20"))).rejects.toMatchObject(key("locked"));
    await world.db.campaign.updateMany({ data: { weeksOff: ["2026-W43"] } });
    await expect(acknowledge("ULIAISON")).rejects.toMatchObject(key("weekOff"));
    await world.db.campaign.updateMany({ data: { weeksOff: [] } });
    await report("S1", "2026-10-21");
    await expect(acknowledge("ULIAISON")).rejects.toMatchObject(key("reported"));
    await world.db.campaign.updateMany({ data: { closedAt: new Date() } });
    await expect(acknowledge("ULIAISON")).rejects.toMatchObject({ key: "common.refused.closedCampaign" });
  });

  it("needs a reason, of a length that pages can show", async () => {
    await expect(submit("ULIAISON", " \n ")).rejects.toMatchObject({ field: reasonField });
    await expect(submit("ULIAISON", "x".repeat(201))).rejects.toMatchObject({ field: reasonField });
  });

  it("reads well in Chinese", async () => {
    const zh = i18n.locale("zh-CN");
    expect(
      zh.t("attendance.ladder.given.no_session", { unit: "清溪小学", week: "第43周", reason: "期中考试" }),
    ).toBe("已记下：*清溪小学* 第43周不安排集中学习（期中考试），该周不再提醒。");
    expect(noticeView(zh.md("attendance.ladder.refused.noReason"), zh).blocks).toHaveLength(1);
  });
});

async function report(code: string, date: string, statuses?: Record<string, "absent" | "present">) {
  const { id: campaignId } = await world.db.campaign.findFirstOrThrow();
  const counts = statuses ? {} : { present: 3, late: 0, leave: 0, absent: 0 };
  const session = await world.db.session.create({
    data: {
      workspaceId: world.workspaceId,
      campaignId,
      unitId: world.unit(code),
      date: new Date(date),
      ...counts,
    },
  });
  for (const [no, status] of Object.entries(statuses ?? {}))
    await world.db.attendance.create({
      data: { sessionId: session.id, personId: world.person(no), workspaceId: world.workspaceId, status },
    });
}

async function due(only?: string, today = "2026-10-22") {
  const { db, workspaceId, deps, org } = world;
  const source = attendanceReminders({ store: ladderStore(db, workspaceId), org, clock: deps.clock });
  const asked = {
    campaign: await org.campaign(),
    today,
    works: () => true,
    ...(only ? { only: new Set([only]) } : {}),
  };
  const items = await source.due(asked);
  return items.map(({ kind, slackUserId, show }) => ({ kind, slackUserId, text: show(en).text.text }));
}

describe("absent twice running", () => {
  const kind = "attendance.absentTwice";
  const absent = async () => (await due()).filter((item) => item.kind === kind);

  it("is told to the unit's head alone, with the dates", async () => {
    await report("S1", "2026-10-14", { T1: "absent", T2: "absent", L1: "present" });
    await report("S1", "2026-10-21", { T1: "absent", T2: "present", L1: "present" });
    expect(await absent()).toEqual([
      {
        ...{ kind, slackUserId: "UHEAD" },
        text: "*王伟* (Qingxi Primary) was absent from the last two sessions: Wed 14 Oct and Wed 21 Oct. Only you are told.",
      },
    ]);
    expect((await due("UHEAD")).filter((item) => item.kind === kind)).toHaveLength(1);
    expect((await due("ULIAISON")).filter((item) => item.kind === kind)).toEqual([]);
    expect((await due("UDISTRICT")).filter((item) => item.kind === kind)).toEqual([]);
  });

  it("is none once it was corrected, a head-count came between, or the person left", async () => {
    await report("S1", "2026-10-14", { T1: "absent", T2: "absent" });
    await report("S1", "2026-10-21", { T1: "absent", T2: "absent" });
    await world.db.attendance.updateMany({
      where: { personId: world.person("T1") },
      data: { status: "leave" },
    });
    expect((await absent()).map(({ text }) => text)).toEqual([expect.stringContaining("李雷")]);
    await world.db.membership.updateMany({
      where: { personId: world.person("T2") },
      data: { endsOn: new Date("2026-10-21") },
    });
    expect(await absent()).toEqual([]);
  });

  it("waits for the day after, and is told no more after two weeks", async () => {
    await report("S1", "2026-10-14", { T1: "absent" });
    await report("S1", "2026-10-21", { T1: "absent" });
    const on = async (today: string) =>
      (await due(undefined, today)).filter((item) => item.kind === kind).length;
    expect([
      await on("2026-10-21"),
      await on("2026-10-22"),
      await on("2026-11-04"),
      await on("2026-11-05"),
    ]).toEqual([0, 1, 1, 0]);
  });
});

describe("what is due for one person", () => {
  it("is what is due for them among everybody", async () => {
    for (const today of ["2026-10-20", "2026-10-22", "2026-10-23", "2026-10-26", "2026-10-29"]) {
      const all = await due(undefined, today);
      for (const user of ["ULIAISON", "UHEAD", "UDISTRICT", "UADMIN", "ULIAISON2"])
        expect(await due(user, today)).toEqual(all.filter(({ slackUserId }) => slackUserId === user));
    }
    expect(await due("UNOBODY")).toEqual([]);
  });

  it("is nothing for a liaison whose unit reported or answered", async () => {
    expect(await due("ULIAISON")).toHaveLength(2); // weeks 42 and 43
    await report("S1", "2026-10-22");
    await acknowledge("ULIAISON", target("2026-W42"));
    expect(await due("ULIAISON")).toEqual([]);
  });

  it("is nothing for a unit that was merged into another before the week ended", async () => {
    await world.db.unit.update({
      where: { id: world.unit("S1") },
      data: { endsOn: new Date("2026-10-17"), mergedIntoId: world.unit("S2") },
    });
    world.org.forget();
    expect(await due("ULIAISON")).toEqual([]);
  });

  it("includes the session to come for those who want that", async () => {
    const ahead = async () =>
      (await due("ULIAISON", "2026-10-27")).filter(({ kind }) => kind === "attendance.before");
    expect(await ahead()).toEqual([]);
    await world.db.slackUser.updateMany({ where: { slackId: "ULIAISON" }, data: { remindBefore: true } });
    expect((await ahead())[0]?.text).toContain("*Qingxi Primary* studies on *Wed 28 Oct*");
  });
});
