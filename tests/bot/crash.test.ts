import { describe, expect, it } from "vitest";
import { childBot } from "../support/child-bot.ts";
import { entering, savedMarks, unlikeAudit } from "./entering.ts";
import { expectedDigests, fromEnvironment, storm } from "./storm.ts";

const rounds = fromEnvironment("STUDYHALL_CRASH_ROUNDS", 8);
const seed = fromEnvironment("STUDYHALL_TEST_SEED", Math.floor(Math.random() * 2 ** 31));

describe("a bot that is killed", () => {
  it(`${rounds} times around a digest's due time posts one message a channel and week, and loses nothing it said was saved`, {
    timeout: 30_000 + rounds * 15_000,
  }, async () => {
    console.log(`STUDYHALL_TEST_SEED=${seed}`);
    const town = await storm(seed);
    const bot = await childBot(town, town.clock, "http");
    await bot.start();
    let alive = Promise.withResolvers<void>();
    alive.resolve();
    const people = entering(town, () => alive.promise);

    for (let round = 0; round < rounds; round++) {
      const week = town.approach(round);
      town.someTrouble();
      bot.tick();
      const due = setTimeout(bot.tick, 300);
      await town.someMoment(week);
      clearTimeout(due);
      alive = Promise.withResolvers();
      await bot.kill();
      await bot.start();
      alive.resolve();
      await town.allPosted(week, [bot]);
    }
    await people.stop();
    await town.noJobsLeft([bot]);

    expect(town.digests()).toEqual(expectedDigests(rounds));
    const saved = await savedMarks(town);
    expect(people.acknowledged.length).toBeGreaterThan(rounds);
    expect(people.acknowledged.filter((mark) => saved.get(mark) !== 1)).toEqual([]);
    expect([...saved.values()].filter((times) => times !== 1)).toEqual([]);
    expect(await unlikeAudit(town)).toEqual([]);
  });
});
