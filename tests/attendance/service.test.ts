import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attendanceService } from "../../src/attendance/service.ts";
import { attendanceStore } from "../../src/attendance/store.ts";
import { type Asker, askerOf } from "../../src/org/asker.ts";
import { createWorld, school, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld(school());
});
afterEach(() => world.close());

const make = () => {
  const store = attendanceStore(world.db, world.workspaceId);
  return { store, service: attendanceService({ store, write: world.deps.write, org: world.org }) };
};
async function asking(slackUserId: string, changes: Partial<Asker> = {}): Promise<Asker> {
  return { ...askerOf(await world.request(slackUserId), await world.org.units()), ...changes };
}
async function unit(code: string) {
  const found = (await world.org.units()).byCode(code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
}
const audit = () => world.db.auditEntry.findMany({ orderBy: { id: "asc" } });
const refusal = (key: string, field?: string) =>
  expect.objectContaining({
    key: expect.stringMatching(new RegExp(`^(attendance|common)\\.refused\\.${key}$`)),
    field,
  });
const today = "2026-10-21";

describe("recording by name", () => {
  it("marks everybody else as present, and leaves an audit entry a person", async () => {
    const { service, store } = make();
    const asker = await asking("ULIAISON");
    const S1 = await unit("S1");
    const saved = await service.recordByName(asker, {
      unit: S1,
      date: today,
      exceptions: [{ personId: world.person("T1"), status: "leave" }],
    });
    expect(saved).toMatchObject({
      counts: { present: 3, late: 0, leave: 1, absent: 0 },
      leave: ["王伟"],
      silent: 0,
    });
    const sheet = await store.sheet({ unitId: S1.id, date: today });
    expect(sheet.expected.filter((one) => one.status === "present")).toHaveLength(3);
    const entries = await audit();
    expect(entries).toHaveLength(4);
    expect(entries.every((entry) => entry.before === null && entry.actor === "ULIAISON")).toBe(true);
  });

  it("does a redelivered request once", async () => {
    const { service } = make();
    const asker = await asking("ULIAISON");
    const entry = { unit: await unit("S1"), date: today, exceptions: [] };
    const first = await service.recordByName(asker, entry);
    expect(await service.recordByName(asker, entry)).toEqual(first);
    expect(await audit()).toHaveLength(4);
  });

  it("keeps old and new of what a correction changes, and nothing of what it leaves", async () => {
    const { service } = make();
    const S1 = await unit("S1");
    await service.recordByName(await asking("ULIAISON"), {
      unit: S1,
      date: today,
      exceptions: [{ personId: world.person("T1"), status: "absent" }],
    });
    await service.recordByName(await asking("UHEAD"), {
      unit: S1,
      date: today,
      exceptions: [{ personId: world.person("T1"), status: "late" }],
    });
    const [change, ...more] = (await audit()).slice(4);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ actor: "UHEAD", before: { status: "absent" }, after: { status: "late" } });
  });

  it("fixes the list when first recorded: who comes or goes later changes nothing", async () => {
    const { service, store } = make();
    const S1 = await unit("S1");
    await service.recordByName(await asking("ULIAISON"), { unit: S1, date: today, exceptions: [] });
    await world.db.membership.updateMany({
      where: { personId: world.person("T2") },
      data: { endsOn: new Date("2026-10-20T00:00:00Z") },
    });
    await service.recordByName(await asking("ULIAISON"), {
      unit: S1,
      date: today,
      exceptions: [{ personId: world.person("T2"), status: "late" }],
    });
    expect((await store.sheet({ unitId: S1.id, date: today })).expected).toHaveLength(4);
  });

  it("turns announced leave into a status with its reason", async () => {
    const { service, store } = make();
    const S1 = await unit("S1");
    await world.db.leaveNotice.create({
      data: {
        workspaceId: world.workspaceId,
        personId: world.person("T1"),
        date: new Date(`${today}T00:00:00Z`),
        reason: "看病",
      },
    });
    const before = await store.sheet({ unitId: S1.id, date: today });
    expect(before.expected.find((one) => one.personId === world.person("T1"))).toMatchObject({
      status: "leave",
      reason: "看病",
    });
    const exceptions = [{ personId: world.person("T1"), status: "leave" as const }];
    await service.recordByName(await asking("ULIAISON"), { unit: S1, date: today, exceptions });
    const entry = (await audit()).find((one) => one.recordId.endsWith(world.person("T1")));
    expect(entry).toMatchObject({ before: null, after: { status: "leave", reason: "看病" } });
  });

  it("keeps what others recorded since the form was opened, where the form says nothing else", async () => {
    const { service, store } = make();
    const S1 = await unit("S1");
    const { seen } = await store.sheet({ unitId: S1.id, date: today });
    await service.recordByName(await asking("UHEAD"), {
      unit: S1,
      date: today,
      exceptions: [{ personId: world.person("T1"), status: "late" }],
    });
    const saved = await service.recordByName(await asking("ULIAISON"), {
      unit: S1,
      date: today,
      seen,
      exceptions: [{ personId: world.person("T2"), status: "absent" }],
    });
    expect(saved).toMatchObject({ counts: { present: 2, late: 1, absent: 1 }, kept: ["王伟"] });
  });

  it("loses no change when two liaisons save at once", async () => {
    const { service } = make();
    const S1 = await unit("S1");
    const save = async (who: string, person: string, status: "late" | "absent") =>
      service.recordByName(await asking(who), {
        unit: S1,
        date: today,
        exceptions: [{ personId: world.person(person), status }],
      });
    await Promise.all([
      save("ULIAISON", "T1", "late"),
      save("UHEAD", "T1", "absent"),
      save("UADMIN", "T2", "late"),
    ]);
    // Each entry's old value is the new value of the one before: a chain without a gap.
    for (const chain of Map.groupBy(await audit(), (entry) => entry.recordId).values()) {
      for (const [index, entry] of chain.entries())
        expect(entry.before).toEqual(index === 0 ? null : chain[index - 1]?.after);
      const now = await world.db.attendance.findFirst({
        where: { personId: chain[0]?.recordId.split("/")[1] ?? "" },
      });
      expect(chain.at(-1)?.after).toMatchObject({ status: now?.status });
    }
  });
});

describe("head-counts", () => {
  it("are kept where the unit has no list, however many", async () => {
    const { service, store } = make();
    const S2 = await unit("S2");
    await service.recordCounts(await asking("ULIAISON2"), {
      unit: S2,
      date: today,
      counts: { present: 42, late: 1, leave: 2, absent: 0 },
    });
    expect((await store.sheet({ unitId: S2.id, date: today })).session?.headCounts).toEqual({
      present: 42,
      late: 1,
      leave: 2,
      absent: 0,
    });
  });

  it("are refused above the unit's list, and when nobody is in them", async () => {
    const { service } = make();
    const entry = { unit: await unit("S1"), date: today };
    const liaison = await asking("ULIAISON");
    await expect(
      service.recordCounts(liaison, { ...entry, counts: { present: 5, late: 0, leave: 0, absent: 0 } }),
    ).rejects.toEqual(refusal("overRoster", "present"));
    await expect(
      service.recordCounts(liaison, { ...entry, counts: { present: 0, late: 0, leave: 0, absent: 0 } }),
    ).rejects.toEqual(refusal("nobody", "present"));
    expect(await audit()).toEqual([]);
  });

  it("give way to names, but do not replace them", async () => {
    const { service, store } = make();
    const S1 = await unit("S1");
    const counts = { present: 4, late: 0, leave: 0, absent: 0 };
    await service.recordCounts(await asking("ULIAISON"), { unit: S1, date: today, counts });
    await service.recordByName(await asking("ULIAISON"), { unit: S1, date: today, exceptions: [] });
    expect((await store.sheet({ unitId: S1.id, date: today })).session?.headCounts).toBeNull();
    await expect(
      service.recordCounts(await asking("ULIAISON"), { unit: S1, date: today, counts }),
    ).rejects.toEqual(refusal("byName"));
  });

  it("do not count announced leave a second time", async () => {
    const { service } = make();
    const S1 = await unit("S1");
    await world.db.leaveNotice.create({
      data: {
        workspaceId: world.workspaceId,
        personId: world.person("T1"),
        date: new Date(`${today}T00:00:00Z`),
      },
    });
    await service.recordCounts(await asking("ULIAISON"), {
      unit: S1,
      date: today,
      counts: { present: 3, late: 0, leave: 1, absent: 0 },
    });
    expect(await world.db.attendance.count({ where: { status: { not: null } } })).toBe(0);
  });
});

describe("who and when", () => {
  const refusedDates: [string, string][] = [
    ["2026-10-22", "future"],
    ["2026-09-30", "weekOff"],
    ["2026-09-20", "outsideCampaign"],
  ];
  it.each(refusedDates)("refuses %s at the date: %s", async (date, key) => {
    const { service } = make();
    const entry = { unit: await unit("S1"), date, exceptions: [] };
    await expect(service.recordByName(await asking("ULIAISON"), entry)).rejects.toEqual(refusal(key, "date"));
  });

  it("names the liaison to somebody who may not enter", async () => {
    const { service } = make();
    const entry = { unit: await unit("S1"), date: today, exceptions: [] };
    for (const other of ["UT1", "UDISTRICT", "ULIAISON2"])
      await expect(service.recordByName(await asking(other), entry)).rejects.toMatchObject({
        key: "common.refused.notYours",
        values: { liaisons: "张三" },
      });
    expect((await service.recordByName(await asking("UADMIN"), entry)).counts.present).toBe(4);
  });

  it("locks a week after its days: the liaison is told whom to ask, those above need a reason", async () => {
    const { service } = make();
    const entry = { unit: await unit("S1"), date: today, exceptions: [] };
    world.setNow("2026-11-01T15:59:00Z"); // the last minute of Sunday 1 November in Shanghai
    await service.recordByName(await asking("ULIAISON"), entry);
    world.setNow("2026-11-01T16:00:00Z");
    const late = { ...entry, exceptions: [{ personId: world.person("T1"), status: "absent" as const }] };
    await expect(service.recordByName(await asking("ULIAISON"), late)).rejects.toMatchObject({
      key: "common.refused.locked",
      heads: [{ name: "赵敏" }],
    });
    for (const who of ["UHEAD", "UDISTRICT"])
      await expect(service.recordByName(await asking(who), late)).rejects.toEqual(
        refusal("reasonMissing", "correction"),
      );
    await service.recordByName(await asking("UHEAD"), { ...late, reason: " 补录 " });
    expect((await audit()).at(-1)).toMatchObject({ reason: "补录", after: { status: "absent" } });
  });

  it("lets somebody who moved away enter for the days when they were the unit's liaison", async () => {
    const { service } = make();
    await world.db.membership.updateMany({
      where: { personId: world.person("L1") },
      data: { endsOn: new Date("2026-10-20T00:00:00Z") },
    });
    await world.db.membership.create({
      data: {
        workspaceId: world.workspaceId,
        personId: world.person("L1"),
        unitId: world.unit("S2"),
        startsOn: new Date("2026-10-21T00:00:00Z"),
      },
    });
    const S1 = await unit("S1");
    const liaison = await asking("ULIAISON");
    await service.recordByName(liaison, { unit: S1, date: "2026-10-14", exceptions: [] });
    await expect(
      service.recordByName(await asking("ULIAISON"), { unit: S1, date: today, exceptions: [] }),
    ).rejects.toEqual(expect.objectContaining({ field: "unit" }));
  });

  it("refuses somebody who is not on the list, and somebody in two lists", async () => {
    const { service } = make();
    const S1 = await unit("S1");
    const save = async (...exceptions: { personId: string; status: "late" | "leave" }[]) =>
      service.recordByName(await asking("ULIAISON"), { unit: S1, date: today, exceptions });
    await expect(save({ personId: world.person("L2"), status: "late" })).rejects.toEqual(
      refusal("leftRoster", "late"),
    );
    const T1 = world.person("T1");
    await expect(save({ personId: T1, status: "late" }, { personId: T1, status: "leave" })).rejects.toEqual(
      refusal("twicePerson", "leave"),
    );
    expect(await world.db.session.count()).toBe(0);
  });
});
