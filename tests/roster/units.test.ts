import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { hands, kept } from "./driver.ts";

const { boss, lakeLiaison, liaison, north } = townUsers;
const hill = townChannels.hill.id;

const saidTo = async (town: World, user: string, text: string) =>
  textOf((await town.slack.as(user).command(text, hill)).body);

describe("/campaign units", () => {
  it("shows the tree from the top, searches it, and goes up and down", async () => {
    const town = await world();
    const at = hands(town);
    const page = await at.command("单位", "下属 2 个单位");
    expect(page).toContain("North District");
    expect(page).toContain("周四集中学习");
    await at.press("openUnit", "Lake School", `unit.${await at.idOf("unit", "N")}`);
    await at.press("aboveUnit", "South District");
    expect(await at.command("units school", "共 3 个单位")).toContain("River");
    expect(await at.command("units RIVER", "▲ South District")).toContain("2 人");
    await at.fill({ query: "moon" });
    await at.submitted("没有找到");
  });

  it("shows a head what is below them, to read only", async () => {
    const town = await world();
    const at = hands(town, north.id);
    const page = await at.command("units", "2 units below it");
    expect(page).toContain("Administrators can change units");
    expect(page).not.toContain("Add a unit");
    expect(page).not.toContain("县教育局");
    await at.command("units RIVER", "No unit was found");
  });

  it("adds a unit, which counts from its first day, with each problem at its field", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("units N", "North District");
    await at.press("addUnit", "新增单位");
    await at.fill({ code: "hill", name: "Lake School", kind: "school", weekday: "3", from: "2026-10-28" });
    await at.submit();
    for (const part of ["已有单位使用代码 hill", "同一上级之下已有Lake School（LAKE）"])
      expect(at.errors()).toContain(part);
    await at.fill({ code: "MOON", name: "Moon <School> & *Co*" });
    await at.submitted("已新增单位");
    expect(at.screen()).toContain("自2026年10月28日起参加活动");
    expect(await saidTo(town, boss.id, "/attendance status 2026-W43")).toContain("6 个单位中");
    town.clock.set("2026-10-29T08:00:00Z");
    expect(await saidTo(town, boss.id, "/attendance status")).toContain("7 个单位中");
    // The numbers of others have moved: nobody's scope has.
    expect(await saidTo(town, north.id, "/attendance status")).toContain("Moon &lt;School&gt;");
    expect(await saidTo(town, north.id, "/attendance status S")).toContain("outside that");
    expect(await saidTo(town, liaison.id, "/attendance status MOON")).not.toContain("reported");
  });

  it("changes name and weekday, and moves a unit with what is below it", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("units LAKE", "Lake School");
    await at.press("changeUnit", "修改单位");
    await at.fill({ name: "Lake Academy", weekday: "none" });
    await at.submitted("不单独组织学习");
    await at.press("moveUnit", "调整上级单位");
    await at.fill({ parent: await at.idOf("unit", "S") });
    await at.submitted("已划归South District");
    expect(await town.db.unit.findFirst({ where: { code: "LAKE" } })).toMatchObject({
      depth: 2,
      sessionWeekday: null,
    });
    await at.command("units S", "下属 2 个单位");
    await at.press("moveUnit", "调整上级单位");
    await at.fill({ parent: await at.idOf("unit", "LAKE") });
    await at.submit();
    expect(at.errors()).toContain("或其下属单位");
  });

  it("asks before a unit with records takes its past along, says the other way, and tells the audit", async () => {
    const town = await world();
    await town.slack.as(lakeLiaison.id).command("/attendance all", hill);
    const at = hands(town);
    const [lake, south] = [await at.idOf("unit", "LAKE"), await at.idOf("unit", "S")];
    await at.command("units LAKE", "Lake School");
    await at.press("moveUnit", "会先询问以往各周");
    await at.fill({ parent: south });
    const before = await kept(town);
    await at.submitted(
      "第39周（9月21日–9月27日）至第43周（10月19日–10月25日），Lake School将改计入South District，不再计入North District",
    );
    expect(await kept(town)).toEqual(before);
    for (const part of ["在South District下新增…", "合并Lake School…", "请不要保存"])
      expect(at.screen()).toContain(part);
    // Saved without the box, it asks again.
    await at.submitted("以往各周也一并改计");
    expect(await kept(town)).toEqual(before);
    await at.tick();
    await at.submitted("已划归South District");
    expect(await saidTo(town, boss.id, "/attendance status S 2026-W43")).toContain("3 个单位中 1 个已报");
    expect(await saidTo(town, boss.id, "/attendance status N 2026-W43")).toContain("2 个单位中 0 个已报");
    expect(
      await town.db.auditEntry.findFirst({ where: { unitId: lake }, orderBy: { id: "desc" } }),
    ).toMatchObject({
      before: { parent: "N" },
      after: { parent: "S", countedFrom: "2026-W39" },
    });
  });

  it("asks of what is below a merged unit too, which moves with its past", async () => {
    const town = await world();
    await town.slack.as(lakeLiaison.id).command("/attendance all", hill);
    const at = hands(town);
    await at.command("units N", "North District");
    await at.press("mergeUnit", "单位合并");
    await at.fill({ into: await at.idOf("unit", "S"), from: "2026-10-21" });
    await at.submitted("Lake School将改计入South District，不再计入North District");
    expect(at.screen()).toContain("逐个为下属单位");
    await at.tick();
    await at.submitted("属于South District");
  });

  it("merges a unit: its people go from that day, its records and its place stay", async () => {
    const town = await world();
    await town.slack.as(liaison.id).command("/attendance all", hill);
    await town.slack.as(lakeLiaison.id).command("/attendance all", hill);
    const before = await kept(town);
    const at = hands(town);
    const [lake, hillId] = [await at.idOf("unit", "LAKE"), await at.idOf("unit", "HILL")];
    await at.command("units LAKE", "Lake School");
    await at.press("mergeUnit", "单位合并");
    await at.fill({ into: hillId, from: "2026-10-21" });
    await at.submit();
    expect(at.errors()).toContain("在2026年10月21日之前已有自己的记录");
    await at.fill({ from: "2026-10-26" });
    await at.submitted("已合并：3 人自2026年10月26日起属于Hill School");
    expect(at.screen()).toContain("将并入Hill School，截止于2026年10月25日");
    expect(await kept(town)).toMatchObject({ ...before, entries: expect.any(Number) });
    expect(await town.db.unit.findFirst({ where: { code: "LAKE" } })).toMatchObject({ mergedIntoId: hillId });
    expect(await saidTo(town, boss.id, "/attendance status 2026-W43")).toContain("6 个单位中 2 个已报");
    town.clock.set("2026-10-28T08:00:00Z");
    expect(await saidTo(town, boss.id, "/attendance status 2026-W44")).toContain("5 个单位中 0 个已报");
    expect(await saidTo(town, boss.id, "/attendance status N")).not.toContain("Lake School");
    expect(await saidTo(town, boss.id, "/attendance missing")).not.toContain("Lake School");
    expect(await saidTo(town, liaison.id, "/attendance all")).toContain("9 present");
    await at.command("units LAKE", "已并入Hill School");
    expect(at.screen()).toContain("LAKE · 学校 · ");
    await at.press("changeUnit", "修改单位");
    await at.command("units N", "下属 1 个单位");
    expect(lake).not.toBe(hillId);
  });

  it("moves what is below a merged unit at once, and plans no such merger ahead", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("units N", "North District");
    await at.press("mergeUnit", "单位合并");
    await at.fill({ into: await at.idOf("unit", "HILL"), from: "2026-10-21" });
    await at.submit();
    expect(at.errors()).toContain("或其下属单位");
    await at.fill({ into: await at.idOf("unit", "S"), from: "2026-11-02" });
    await at.submit();
    expect(at.errors()).toContain("不能提前安排");
    await at.fill({ from: "2026-10-21" });
    await at.submitted("已并入South District");
    expect(await at.command("units S", "下属 3 个单位")).toContain("Hill School");
    const north = await town.db.unit.findFirstOrThrow({ where: { code: "N" } });
    expect(north.treeLast).toBe(north.treeFirst);
  });
});
