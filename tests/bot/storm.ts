import { setTimeout as moment } from "node:timers/promises";
import { z } from "zod";
import type { LocalSlack } from "../../sandbox/slack/index.ts";
import { addDays, weekOf } from "../../src/calendar.ts";
import { momentOf } from "../../src/db/dates.ts";
import { type Place, townAndSlack } from "../support/bot.ts";
import { type ChildBot, type RunningClock, runningClock } from "../support/child-bot.ts";
import { townChannels, townUsers } from "../support/town.ts";

/** A whole number of the environment, for longer runs than the usual. */
export const fromEnvironment = (name: string, otherwise: number): number =>
  Number(process.env[name] ?? otherwise);

/** A row of numbers between 0 and 1 that the seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const channels = [townChannels.bureau.id, townChannels.hill.id];
/** The first due time; each round has a week of its own. */
const firstDue = Temporal.ZonedDateTime.from("2026-10-21T17:00[Asia/Shanghai]");
/** How long before the due time a round begins. */
const before = { milliseconds: 300 };
/** The longest that a bot is let live after a round's beginning. */
const longestLife = 900;

export type Storm = Place & {
  clock: RunningClock;
  random: () => number;
  /** Sets the clock to a little before the due time of the round's week. @returns the week whose digest it is */
  approach(round: number): string;
  /** Resolves at a random moment around the due time, or as soon as Slack has a digest of the week. */
  someMoment(week: string): Promise<void>;
  /** Some trouble in Slack, or none. */
  someTrouble(): void;
  /** Resolves when both channels' digests are posted and known to be. */
  allPosted(week: string, bots: ChildBot[]): Promise<void>;
  /** Runs every job of a dead process once more, and waits until none is left. */
  noJobsLeft(bots: ChildBot[]): Promise<void>;
  /** The digests in each channel, as "C0BUREAU 2026-W42", sorted: each once when all is well. */
  digests(): string[];
};

/** The town with two channels that get a digest on Wednesdays at 17:00, and a clock that runs. */
export async function storm(seed: number): Promise<Storm> {
  const clock = runningClock(firstDue.subtract({ hours: 2 }).toInstant());
  const place = await townAndSlack({ clock, town: { campaign: { end: "2027-07-31" } } });
  const { slack, db, until } = place;
  const random = randomFrom(seed);
  await subscribe(place, clock.now());

  const known = async (week: string) =>
    (await db.digestPost.count({ where: { week, state: "posted" } })) === channels.length;
  const posted = (week: string) => digestsIn(slack).filter((one) => one.endsWith(week)).length > 0;

  /** The clocks of the bots and of the queue go on together; nobody waits for a pause between two attempts. */
  async function timePasses(bots: ChildBot[]): Promise<void> {
    clock.set(clock.now().add({ seconds: 20 }));
    await db.$executeRaw`
      UPDATE pgboss.job SET start_after = start_after - interval '20 seconds' WHERE state IN ('created', 'retry')`;
    for (const bot of bots) bot.tick();
  }

  return {
    ...place,
    clock,
    random,
    approach(round) {
      const due = firstDue.add({ days: round * 7 });
      clock.set(due.subtract(before).toInstant());
      return weekOf(addDays(due.toPlainDate().toString(), -7));
    },
    async someMoment(week) {
      const life = random() * longestLife;
      if (random() < 0.5) await moment(life);
      else await Promise.race([until(() => posted(week)), moment(longestLife)]);
    },
    someTrouble() {
      const kind = Math.floor(random() * 7);
      if (kind === 0) slack.faults.loseAnswer("chat.postMessage", 1);
      if (kind === 1) slack.faults.rateLimit("chat.postMessage", { times: 1, retryAfter: 1 });
      if (kind === 2) slack.faults.delay("chat.postMessage", 300, 2);
      if (kind === 3) slack.faults.loseAnswer("conversations.history", 1);
      if (kind === 4) slack.faults.fail("chat.postMessage", "internal_error", 1);
    },
    async allPosted(week, bots) {
      while (
        !(await Promise.race([until(() => known(week)).then(() => true), moment(1200).then(() => false)]))
      )
        await timePasses(bots);
      slack.faults.clear();
    },
    async noJobsLeft(bots) {
      // What a killed process was working on is given to another after a while: let that be now.
      await db.$executeRaw`UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'`;
      const left = async () => {
        const [row] = await db.$queryRaw<{ left: number }[]>`
          SELECT count(*)::int AS left FROM pgboss.job WHERE name = 'digest.post' AND state IN ('created', 'retry', 'active')`;
        return row?.left === 0;
      };
      while (!(await Promise.race([until(left).then(() => true), moment(1200).then(() => false)])))
        await timePasses(bots);
    },
    digests: () => digestsIn(slack),
  };
}

/** The list that `digests` should give after so many rounds. */
export function expectedDigests(rounds: number): string[] {
  const weeks = Array.from({ length: rounds }, (_, round) =>
    weekOf(addDays(firstDue.toPlainDate().toString(), (round - 1) * 7)),
  );
  return channels.flatMap((channel) => weeks.map((week) => `${channel} ${week}`)).sort();
}

const metadata = z.object({ week: z.string() });

function digestsIn(slack: LocalSlack): string[] {
  return channels
    .flatMap((channel) =>
      slack
        .messages(channel)
        .filter((message) => message.metadata?.event_type === "studyhall_digest")
        .map((message) => `${channel} ${metadata.parse(message.metadata?.event_payload).week}`),
    )
    .sort();
}

async function subscribe({ db }: Place, now: Temporal.Instant): Promise<void> {
  const campaign = await db.campaign.findFirstOrThrow();
  const units = await db.unit.findMany({ where: { code: { in: ["B", "HILL"] } }, orderBy: { code: "asc" } });
  await db.digestSubscription.createMany({
    data: units.map((unit, index) => ({
      workspaceId: campaign.workspaceId,
      campaignId: campaign.id,
      channelId: channels[index] ?? "",
      unitId: unit.id,
      weekday: 3,
      time: "17:00",
      language: index === 0 ? "zh-CN" : "en",
      createdBySlack: townUsers.boss.id,
      createdAt: momentOf(now),
    })),
  });
}
