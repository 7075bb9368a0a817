import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayField } from "../../src/attendance/ids.ts";
import { dayOf } from "../../src/db/dates.ts";
import type { Block, Option } from "../../src/slack/blocks.ts";
import { chooseDay } from "../../src/slack/choose-day.ts";
import { blocksOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

/** Both schools study on Wednesdays, and Wednesday 21 October is a day off; the bureau and the district rest not. */
let world: World;
let liaison: Driver;
beforeEach(async () => {
  // Nothing is owed before this week.
  world = await createWorld({ ...school(), campaign: { period: { from: "2026-10-19", to: "2027-01-31" } } });
  await holiday("2026-10-21", false);
  liaison = driver(world, "ULIAISON");
});
afterEach(() => world.close());

const holiday = (date: string, working: boolean) =>
  world.db.holiday.create({
    data: {
      workspaceId: world.workspaceId,
      date: dayOf(date),
      source: "administrator",
      working,
      name: "Fair",
    },
  });
const friday = "2026-10-23T08:00:00Z";
const text = (blocks: Block[]) => JSON.stringify(blocks);

/** What the Home tab of a Slack user says about attendance, what is to do first. */
async function home(who: Driver, slackUserId: string): Promise<{ first: Block[]; blocks: Block[] }> {
  const request = await world.request(slackUserId);
  const { staff } = request.viewer;
  if (!staff) throw new Error("not on the roster");
  const known = { ...request, viewer: { ...request.viewer, staff } };
  return {
    first: (await who.feature.homeFirst?.(known)) ?? [],
    blocks: (await who.feature.homeBlocks?.(known)) ?? [],
  };
}

describe("a unit whose only session day is a day off", () => {
  it("is off on its page and in every count, and neither due nor listed as not reported", async () => {
    world.setNow(friday);
    const leader = driver(world, "UADMIN");
    const bureau = await leader.command("status");
    expect(told(bureau)).toContain("*0 of 4 units reported*, 2 off");
    expect(told(bureau)).toContain("• 2 units due and not reported");
    const district = told(await driver(world, "UDISTRICT").command("status"));
    expect(district).toContain("*0 of 3 units reported*, 2 off");
    expect(district).toContain("*Qingxi Primary* · off");
    const own = told(await liaison.command("status"));
    expect(own).toContain("*Qingxi Primary* is off: its study day, Wed 21 Oct, is a day off.");
    expect(own).not.toContain("has not reported");
    const list = told(await leader.press(blocksOf(bureau), "Who has not reported"));
    expect(list).toContain("*2 of 4 units have no report yet.*");
    expect(list).toContain("2 units are off that week, owe nothing and are not listed.");
    expect(list).not.toContain("Qingxi");
  });

  it("is the liaison's to record nowhere on the Home tab, which says why and offers another day", async () => {
    world.setNow(friday);
    const { first, blocks } = await home(liaison, "ULIAISON");
    expect(first).toEqual([]);
    expect(text(blocks)).toContain("is off: its study day, Wed 21 Oct, is a day off.");
    expect(text(blocks)).toContain("The next session of Qingxi Primary is on Wed 28 Oct.");
    expect(text(blocks)).toContain(chooseDay.id);
    const above = await home(driver(world, "UDISTRICT"), "UDISTRICT");
    expect(text(above.first)).not.toContain("2 units due");
    expect(text(above.blocks)).toContain("*0 of 3 units reported*, 2 off");
  });

  it("is reminded by nobody, neither when somebody asks nor by what was planned before", async () => {
    world.setNow("2026-10-21T08:00:00Z");
    await world.db.holiday.deleteMany();
    const leader = driver(world, "UADMIN");
    const asked = await leader.press(blocksOf(await leader.command("missing")), "Remind their liaisons");
    await leader.press(blocksOf(asked), "attendance.remindYes");
    await holiday("2026-10-21", false);
    const job = leader.feature.jobs?.find(({ name }) => name === "attendance.remind");
    for (const { data } of world.jobs.queued.splice(0)) await job?.run(job.data.parse(data));
    expect(world.slack.direct).toEqual([]);
    const district = driver(world, "UDISTRICT");
    const again = await district.press(blocksOf(await district.command("missing")), "Remind their liaisons");
    expect(told(again)).toContain("*No reminder is sent.*");
    expect(told(again)).toContain("2 units are off that week and owe nothing.");
  });

  it("counts as reported where it studied all the same, which is asked about first", async () => {
    const question = await liaison.command("10-21 all");
    expect(told(question)).toContain("Wed 21 Oct is a day off for Qingxi Primary, and nothing is recorded");
    await liaison.press(blocksOf(question), "Yes");
    expect(told(await driver(world, "UADMIN").command("status"))).toContain("*1 of 4 units reported*, 1 off");
  });

  it("is off for the days off of a unit above it too", async () => {
    await world.db.holiday.deleteMany();
    const at = { startsOn: dayOf("2026-10-21"), endsOn: dayOf("2026-10-21"), bySlack: "UDISTRICT" };
    await world.db.unitDayOff.create({
      data: { workspaceId: world.workspaceId, unitId: world.unit("DIS"), reason: "Fair", ...at },
    });
    expect(told(await driver(world, "UADMIN").command("status"))).toContain("2 off");
  });

  it("is meant by a line without a date on no day off: it is about the session before", async () => {
    await world.db.holiday.deleteMany();
    await holiday("2026-10-28", false);
    world.setNow("2026-10-29T08:00:00Z");
    expect(told(await liaison.command("all"))).toContain("Saved for *Qingxi Primary, Wed 21 Oct*");
  });
});

describe("another study day", () => {
  const chosen = () => world.db.makeUpDay.findMany();
  const audited = () => world.db.auditEntry.findMany({ where: { record: "make_up_day" } });

  async function choose(day: string, who = liaison): Promise<string> {
    await who.press(blocksOf(await who.command("status")), chooseDay.id);
    await who.pick(dayField, day);
    return text(blocksOf(await who.submit()));
  }
  const options = () => {
    const block = liaison.view().blocks.find(({ block_id }) => block_id === dayField);
    const element = block?.element as { option_groups: { options: Option[] }[] } | undefined;
    return (element?.option_groups ?? []).flatMap((group) => group.options.map((one) => one.text.text));
  };

  it("is offered with a weekend that is worked in exchange first, and days off last", async () => {
    await holiday("2026-10-24", true);
    await liaison.press(blocksOf(await liaison.command("status")), "Choose another day…");
    expect(options()).toEqual([
      ...["Sat 24 Oct, worked for a holiday", "Mon 19 Oct", "Tue 20 Oct", "Thu 22 Oct", "Fri 23 Oct"],
      "Sun 25 Oct, not a working day",
    ]);
  });

  it("is what the unit owes from then on, on every page", async () => {
    expect(await choose("2026-10-22")).toContain("*Qingxi Primary* studies on *Thu 22 Oct* in week 43");
    expect(told(await liaison.command("status"))).toContain(
      "The session of Qingxi Primary is on Thu 22 Oct.",
    );
    expect(text((await home(liaison, "ULIAISON")).blocks)).toContain("is on Thu 22 Oct.");
    world.setNow("2026-10-22T08:00:00Z");
    expect(text((await home(liaison, "ULIAISON")).first)).toContain(
      "has not recorded its session of Thu 22 Oct yet",
    );
    expect(told(await driver(world, "UDISTRICT").command("missing"))).toContain("*Qingxi Primary*");
    expect(told(await driver(world, "UDISTRICT").command("status"))).toContain("1 off");
  });

  it("is recorded without being asked about, and the unit's weekday no more", async () => {
    await world.db.holiday.deleteMany();
    await holiday("2026-10-21", false);
    await choose("2026-10-22");
    world.setNow("2026-10-22T08:00:00Z");
    expect(told(await liaison.command("all"))).toContain("Saved for *Qingxi Primary, Thu 22 Oct*");
    expect(told(await liaison.command("10-21 all"))).toContain(
      "Qingxi Primary studies on Thu 22 Oct that week",
    );
  });

  it("is the day on which people check in by themselves", async () => {
    await choose("2026-10-22");
    world.setNow("2026-10-22T08:00:00Z");
    expect(told(await driver(world, "UT1").command("here"))).toContain("you are *here*, Thu 22 Oct");
    expect(told(await liaison.command("open"))).not.toContain("usually studies");
  });

  it("can be changed and taken back, one a unit and week, all of it in the audit", async () => {
    await choose("2026-10-22");
    await liaison.press([{ type: "actions", elements: [openFor("2026-W43")] }], chooseDay.id);
    await liaison.pick(dayField, "2026-10-23");
    await liaison.submit();
    expect(await chosen()).toMatchObject([{ week: "2026-W43", date: dayOf("2026-10-23") }]);
    await liaison.press([{ type: "actions", elements: [openFor("2026-W43")] }], chooseDay.id);
    expect(options().at(-1)).toBe("Back to the usual day, Wed 21 Oct");
    // Without a week: those whose day rests or was changed, this one and the next.
    await liaison.press([{ type: "actions", elements: [openFor(undefined)] }], chooseDay.id);
    expect(liaison.text()).toContain("week 43 (19–25 Oct): usually Wed 21 Oct, a day off");
    expect(liaison.text()).toContain("week 44 (26 Oct–1 Nov): usually Wed 28 Oct");
    expect(options()).toHaveLength(7 + 6);
    await liaison.pick(dayField, "2026-W43");
    expect(text(blocksOf(await liaison.submit()))).toContain("Taken back: in week 43");
    expect(await chosen()).toEqual([]);
    expect(await audited()).toMatchObject([
      { before: null, after: { date: "2026-10-22" }, actor: "ULIAISON" },
      { before: { date: "2026-10-22" }, after: { date: "2026-10-23" } },
      { before: { date: "2026-10-23" }, after: null },
    ]);
  });

  it("does away with the answer that there is no session, and says so", async () => {
    await liaison.command("no session because of the fair");
    expect(await choose("2026-10-22")).toContain("no longer holds");
    expect(await world.db.weekAnswer.count()).toBe(0);
  });

  it("is none in a week off, in one that is locked, outside the campaign, or of a unit that is not one's own", async () => {
    await choose("2026-10-22");
    const picks = async (day: string) => {
      await liaison.press([{ type: "actions", elements: [openFor("2026-W43")] }], chooseDay.id);
      await liaison.pick(dayField, day);
      return liaison.submit();
    };
    await expect(picks("2027-02-03")).rejects.toMatchObject({ key: "common.refused.outsideCampaign" });
    await world.db.campaign.updateMany({ data: { weeksOff: ["2026-W45"] } });
    await expect(picks("2026-11-04")).rejects.toMatchObject({ key: "common.refused.weekOff" });
    await expect(choose("2026-10-22", driver(world, "UT1"))).rejects.toThrow("no button");
    const forged = [{ type: "actions", elements: [openFor("2026-W43", "S2")] }];
    await expect(liaison.press(forged, chooseDay.id)).rejects.toMatchObject({
      key: "common.refused.notSeen",
    });
    const below = driver(world, "UDISTRICT").press(forged, chooseDay.id);
    await expect(below).rejects.toMatchObject({ key: "common.refused.notYours" });
    world.setNow("2026-11-02T08:00:00Z");
    await expect(picks("2026-10-23")).rejects.toMatchObject({ key: "attendance.makeUp.refused.locked" });
    expect(await chosen()).toMatchObject([{ date: dayOf("2026-10-22") }]);
  });

  it("reads well in Chinese", async () => {
    const chinese = driver(world, "ULIAISON", "zh-CN");
    expect(told(await chinese.command("状态"))).toContain("学习日10月21日 周三放假，该周无需上报");
    expect(await choose("2026-10-22", chinese)).toContain("改在 *10月22日 周四* 学习");
  });

  function openFor(week: string | undefined, code = "S1") {
    const value = chooseDay.write({ unitId: world.unit(code), ...(week && { week }) });
    return { type: "button", action_id: chooseDay.id, value, text: { type: "plain_text", text: "Choose" } };
  }
});
