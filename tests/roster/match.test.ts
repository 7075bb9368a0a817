import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { SlackProfile } from "../../src/org/slack-profile.ts";
import { matching } from "../../src/roster/match.ts";
import { SlackRefused } from "../../src/slack/gateway.ts";

/** People on the roster by e-mail, some with a Slack account; the account may be known under another address. */
function setting(people: string[], inSlack: Record<string, string>, known: string[] = []) {
  let at = Temporal.Instant.from("2026-10-21T08:00:00Z");
  let refusals = 0;
  const matched = new Set<string>();
  const asked: string[] = [];
  const told: string[] = [];
  const saidOf = new Map<string, Temporal.Instant>();
  const enqueued: number[] = [];
  const profiles: SlackProfile[] = Object.values(inSlack).map((email, index) => ({
    ...{
      slackUserId: `U${index}`,
      email,
      locale: "zh-CN",
      timeZone: "Asia/Shanghai",
      isAdmin: false,
      isBot: false,
      standing: "member" as const,
    },
  }));
  const emails = Object.keys(inSlack);
  const { job, tick } = matching({
    clock: { now: () => at },
    log: pino({ level: "silent" }),
    jobs: { enqueue: async (_, __, how) => void enqueued.push(how?.afterSeconds ?? 0) },
    slack: {
      async userByEmail(email) {
        if (refusals-- > 0) throw new SlackRefused("ratelimited", 30);
        asked.push(email);
        return profiles[emails.indexOf(email)];
      },
      profile: async (id) => profiles.find(({ slackUserId }) => slackUserId === id),
    },
    store: {
      emailsWithoutSlackUser: async () => people.filter((email) => !matched.has(email)),
      async keepSlackUser({ slackUserId, email, standing }, saidAt) {
        if (email && people.includes(email)) matched.add(email);
        if (!known.includes(slackUserId)) return;
        told.push(`${slackUserId} ${standing}`);
        saidOf.set(slackUserId, saidAt);
      },
      askedBefore: async (moment) =>
        known.filter((id) => {
          const at = saidOf.get(id);
          return at === undefined || Temporal.Instant.compare(at, moment) < 0;
        }),
    },
  });
  return {
    ...{ tick, asked, matched, enqueued, told },
    run: () => job.run({}),
    pass: (hours: number) => {
      at = at.add({ hours });
    },
    refuse: (times: number) => {
      refusals = times;
    },
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@edu.example`);
const asThemselves = (emails: string[]) => Object.fromEntries(emails.map((email) => [email, email]));

describe("matching people with Slack by e-mail", () => {
  it("looks for everybody, some at a time, and then rests", async () => {
    const emails = many(45);
    const it = setting(emails, asThemselves(emails.slice(0, 44)));
    await it.tick();
    for (let run = 0; run < 3; run += 1) await it.run();
    expect(it.enqueued).toEqual([0, 30, 30]);
    expect(it.matched.size).toBe(44);
    expect(it.asked).toEqual(emails);
    await it.tick();
    expect(it.enqueued).toHaveLength(3);
  });

  it("asks again after a day for whom Slack did not know", async () => {
    const it = setting(["late@edu.example"], {});
    await it.run();
    await it.tick();
    expect(it.enqueued).toEqual([]);
    it.pass(25);
    await it.tick();
    expect(it.enqueued).toEqual([0]);
  });

  it("goes on to the others although the first ones are known to Slack under other addresses", async () => {
    const emails = many(30);
    const aliases = Object.fromEntries(emails.slice(0, 20).map((email) => [email, `alias-${email}`]));
    const it = setting(emails, { ...aliases, ...asThemselves(emails.slice(20)) });
    await it.run();
    await it.run();
    expect([...it.matched]).toEqual(emails.slice(20));
  });

  it("stops when Slack asks for fewer calls, and goes on with the same person", async () => {
    const emails = many(2);
    const it = setting(emails, asThemselves(emails));
    it.refuse(1);
    await it.run();
    expect(it.matched.size).toBe(0);
    await it.tick();
    await it.run();
    expect([...it.matched]).toEqual(emails);
  });

  it("asks once a day about those who are known, and keeps that an account is gone", async () => {
    const it = setting([], { "a@edu.example": "a@edu.example" }, ["U0", "UGONE"]);
    await it.tick();
    expect(it.enqueued).toEqual([0]);
    await it.run();
    expect(it.told).toEqual(["U0 member", "UGONE deactivated"]);
    await it.tick();
    expect(it.enqueued).toHaveLength(1);
    it.pass(21);
    await it.tick();
    await it.run();
    expect(it.told).toHaveLength(4);
  });
});
