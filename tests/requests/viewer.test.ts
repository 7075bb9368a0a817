import { describe, expect, it } from "vitest";
import { world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { liaison, wang } = townUsers;
const hill = townChannels.hill.id;
const status = "/attendance status";

describe("who is asking, while Slack does not say", () => {
  it("is answered all the same when only their time zone is missing", async () => {
    const { slack, db, clock } = await world();
    const hands = slack.as(liaison.id);
    await hands.command(status, hill);
    const where = { slackId: liaison.id };
    // As known since a version that asked for no time zone.
    await db.slackUser.updateMany({ where, data: { timeZone: null, checkedAt: new Date(0) } });
    clock.set(clock.now().add({ minutes: 1 }));
    slack.faults.fail("users.info", "internal_error");
    expect(textOf((await hands.command(status, hill)).body)).toContain("Hill School");
    expect(await db.slackUser.findFirst({ where })).toMatchObject({ timeZone: null });

    slack.faults.clear();
    clock.set(clock.now().add({ minutes: 1 }));
    await hands.command(status, hill);
    expect(await db.slackUser.findFirst({ where })).toMatchObject({ timeZone: "Asia/Shanghai" });
  });

  it("is told to try again when it is not known who they are", async () => {
    const { slack, db } = await world();
    slack.faults.fail("users.info", "internal_error");
    const said = textOf((await slack.as(wang.id).command("/attendance here", hill)).body);
    expect(said).not.toContain("Hill School");
    expect(said).toMatch(/again|重试|再试/);
    expect(await db.attendance.count({ where: { status: { not: null } } })).toBe(0);
  });
});

describe("somebody of the roster who belongs to no unit", () => {
  it("is told since when, and whom to ask; whoever comes later from when on", async () => {
    const { slack, db, clock, until } = await world();
    const hands = slack.as(wang.id);
    const said = async () => textOf((await hands.command("/attendance here", hill)).body);
    const of = { person: { name: "王伟" } };
    await db.membership.updateMany({ where: of, data: { endsOn: new Date("2026-10-18") } });
    expect(await said()).toContain(
      "have belonged to no unit since 19 October 2026, so there is nothing to record or look at for you. If that is a mistake, ask 顾力涵.",
    );
    await hands.openHome();
    await until(() => textOf(slack.home(wang.id)?.blocks).includes("no unit since 19 October 2026"));
    await db.membership.updateMany({
      where: of,
      data: { startsOn: new Date("2026-11-02"), endsOn: null },
    });
    clock.set(clock.now().add({ minutes: 2 }));
    expect(await said()).toContain("belong to a unit from 2 November 2026 on");
  });
});
