import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputs } from "../../src/attendance/ids.ts";
import { blocksOf, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

/** Qingxi Primary (Wednesday) was merged into Meiling Primary; its last day was its session day, Wed 14 October. */
let world: World;
beforeEach(async () => {
  world = await createWorld(school());
  const { db, unit, workspaceId } = world;
  await db.unit.update({
    where: { id: unit("S1") },
    data: { endsOn: new Date("2026-10-14"), mergedIntoId: unit("S2") },
  });
  const people = await db.membership.findMany({ where: { unitId: unit("S1") } });
  await db.membership.updateMany({ where: { unitId: unit("S1") }, data: { endsOn: new Date("2026-10-14") } });
  await db.membership.createMany({
    data: people.map(({ personId }) => ({
      ...{ workspaceId, personId },
      ...{ unitId: unit("S2"), startsOn: new Date("2026-10-15") },
    })),
  });
  world.org.forget();
});
afterEach(() => world.close());

describe("a unit that was merged into another", () => {
  it("has no session after its last day: its page says where it went", async () => {
    const admin = driver(world, "UADMIN");
    const page = told(await admin.command("status S1 2026-W43"));
    expect(page).toContain(
      "Qingxi Primary was merged into Meiling Primary; its last day was 14 October 2026.",
    );
    expect(page).not.toContain("21 Oct*");
    expect(page).not.toContain("has not reported");
    expect(told(await admin.command("status S1 2026-W42"))).toContain(
      "has not reported its session of Wed 14 Oct",
    );
  });

  it("is still there for those who were its people: from the page of its last week to the form", async () => {
    const liaison = driver(world, "ULIAISON");
    for (const [name, button] of [
      ["S1", "Open the form"],
      ["Qingxi", "Change"],
    ] as const) {
      const page = await liaison.command(`status ${name}`);
      expect(told(page)).toContain("*Qingxi Primary · week 42");
      await liaison.press(blocksOf(page), button);
      await liaison.pick("leave", [world.person("T1")]);
      await liaison.submit();
    }
    expect(told(await liaison.command("history S1"))).toContain("王伟 → on leave");
    await expect(driver(world, "ULIAISON2").command("status S1")).rejects.toMatchObject({
      key: "common.refused.notSeen",
    });
  });

  it("is meant by a line about a day on which it was the asker's unit", async () => {
    const liaison = driver(world, "ULIAISON");
    expect(told(await liaison.command("2026-10-14 all"))).toContain("Saved for *Qingxi Primary, Wed 14 Oct*");
    expect(told(await liaison.command("2026-10-14 for S1 all except 王伟 leave"))).toContain("1 on leave");
    expect(told(await liaison.command("2026-10-07 all"))).toContain("7 Oct is in a locked week");
    expect(told(await liaison.command("2026-10-15 5 present"))).toContain("Record for *Meiling Primary");
  });

  it("can be chosen in the form for such a day, and by nobody else", async () => {
    const units = async (who: string) => {
      const one = driver(world, who);
      await one.command("");
      await one.pick("date", "2026-10-14");
      if (!one.text().includes(inputs.unit)) return [];
      return (await one.suggest(inputs.unit, "")).map(({ text }) => text.text);
    };
    expect(await units("ULIAISON")).toEqual(["Qingxi Primary", "Meiling Primary"]);
    expect(await units("ULIAISON2")).toEqual([]);
  });
});
