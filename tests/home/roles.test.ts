import { describe, expect, it } from "vitest";
import { actions } from "../../src/attendance/ids.ts";
import { actions as digestActions } from "../../src/digest/ids.ts";
import { world } from "../support/bot.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { homeOf, pressed, shownTo } from "./screen.ts";

const { boss, north, south, head, liaison, jiang, wang } = townUsers;
const { hill, bureau } = townChannels;
/** Monday 19 October 2026, before Hill School's Wednesday. */
const monday = "2026-10-19T02:00:00Z";

describe("staff see on the Home tab", () => {
  it("today's session with a button that says they are here, and what was saved", async () => {
    const town = await world();
    const before = await homeOf(town, jiang.id);
    expect(before).toContain("今天（10月21日 周三）是您单位的学习日。");
    expect(before).not.toContain(`"${actions.record.id}"`);
    const after = await pressed(town, jiang.id, actions.homeHere.id);
    expect(after).toContain("10月21日 周三您的考勤为“*出勤*”。");
    expect(after).toContain("10月21日 周三：出勤，登记人：您本人");
    expect(after).not.toContain(actions.homeHere.id);
    const marks = await town.db.attendance.findMany({
      where: { status: { not: null } },
      include: { person: true },
    });
    expect(marks.map(({ person, status }) => [person.name, status])).toEqual([["江文", "present"]]);
  });

  it("nothing of yesterday: its button records nobody any more", async () => {
    const town = await world();
    await homeOf(town, jiang.id);
    town.clock.set("2026-10-22T01:00:00Z");
    expect(await pressed(town, jiang.id, actions.homeHere.id)).toContain("您的下一次学习：10月28日 周三。");
    expect(textOf(top(town.slack, jiang.id)?.view)).toContain("这个按钮或表单已经过期");
    expect(await town.db.attendance.count({ where: { status: { not: null } } })).toBe(0);
  });

  it("the next session, for which leave can be announced and taken back", async () => {
    const town = await world();
    town.clock.set(monday);
    expect(await homeOf(town, wang.id)).toContain("Your next session is on Wed 21 Oct.");
    expect(shownTo(town, wang.id)).not.toContain(actions.homeHere.id);
    const form = await untilForm(town, wang.id, () =>
      town.slack.as(wang.id).press("home", actions.homeLeave.id),
    );
    expect(textOf(form.view)).toContain('"initial_date":"2026-10-21"');
    expect(textOf(form.view)).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"leave"/);
    await town.slack.as(wang.id).submit(form.id);
    expect(await homeOf(town, wang.id)).toContain("Your leave on *Wed 21 Oct* is announced.");
    expect(await town.db.leaveNotice.count()).toBe(1);
    expect(await pressed(town, wang.id, actions.homeWithdraw.id)).toContain(
      "Your next session is on Wed 21 Oct.",
    );
    expect(await town.db.leaveNotice.count()).toBe(0);
  });

  it("no such buttons where the campaign leaves it to the liaisons", async () => {
    const town = await world({ town: { campaign: { self_check_in: false } } });
    const home = await homeOf(town, jiang.id);
    expect(home).toContain("Hill School10月21日 周三的学习尚未登记。");
    for (const { id } of [actions.homeHere, actions.homeLeave, actions.record])
      expect(home).not.toContain(id);
  });

  it("their own record and what was entered about them, and nothing about others", async () => {
    const town = await world();
    const enter = (line: string) => town.slack.as(liaison.id).command(`/attendance ${line}`, hill.id);
    await enter("2026-10-14 all except 王伟 leave, 江文 late");
    await enter("all except 王伟 absent");
    await enter("all except 王伟 late");
    const home = await homeOf(town, wang.id);
    expect(home).toContain("2 sessions: 0 present, 1 late, 1 on leave, 0 absent. Attendance 50.0%.");
    expect(home).toContain("Wed 21 Oct: absent → late, by 金永");
    expect(home).toContain("Wed 14 Oct: on leave, by 金永");
    expect(home).not.toContain("江文");
    await town.slack.as(wang.id).press("home", actions.aboutMe.id);
    await town.until(() => top(town.slack, wang.id)?.view.title?.text === "Entered about me");
    const list = textOf(top(town.slack, wang.id)?.view);
    expect(list.match(/by 金永/g)).toHaveLength(3);
    expect(list).not.toContain("江文");
  });

  it("the week of the unit that they have moved to, with their record of before", async () => {
    const town = await world();
    const { db } = town;
    await town.slack.as(liaison.id).command("/attendance 2026-10-14 all except 王伟 leave", hill.id);
    const { id: personId, workspaceId } = await db.person.findFirstOrThrow({ where: { employeeNo: "13" } });
    const lake = await db.unit.findFirstOrThrow({ where: { code: "LAKE" } });
    await db.membership.updateMany({ where: { personId }, data: { endsOn: new Date("2026-10-18") } });
    await db.membership.create({
      data: { workspaceId, personId, unitId: lake.id, startsOn: new Date("2026-10-19") },
    });
    const home = await homeOf(town, wang.id);
    expect(home).toContain("*This week at Lake School*");
    expect(home).toContain("1 session: 0 present, 0 late, 1 on leave, 0 absent.");
    expect(home).toContain("Wed 14 Oct: on leave, by 金永");
    expect(home).not.toContain("Hill School");
  });
});

describe("those who enter for a unit see on the Home tab", () => {
  it("each week that can still be recorded, until it is reported or answered", async () => {
    const town = await world();
    const home = await homeOf(town, liaison.id);
    expect(home.match(/"Record Wed [^"]*"/g)).toEqual(['"Record Wed 14 Oct"', '"Record Wed 21 Oct"']);
    const unit = await town.db.unit.findFirstOrThrow({ where: { code: "HILL" } });
    const answer = { unitId: unit.id, workspaceId: unit.workspaceId, bySlack: liaison.id, at: new Date(0) };
    await town.db.weekAnswer.create({ data: { ...answer, week: "2026-W42", kind: "acknowledged" } });
    expect(await homeOf(town, liaison.id)).toContain("Record Wed 14 Oct");
    await town.db.weekAnswer.updateMany({ data: { kind: "no_session" } });
    expect(await homeOf(town, liaison.id)).not.toContain("Record Wed 14 Oct");
    await town.slack.as(liaison.id).command("/attendance all", hill.id);
    expect(await homeOf(town, liaison.id)).not.toContain("Record Wed");
  });

  it("the form of the week whose button they press", async () => {
    const town = await world();
    await homeOf(town, head.id);
    const block = (town.slack.home(head.id)?.blocks ?? []).find((one) =>
      textOf(one).includes("Record Wed 14 Oct"),
    );
    const form = await untilForm(town, head.id, () =>
      town.slack.as(head.id).press("home", actions.record.id, undefined, String(block?.block_id)),
    );
    expect(textOf(form.view)).toContain('"initial_date":"2026-10-14"');
  });
});

describe("leaders see on the Home tab", () => {
  it("how many units of theirs have reported, and which have not; nothing of anybody else's", async () => {
    const town = await world();
    await town.slack.as(liaison.id).command("/attendance all", hill.id);
    const home = await homeOf(town, north.id);
    expect(home).toContain("*1 of 3 units reported* · attendance *100.0%* of 6 expected");
    // Hill has reported, and the district itself meets on Friday.
    expect(home).toContain("1 unit due and not reported");
    expect(home.indexOf("1 unit due and not reported")).toBeLessThan(home.indexOf("Your next session"));
    expect(await homeOf(town, south.id)).toContain("*0 of 2 units reported*");
    await town.slack.as(north.id).press("home", actions.openMissing.id);
    await town.until(() =>
      textOf(top(town.slack, north.id)?.view).includes("*2 of 3 units have no report yet.*"),
    );
    expect(textOf(top(town.slack, north.id)?.view)).not.toContain("River");
    // Those who have no units below see their own week alone.
    expect(await homeOf(town, head.id)).not.toContain("units reported");
  });

  it("the digests of their units, which a button changes; nobody else's", async () => {
    const town = await world();
    const boss_ = town.slack.as(boss.id);
    const form = await untilForm(town, boss.id, () => boss_.command("/digest subscribe", bureau.id));
    await boss_.submit(form.id);
    await boss_.closeView(top(town.slack, boss.id)?.id ?? "");
    expect(await homeOf(town, boss.id)).toContain(`<#${bureau.id}>：*县教育局*，每周五 16:00`);
    expect(await homeOf(town, north.id)).not.toContain(bureau.id);
    const again = await untilForm(town, boss.id, () => boss_.press("home", digestActions.change.id));
    expect(again.view.private_metadata).toContain(bureau.id);
  });
});

it("shows a closed campaign's records and offers nothing to enter", async () => {
  const town = await world();
  await town.slack.as(liaison.id).command("/attendance all", hill.id);
  await town.db.campaign.updateMany({ data: { closedAt: new Date("2026-10-21T08:00:00Z") } });
  town.clock.set("2026-10-21T08:05:00Z");
  const home = await homeOf(town, liaison.id);
  expect(home).toContain("it is closed; its records can still be looked at");
  expect(home).toContain("1 session: 1 present, 0 late, 0 on leave, 0 absent.");
  for (const { id } of [actions.homeHere, actions.homeLeave, actions.record]) expect(home).not.toContain(id);
});

it("follows the records while somebody looks at it, and keeps out what is not theirs", async () => {
  const town = await world();
  await homeOf(town, head.id);
  await homeOf(town, south.id);
  const publishedFor = (id: string) =>
    town.slack.calls.filter(({ method, args }) => method === "views.publish" && args.user_id === id).length;
  await town.slack.as(liaison.id).command("/attendance all except 王伟 late", hill.id);
  await town.until(() => shownTo(town, head.id).includes("5 present, 1 late, 0 on leave, 0 absent of 6."));
  expect([publishedFor(head.id), publishedFor(south.id)]).toEqual([2, 1]);
});
