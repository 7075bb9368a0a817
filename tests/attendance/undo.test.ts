import { afterEach, describe, expect, it } from "vitest";
import { attendanceFigures } from "../../src/attendance/figures.ts";
import type { Answer } from "../../src/slack/answer.ts";
import { blocksOf, buttonsOf, driver, instance, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

let world: World;
afterEach(() => world.close());

const today = "2026-10-21";
const statuses = async () => {
  const rows = await world.db.attendance.findMany({ include: { person: true } });
  return Object.fromEntries(rows.map(({ person, status }) => [person.name, status]));
};
const sessions = () => world.db.session.count();
const audit = () => world.db.auditEntry.findMany({ orderBy: { id: "asc" } });
const labels = (answer: Answer) => buttonsOf(blocksOf(answer)).map((one) => one.text?.text);
async function announce(no: string, reason: string | null = null) {
  const date = new Date(`${today}T00:00:00Z`);
  await world.db.leaveNotice.create({
    data: { workspaceId: world.workspaceId, personId: world.person(no), date, reason },
  });
}
const figures = async () => {
  const unit = (await world.org.units()).byId(world.unit("S1"));
  if (!unit) throw new Error("no unit");
  const [facts] = await attendanceFigures.answer(world.db, world.workspaceId, [
    { unit, period: { from: "2026-10-19", to: "2026-10-25" } },
  ]);
  return facts;
};

describe("undoing what was saved", () => {
  it("brings back exactly what the line had changed, and says what stands now", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all except 李雷 late, 王伟 leave");
    const again = await liaison.command("all except 王伟 leave");
    expect(told(again)).toContain("Recorded otherwise before: 李雷: late → present.");
    const undone = await liaison.press(blocksOf(again), "Undo");
    expect(undone.kind).toBe("replace");
    expect(told(undone)).toBe(
      "*Taken back.* For *Qingxi Primary, Wed 21 Oct* this stands now: 2 present, 1 late (李雷), 1 on leave (王伟), 0 absent of 4.",
    );
    expect(await statuses()).toEqual({ 张三: "present", 赵敏: "present", 王伟: "leave", 李雷: "late" });
    const last = (await audit()).at(-1);
    expect(last).toMatchObject({
      ...{ actor: "ULIAISON", before: { status: "present" }, after: { status: "late" } },
      requestKey: expect.stringMatching(/^undo:/),
    });
  });

  it("is done once, however often it is pressed, and answers alike", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all except 李雷 late");
    const again = await liaison.command("all");
    const first = await liaison.press(blocksOf(again), "Undo");
    const entries = (await audit()).length;
    expect(await liaison.press(blocksOf(again), "Undo")).toEqual(first);
    expect(await audit()).toHaveLength(entries);
  });

  it("leaves no session behind where there was none, and announced leave as it was announced", async () => {
    world = await createWorld(school());
    await announce("T1", "看病");
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all except 王伟 leave, 李雷 absent");
    expect(told(await liaison.press(blocksOf(saved), "Undo"))).toContain(
      "Nothing is recorded for *Qingxi Primary, Wed 21 Oct* now",
    );
    expect(await sessions()).toBe(0);
    expect((await figures())?.unitsReported).toBe(0);
    // As the first time: the list is fixed anew, with the leave that was announced.
    await driver(world, "UT2").command("here");
    expect(await statuses()).toEqual({ 张三: null, 赵敏: null, 王伟: "leave", 李雷: "present" });
  });

  it("changes nothing where somebody changed one of them since, and says who and when", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all except 李雷 late");
    await driver(world, "UHEAD").command("all");
    const entries = (await audit()).length;
    await expect(liaison.press(blocksOf(saved), "Undo")).rejects.toMatchObject({
      key: "undo.changed",
      values: { by: "赵敏", at: expect.stringContaining("16:00") },
    });
    expect(await audit()).toHaveLength(entries);
    expect((await statuses()).李雷).toBe("present");
  });

  it("says so where it was oneself who changed the same since", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all except 李雷 late");
    await liaison.command("all");
    await expect(liaison.press(blocksOf(saved), "Undo")).rejects.toMatchObject({
      key: "undo.changedByYou",
      values: { at: expect.stringContaining("16:00") },
    });
  });

  it("does not stand in the way of what others did to other people", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all except 李雷 late");
    const second = await liaison.command("all");
    await driver(world, "UHEAD").command("王伟 late");
    await liaison.press(blocksOf(second), "Undo");
    expect(await statuses()).toMatchObject({ 李雷: "late", 王伟: "late" });
  });

  it("says after ten minutes that the time is over, and how to change it", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all");
    world.setNow("2026-10-21T08:10:00Z");
    const words = await liaison.press(blocksOf(saved), "Undo");
    expect(told(words)).toContain("Taken back");
    const again = await liaison.command("all");
    world.setNow("2026-10-21T08:20:01Z");
    await expect(liaison.press(blocksOf(again), "Undo")).rejects.toMatchObject({
      key: "attendance.undoLate",
      values: { until: expect.stringContaining("16:20") },
    });
    expect((await figures())?.unitsReported).toBe(1);
  });

  it("is for whoever wrote it, and asks for today's rights", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    const saved = await liaison.command("all");
    await expect(driver(world, "UHEAD").press(blocksOf(saved), "Undo")).rejects.toMatchObject({
      key: "undo.notYours",
    });
    await world.db.person.updateMany({ where: { employeeNo: "L1" }, data: { roles: [] } });
    world.org.forget();
    await expect(liaison.press(blocksOf(saved), "Undo")).rejects.toMatchObject({
      key: "common.refused.notYoursNoLiaison",
    });
    expect((await figures())?.unitsReported).toBe(1);
  });

  it("brings back names that head-counts replaced, and head-counts that names replaced", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("3 present 1 late");
    const byName = await liaison.command("all");
    expect(told(byName)).toContain("Reported before: 3 present, 1 late, 0 on leave, 0 absent of 4.");
    expect(told(await liaison.press(blocksOf(byName), "Undo"))).toContain(
      "this stands now: 3 present, 1 late, 0 on leave, 0 absent of 4.",
    );
    expect(await world.db.session.findFirst()).toMatchObject({ present: 3, late: 1 });
    expect(Object.values(await statuses())).toEqual([null, null, null, null]);
  });

  it("takes back a form's save in the form's place", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("late", [world.person("T1")]);
    await liaison.pick("material", "第三章");
    await liaison.submit();
    const undone = await liaison.press(liaison.view().blocks, "Undo");
    expect(undone.kind).toBe("updateView");
    expect(liaison.text()).toContain("Nothing is recorded for");
    expect(await sessions()).toBe(0);
  });

  it("offers nothing to undo where nothing was changed", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all");
    expect(labels(await liaison.command("all"))).toEqual(["Change", "Who changed what"]);
  });
});

describe("undoing one's own status", () => {
  it("takes back what one said, and nobody else's leave that became a status on the way", async () => {
    world = await createWorld(school());
    await announce("T1");
    const here = await driver(world, "UT2").command("here");
    await driver(world, "UHEAD").command("here");
    const undone = await driver(world, "UT2").press(blocksOf(here), "Undo");
    expect(told(undone)).toBe("*Taken back.* Nothing is recorded for you on *Wed 21 Oct* now.");
    expect(await statuses()).toEqual({ 张三: null, 赵敏: "present", 王伟: "leave", 李雷: null });
  });

  it("leaves no session that stands on announced leave alone", async () => {
    world = await createWorld(school());
    await announce("T1");
    const [lei, min] = [driver(world, "UT2"), driver(world, "UHEAD")];
    const here = await lei.command("here");
    const also = await min.command("here");
    await lei.press(blocksOf(here), "Undo");
    await min.press(blocksOf(also), "Undo");
    expect(await sessions()).toBe(0);
    expect((await figures())?.unitsReported).toBe(0);
  });

  it("takes back leave that was announced, or its other reason", async () => {
    world = await createWorld(school());
    const teacher = driver(world, "UT1");
    await teacher.command("leave 2026-10-28 dentist");
    const other = await teacher.command("leave 2026-10-28 meeting");
    expect(told(await teacher.press(blocksOf(other), "Undo"))).toContain("your leave stands as announced");
    expect(await world.db.leaveNotice.findFirst()).toMatchObject({ reason: "dentist" });
    const third = await teacher.command("leave 2026-11-04");
    await teacher.press(blocksOf(third), "Undo");
    expect(await world.db.leaveNotice.count()).toBe(1);
  });
});

describe("taking a whole session back", () => {
  it("asks first, then leaves nothing of it but its history, and records it anew as the first time", async () => {
    world = await createWorld(school());
    await announce("T1", "看病");
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all except 王伟 leave");
    const asked = await liaison.command("undo");
    expect(told(asked)).toContain("3 present, 0 late, 1 on leave, 0 absent of 4.");
    expect((await figures())?.unitsReported).toBe(1);
    const done = await liaison.press(blocksOf(asked), "Take it back");
    expect(told(done)).toContain("Nothing is recorded for *Qingxi Primary, Wed 21 Oct* now");
    expect((await figures())?.unitsReported).toBe(0);
    expect(told(await liaison.command("missing"))).toContain("Qingxi Primary");
    const history = told(await liaison.command("history"));
    expect(history).toContain("present → not recorded");
    await driver(world, "UT2").command("here");
    expect(await statuses()).toEqual({ 张三: null, 赵敏: null, 王伟: "leave", 李雷: "present" });
  });

  it("is forgotten by a bot that remembered the list as fixed", async () => {
    world = await createWorld(school());
    const other = driver(world, "UT2", "en", instance(world));
    await other.command("here");
    await other.command("late");
    const liaison = driver(world, "ULIAISON");
    await liaison.press(blocksOf(await liaison.command("撤销 10-21")), "Take it back");
    expect(told(await other.command("here"))).toBe("Saved: you are *here*, Wed 21 Oct.");
    expect(await statuses()).toMatchObject({ 李雷: "present", 王伟: null });
  });

  it("is offered by the form and by the history, in a modal", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    expect(labels({ kind: "openView", view: liaison.view() })).not.toContain("Take back the session");
    await liaison.command("all");
    await liaison.command("");
    await liaison.press(liaison.view().blocks, "Take back the session");
    expect(liaison.text()).toContain("Take back the session of Qingxi Primary, Wed 21 Oct?");
    await liaison.submit();
    expect(await sessions()).toBe(0);
    await liaison.command("all");
    await liaison.press(blocksOf(await liaison.command("history")), "Take back the session");
    await liaison.submit();
    expect(await sessions()).toBe(0);
    expect(labels(await liaison.command("history"))).toEqual([]);
  });

  it("takes nothing back unseen, and nothing where nothing is recorded", async () => {
    world = await createWorld(school());
    const liaison = driver(world, "ULIAISON");
    await expect(liaison.command("undo")).rejects.toMatchObject({ key: "attendance.undo.notRecorded" });
    await liaison.command("all");
    const asked = await liaison.command("undo");
    await driver(world, "UHEAD").command("王伟 late");
    await expect(liaison.press(blocksOf(asked), "Take it back")).rejects.toMatchObject({
      key: "attendance.undo.changedMeanwhile",
    });
    expect((await statuses()).王伟).toBe("late");
  });

  it("is the head's in a locked week, with a reason, and nobody's without the right", async () => {
    world = await createWorld(school());
    const [liaison, head] = [driver(world, "ULIAISON"), driver(world, "UHEAD")];
    await liaison.command("all");
    await expect(driver(world, "UT1").command("undo")).rejects.toMatchObject({
      key: "common.refused.notYours",
    });
    world.setNow("2026-11-03T02:00:00Z");
    // Without a date nobody means a week that is locked.
    for (const one of [liaison, head])
      await expect(one.command("undo")).rejects.toMatchObject({ key: "attendance.undo.notRecorded" });
    expect(told(await liaison.command("undo 10-21"))).toContain("is in a locked week");
    const asked = await head.command("undo 10-21");
    const form = await head.press(blocksOf(asked), "Take it back");
    expect(form.kind).toBe("openView");
    await expect(head.submit()).rejects.toMatchObject({ field: "correction" });
    await head.pick("correction", "wrong day");
    await head.submit();
    expect(await sessions()).toBe(0);
    expect((await audit()).at(-1)).toMatchObject({ actor: "UHEAD", reason: "wrong day", after: null });
  });
});
