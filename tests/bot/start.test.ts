import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { startBot } from "../../src/bot.ts";
import { afterwards, standingClock, testLog, townAndSlack, world } from "../support/bot.ts";
import { townChannels, townUsers } from "../support/town.ts";

const { bureau } = townChannels;

describe("a bot that starts", () => {
  it("leaves nothing behind when its port is taken", async () => {
    const clock = standingClock();
    const { slack, db, databaseUrl, until } = await townAndSlack({ clock });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    afterwards(() => new Promise((resolve) => other.close(resolve)));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { botToken, appToken, signingSecret } = slack.credentials;
    for (const mode of [{ kind: "http", signingSecret } as const, { kind: "socket", appToken } as const]) {
      const config = { databaseUrl, dataDir: "", port, slack: { botToken, apiUrl: slack.apiUrl, mode } };
      await expect(startBot(config, testLog, { clock })).rejects.toMatchObject({ code: "EADDRINUSE" });
      // The test's own connection is the only one that is left.
      await until(async () => {
        const [row] = await db.$queryRaw<{ others: number }[]>`
          SELECT count(*)::int AS others FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'studyhall'`;
        return row?.others === 0 && slack.sockets() === 0;
      });
    }
  });

  it("posts once what fell due while it was away", async () => {
    const town = await world();
    const { slack, clock, until, db } = town;
    await slack.as(townUsers.boss.id).command("/digest subscribe", bureau.id);
    await until(() => slack.views(townUsers.boss.id).at(-1)?.view.submit !== undefined);
    await slack.as(townUsers.boss.id).submit(slack.views(townUsers.boss.id).at(-1)?.id ?? "");
    await until(() => slack.messages(bureau.id).length === 1);
    const digests = () =>
      slack.messages(bureau.id).filter(({ metadata }) => metadata?.event_type === "studyhall_digest");
    await town.bot.stop();

    clock.set("2026-10-31T08:00:00Z");
    const again = await town.another();
    await until(() => digests().length > 0);
    await again.tick();
    await until(async () => (await db.digestPost.count({ where: { state: "posted" } })) === 1);
    expect(digests()).toHaveLength(1);
  });
});
