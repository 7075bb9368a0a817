import { describe, expect, it } from "vitest";
import { attendanceDigest } from "../../src/attendance/digest.ts";
import { dayOf } from "../../src/db/dates.ts";
import { collectPage } from "../../src/digest/facts.ts";
import { type DigestSource, digestOf } from "../../src/figures/digest.ts";
import { unitTree } from "../../src/org/tree.ts";
import { bureauChannel, type County, county, i18n } from "./county.ts";

/** A page; today is the Monday after week 43 where nothing else is said. */
async function pageOf(
  it: County,
  unit: string,
  { week = "2026-W43", sources = it.sources, today = "2026-10-26" } = {},
) {
  const campaign = await it.org.campaign();
  const request = { unit: it.unit(unit), week, locale: i18n.locale("en"), campaign, today };
  return collectPage({ ...it.deps, sources }, request);
}

const said = (lines: { text: string }[]) => lines.map(({ text }) => text);

/** A session by name: a status each, by the number of the person. */
async function byName(
  it: County,
  code: string,
  date: string,
  statuses: Record<string, string | null>,
): Promise<void> {
  const { workspaceId, campaignId } = it;
  const session = await it.db.session.create({
    data: { workspaceId, campaignId, unitId: it.unit(code).id, date: dayOf(date) },
  });
  for (const [employeeNo, status] of Object.entries(statuses)) {
    const unique = { workspaceId_employeeNo: { workspaceId, employeeNo } };
    const create = { workspaceId, employeeNo, name: employeeNo };
    const person = await it.db.person.upsert({ where: unique, create, update: {} });
    await it.db.attendance.create({
      data: { sessionId: session.id, personId: person.id, workspaceId, status },
    });
  }
}

describe("a page's facts", () => {
  it("are those of its scope, with the change from the week before", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-14", 20);
    await it.report("HILL", "2026-10-21", 18, 2);
    await it.report("LAKE", "2026-10-21", 10);
    const page = await pageOf(it, "N");
    expect(page.lines.flat().map(({ text }) => text)).toEqual([
      "*2 of 3 units reported* (+1) · attendance *93.3%* (−6.7) of 30 expected",
    ]);
    expect(said(page.needs)).toEqual(["1 unit due and not reported"]);
    expect(page.trends[0]?.points.slice(-2)).toEqual([
      { week: "2026-W42", value: 100 },
      { week: "2026-W43", value: 93.3 },
    ]);
  });

  it("list what is right below in the organisation's own order, however complete it is", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-21", 18, 2);
    await it.report("RIVER", "2026-10-20", 10);
    const page = await pageOf(it, "B");
    expect(page.table.columns).toEqual(["Reported", "Attendance"]);
    expect(page.table.rows.map(({ unit, cells }) => [unit.name, ...cells])).toEqual([
      ["North District", "1 of 3", "90.0%"],
      ["South District", "1 of 2", "100.0%"],
    ]);
    expect(page.table.own).toBeUndefined();
    const north = await pageOf(it, "N");
    expect(north.table.rows.map(({ unit }) => unit.name)).toEqual(["Hill School", "Lake School"]);
    expect((await pageOf(it, "HILL")).table.rows).toEqual([]);
  });

  it("have the unit's own offices, itself among them, as one row apart from the districts", async () => {
    const it = await county({ office: true });
    await it.report("OFFICE", "2026-10-22", 3, 1);
    await it.report("OFFICE", "2026-10-15", 4);
    await it.report("B", "2026-10-22", 4);
    const { rows, own } = (await pageOf(it, "B")).table;
    expect(rows.map(({ unit }) => unit.name)).toEqual(["North District", "South District"]);
    expect(own).toMatchObject({ units: 2, cells: ["2 of 2", "87.5%", "−12.5"] });
    expect(own?.open).toMatchObject({ action_id: "attendance.statusOfOwn" });
  });

  it("compare nothing while the week runs", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-14", 20);
    await it.report("LAKE", "2026-10-14", 20);
    await it.report("HILL", "2026-10-21", 10);
    const running = await pageOf(it, "N", { today: "2026-10-25" });
    expect(running).toMatchObject({ isRunning: true, before: undefined });
    expect(said(running.lines.flat()).join()).toBe(
      "*1 of 3 units reported* (1 still to come) · attendance *100.0%* of 10 expected",
    );
    expect(running.table.columns).not.toContain("Change");
    const over = await pageOf(it, "N", { today: "2026-10-26" });
    expect(said(over.lines.flat()).join()).toContain("*1 of 3 units reported* (−1) · attendance");
    expect(over.table.columns).toContain("Change");
  });

  it("ask for the units whose day has come, and say how many are still to come or have no session", async () => {
    const it = await county();
    const needs = async (today: string) => {
      const page = await pageOf(it, "B", { today });
      return [page.needs[0]?.text, page.lines.flat()[0]?.text];
    };
    expect(await needs("2026-10-18")).toEqual([
      "6 units still owe an earlier week",
      "*This week has not begun:* nothing is owed yet",
    ]);
    // River meets on Tuesday, Hill and Lake on Wednesday; the others have no day of their own.
    expect(await needs("2026-10-20")).toEqual([
      "1 unit due and not reported",
      "*None of 6 units has reported yet* (5 still to come)",
    ]);
    expect((await needs("2026-10-21"))[0]).toBe("3 units due and not reported");
    const answer = { kind: "no_session", reason: "exams", bySlack: "U0HILL", at: new Date(0) };
    const about = { workspaceId: it.workspaceId, unitId: it.unit("HILL").id, week: "2026-W43" };
    await it.db.weekAnswer.create({ data: { ...about, ...answer } });
    expect(await needs("2026-10-25")).toEqual([
      "2 units due and not reported",
      "*None of 6 units has reported yet* (3 still to come, 1 without a session)",
    ]);
    expect((await needs("2026-10-26"))[0]).toBe("5 units due and not reported");
  });

  it("ask nothing of units whose only day is a day off: they are off, and said to be", async () => {
    const it = await county();
    const day = { date: dayOf("2026-10-21"), source: "administrator", working: false, name: "Fair" };
    await it.db.holiday.create({ data: { workspaceId: it.workspaceId, ...day } });
    await it.report("RIVER", "2026-10-20", 20);
    it.org.forget();
    const page = await pageOf(it, "B", { week: "2026-W43", today: "2026-10-26" });
    expect(said(page.needs)).toEqual(["3 units due and not reported"]);
    expect(said(page.lines.flat()).join()).toContain("*1 of 6 units reported* (+1, 2 off)");
    expect(said((await pageOf(it, "HILL", { today: "2026-10-26" })).lines.flat())).toEqual([
      "*Off this week*: its session day is a day off, and nothing is owed",
    ]);
    // The next week, an earlier one that was off is not owed either.
    const next = await pageOf(it, "HILL", { week: "2026-W44", today: "2026-10-27" });
    expect(said(next.needs)).toEqual([]);
  });

  it("say of a unit by itself what it owes, and of earlier weeks only what can still be recorded", async () => {
    const it = await county();
    const needs = async (today: string) =>
      (await pageOf(it, "HILL", { today })).needs.map(({ text }) => text);
    expect(await needs("2026-10-21")).toEqual([
      "This week's session is due and not reported",
      "An earlier week is still not reported",
    ]);
    // Week 42 locked on Sunday.
    expect(await needs("2026-10-26")).toEqual(["This week's session is due and not reported"]);
    await it.report("HILL", "2026-10-21", 20);
    expect(await needs("2026-10-26")).toEqual([]);
  });

  it("ask nothing of the units of a closed campaign", async () => {
    const it = await county();
    await it.db.campaign.updateMany({ data: { closedAt: new Date("2026-10-25T00:00:00Z") } });
    it.org.forget();
    expect((await pageOf(it, "B")).needs).toEqual([]);
  });

  it("are one sentence, and no table, where nobody has reported", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-14", 20);
    const page = await pageOf(it, "B");
    expect(said(page.lines.flat()).join()).toBe("*None of 6 units has reported yet* (−1)");
    expect(page.table).toEqual({ columns: [], rows: [], own: undefined });
  });

  it("show a head-count that is larger than the unit, for somebody to ask; where there is a roster", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-21", 9990, 9);
    await it.report("LAKE", "2026-10-21", 500);
    expect(said((await pageOf(it, "N")).needs).join()).not.toContain("on its list");
    await it.db.unit.updateMany({ data: { hasRoster: true } });
    // Two people belong to Hill School; nobody to Lake School, which says nothing about how many came.
    expect((await pageOf(it, "B")).needs.at(-1)?.text).toBe(
      "Hill School recorded 9,999 people on Wed 21 Oct but has 2 on its list: is that right?",
    );
    await it.db.session.updateMany({ data: { confirmed: true } });
    expect(said((await pageOf(it, "B")).needs).join()).not.toContain("on its list");
    await it.db.session.updateMany({ data: { confirmed: null } });
    await it.report("HILL", "2026-10-21", 1, 1);
    expect(said((await pageOf(it, "B")).needs).join()).not.toContain("on its list");
  });

  it("list the unit itself when it studies too", async () => {
    const it = await county();
    await it.db.unit.update({ where: { id: it.unit("N").id }, data: { sessionWeekday: 5 } });
    it.org.forget();
    const units = await it.org.units();
    await it.report("N", "2026-10-23", 3, 1);
    const north = units.byCode("N");
    if (!north) throw new Error("no North District");
    const campaign = await it.org.campaign();
    const request = {
      unit: north,
      week: "2026-W43",
      locale: i18n.locale("en"),
      campaign,
      today: "2026-10-23",
    };
    const page = await collectPage({ ...it.deps, sources: it.sources }, request);
    expect(page.table.rows[0]).toMatchObject({ itself: true, cells: ["1 of 1", "75.0%"] });
  });

  it("ask each figure source once, however many units are below", async () => {
    const it = await county();
    let asked = 0;
    const attendance = attendanceDigest(it.deps);
    const { answer } = attendance.figures;
    const figures: typeof attendance.figures = {
      ...attendance.figures,
      answer: (...of) => {
        asked += 1;
        return answer(...of);
      },
    };
    await pageOf(it, "B", { sources: () => [{ digest: digestOf({ ...attendance, figures }) }] });
    expect(asked).toBe(1);
  });

  it("leave out features that add nothing to a digest", async () => {
    const it = await county();
    const page = await pageOf(it, "B", { sources: () => [] });
    expect(page).toMatchObject({ lines: [], needs: [], trends: [], actions: [] });
  });
});

/** A source that answers each question with itself, and a column that shows what it was answered. */
function echo() {
  const asked: number[] = [];
  const source: DigestSource<{ said: string }> = {
    figures: {
      name: "echo",
      words: {
        en: { title: "Echo", figures: { said: "said" } },
        "zh-CN": { title: "Echo", figures: { said: "said" } },
      },
      async answer(_reader, _workspaceId, questions) {
        asked.push(questions.length);
        return questions.map(({ unit, period }) => ({ said: `${unit.code} ${period.from}` }));
      },
    },
    part: async () => ({ lines: [], needs: [] }),
    table: {
      columns: () => [{ title: "Echo", text: (now, before) => `${now.said}, ${before?.said}` }],
      sum: (facts) => ({ said: facts.map(({ said }) => said).join() }),
    },
    trend: () => ({ title: "Echo", value: () => 1 }),
  };
  return { asked, source };
}

describe("a page of very many units", () => {
  it.each([
    [10, 1],
    [600, 5], // week by week: two of the table, and the others of the trend
  ])("answers for each of %i what was asked for it, in %i queries", async (children, queries) => {
    const it = await county();
    const { asked, source } = echo();
    const root = { ...it.unit("B"), treeFirst: 1, treeLast: children + 1 };
    const below = Array.from({ length: children }, (_, index) => ({
      ...{ ...it.unit("HILL"), id: `${index}`, code: `S${index}`, parentId: root.id },
      ...{ treeFirst: index + 2, treeLast: index + 2 },
    }));
    const org = { ...it.org, units: async () => unitTree([root, ...below]) };
    const campaign = await it.org.campaign();
    const request = {
      unit: root,
      week: "2026-W44",
      locale: i18n.locale("en"),
      campaign,
      today: "2026-11-02",
    };
    const page = await collectPage(
      { ...it.deps, org, sources: () => [{ digest: digestOf(source) }] },
      request,
    );
    expect(page.table.rows.map(({ cells }) => cells[0])).toEqual(
      below.map(({ code }) => `${code} 2026-10-26, ${code} 2026-10-19`),
    );
    expect(asked).toHaveLength(queries);
  });

  it("asks a source that has neither a column nor a line of the chart about the page alone", async () => {
    const it = await county();
    const { asked, source } = echo();
    const { figures, part } = source;
    const request = { week: "2026-W44", locale: i18n.locale("en"), today: "2026-11-02" };
    const campaign = await it.org.campaign();
    const sources = () => [{ digest: digestOf({ figures, part }) }];
    await collectPage({ ...it.deps, sources }, { ...request, campaign, unit: it.unit("B") });
    expect(asked).toEqual([2]);
  });
});

describe("people absent twice running", () => {
  it("are counted over the last two sessions of their unit that somebody recorded", async () => {
    const it = await county();
    await byName(it, "HILL", "2026-10-07", { ann: "absent", bob: "absent", cai: "present" });
    await byName(it, "HILL", "2026-10-14", { ann: "absent", bob: "leave", cai: "absent" });
    await byName(it, "HILL", "2026-10-21", { ann: "absent", bob: "absent", cai: "absent" });
    // Expected people without a status yet: silence, which neither is an absence nor ends one.
    await byName(it, "HILL", "2026-10-23", { ann: null, bob: null, cai: null });
    await byName(it, "RIVER", "2026-10-20", { dan: "absent" });
    const needs = async (week: string) => (await pageOf(it, "B", { week })).needs.map(({ text }) => text);
    expect(await needs("2026-W43")).toContain("2 people absent twice running");
    expect(await needs("2026-W42")).toContain("1 person absent twice running");
    expect((await needs("2026-W41")).join()).not.toContain("absent twice");
  });

  it("are not counted any more where their unit has ended", async () => {
    const it = await county();
    await byName(it, "HILL", "2026-10-14", { ann: "absent" });
    await byName(it, "HILL", "2026-10-21", { ann: "absent" });
    const merged = { endsOn: new Date("2026-10-25"), mergedIntoId: it.unit("LAKE").id };
    await it.db.unit.update({ where: { id: it.unit("HILL").id }, data: merged });
    const needs = async (week: string) =>
      (await pageOf(it, "B", { week })).needs.map(({ text }) => text).join();
    expect(await needs("2026-W43")).toContain("1 person absent twice running");
    expect(await needs("2026-W44")).not.toContain("absent twice");
  });

  it("are not named on the page", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await byName(it, "HILL", "2026-10-14", { Annabel: "absent" });
    await byName(it, "HILL", "2026-10-21", { Annabel: "absent" });
    it.setClock("2026-10-23T08:00:00Z");
    await it.tick();
    await it.work();
    const [message] = it.slack.digests(bureauChannel);
    expect(message?.message.text).toContain("1 person absent twice running");
    expect(JSON.stringify(message)).not.toContain("Annabel");
  });
});
