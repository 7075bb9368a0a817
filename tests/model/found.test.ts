import { expect, it } from "vitest";
import { world } from "../support/bot.ts";
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
