import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { figureSources } from "../../src/features.ts";
import { askFigures } from "../../src/figures/ask.ts";
import { ImportedMeanwhile } from "../../src/files/import.ts";
import { orgStore } from "../../src/org/store.ts";
import { unitTree } from "../../src/org/tree.ts";
import {
  attendanceHeader,
  campaignJson,
  csv,
  type Importer,
  importer,
  peopleHeader,
  unitsHeader,
  valley,
} from "./support.ts";

const sample = fileURLToPath(new URL("../../sample/county", import.meta.url));

const nothingKept = { list: [], count: 0 };

let into: Importer;
beforeEach(async () => {
  into = await importer();
});
afterEach(() => into.close());

async function figures(code: string, from: string, to: string) {
  const unit = unitTree(await orgStore(into.db, into.workspaceId).units()).byCode(code);
  if (!unit) throw new Error(`no unit ${code}`);
  const [answer] = await askFigures(figureSources, into.db, into.workspaceId, [
    { unit, period: { from, to } },
  ]);
  return answer;
}

const audited = () => into.db.auditEntry.findMany({ orderBy: { id: "asc" } });
const changesOf = async (record: string) =>
  (await audited())
    .filter((entry) => entry.record === record)
    .map(({ before, after }) => ({ before, after }));
/** Every row of every table but the audit's times, to see that nothing moved. */
async function everything() {
  const { db } = into;
  return JSON.stringify(
    [
      await db.workspace.findMany(),
      await db.campaign.findMany({ include: { phases: true, themes: true, directions: true } }),
      await db.unit.findMany({ orderBy: { id: "asc" } }),
      await db.person.findMany({ orderBy: { id: "asc" } }),
      await db.membership.findMany({ orderBy: { id: "asc" } }),
      await db.session.findMany({ orderBy: { id: "asc" } }),
      await db.attendance.findMany({ orderBy: [{ sessionId: "asc" }, { personId: "asc" }] }),
      await audited(),
      await db.requestKey.findMany(),
    ],
    (_key, value) => (typeof value === "bigint" ? String(value) : value),
  );
}

describe("importing the sample county", () => {
  it("yields every expected figure, all questions answered at once", async () => {
    into.setNow("2026-11-02T00:00:00Z");
    expect(await into.importFolder(sample)).toMatchObject({ kind: "written" });
    type Expected = { unit: string; from: string; to: string; figures: Record<string, unknown> };
    const expected: Expected[] = JSON.parse(await readFile(`${sample}/expected.json`, "utf8"));
    const units = unitTree(await orgStore(into.db, into.workspaceId).units());
    const questions = expected.flatMap(({ unit: code, from, to }) => {
      const unit = units.byCode(code);
      return unit ? [{ unit, period: { from, to } }] : [];
    });
    const answers = await askFigures(figureSources, into.db, into.workspaceId, questions);
    // The campaign's own kinds are in the file, and not in the answers yet.
    const sources = figureSources.map(({ name }) => name);
    const systems = [
      "group",
      "plan",
      "mobilization",
      "note",
      "lecture",
      "visit",
      "issue",
      "inspection",
      "publicity",
    ];
    expect(sources).toEqual(["units", "people", "attendance", "discussion", "topic", ...systems]);
    const counted = (all: Record<string, unknown>) =>
      Object.fromEntries(sources.map((name) => [name, all[name]]));
    expect(expected.length).toBeGreaterThan(0);
    // As text: the order of the fields is part of what is printed.
    expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
      expected.map((each) => JSON.stringify(counted(each.figures))),
    );
  });

  it("refuses what lies in the future of the clock", async () => {
    into.setNow("2026-10-20T00:00:00Z");
    const outcome = await into.importFolder(sample);
    expect(outcome).toMatchObject({ kind: "refused" });
    const keys = outcome.kind === "refused" ? new Set(outcome.problems.map(({ key }) => key)) : new Set();
    expect([...keys]).toEqual(["records.inFuture"]);
    expect(await into.db.unit.count()).toBe(0);
  });
});

describe("importing a folder", () => {
  it("takes a county with other names, codes and zone, its parents after their children", async () => {
    expect(await into.import(valley)).toEqual({
      kind: "written",
      files: [
        { name: "campaign.json", records: 1 },
        { name: "units.csv", records: 5 },
        { name: "people.csv", records: 4 },
        { name: "attendance.csv", records: 5 },
        { name: "headcounts.csv", records: 2 },
      ],
      unread: [],
      conflicts: nothingKept,
      notes: [],
    });
    const units = await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } });
    expect(units.map(({ code, treeFirst, treeLast, depth }) => [code, treeFirst, treeLast, depth])).toEqual([
      ["amt", 1, 5, 0],
      ["nord", 2, 3, 1],
      ["k-7", 3, 3, 2],
      ["süd", 4, 5, 1],
      ["k-8", 5, 5, 2],
    ]);
    expect(units.filter(({ hasRoster }) => !hasRoster).map(({ code }) => code)).toEqual(["k-8"]);
    expect(await figures("nord", "2025-03-03", "2025-03-16")).toMatchObject({
      units: { total: 2 },
      people: { total: 2 },
      attendance: {
        unitsReported: 1,
        unitsTotal: 2,
        sessions: 1,
        present: 1,
        late: 1,
        leave: 0,
        absent: 0,
        attended: 2,
        expected: 2,
        rate: 1,
      },
    });
    expect((await figures("amt", "2025-03-01", "2025-06-01"))?.attendance).toMatchObject({
      sessions: 4,
      expected: 25,
    });
    const ada = await into.db.person.findFirst({ where: { employeeNo: "1" } });
    expect(ada).toMatchObject({
      email: "ada@amt.test",
      roles: ["unit_head", "administrator"],
      position: "Head",
    });
    expect(await into.db.campaign.findFirst()).toMatchObject({
      selfCheckIn: false,
      lockDays: 7,
      checkInMinutes: 30,
    });
  });

  it("reads lines ending in \\r\\n, a byte order mark, quotes, empty lines and columns in another order", async () => {
    const units =
      '\ufeffname,code,kind,parent_code,session_weekday\r\n"Amt, das",amt,office,,\r\n\r\n"Zum ""Eck""",eck,school, amt ,2\r\n,,,,\r\n';
    const people = csv(peopleHeader, "1,Ada,eck,,,");
    const outcome = await into.import({
      "campaign.json": `\ufeff${campaignJson()}`,
      "units.csv": units,
      "people.csv": people,
    });
    expect(outcome).toMatchObject({ kind: "written" });
    const names = await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } });
    expect(names.map(({ name }) => name)).toEqual(["Amt, das", 'Zum "Eck"']);
  });

  it("lists CSV files that no feature reads yet", async () => {
    const outcome = await into.import({
      ...valley,
      "tallies.csv": "a\n1\n",
      "expected.json": "[]",
      "notes.txt": "",
    });
    expect(outcome).toMatchObject({ kind: "written", unread: ["tallies.csv"] });
  });

  it("changes nothing when the same is imported twice", async () => {
    await into.import(valley);
    const before = await everything();
    into.setNow("2025-05-21T12:00:00Z");
    expect(await into.import(valley)).toEqual({
      kind: "unchanged",
      unread: [],
      conflicts: nothingKept,
      notes: [],
    });
    expect(await everything()).toBe(before);
  });

  it("writes once when two terminals import the same at the same time", async () => {
    const outcomes = await Promise.allSettled([into.import(valley), into.import(valley)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect(await into.db.unit.count()).toBe(5);
    expect(await changesOf("unit")).toHaveLength(6);
  });

  it("writes nothing when another import wrote while it was being read", async () => {
    await into.import(valley);
    const rename = (name: string) => ({ "units.csv": csv(unitsHeader, `süd,${name},valley,amt,`) });
    into.beforeNextWrite(() => into.import(rename("Zweite")));
    await expect(into.import(rename("Erste"))).rejects.toThrow(ImportedMeanwhile);
    expect(await into.db.unit.findFirst({ where: { code: "süd" } })).toMatchObject({ name: "Zweite" });
  });

  it("writes nothing when the transaction fails at its end", async () => {
    await into.db.$executeRaw`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`;
    await into.db.$executeRaw`
      CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON attendance DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION refuse()`;
    await expect(into.import(valley)).rejects.toThrow();
    expect([
      await into.db.unit.count(),
      await into.db.attendance.count(),
      await into.db.auditEntry.count(),
    ]).toEqual([0, 0, 0]);
  });

  it("applies the first files again after other ones were imported in between", async () => {
    const renamed = { ...valley, "units.csv": valley["units.csv"].replace("Südtal", "Sonnental") };
    const name = async () => (await into.db.unit.findFirstOrThrow({ where: { code: "süd" } })).name;
    await into.import(valley);
    await into.import(renamed);
    expect(await name()).toBe("Sonnental");
    await into.import(valley);
    expect(await name()).toBe("Südtal");
  });

  it("updates what a later file corrects, and says in the audit what it was", async () => {
    await into.import(valley);
    const entries = (await audited()).length;
    const outcome = await into.import({
      "campaign.json": campaignJson({ name: "Jahr des Lesens", self_check_in: true }),
      "units.csv": csv(unitsHeader, "k-8,Krippe Süd,nursery,süd,4"),
      "people.csv": csv(peopleHeader, "3,Cy,k-7,Cook,cy@k7.test,liaison;unit_head"),
      "attendance.csv": csv(attendanceHeader, "k-7,2025-03-19,2,leave", "k-7,2025-03-19,3,present"),
      "headcounts.csv": csv("unit_code,date,present,late,leave,absent", "k-8,2025-03-14,16,1,2,1"),
    });
    expect(outcome).toMatchObject({ kind: "written" });
    const fresh = (await audited()).slice(entries);
    expect(new Set(fresh.map(({ actor }) => actor))).toEqual(new Set(["import"]));
    expect(fresh.map(({ record, before, after }) => ({ record, before, after }))).toEqual([
      {
        record: "campaign",
        before: { name: "Lesejahr", selfCheckIn: false },
        after: { name: "Jahr des Lesens", selfCheckIn: true },
      },
      {
        record: "unit",
        before: { name: "Krippe", sessionWeekday: 5 },
        after: { name: "Krippe Süd", sessionWeekday: 4 },
      },
      { record: "person", before: { roles: ["liaison"] }, after: { roles: ["liaison", "unit_head"] } },
      {
        record: "attendance",
        before: { status: "absent", reason: null },
        after: { status: "leave", reason: null },
      },
      {
        record: "session",
        before: { material: null, ledById: null, present: 17, late: 0, leave: 2, absent: 1 },
        after: { material: null, ledById: null, present: 16, late: 1, leave: 2, absent: 1 },
      },
    ]);
    expect(await into.db.unit.count()).toBe(5);
    expect(await into.db.person.count()).toBe(4);
  });

  it("lets two units swap their names, two people their addresses, and a new root rise above the old one", async () => {
    await into.import(valley);
    const outcome = await into.import({
      "units.csv": csv(
        unitsHeader,
        "nord,Südtal,valley,amt,3",
        "süd,Nordtal,valley,amt,",
        "amt,Schulamt,office,land,1",
        "land,Land,state,,",
      ),
      "people.csv": csv(peopleHeader, "3,Cy,k-7,Cook,di@k8.test,liaison", "4,Di,k-8,,cy@k7.test,staff"),
    });
    expect(outcome).toMatchObject({ kind: "written" });
    const units = await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } });
    expect(units.map(({ code, name, depth }) => [code, name, depth])).toEqual([
      ["land", "Land", 0],
      ["amt", "Schulamt", 1],
      ["nord", "Südtal", 2],
      ["k-7", "Krippe", 3],
      ["süd", "Nordtal", 2],
      ["k-8", "Krippe", 3],
    ]);
  });

  it("puts a unit that has records elsewhere only when told to, for its past goes along", async () => {
    const into = await importer();
    await into.import(valley);
    const moved = (code: string) => ({
      ...valley,
      "units.csv": valley["units.csv"].replace(`${code},Krippe,nursery,nord`, `${code},Kita,nursery,süd`),
    });
    const before = await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } });
    expect(await into.import(moved("k-7"))).toMatchObject({
      kind: "refused",
      problems: [
        {
          ...{ file: "units.csv", line: 2, column: "parent_code", key: "records.restates" },
          values: { code: "k-7", from: "nord", to: "süd", week: "2025-W10" },
        },
      ],
    });
    expect(await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } })).toEqual(before);
    expect(await into.import(moved("k-7"), { restate: true })).toMatchObject({ kind: "written" });
    const entry = await into.db.auditEntry.findFirst({ where: { record: "unit" }, orderBy: { id: "desc" } });
    expect(entry).toMatchObject({
      before: { parent: "nord" },
      after: { parent: "süd", countedFrom: "2025-W10" },
    });
    // Nothing was recorded of the valley itself, nor of what is left below it.
    const bare = moved("k-7")["units.csv"].replace("nord,Nordtal,valley,amt", "nord,Nordtal,valley,süd");
    expect(await into.import({ "units.csv": bare })).toMatchObject({ kind: "written" });
  });

  it("fixes the list of expected people, with announced leave, when it makes a session", async () => {
    await into.import({
      ...valley,
      "attendance.csv": csv(attendanceHeader),
      "headcounts.csv": csv(attendanceHeader.replace("employee_no,status", "present,late,leave,absent")),
    });
    const person = async (employeeNo: string) =>
      (await into.db.person.findFirstOrThrow({ where: { employeeNo } })).id;
    const date = new Date("2025-03-12");
    await into.db.leaveNotice.create({
      data: { personId: await person("3"), date, workspaceId: into.workspaceId, reason: "travelling" },
    });
    await into.import({
      "attendance.csv": csv(attendanceHeader, "k-7,2025-03-12,2,present", "k-7,2025-03-19,3,late"),
    });
    const rows = await into.db.attendance.findMany({ include: { session: true, person: true } });
    const told = rows.map(({ session, person: { employeeNo }, status, reason }) => [
      session.date.toISOString().slice(0, 10),
      employeeNo,
      status,
      reason,
    ]);
    expect(told.toSorted()).toEqual([
      ["2025-03-12", "2", "present", null],
      ["2025-03-12", "3", "leave", "travelling"],
      ["2025-03-19", "2", null, null],
      ["2025-03-19", "3", "late", null],
    ]);
  });

  it("gives a unit its roster back once it reports by name", async () => {
    await into.import(valley);
    await into.import({ "attendance.csv": csv(attendanceHeader, "k-8,2025-03-21,4,present") });
    expect(await into.db.unit.findFirst({ where: { code: "k-8" } })).toMatchObject({ hasRoster: true });
  });
});

describe("a transfer", () => {
  const transferred = csv(peopleHeader, "3,Cy,k-8,Cook,cy@k7.test,liaison");
  const memberships = async () => {
    const rows = await into.db.membership.findMany({
      where: { person: { employeeNo: "3" } },
      include: { unit: true },
      orderBy: { startsOn: "asc" },
    });
    const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
    return rows.map(({ unit, startsOn, endsOn }) => [unit.code, day(startsOn), day(endsOn)]);
  };

  it("ends the old membership yesterday and begins the new one today, in the campaign's zone", async () => {
    await into.import(valley);
    // In St John's it is still the evening of 20 May.
    into.setNow("2025-05-21T01:00:00Z");
    await into.import({ "people.csv": transferred });
    expect(await memberships()).toEqual([
      ["k-7", "2025-03-03", "2025-05-19"],
      ["k-8", "2025-05-20", null],
    ]);
    expect(await changesOf("person")).toContainEqual({ before: { unit: "k-7" }, after: { unit: "k-8" } });
  });

  it("keeps the earlier weeks with the old unit, and takes the old attendance again", async () => {
    await into.import(valley);
    const march = await figures("k-7", "2025-03-03", "2025-03-31");
    await into.import({ "people.csv": transferred });
    expect(await figures("k-7", "2025-03-03", "2025-03-31")).toEqual(march);
    expect((await figures("k-7", "2025-03-03", "2025-05-31"))?.people).toEqual({ total: 1 });
    expect((await figures("k-8", "2025-03-03", "2025-05-31"))?.people).toEqual({ total: 2 });
    const outcome = await into.import({
      "people.csv": transferred,
      "attendance.csv": valley["attendance.csv"],
    });
    expect(outcome).toEqual({ kind: "unchanged", unread: [], conflicts: nothingKept, notes: [] });
  });

  it("is corrected in place when it is changed on the same day", async () => {
    await into.import(valley);
    await into.import({ "people.csv": transferred });
    await into.import({ "people.csv": transferred.replace("k-8", "süd") });
    expect(await memberships()).toEqual([
      ["k-7", "2025-03-03", "2025-05-19"],
      ["süd", "2025-05-20", null],
    ]);
  });

  it("refuses attendance for the unit of before or after", async () => {
    await into.import(valley);
    await into.import({ "people.csv": transferred });
    const outcome = await into.import({
      "attendance.csv": csv(
        attendanceHeader,
        "k-7,2025-05-20,3,present",
        "k-8,2025-05-19,3,present",
        "k-8,2025-05-20,3,late",
      ),
    });
    expect(outcome).toMatchObject({
      kind: "refused",
      problems: [
        { line: 2, key: "records.notMember" },
        { line: 3, key: "records.notMember" },
      ],
    });
  });

  it("moves everybody's first day when the campaign begins earlier", async () => {
    await into.import(valley);
    const phases: unknown[] = [];
    await into.import({
      "campaign.json": campaignJson({ start: "2025-02-24", phases }),
      "attendance.csv": csv(attendanceHeader, "k-7,2025-02-26,3,present"),
    });
    expect(await memberships()).toEqual([["k-7", "2025-02-24", null]]);
  });
});
