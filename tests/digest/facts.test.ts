import { describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import { collectPage } from "../../src/digest/facts.ts";
import type { DigestSource, FigureSource } from "../../src/feature.ts";
import { unitTree } from "../../src/org/tree.ts";
import { bureauChannel, type County, county, i18n } from "./county.ts";

async function pageOf(it: County, unit: string, week = "2026-W43", sources = it.sources) {
  const campaign = await it.org.campaign();
  const request = { unit: it.unit(unit), week, locale: i18n.locale("en"), campaign, today: "2026-10-23" };
  return collectPage({ ...it.deps, sources }, request);
}

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
    expect(page.needs.map(({ text }) => text)).toEqual(["1 unit without a report"]);
    expect(page.trends[0]?.points.slice(-2)).toEqual([
      { week: "2026-W42", value: 100 },
      { week: "2026-W43", value: 93.3 },
    ]);
  });

  it("list what is right below, least complete first, otherwise in the order of the tree", async () => {
    const it = await county();
    await it.report("HILL", "2026-10-21", 18, 2);
    await it.report("RIVER", "2026-10-20", 10);
    const page = await pageOf(it, "B");
    expect(page.table.rows.map(({ unit, cells }) => [unit.name, ...cells])).toEqual([
      ["North District", "1 of 3", "90.0%", ""],
      ["South District", "1 of 2", "100.0%", ""],
    ]);
    const north = await pageOf(it, "N");
    expect(north.table.rows.map(({ unit }) => unit.name)).toEqual(["Lake School", "Hill School"]);
    expect((await pageOf(it, "HILL")).table.rows).toEqual([]);
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
    expect(page.table.rows.at(-1)).toMatchObject({ itself: true, cells: ["1 of 1", "75.0%", ""] });
  });

  it("ask each figure source once, however many units are below", async () => {
    const it = await county();
    let asked = 0;
    const [attendance] = it.sources();
    if (!attendance) throw new Error("no attendance");
    const counting = attendance.figures.map((one) => ({
      ...one,
      answer: (...of: Parameters<typeof one.answer>) => {
        asked += 1;
        return one.answer(...of);
      },
    }));
    await pageOf(it, "B", "2026-W43", () => [{ ...attendance, figures: counting }]);
    expect(asked).toBe(1);
  });

  it("leave out features that add nothing to a digest", async () => {
    const it = await county();
    const page = await pageOf(it, "B", "2026-W43", () => []);
    expect(page).toMatchObject({ lines: [], needs: [], trends: [], actions: [] });
  });
});

/** A source that answers each question with itself, and a column that shows what it was answered. */
function echo() {
  const asked: number[] = [];
  const figures: FigureSource[] = [
    {
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
  ];
  const digest: DigestSource = {
    part: async () => ({ lines: [], needs: [] }),
    columns: () => [{ title: "Echo", text: (now, before) => `${now.said}, ${before?.said}` }],
    trend: () => ({ title: "Echo", value: () => 1 }),
  };
  return { asked, source: { name: "echo", figures, digest } };
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
      today: "2026-10-30",
    };
    const page = await collectPage({ ...it.deps, org, sources: () => [source] }, request);
    expect(page.table.rows.map(({ cells }) => cells[0])).toEqual(
      below.map(({ code }) => `${code} 2026-10-26, ${code} 2026-10-19`),
    );
    expect(asked).toHaveLength(queries);
  });

  it("asks a source that has neither a column nor a line of the chart about the page alone", async () => {
    const it = await county();
    const { asked, source } = echo();
    const { part } = source.digest;
    const request = { week: "2026-W44", locale: i18n.locale("en"), today: "2026-10-30" };
    const campaign = await it.org.campaign();
    const plain = { ...source, digest: { part } };
    await collectPage({ ...it.deps, sources: () => [plain] }, { ...request, campaign, unit: it.unit("B") });
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
    const needs = async (week: string) => (await pageOf(it, "B", week)).needs.map(({ text }) => text);
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
    const needs = async (week: string) => (await pageOf(it, "B", week)).needs.map(({ text }) => text).join();
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
