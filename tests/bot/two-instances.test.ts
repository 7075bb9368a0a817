import { describe, expect, it } from "vitest";
import { childBot } from "../support/child-bot.ts";
import { entering, savedMarks, unlikeAudit } from "./entering.ts";
import { expectedDigests, fromEnvironment, storm } from "./storm.ts";

const rounds = fromEnvironment("STUDYHALL_TWO_ROUNDS", 4);
const seed = fromEnvironment("STUDYHALL_TEST_SEED", Math.floor(Math.random() * 2 ** 31));

describe("two bots on one database", () => {
  it(`post one message a channel and week in ${rounds} weeks, one of them killed in each, and lose nothing they said was saved`, {
    timeout: 60_000 + rounds * 15_000,
  }, async () => {
    console.log(`STUDYHALL_TEST_SEED=${seed}`);
    const town = await storm(seed);
    // Slack spreads its requests over the sockets: both bots answer the same people.
    town.slack.deliverOverSocket();
    const bots = [await childBot(town, town.clock, "socket"), await childBot(town, town.clock, "socket")];
    for (const bot of bots) await bot.start();
    const tickAll = () => {
      for (const bot of bots) bot.tick();
    };
    const people = entering(town, () => town.until(() => town.slack.sockets() > 0));

    for (let round = 0; round < rounds; round++) {
      const week = town.approach(round);
      town.someTrouble();
      const ticking = setInterval(tickAll, 250);
      await town.someMoment(week);
      const victim = bots[Math.floor(town.random() * bots.length)];
      await victim?.kill();
      await town.allPosted(week, bots);
      clearInterval(ticking);
      await victim?.start();
    }
    await people.stop();
    await town.noJobsLeft(bots);

    expect(town.digests()).toEqual(expectedDigests(rounds));
    const saved = await savedMarks(town);
    expect(people.acknowledged.length).toBeGreaterThan(rounds);
    expect(people.acknowledged.filter((mark) => saved.get(mark) !== 1)).toEqual([]);
    expect([...saved.values()].filter((times) => times !== 1)).toEqual([]);
    expect(await unlikeAudit(town)).toEqual([]);
  });
});
