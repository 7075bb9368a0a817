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
