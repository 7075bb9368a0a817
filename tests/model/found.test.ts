import { expect, it } from "vitest";
import { press } from "../bot/craft.ts";
import { world } from "../support/bot.ts";
import { untilForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

/** What the model found, each in as few steps as show it. */

it("leave announced again as it was leaves no second entry in the audit", async () => {
  const { slack, db } = await world();
  const announce = () =>
    slack.as(townUsers.wang.id).command("/attendance leave 2026-10-28", townChannels.hill.id);
  const entries = () => db.auditEntry.count({ where: { record: "leaveNotice" } });
  await announce();
  expect(await entries()).toBe(1);
  await announce();
  expect(await entries()).toBe(1);
});

it("a form that showed announced leave does not undo what others recorded since", async () => {
  const town = await world();
  const { slack, db, clock } = town;
  const { jiang, liaison } = townUsers;
  const status = async () =>
    (await db.attendance.findFirst({ where: { person: { employeeNo: "12" } } }))?.status;
  await slack.as(jiang.id).command("/attendance leave 2026-10-28", townChannels.hill.id);
  clock.set("2026-10-28T08:00:00Z");
  const form = await untilForm(town, liaison.id, () =>
    slack.as(liaison.id).command("/attendance", townChannels.hill.id),
  );
  await slack.as(jiang.id).command("/attendance here", townChannels.hill.id);
  expect(await status()).toBe("present");
  await slack.as(liaison.id).submit(form.id);
  expect(await status()).toBe("present");
});

it("a press on a check-in that was closed records nothing, and no announced leave either", async () => {
  const town = await world();
  const { slack, db, until } = town;
  const { wang, liaison } = townUsers;
  const hill = townChannels.hill.id;
  await slack.as(liaison.id).command("/attendance open", hill);
  await until(() => slack.messages(hill).length === 1);
  const ts = slack.messages(hill)[0]?.ts ?? "";
  await slack.as(liaison.id).press({ channelId: hill, ts }, "attendance.closeCheckIn");
  await until(async () => (await db.checkIn.count({ where: { closedAt: { not: null } } })) === 1);
  const { id: personId, workspaceId } = await db.person.findFirstOrThrow({ where: { employeeNo: "12" } });
  await db.leaveNotice.create({
    data: { workspaceId, personId, date: new Date("2026-10-21"), createdAt: new Date(0) },
  });
  const value = JSON.stringify({
    checkInId: (await db.checkIn.findFirstOrThrow()).id,
    unitId: (await db.unit.findFirstOrThrow({ where: { code: "HILL" } })).id,
    date: "2026-10-21",
    closesAt: Date.UTC(2026, 9, 22),
  });
  await press(town, wang.id, { id: "attendance.here", value });
  expect(await db.session.count()).toBe(0);
});
