import { describe, expect, it } from "vitest";
import { actions, jobs as jobNames } from "../../src/home/ids.ts";
import { press } from "../bot/craft.ts";
import { type World, world } from "../support/bot.ts";
import { townUsers } from "../support/town.ts";
import { homeOf, pressed } from "./screen.ts";

const { boss, head } = townUsers;
const owner = {
  ...{ id: "U0OWNER", name: "owner", realName: "The Owner", locale: "en-US" as const },
  ...{ owner: true, admin: true, email: "owner@example.com" },
};

/** A job of this name that was tried for the last time; what it was about is a secret. */
const giveUp = ({ db }: World, name: string) => db.$executeRaw`
  INSERT INTO pgboss.job (name, data, state, policy, completed_on, retry_limit, retry_count)
  VALUES (${name}, '{"secret": "王伟"}', 'failed', 'short', now(), 12, 12)`;
const states = async ({ db }: World, name: string) =>
  (await db.$queryRaw<{ state: string }[]>`SELECT state::text FROM pgboss.job WHERE name = ${name}`).map(
    ({ state }) => state,
  );

describe("work that was given up", () => {
  it("is shown to administrators by what it does, and never what it was about", async () => {
    const town = await world({ slack: { users: [...Object.values(townUsers), owner] } });
    await giveUp(town, "digest.update");
    await giveUp(town, "digest.update");
    const [ofBoss, ofOwner, ofHead] = [
      await homeOf(town, boss.id),
      await homeOf(town, owner.id),
      await homeOf(town, head.id),
    ];
    expect(ofBoss).toContain("频道里有一份周报没有更新。\\n共 2 次，最近一次在");
    expect(ofOwner).toContain("A weekly digest in a channel was not brought up to date.\\n2 times, last on ");
    for (const home of [ofBoss, ofOwner]) expect(home).not.toContain("secret");
    expect(ofHead).not.toContain("digest.update");
  });

  it("is put back by a press, and done", async () => {
    const town = await world();
    await giveUp(town, jobNames.refresh);
    expect(await homeOf(town, boss.id)).toContain(jobNames.refresh);
    expect(await pressed(town, boss.id, actions.retry.id)).not.toContain(actions.retry.id);
    await town.until(async () =>
      (await states(town, jobNames.refresh)).every((state) => state === "completed"),
    );
    expect(await town.db.auditEntry.findMany({ where: { record: "job" } })).toMatchObject([
      { actor: boss.id, before: "failed", after: "waiting" },
    ]);
  });

  it("is put back by nobody else, and no job of another name is", async () => {
    const town = await world();
    await giveUp(town, "digest.update");
    await giveUp(town, "digest.post");
    const value = (job: string) => actions.retry.write({ job });
    await press(town, head.id, { id: actions.retry.id, value: value("digest.update") });
    await press(town, boss.id, { id: actions.retry.id, value: value("nothing.of.ours") });
    expect(await states(town, "digest.update")).toEqual(["failed"]);
    expect(await states(town, "digest.post")).toEqual(["failed"]);
    expect(await town.db.auditEntry.count({ where: { record: "job" } })).toBe(0);
  });
});
