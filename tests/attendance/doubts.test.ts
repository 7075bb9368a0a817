import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../../src/slack/answer.ts";
import { blocksOf, type Driver, driver, told } from "./driver.ts";
import { createWorld, school, type World } from "./world.ts";

let world: World;
let liaison: Driver;
beforeEach(async () => {
  world = await createWorld(school());
  liaison = driver(world, "ULIAISON");
});
afterEach(() => world.close());

const sessions = () => world.db.session.count();
const statusOf = async (no: string) =>
  (await world.db.attendance.findFirst({ where: { personId: world.person(no) } }))?.status;
const yes = (question: Answer) => liaison.press(blocksOf(question), "Yes");

describe("leave that was announced", () => {
  beforeEach(async () => {
    world.setNow("2026-10-20T08:00:00Z"); // the unit studies tomorrow
    await driver(world, "UT1").command("leave 2026-10-21 dentist");
    world.setNow("2026-10-21T08:00:00Z");
  });

  it("is kept by a line that does not name the person, which says so", async () => {
    expect(told(await liaison.command("all"))).toContain("3 present, 0 late, 1 on leave (王伟, announced)");
    expect(await statusOf("T1")).toBe("leave");
    // Also by a second line, once it has become a status.
    expect(told(await liaison.command("all"))).toContain("1 on leave (王伟, announced)");
  });

  it("is kept by names that replace head-counts", async () => {
    await liaison.command("3 present 1 leave");
    const question = await liaison.command("李雷 late");
    expect(told(question)).toContain("1 late (李雷), 1 on leave (王伟, announced)");
    await liaison.press(blocksOf(question), "Open the form");
    expect(liaison.text()).toContain(`"initial_options":[{"text":{"type":"plain_text","text":"王伟"`);
    expect(told(await liaison.command("李雷 late, everyone else here"))).toContain(
      "1 late (李雷), 1 on leave (王伟, announced)",
    );
    expect(await statusOf("T1")).toBe("leave");
    expect(await world.db.attendance.findFirst({ where: { personId: world.person("T1") } })).toMatchObject({
      reason: "dentist",
    });
  });

  it("is kept by the form behind a question, also once it has become a status", async () => {
    await liaison.command("all");
    await liaison.press(blocksOf(await liaison.command("all except 李雷")), "Open the form");
    expect(liaison.text()).toContain(`"initial_options":[{"text":{"type":"plain_text","text":"王伟"`);
  });

  it("is told from the leave of others", async () => {
    const answer = told(await liaison.command("all except 李雷 leave"));
    expect(answer).toMatch(/2 on leave \((?:李雷 and 王伟 \[announced\]|王伟 \[announced\] and 李雷)\)/);
  });

  it("gives way to a line that names the person", async () => {
    expect(told(await liaison.command("all except 王伟 late"))).toContain("1 late (王伟), 0 on leave");
  });

  it("is said in Chinese too", async () => {
    const answer = told(await driver(world, "ULIAISON", "zh-CN").command("全到"));
    expect(answer).toContain("请假 1（王伟，已提前请假）");
  });

  it("is asked about where head-counts leave it out", async () => {
    const question = await liaison.command("4 present");
    expect(told(question)).toContain("leave out leave that was announced for Wed 21 Oct: 王伟.");
    expect(await sessions()).toBe(0);
    expect(told(await yes(question))).toContain("Saved for *Qingxi Primary, Wed 21 Oct*: All 4 present.");
    expect(told(await driver(world, "ULIAISON2").command("3 present 1 leave"))).toContain("Saved");
  });

  it("is kept by a form that was opened before it was announced", async () => {
    await liaison.command("");
    await driver(world, "UT2").command("leave 2026-10-28");
    world.setNow("2026-10-28T08:00:00Z");
    await liaison.command("");
    await driver(world, "UT1").command("leave 2026-10-28 flu");
    await liaison.submit();
    expect(liaison.text()).toContain("Recorded by others while the form was open");
  });
});

describe("a day on which the unit does not study", () => {
  it("is asked about by a line, and recorded after Yes", async () => {
    const question = await liaison.command("2026-10-20 all except 王伟 late");
    expect(told(question)).toContain(
      "Qingxi Primary studies on Wed, and nothing is recorded for Tue 20 Oct yet.",
    );
    expect(told(question)).toContain("3 present, 1 late (王伟)");
    expect(await sessions()).toBe(0);
    expect(told(await yes(question))).toContain("Saved for *Qingxi Primary, Tue 20 Oct*");
    // Once there is a session, a change of it is nothing to wonder about.
    expect(told(await liaison.command("2026-10-20 all"))).toContain("Saved for");
  });

  it("is asked about for head-counts, and in the form with a box to tick", async () => {
    expect(told(await liaison.command("2026-10-20 4 present"))).toContain("studies on Wed");
    await liaison.command("");
    await liaison.pick("date", "2026-10-20");
    await liaison.pick("late", [world.person("T1")]);
    await liaison.submit();
    expect(liaison.text()).toContain("nothing is recorded for Tue 20 Oct yet");
    expect(await sessions()).toBe(0);
    await liaison.tick();
    await liaison.submit();
    expect(liaison.text()).toContain("Saved for *Qingxi Primary, Tue 20 Oct*");
    expect(await statusOf("T1")).toBe("late");
  });
});

describe("a line without a date", () => {
  it("is asked about where it would change what was recorded of a day gone by", async () => {
    await liaison.command("all except 王伟 late");
    world.setNow("2026-10-26T08:00:00Z"); // the Monday after
    const question = await liaison.command("all");
    expect(told(question)).toContain(
      "Wed 21 Oct is recorded already, and your line names no date. It would change 1 entry",
    );
    expect(await statusOf("T1")).toBe("late");
    await yes(question);
    expect(await statusOf("T1")).toBe("present");
  });

  it("is not asked about on the day itself, with a date, or where nothing would change", async () => {
    await liaison.command("all except 王伟 late");
    expect(told(await liaison.command("all"))).toContain("Saved for");
    world.setNow("2026-10-26T08:00:00Z");
    expect(told(await liaison.command("all"))).toContain("Nothing to change");
    expect(told(await liaison.command("2026-10-21 all except 王伟 late"))).toContain("Saved for");
  });

  it("asks anew when somebody changed the session between question and Yes", async () => {
    await liaison.command("all except 王伟 late");
    world.setNow("2026-10-26T08:00:00Z");
    const question = await liaison.command("all");
    await driver(world, "UHEAD").command("2026-10-21 all except 王伟 late, 李雷 absent");
    expect(told(await yes(question))).toContain("It would change 2 entries");
    expect(await statusOf("T1")).toBe("late");
  });
});
