import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attendanceStore } from "../../src/attendance/store.ts";
import { dayOf } from "../../src/db/dates.ts";
import { figureSources } from "../../src/features.ts";
import { askFigures } from "../../src/figures/ask.ts";
import { ImportedMeanwhile } from "../../src/files/import.ts";
import { takesPart } from "../../src/org/tree.ts";
import { choosing, type Office, office, restating } from "./office.ts";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.into.close());

const names = async (code: string, date: string) =>
  (await at.org.roster(await at.unit(code), date)).map(({ name }) => name);

async function asked(code: string, from: string, to: string) {
  const unit = (await at.org.units()).byCode(code);
  if (!unit) throw new Error("no unit");
  const [answer] = await askFigures(figureSources, at.db, at.workspaceId, [{ unit, period: { from, to } }]);
  return answer as {
    units: { total: number };
    people: { total: number };
    attendance: Record<string, number>;
  };
}

/** A session whose list is fixed, some of it recorded. */
async function session(code: string, date: string, statuses: Record<string, "present" | null>) {
  const { workspaceId } = at;
  const campaignId = (await at.db.campaign.findFirstOrThrow()).id;
  const people = await Promise.all(
    Object.entries(statuses).map(async ([no, status]) => ({
      personId: await at.person(no),
      workspaceId,
      status,
    })),
  );
  const { id } = await at.db.session.create({
    data: {
      ...{ workspaceId, campaignId, unitId: await at.unit(code), date: dayOf(date) },
      attendances: { create: people },
    },
  });
  return id;
}

const listOf = async (sessionId: string) =>
  (
    await at.db.attendance.findMany({
      where: { sessionId },
      include: { person: true },
      orderBy: { personId: "asc" },
    })
  ).map(({ person, status }) => `${person.name} ${status}`);

describe("somebody who is transferred in the middle of a week", () => {
  it("counts, is expected and may enter where they were on each date", async () => {
    const slackId = "U0CY";
    await at.db.slackUser.create({
      data: { workspaceId: at.workspaceId, slackId, personId: await at.person("3"), checkedAt: new Date(0) },
    });
    const monday = await session("k-7", "2025-05-12", { 2: "present", 3: "present" });
    const thursday = await session("k-7", "2025-05-15", { 2: null, 3: null });
    const friday = await session("k-8", "2025-05-16", { 4: "present" });
    const recorded = await session("k-7", "2025-05-16", { 3: "present" });
    const wish = { personId: await at.person("3"), unitId: await at.unit("k-8"), from: "2025-05-14" };
    const moved = await choosing("keep", async (sure) => at.moving.transfer(await at.asker(), wish, sure));
    // At both units from that day on: that is what digests are brought up to date by.
    const entries = await at.db.auditEntry.findMany({
      where: { record: "membership", date: dayOf("2025-05-14") },
    });
    expect(entries.map(({ unitId }) => unitId).toSorted()).toEqual(
      [await at.unit("k-7"), await at.unit("k-8")].toSorted(),
    );
    expect(moved.kept).toEqual([{ unitId: await at.unit("k-7"), date: "2025-05-16" }]);

    expect([await names("k-7", "2025-05-13"), await names("k-7", "2025-05-14")]).toEqual([
      ["Bo", "Cy"],
      ["Bo"],
    ]);
    expect([await names("k-8", "2025-05-13"), await names("k-8", "2025-05-14")]).toEqual([
      ["Di"],
      ["Cy", "Di"],
    ]);
    for (const [date, code] of [
      ["2025-05-13", "k-7"],
      ["2025-05-14", "k-8"],
    ] as const)
      expect((await at.org.staffOf(slackId, date))?.unit.code).toBe(code);
    const store = attendanceStore(at.db, at.workspaceId);
    const expected = async (code: string, date: string) =>
      (await store.sheet({ unitId: await at.unit(code), date })).expected.map(({ name }) => name);
    expect(await expected("k-7", "2025-05-13")).toEqual(["Bo", "Cy"]);
    expect(await expected("k-8", "2025-05-21")).toEqual(["Cy", "Di"]);

    // What was recorded stays where it was, and is not expected twice; a name without a record follows its person.
    expect(await listOf(monday)).toContain("Cy present");
    expect(await listOf(thursday)).toEqual(["Bo null"]);
    expect(await listOf(friday)).toEqual(["Di present"]);
    expect(await listOf(recorded)).toEqual(["Cy present"]);

    expect((await asked("nord", "2025-05-12", "2025-05-13")).people.total).toBe(2);
    expect((await asked("nord", "2025-05-12", "2025-05-18")).people.total).toBe(1);
    expect((await asked("süd", "2025-05-12", "2025-05-18")).people.total).toBe(2);
    expect((await asked("nord", "2025-05-12", "2025-05-18")).attendance).toMatchObject({
      sessions: 2,
      present: 3,
    });
  });

  it("stays planned when a roster is imported that names their unit of today", async () => {
    const wish = { personId: await at.person("2"), unitId: await at.unit("k-8"), from: "2025-06-02" };
    await at.moving.transfer(await at.asker(), wish);
    await at.into.import({
      "people.csv": "employee_no,name,unit_code,position,email,roles\n2,Boris,k-7,,,\n",
    });
    expect([await names("k-7", "2025-05-21"), await names("k-8", "2025-06-02")]).toEqual([
      ["Boris"],
      ["Boris", "Cy", "Di"],
    ]);
  });
});

describe("units that begin and end in time", () => {
  it("count on the period's last day, with the reports of those alone, and every session", async () => {
    await at.units.add(await at.asker(), {
      ...{ code: "k-9", name: "Neu", kind: "nursery", weekday: "3" },
      ...{ parentId: await at.unit("süd"), from: "2025-05-15" },
    });
    expect((await asked("amt", "2025-05-05", "2025-05-14")).units.total).toBe(5);
    expect((await asked("amt", "2025-05-05", "2025-05-15")).units.total).toBe(6);
    await at.units.merge(await at.asker(), {
      ...{ unitId: await at.unit("k-7"), intoId: await at.unit("k-9"), from: "2025-05-19" },
    });
    expect((await asked("nord", "2025-05-12", "2025-05-18")).attendance).toMatchObject({
      ...{ unitsTotal: 2, unitsReported: 1, sessions: 2, present: 3 },
    });
    const later = await asked("nord", "2025-05-12", "2025-05-19");
    expect(later.units.total).toBe(1);
    expect(later.attendance).toMatchObject({ unitsTotal: 1, unitsReported: 0, sessions: 2, present: 3 });
    expect((await asked("nord", "2024-01-01", "2024-01-07")).units.total).toBe(2);
    expect((await asked("k-9", "2025-05-19", "2025-05-25")).people.total).toBe(1);
  });

  it("are not undone by an import that had read the tree before", async () => {
    const header = "code,name,kind,parent_code,session_weekday\n";
    at.into.beforeNextWrite(async () =>
      restating(async (sure) =>
        at.units.move(await at.asker(), await at.unit("k-8"), await at.unit("amt"), sure),
      ),
    );
    await expect(at.into.import({ "units.csv": `${header}k-8,Krippe 8,nursery,süd,\n` })).rejects.toThrow(
      ImportedMeanwhile,
    );
    expect((await at.org.units()).byCode("k-8")).toMatchObject({
      name: "Krippe",
      parentId: await at.unit("amt"),
    });
  });

  it("are not brought back by a file that still lists them, and stay when it leaves them out", async () => {
    const header = "code,name,kind,parent_code,session_weekday\n";
    const refused = await at.into.import({ "units.csv": `${header}k-7,Krippe,nursery,nord,\n` });
    expect(refused).toMatchObject({
      kind: "refused",
      problems: [{ column: "code", key: "records.unitMerged", values: { code: "k-7", intoCode: "k-9" } }],
    });
    const people = "employee_no,name,unit_code,position,email,roles\n2,Boris,k-7,,,\n";
    expect(await at.into.import({ "people.csv": people })).toMatchObject({
      ...{ kind: "refused", problems: [{ column: "unit_code", key: "records.unitMerged" }] },
    });
    const below = await at.into.import({ "units.csv": `${header}k-10,Zehn,nursery,k-7,\n` });
    expect(below).toMatchObject({ kind: "refused", problems: [{ column: "parent_code" }] });
    expect(await at.into.import({ "units.csv": `${header}k-10,Zehn,nursery,nord,\n` })).toMatchObject({
      kind: "written",
    });
    const unit = (await at.org.units()).byCode("k-7");
    expect(unit).toMatchObject({ endsOn: "2025-05-18", mergedIntoId: await at.unit("k-9") });
    expect(unit && [takesPart(unit, "2025-05-18"), takesPart(unit, "2025-05-19")]).toEqual([true, false]);
  });
});
