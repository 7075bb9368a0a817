import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { close, press, submit, suggest } from "./craft.ts";

const { liaison, lakeLiaison, wang, north, stranger, boss } = townUsers;
const week = "2026-W43";
const date = "2026-10-21";

/** Who asks, their own unit's code, and those of units that are not theirs. */
const outsiders = [
  { user: wang, own: "HILL", foreign: ["LAKE", "RIVER", "N", "B"] },
  { user: north, own: "N", foreign: ["RIVER", "S", "B"] },
  { user: lakeLiaison, own: "LAKE", foreign: ["HILL", "N", "S"] },
  { user: stranger, own: "", foreign: ["HILL", "B"] },
];
/** People of whom only their own unit may learn that they were on leave, and why; none of them is a liaison or head. */
const secret: Record<string, string[]> = {
  HILL: ["王伟民", "hospital"],
  LAKE: ["Lake Teacher"],
  RIVER: [],
  N: ["Lake Teacher", "王伟民", "hospital"],
  S: [],
  B: [],
};

/** A button of a unit above shows one's own part of it: what is there to be read is no secret. */
const secretTo = (own: string, code: string) =>
  (secret[code] ?? []).filter((word) => !(secret[own] ?? []).includes(word));

type Target = { unitId: string; personId: string; checkInId: string; subscriptionId: string };

/** A week with records in two schools, a check-in and a digest; and for each unit what a request could name. */
async function busyTown(): Promise<World & { targets: Map<string, Target> }> {
  const town = await world();
  const { slack, db, until } = town;
  const { hill, bureau } = townChannels;
  await slack.as(liaison.id).command("/attendance all except 王伟民 leave", hill.id);
  await slack.as(lakeLiaison.id).command(`/attendance ${date} all except Lake Teacher leave`, hill.id);
  await slack.as(liaison.id).command("/attendance open", hill.id);
  await slack.as(boss.id).command("/digest subscribe", bureau.id);
  await until(() => slack.views(boss.id).at(-1)?.view.submit !== undefined);
  await slack.as(boss.id).submit(slack.views(boss.id).at(-1)?.id ?? "");
  await until(() => slack.messages(bureau.id).length > 0 && slack.messages(hill.id).length > 0);
  expect(await db.session.count()).toBe(2);
  const checkIn = await db.checkIn.findFirstOrThrow();
  const subscription = await db.digestSubscription.findFirstOrThrow();
  const units = await db.unit.findMany({ include: { memberships: { take: 1 } } });
  await until(async () => (await db.slackUser.count()) > 5);
  const targets = units.map((unit): [string, Target] => [
    unit.code,
    {
      unitId: unit.id,
      personId: unit.memberships[0]?.personId ?? randomUUID(),
      checkInId: checkIn.id,
      subscriptionId: subscription.id,
    },
  ]);
  return { ...town, targets: new Map(targets) };
}

/** Everything that a request might have changed. */
async function records({ db }: World): Promise<string> {
  const [attendance, sessions, checkIns, subscriptions, posts, campaign, notices, audit] = await Promise.all([
    db.attendance.findMany({ orderBy: [{ sessionId: "asc" }, { personId: "asc" }] }),
    db.session.findMany({ orderBy: { id: "asc" }, omit: { updatedAt: true } }),
    db.checkIn.findMany({ omit: { ts: true } }),
    db.digestSubscription.findMany(),
    db.digestPost.count(),
    db.campaign.findMany(),
    db.leaveNotice.count(),
    db.auditEntry.count(),
  ]);
  const others = await Promise.all([
    db.unit.findMany({ orderBy: { id: "asc" } }),
    db.person.findMany({ orderBy: { id: "asc" } }),
    db.membership.findMany({ orderBy: { id: "asc" } }),
    db.discussion.findMany({ orderBy: { id: "asc" } }),
    db.discussionParticipant.count(),
    db.viewpoint.count(),
    db.topic.findMany({ orderBy: { id: "asc" } }),
    db.weekAnswer.findMany(),
    db.unitDayOff.findMany(),
    db.holiday.count(),
  ]);
  const prompts = await db.$queryRaw`
    SELECT name, count(*)::int FROM pgboss.job WHERE name IN ('attendance.remind', 'attendance.askHead', 'digest.post') GROUP BY name`;
  return JSON.stringify(
    [attendance, sessions, checkIns, subscriptions, posts, campaign, notices, audit, prompts, others],
    (_, value) => (typeof value === "bigint" ? String(value) : value),
  );
}

/** Does it, and gives all that the bot said to anybody because of it. */
async function saidBy({ slack }: World, work: () => Promise<{ body: unknown }[]>): Promise<string> {
  const from = slack.calls.length;
  const outcomes = await work();
  return textOf([outcomes.map(({ body }) => body), slack.calls.slice(from).map(({ args }) => args)]);
}

const placeOf = ({ unitId }: Target) =>
  JSON.stringify({ unitId, date, seen: "0", fill: 0, channelId: "C0HILL" });

/** A form's values for a unit: what the blocks of every form are called. */
const valuesFor = (target: Target) => {
  const blocks = ["unit", "date", "late", "leave", "absent", "material", "ledBy", "correction"];
  const given: Record<string, unknown> = {
    ...{ unit: target.unitId, date, late: [], leave: [target.personId], absent: [] },
    ...{ material: "crafted", ledBy: target.personId, correction: "crafted" },
  };
  const ofForm = blocks.map((block) => [`${block}.${target.unitId}.${date}.0`, given[block]]);
  return {
    ...Object.fromEntries(ofForm),
    ...{ unit: target.unitId, weekday: "5", time: "08:00", language: "en" },
    ...{ "own-status": "leave", "own-date": "2026-09-24" },
    ...{ self_check_in: [], lock_days: "0", check_in_minutes: "1" },
  };
};

describe("a request about a unit outside the asker's scope changes nothing and tells nothing", () => {
  it("by any button, in a message or a modal", { timeout: 120_000 }, async () => {
    const town = await busyTown();
    const ids = town.bot.features.flatMap((feature) => Object.keys(feature.actions ?? {}));
    expect(ids.length).toBeGreaterThan(20);
    const before = await records(town);
    for (const { user, own, foreign } of outsiders)
      for (const code of foreign) {
        const target = town.targets.get(code);
        if (!target) throw new Error(`no unit ${code}`);
        const closesAt = town.clock.now().add({ minutes: 20 }).epochMilliseconds;
        const value = JSON.stringify({ ...target, week, date, page: 0, closesAt });
        const view = { callbackId: "attendance.form", data: placeOf(target), values: valuesFor(target) };
        for (const id of ids.filter((one) => one !== "campaign.language")) {
          const said = await saidBy(town, async () => [
            await press(town, user.id, { id, value }),
            await press(town, user.id, { id, value, view }),
          ]);
          for (const word of secretTo(own, code))
            expect(said, `${user.name} ${id} ${code}`).not.toContain(word);
        }
        expect(await records(town), `${user.name} ${code}`).toBe(before);
      }
  });

  it("by any form, its drafts and its suggestions", { timeout: 120_000 }, async () => {
    const town = await busyTown();
    const views = town.bot.features.flatMap((feature) => Object.keys(feature.views ?? {}));
    const searches = town.bot.features.flatMap((feature) => Object.keys(feature.options ?? {}));
    const before = await records(town);
    for (const { user, own, foreign } of outsiders)
      for (const code of foreign) {
        const target = town.targets.get(code);
        if (!target) throw new Error(`no unit ${code}`);
        const place = { data: placeOf(target), values: valuesFor(target) };
        const said = await saidBy(town, async () => {
          const outcomes = [];
          for (const callbackId of views) {
            outcomes.push(await submit(town, user.id, { callbackId, ...place }));
            outcomes.push(await close(town, user.id, { callbackId, ...place }));
          }
          for (const id of searches)
            outcomes.push(await suggest(town, user.id, id, { callbackId: "attendance.form", ...place }, ""));
          return outcomes;
        });
        for (const word of secretTo(own, code)) expect(said, `${user.name} ${code}`).not.toContain(word);
        expect(await records(town), `${user.name} ${code}`).toBe(before);
        // The form of one's own status names no unit: what is kept of it is about nobody else.
        const drafts = { slackId: user.id, form: { not: "attendance.own" } };
        expect(await town.db.draft.count({ where: drafts }), `${user.name} ${code}`).toBe(0);
      }
  });

  it("whatever ids are named", { timeout: 120_000 }, async () => {
    const town = await busyTown();
    const ids = town.bot.features.flatMap((feature) => Object.keys(feature.actions ?? {}));
    const known = [...town.targets.values()].flatMap((target) => Object.values(target));
    const id = fc.oneof(fc.constantFrom(...known), fc.uuid());
    const crafted = fc.record(
      {
        ...{ unitId: id, personId: id, checkInId: id, subscriptionId: id },
        week: fc.constantFrom(week, "2026-W42", "2026-W40", "2027-W20"),
        date: fc.constantFrom(date, "2026-10-14", "2026-09-30", "2027-03-01"),
        page: fc.integer({ min: 0, max: 200 }),
        closesAt: fc.constant(town.clock.now().add({ minutes: 5 }).epochMilliseconds),
      },
      { requiredKeys: [] },
    );
    const before = await records(town);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), crafted, async (action, value) => {
        await press(town, stranger.id, { id: action, value: JSON.stringify(value) });
        expect(await records(town)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it("on one line", async () => {
    const town = await busyTown();
    const before = await records(town);
    for (const { user, own, foreign } of outsiders)
      for (const code of foreign) {
        const said = await saidBy(town, async () => {
          const outcomes = [];
          for (const line of [
            `status ${code}`,
            `history ${code} ${date}`,
            `all for ${code}`,
            `9 present for ${code}`,
          ]) {
            outcomes.push(await town.slack.as(user.id).command(`/attendance ${line}`, "C0HILL"));
          }
          for (const line of [
            ...[`/discussion status ${code}`, `/discussion T1 meeting all for ${code}`],
            ...[`/topic status ${code}`, `/topic missing ${code}`],
            ...[`/campaign people ${secret[code]?.[0] ?? "Head"}`, `/campaign units ${code}`],
            ...[`/campaign reminders ${code}`, `/campaign daysoff ${code}`, "/campaign holidays"],
          ])
            outcomes.push(await town.slack.as(user.id).command(line, "C0HILL"));
          for (const line of ["pause", "resume", "remove", "now"])
            outcomes.push(await town.slack.as(user.id).command(`/digest ${line}`, "C0BUREAU"));
          return outcomes;
        });
        for (const word of secretTo(own, code)) expect(said, `${user.name} ${code}`).not.toContain(word);
      }
    expect(await records(town)).toBe(before);
  });
});
