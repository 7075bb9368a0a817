import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputs } from "../../src/attendance/ids.ts";
import { blocksOf, buttonsOf, driver, told } from "./driver.ts";
import { createWorld, i18n, school, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld(school());
});
afterEach(() => world.close());
const labels = (blocks: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(blocks).map((button) => button.text?.text);

describe("the form of a liaison", () => {
  it("opens for the unit's last session day, and sums up what was saved", async () => {
    const liaison = driver(world, "ULIAISON");
    expect((await liaison.command("")).kind).toBe("openView");
    expect(liaison.text()).toContain("2026-10-21");
    await liaison.pick("leave", [world.person("T1")]);
    await liaison.pick("material", "素质教育读本");
    const done = await liaison.submit();
    expect(done.kind).toBe("saved");
    expect(liaison.text()).toContain(
      "Saved for *Qingxi Primary, Wed 21 Oct*: 3 present, 0 late, 1 on leave (王伟), 0 absent of 4.",
    );
    expect(labels(blocksOf(done))).toEqual(["Undo", "Change", "Who changed what"]);
  });

  it("skips a week off when it looks for the last session day", async () => {
    world.setNow("2026-10-05T08:00:00Z"); // Monday after the week off
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    expect(liaison.text()).toContain('"initial_date":"2026-09-23"');
  });

  it("shows what is recorded when it is opened again, and edits it", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("all except 王伟 leave");
    await liaison.command("");
    expect(liaison.text()).toContain(`"initial_options":[{"text":{"type":"plain_text","text":"王伟"`);
    await liaison.pick("leave", []);
    await liaison.pick("late", [world.person("T1")]);
    await liaison.submit();
    expect(liaison.text()).toContain("3 present, 1 late (王伟), 0 on leave, 0 absent of 4.");
  });

  it("changes to another date with that date's own records", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("2026-10-14 all except 李雷 absent");
    await liaison.command("");
    await liaison.pick("date", "2026-10-14");
    expect(liaison.text()).toContain("1 absent");
    expect(liaison.text()).toContain('"text":"李雷","emoji":true},"value"');
    await liaison.submit();
    expect(liaison.text()).toContain("Nothing to change for *Qingxi Primary, Wed 14 Oct*");
  });

  it("puts a refusal at its field", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("late", [world.person("T1")]);
    await liaison.pick("absent", [world.person("T1")]);
    await expect(liaison.submit()).rejects.toMatchObject({
      key: "common.refused.twicePerson",
      field: expect.stringMatching(/^absent\./),
    });
    await liaison.pick("date", "2026-10-22");
    await expect(liaison.submit()).rejects.toMatchObject({
      key: "attendance.refused.future",
      field: expect.stringMatching(/^date\./),
    });
  });

  it("offers no draft that is older than what somebody saved since, whoever that was", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("leave", [world.person("T1")]);
    await liaison.close();
    await liaison.command("");
    expect(labels(liaison.view().blocks)).toContain("Use it");
    world.setNow("2026-10-21T08:05:00Z");
    await driver(world, "UHEAD").command("all except 李雷 absent");
    // The button of the form that is still open leads to what is recorded now.
    await liaison.press(liaison.view().blocks, "Use it");
    expect(liaison.text()).toContain("1 absent");
    await liaison.command("");
    expect(labels(liaison.view().blocks)).not.toContain("Use it");
    expect(liaison.text()).toContain(`"initial_options":[{"text":{"type":"plain_text","text":"李雷"`);
  });

  it("still offers a draft that is newer than what was saved", async () => {
    const liaison = driver(world, "ULIAISON");
    await driver(world, "UHEAD").command("all except 李雷 absent");
    world.setNow("2026-10-21T08:05:00Z");
    await liaison.command("");
    await liaison.pick("leave", [world.person("T1")]);
    await liaison.close();
    await liaison.command("");
    expect(labels(liaison.view().blocks)).toContain("Use it");
  });

  it("asks for those who were not there first, then for what was studied", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    const inputs = liaison.view().blocks.filter(({ type }) => type === "input");
    expect(inputs.map(({ block_id }) => String(block_id).split(".")[0])).toEqual([
      ...["date", "late", "leave", "absent"],
      ...["material", "ledBy"],
    ]);
  });

  it("finds the unit's people by their initials, and lists them by pinyin", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    const names = async (query: string) =>
      (await liaison.suggest(inputs.leave, query)).map(({ text }) => text.text);
    expect(await names("")).toEqual(["李雷", "王伟", "张三", "赵敏"]);
    expect(await names("ww")).toEqual(["王伟"]);
    expect(await names("zh")).toEqual(["张三", "赵敏"]);
    // Who led may be anybody of the roster; beyond one's scope whole names alone find them.
    const leaders = async (query: string) =>
      (await liaison.suggest(inputs.ledBy, query)).map(({ text }) => text.text);
    expect(await leaders("glh")).toEqual([]);
    expect(await leaders("顾力涵")).toEqual(["顾力涵"]);
  });

  it("says in a few words that all were there", async () => {
    const liaison = driver(world, "ULIAISON");
    expect(told(await liaison.command("all"))).toContain("Wed 21 Oct*: All 4 present.");
    expect(told(await driver(world, "UHEAD", "zh-CN").command("全到"))).toContain("应到 4 人，全部出勤。");
  });

  it("offers what was picked in a form that was closed, and forgets it once saved", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("leave", [world.person("T1")]);
    // Slack may close a view without its values: each pick was kept already.
    await liaison.close({});
    await liaison.command("");
    expect(liaison.text()).toContain("You have an unsaved draft for *Qingxi Primary, Wed 21 Oct*");
    await liaison.press(liaison.view().blocks, "Use it");
    await liaison.submit();
    expect(liaison.text()).toContain("1 on leave (王伟)");
    await liaison.command("");
    expect(liaison.text()).not.toContain("unsaved draft");
  });

  it("keeps what was typed, on closing too, until it is discarded", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("material", "读本");
    await liaison.close();
    await liaison.command("");
    expect(liaison.text()).toContain("unsaved draft");
    await liaison.press(liaison.view().blocks, "Discard");
    expect(liaison.text()).not.toContain("unsaved draft");
    await liaison.command("");
    expect(liaison.text()).not.toContain("unsaved draft");
  });

  it("keeps what was picked for one date when another is chosen", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("absent", [world.person("T2")]);
    await liaison.pick("date", "2026-10-14");
    expect(liaison.text()).toContain("is kept as a draft");
    expect(liaison.text()).not.toContain("initial_options");
    expect(liaison.text()).toContain("unsaved draft for *Qingxi Primary, Wed 21 Oct*");
    await liaison.press(liaison.view().blocks, "Use it");
    await liaison.submit();
    expect(liaison.text()).toContain(
      "Saved for *Qingxi Primary, Wed 21 Oct*: 3 present, 0 late, 0 on leave, 1 absent (李雷)",
    );
  });

  it("keeps a draft of each session for somebody who fills two", async () => {
    const admin = driver(world, "UADMIN");
    await admin.command("");
    await admin.pick("unit", world.unit("S1"));
    await admin.pick("late", [world.person("T1")]);
    await admin.pick("date", "2026-10-14");
    await admin.pick("absent", [world.person("T2")]);
    await admin.close({});

    await admin.command("");
    expect(admin.text()).toContain("unsaved draft for *Qingxi Primary, Wed 14 Oct*");
    await admin.press(admin.view().blocks, "Use it");
    await admin.submit();
    expect(admin.text()).toContain("1 absent (李雷)");
    await admin.command("");
    expect(admin.text()).toContain("unsaved draft for *Qingxi Primary, Thu 15 Oct*");
    await admin.press(admin.view().blocks, "Use it");
    await admin.submit();
    await admin.tick(); // the school studies on Wednesdays
    await admin.submit();
    expect(admin.text()).toContain("1 late (王伟)");
    expect(await world.db.draft.count()).toBe(0);
  });

  it("offers what a head wrote on the line about a locked week, so that only the reason is missing", async () => {
    world.setNow("2026-11-03T08:00:00Z");
    const head = driver(world, "UHEAD");
    const answer = await head.command("2026-10-21 all except 王伟 leave");
    expect(told(answer)).toContain("*Not saved yet.* The week of Wed 21 Oct is locked");
    await head.press(blocksOf(answer), "Open the form");
    await head.press(head.view().blocks, "Use it");
    await head.pick("correction", "补录");
    await head.submit();
    expect(head.text()).toContain("1 on leave (王伟)");
  });

  it("does not offer what is too old to be remembered", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("late", [world.person("T1")]);
    await liaison.close({});
    world.setNow("2026-11-05T08:00:00Z");
    await driver(world, "UHEAD").command("");
    await liaison.command("");
    expect(liaison.text()).not.toContain("unsaved draft");
  });

  it("asks for head-counts where the unit has no list", async () => {
    const liaison = driver(world, "ULIAISON2");
    await liaison.command("");
    await liaison.pick("count-present", "42");
    await liaison.pick("count-leave", "2");
    await liaison.submit();
    expect(liaison.text()).toContain("42 present, 0 late, 2 on leave, 0 absent of 44.");
  });

  it("lets an administrator choose any unit, by search", async () => {
    const admin = driver(world, "UADMIN");
    await admin.command("");
    expect((await admin.suggest(inputs.unit, "qingxi")).map((option) => option.text.text)).toEqual([
      "Qingxi Primary",
    ]);
    await admin.pick("unit", world.unit("S1"));
    await admin.pick("late", [world.person("T1")]);
    await admin.pick("date", "2026-10-14");
    await admin.submit();
    expect(admin.text()).toContain("Saved for *Qingxi Primary");
  });

  it("offers a unit that was merged for the dates before that only", async () => {
    await world.db.unit.update({
      where: { id: world.unit("S1") },
      data: { endsOn: new Date("2026-10-10"), mergedIntoId: world.unit("S2") },
    });
    world.org.forget();
    const admin = driver(world, "UADMIN");
    await admin.command("");
    expect(await admin.suggest(inputs.unit, "qingxi")).toEqual([]);
    await admin.pick("date", "2026-10-08");
    expect((await admin.suggest(inputs.unit, "qingxi")).map((option) => option.text.text)).toEqual([
      "Qingxi Primary",
    ]);
  });

  it("suggests who led: the unit's people, then others of the roster by their whole name", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    expect((await liaison.suggest(inputs.ledBy, "")).length).toBe(4);
    // Of another unit: nobody is listed by a part of their name.
    expect(await liaison.suggest(inputs.ledBy, "顾")).toEqual([]);
    expect((await liaison.suggest(inputs.ledBy, "顾力涵")).map((option) => option.text.text)).toEqual([
      "顾力涵",
    ]);
    await liaison.pick("ledBy", world.person("B1"));
    await liaison.submit();
    await liaison.press(liaison.view().blocks, "Change");
    expect(liaison.text()).toContain("顾力涵");
  });

  it("shows a locked week with whom to ask; the head corrects it with a reason", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    world.setNow("2026-11-03T08:00:00Z");
    await liaison.pick("date", "2026-10-21");
    expect(liaison.text()).toContain("it closed on Sun 1 Nov");
    const asked = await liaison.press(liaison.view().blocks, "Ask 赵敏");
    expect(told(asked)).toContain("A message to 赵敏 is on its way");
    expect(world.jobs.queued).toEqual([expect.objectContaining({ name: "attendance.askHead" })]);

    const head = driver(world, "UHEAD");
    await head.command("");
    await head.pick("date", "2026-10-21");
    await head.pick("absent", [world.person("T1")]);
    await expect(head.submit()).rejects.toMatchObject({ field: expect.stringMatching(/^correction\./) });
    await head.pick("correction", "补录");
    await head.submit();
    expect(head.text()).toContain("1 absent (王伟)");
  });

  it("says above the form what is not about a field, with all that was typed", async () => {
    const liaison = driver(world, "ULIAISON");
    await liaison.command("");
    await liaison.pick("late", [world.person("T1")]);
    world.setNow("2026-11-03T08:00:00Z");
    const answer = await liaison.submit();
    expect(answer.kind).toBe("updateView");
    expect(liaison.text()).toContain("*Not saved.* Wed 21 Oct is in a locked week");
    await liaison.command("");
    expect(liaison.text()).not.toContain("unsaved draft"); // nobody may save it any more
  });
});

describe("the form of everybody else", () => {
  it("records their own status", async () => {
    const teacher = driver(world, "UT1");
    await teacher.command("");
    await teacher.pick("own-status", "late");
    await teacher.submit();
    expect(teacher.text()).toContain("you are *late*, Wed 21 Oct");
    await teacher.command("");
    expect(teacher.text()).toContain('"initial_option":{"text":{"type":"plain_text","text":"late"');
  });

  it("fills in again what was picked when it was closed or expired, and forgets it once it is saved", async () => {
    const teacher = driver(world, "UT1");
    await teacher.command("");
    await teacher.pick("own-status", "leave");
    await teacher.command(""); // expired: nobody told us that it is gone
    expect(teacher.text()).toContain("did not save is filled in");
    expect(teacher.text()).toContain('"initial_option":{"text":{"type":"plain_text","text":"on leave"');
    await teacher.pick("own-reason", "dentist");
    await teacher.close();
    await teacher.command("");
    expect(teacher.text()).toContain('"initial_value":"dentist"');
    await teacher.submit();
    await teacher.command("");
    expect(teacher.text()).not.toContain("did not save");
  });

  it("announces leave for a date to come, and refuses anything else then, at the date", async () => {
    const teacher = driver(world, "UT1", "zh-CN");
    await teacher.command("");
    await teacher.pick("own-date", "2026-10-28");
    await teacher.pick("own-status", "late");
    await expect(teacher.submit()).rejects.toMatchObject({
      field: "own-date",
      key: "attendance.refused.future",
    });
    await teacher.pick("own-status", "leave");
    await teacher.pick("own-reason", "看病");
    await teacher.submit();
    expect(teacher.text()).toContain("已为您预先请假：*10月28日");
  });

  it("says at the date, without markup, whom to tell where nobody can be asked", async () => {
    world.setNow("2026-11-03T08:00:00Z");
    await world.db.slackUser.deleteMany({ where: { personId: world.person("H1") } });
    const teacher = driver(world, "UT1");
    await teacher.command("");
    await teacher.pick("own-date", "2026-10-21");
    await teacher.pick("own-status", "present");
    const refusal = { key: "attendance.request.notReached", field: "own-date", values: { names: "赵敏" } };
    await expect(teacher.submit()).rejects.toMatchObject(refusal);
    expect(i18n.locale("en").t(refusal.key)).not.toMatch(/[*_`]/);
  });

  it("names the liaison where the campaign leaves it to them", async () => {
    await world.db.campaign.updateMany({ data: { selfCheckIn: false } });
    world.setNow("2026-10-21T09:00:00Z");
    await expect(driver(world, "UT1").command("")).rejects.toMatchObject({
      key: "attendance.refused.noSelf",
      values: { liaisons: "张三" },
    });
  });
});
