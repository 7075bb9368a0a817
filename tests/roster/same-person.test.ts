import { afterEach, describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import type { NewPerson } from "../../src/roster/people/adding.ts";
import { SamePerson, type SameWay } from "../../src/roster/people/same-person.ts";
import { world } from "../support/bot.ts";
import { hands } from "./driver.ts";
import { choosing, type Office, office } from "./office.ts";

describe("a new person of a name that the roster knows", () => {
  let at: Office;
  afterEach(() => at.into.close());

  /** Cy left k-7 on 14 May; somebody called Cy is typed as new. */
  async function typed(changes: Partial<NewPerson> = {}): Promise<NewPerson> {
    const unitId = changes.unitId ?? (await at.unit("k-7"));
    const fields = { employeeNo: "30", name: "Cy", position: "", email: "", roles: [], from: "2025-05-19" };
    return { ...fields, ...changes, unitId };
  }
  async function gone() {
    at = await office();
    await at.moving.leave(await at.asker(), { personId: await at.person("3"), from: "2025-05-14" }, false);
  }
  const add = async (wish: NewPerson, way?: (id: string) => SameWay) => {
    const work = async (sure?: string) => at.entering.add(await at.asker(), wish, sure);
    return way ? choosing(way(await at.person("3")), work) : work();
  };

  it("is asked about, and comes back with the new number, their records and what was left empty", async () => {
    await gone();
    const [id, entries] = [await at.person("3"), await at.db.auditEntry.count()];
    const asked = await add(await typed()).catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(SamePerson);
    expect(asked).toMatchObject({ people: [{ personId: id, employeeNo: "3", leftOn: "2025-05-14" }] });
    expect([await at.db.auditEntry.count(), await at.db.person.count()]).toEqual([entries, 4]);

    expect(await add(await typed(), (one) => `same:${one}`)).toEqual({ personId: id, kind: "returned" });
    const person = await at.db.person.findUniqueOrThrow({
      where: { id },
      include: { memberships: { orderBy: { startsOn: "asc" } }, attendances: true },
    });
    expect(person).toMatchObject({
      employeeNo: "30",
      position: "Cook",
      email: "cy@k7.test",
      roles: ["liaison"],
    });
    expect(person.memberships.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      [dayOf("2025-03-03"), dayOf("2025-05-13")],
      [dayOf("2025-05-19"), null],
    ]);
    expect(person.attendances).toHaveLength(2);
    const told = await at.db.auditEntry.findMany({
      where: { recordId: id },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(told.map(({ record }) => record).toSorted()).toEqual(["membership", "person"]);
    expect(told.find(({ record }) => record === "person")).toMatchObject({
      ...{ before: { employeeNo: "3" }, after: { employeeNo: "30" } },
    });
  });

  it("is somebody else where the asker says so", async () => {
    await gone();
    expect(await add(await typed(), () => "other")).toMatchObject({ kind: "added" });
    expect(await at.db.person.count({ where: { name: "Cy" } })).toBe(2);
  });

  it("is known at another unit by the address or the number of who left, and not by the name alone", async () => {
    await gone();
    const unitId = await at.unit("k-8");
    for (const key of [{ email: "cy@k7.test" }, { employeeNo: "3" }])
      await expect(add(await typed({ unitId, ...key }))).rejects.toBeInstanceOf(SamePerson);
    await expect(add(await typed({ unitId, employeeNo: "3" }), () => "other")).rejects.toMatchObject({
      problems: [{ key: "org.refused.taken.employeeNo" }],
    });
    expect(await add(await typed({ unitId }))).toMatchObject({ kind: "added" });
  });

  it("is not written where they are there still: that one is opened", async () => {
    at = await office();
    const id = await at.person("3");
    expect(await add(await typed(), (one) => `same:${one}`)).toEqual({ personId: id, kind: "there" });
    expect(await at.db.person.findUniqueOrThrow({ where: { id } })).toMatchObject({ employeeNo: "3" });
  });

  it("keeps nobody else's number when they come back", async () => {
    await gone();
    await expect(add(await typed({ employeeNo: "2" }), (one) => `same:${one}`)).rejects.toMatchObject({
      problems: [{ key: "org.refused.taken.employeeNo", values: { name: "Bo" } }],
    });
    expect(await at.db.person.count({ where: { employeeNo: "3" } })).toBe(1);
  });
});

describe("the form of a new person", () => {
  it("asks whether it is who left, and whom the roster has, with all that was typed", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("leave", "不再列入");
    await at.fill({ from: "2026-10-21" });
    await at.submitted("自2026年10月21日起不再列入应到人员");
    await at.press("people", "查找人员");
    await at.press("newPerson", "在该单位的第一天");
    const hill = await at.idOf("unit", "HILL");
    await at.fill({ employeeNo: "1301", name: "王伟", unit: hill, from: "2026-10-22", position: "主任" });
    await at.submitted("*王伟*（13）已于2026年10月21日离开Hill School，是本人回来了吗？");
    await at.choose("同一人（13），已回来，职工号改为 1301");
    await at.submitted("已重新列入名册");
    for (const part of ["职工号：1301", "职务：主任", "wang@example.org"])
      expect(at.screen()).toContain(part);

    await at.press("people", "查找人员");
    await at.press("newPerson", "在该单位的第一天");
    await at.fill({ employeeNo: "1302", name: "王伟", unit: hill, email: "new@example.org" });
    await at.submitted("已有 *王伟*（1301），是同一个人吗？");
    await at.choose("同一人（1301）：修改其信息");
    await at.submitted("修改人员信息");
    for (const part of ["1302", "new@example.org", "主任"]) expect(at.screen()).toContain(part);
    expect(await town.db.draft.count()).toBe(1);
    await at.submitted("职工号：1302");
    expect([await town.db.draft.count(), await town.db.person.count({ where: { name: "王伟" } })]).toEqual([
      0, 1,
    ]);
  });
});
