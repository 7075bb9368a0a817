import { afterEach, describe, expect, it } from "vitest";
import { attendanceStore } from "../../src/attendance/store.ts";
import { undoStore } from "../../src/attendance/undo/store.ts";
import { dayOf } from "../../src/db/dates.ts";
import { RecordedDays } from "../../src/roster/people/moves.ts";
import { attendanceHeader, csv, peopleHeader } from "../files/support.ts";
import { choosing, type Office, office } from "./office.ts";

let at: Office;
afterEach(() => at.into.close());

/** Records everybody expected at the unit's session as one status, as a liaison's form does. @returns their names */
async function record(code: string, date: string, status: "present" | "late" = "present"): Promise<string[]> {
  const store = attendanceStore(at.db, at.workspaceId);
  const key = { unitId: await at.unit(code), date };
  const campaignId = (await at.db.campaign.findFirstOrThrow()).id;
  return at.db.$transaction(async (tx) => {
    const { id, rows } = await store.lock(tx, key, campaignId, new Date(0));
    const marks = rows.map(({ personId }) => ({ personId, status, reason: null }));
    await store.setMarks(tx, { id, date }, marks);
    return rows.map(({ name }) => name);
  });
}

async function expected(code: string, date: string): Promise<string[]> {
  const sheet = await attendanceStore(at.db, at.workspaceId).sheet({ unitId: await at.unit(code), date });
  return sheet.expected.map(({ name }) => name);
}

/** Transfers somebody; `way` answers the question about recorded days, which is not asked where it is left out. */
async function transfer(no: string, code: string, from: string, way?: "keep" | "along") {
  const wish = { personId: await at.person(no), unitId: await at.unit(code), from };
  const work = async (sure?: string) => at.moving.transfer(await at.asker(), wish, sure);
  return way ? choosing(way, work) : work();
}

const statuses = async () =>
  (
    await at.db.attendance.findMany({
      where: { session: { date: { gte: dayOf("2025-05-01") } } },
      include: { person: true, session: { include: { unit: true } } },
    })
  )
    .map(({ person, status, session }) => `${person.name} ${session.unit.code} ${status}`)
    .toSorted();

const today = "2025-05-20";

describe("somebody recorded by one unit", () => {
  it("is not expected by the other one to which they are transferred that day", async () => {
    at = await office();
    expect(await record("k-7", today)).toEqual(["Bo", "Cy"]);
    await transfer("3", "k-8", today, "keep");
    expect(await expected("k-8", today)).toEqual(["Di"]);
    expect(await record("k-8", today)).toEqual(["Di"]);
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-7 present", "Di k-8 present"]);
    expect(await expected("k-8", "2025-05-21")).toEqual(["Cy", "Di"]);
  });

  it("does not join the list that the other one had fixed before a transfer that is dated back", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await record("k-8", "2025-05-14");
    await transfer("3", "k-8", "2025-05-12", "keep");
    expect(await record("k-8", "2025-05-14")).toEqual(["Di"]);
    expect(await statuses()).toEqual(["Bo k-7 late", "Cy k-7 late", "Di k-8 present"]);
  });

  it("is recorded by no file a second time", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await transfer("3", "k-8", "2025-05-12", "keep");
    const file = {
      "attendance.csv": csv(attendanceHeader, "k-8,2025-05-14,4,present", "k-8,2025-05-14,3,present"),
    };
    expect(await at.into.import(file)).toMatchObject({
      kind: "refused",
      problems: [
        {
          line: 3,
          column: "employee_no",
          key: "records.recordedElsewhere",
          values: { code: "3", unit: "k-7" },
        },
      ],
    });
    expect(await statuses()).toEqual(["Bo k-7 late", "Cy k-7 late"]);
  });

  it("leaves the list of the old unit, and joins the new one's, when a file transfers them", async () => {
    at = await office();
    await record("k-7", today);
    await record("k-8", today);
    const cy = { personId: await at.person("3") };
    await at.db.attendance.updateMany({ where: cy, data: { status: null } });
    await at.into.import({
      "people.csv": csv(peopleHeader, "3,Cy,k-8,Cook,cy@k7.test,liaison", "5,Ed,k-8,,,"),
    });
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-8 null", "Di k-8 present", "Ed k-8 null"]);
  });

  it("has one status whoever writes first, when a session is recorded while they are transferred", async () => {
    at = await office();
    await Promise.allSettled([record("k-7", today), record("k-8", today), transfer("3", "k-8", today)]);
    await record("k-7", today);
    await record("k-8", today);
    expect((await statuses()).filter((one) => one.startsWith("Cy"))).toHaveLength(1);
  });
});

describe("taking back what a unit recorded of somebody who belongs elsewhere by now", () => {
  const both = async () => {
    at = await office();
    await record("k-7", today);
    await record("k-8", today);
    await transfer("3", "k-8", today, "keep");
  };

  it("lets them be expected where they belong, when the session is taken back", async () => {
    await both();
    const undos = undoStore(at.db, at.workspaceId);
    await at.db.$transaction(async (tx) => {
      const id = await undos.idOf(tx, { unitId: await at.unit("k-7"), date: today });
      const held = await undos.hold(tx, id ?? "");
      if (held) await undos.remove(tx, held);
    });
    expect(await statuses()).toEqual(["Cy k-8 null", "Di k-8 present"]);
    expect(await record("k-7", today)).toEqual(["Bo"]);
  });

  it("does so too when their status alone is taken back", async () => {
    await both();
    const session = await at.db.session.findFirstOrThrow({
      where: { unit: { code: "k-7" }, date: dayOf(today) },
    });
    const mark = { personId: await at.person("3"), status: null, reason: null };
    await at.db.$transaction((tx) =>
      attendanceStore(at.db, at.workspaceId).setMarks(tx, { id: session.id, date: today }, [mark]),
    );
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-8 null", "Di k-8 present"]);
  });
});

describe("a transfer to before days that are recorded", () => {
  it("asks about them, and writes nothing before it is answered", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await record("k-7", today);
    await record("k-8", today);
    const entries = await at.db.auditEntry.count();
    const asked = await transfer("3", "k-8", "2025-05-12").catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(RecordedDays);
    expect(asked).toMatchObject({
      days: [
        { unitId: await at.unit("k-7"), date: "2025-05-14", status: "late", into: null },
        { date: today, status: "present", into: { unitId: await at.unit("k-8") } },
      ],
      ways: [{ way: "keep" }, { way: "along" }],
    });
    expect([await at.db.auditEntry.count(), await expected("k-8", "2025-05-13")]).toEqual([entries, ["Di"]]);
  });

  it("takes along what the new unit has a session for, and leaves the rest", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await record("k-7", today);
    await record("k-8", today);
    const moved = await transfer("3", "k-8", "2025-05-12", "along");
    const [old, into] = [await at.unit("k-7"), await at.unit("k-8")];
    expect(moved).toMatchObject({
      kept: [{ unitId: old, date: "2025-05-14" }],
      taken: [{ unitId: into, date: today }],
    });
    expect(await statuses()).toEqual([
      "Bo k-7 late",
      "Bo k-7 present",
      "Cy k-7 late",
      "Cy k-8 present",
      "Di k-8 present",
    ]);
    const entries = await at.db.auditEntry.findMany({
      where: { record: "attendance", recordId: { endsWith: await at.person("3") }, date: dayOf(today) },
      orderBy: { id: "asc" },
    });
    const status = { status: "present", reason: null };
    expect(entries).toMatchObject([
      { unitId: old, before: status, after: null },
      { unitId: into, before: null, after: status },
    ]);
  });

  it("asks anew when more was recorded since", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    const wish = { personId: await at.person("3"), unitId: await at.unit("k-8"), from: "2025-05-12" };
    const asked = await at.moving.transfer(await at.asker(), wish).catch((error: unknown) => error);
    if (!(asked instanceof RecordedDays)) throw asked;
    await record("k-7", today);
    const sure = asked.ways[0]?.sure;
    await expect(at.moving.transfer(await at.asker(), wish, sure)).rejects.toBeInstanceOf(RecordedDays);
  });

  it("does not take anything into head-counts, nor out of them", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    const campaignId = (await at.db.campaign.findFirstOrThrow()).id;
    const unitId = await at.unit("k-8");
    const counts = { present: 3, late: 0, leave: 0, absent: 0 };
    await at.db.session.create({
      data: { workspaceId: at.workspaceId, campaignId, unitId, date: dayOf("2025-05-14"), ...counts },
    });
    await expect(transfer("3", "k-8", "2025-05-12")).rejects.toMatchObject({ ways: [{ way: "keep" }] });
  });

  it("is asked too when somebody leaves", async () => {
    at = await office();
    await record("k-7", today);
    const wish = { personId: await at.person("3"), from: "2025-05-14" };
    const moved = await choosing("keep", async (sure) =>
      at.moving.leave(await at.asker(), wish, false, sure),
    );
    expect(moved).toMatchObject({ unitId: null, kept: [{ date: today }], taken: [] });
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-7 present"]);
  });
});
