import { describe, expect, it } from "vitest";
import { SlackRefused, SlackUnreachable } from "../../src/slack/gateway.ts";
import { townUsers } from "../support/town.ts";
import { stage } from "./stage.ts";

const { boss, north, south, head, liaison, lakeLiaison, stranger } = townUsers;

describe("records that change", () => {
  it("make stale what shows them, and nobody else's Home tab", async () => {
    const { open, changed, stale } = await stage();
    for (const { id } of [boss, north, south, head, liaison, lakeLiaison, stranger]) await open(id);
    await changed("HILL");
    expect(await stale()).toEqual([boss.id, head.id, liaison.id, north.id].sort());
  });

  it("leave alone what was opened more than a day ago", async () => {
    const { open, changed, stale, later, asked } = await stage();
    await open(boss.id);
    later(24 * 60 * 60);
    await open(head.id);
    await changed("HILL");
    expect(await stale()).toEqual([head.id]);
    expect(asked()).toHaveLength(1);
  });

  it("ask for nothing where nobody looks, and nothing is left of a transaction that was undone", async () => {
    const { db, open, changed, onRecords, unit, stale, asked } = await stage();
    await changed("HILL");
    expect(asked()).toEqual([]);
    await open(head.id);
    const unitId = await unit("HILL");
    const undone = db.$transaction(async (tx) => {
      await onRecords(tx, [{ unitId, date: "2026-10-21" }]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await stale()).toEqual([]);
  });

  it("are shown by one publishing, however many there were", async () => {
    const { open, changed, facts, slack, asked, refresh } = await stage();
    await open(boss.id);
    for (let times = 0; times < 100; times += 1) await changed("HILL", "LAKE");
    facts.text = "second";
    expect(asked()).toMatchObject([{ key: "stale", afterSeconds: 3 }]);
    await refresh();
    expect(slack.of(boss.id)).toHaveLength(2);
    expect(slack.shown(boss.id)).toContain("second");
  });

  it("are not sent where the Home tab shows none of them", async () => {
    const { open, changed, slack, stale, refresh } = await stage();
    await open(boss.id);
    await changed("HILL");
    await refresh();
    expect(slack.calls).toHaveLength(1);
    expect(await stale()).toEqual([]);
  });

  it("written at the same time do not wait in a circle", async () => {
    const { open, changed, stale } = await stage();
    for (const { id } of [boss, north, head, liaison, lakeLiaison]) await open(id);
    await Promise.all(Array.from({ length: 30 }, (_, index) => changed(index % 2 ? "HILL" : "LAKE")));
    expect(await stale()).toEqual([boss.id, north.id, head.id, liaison.id, lakeLiaison.id].sort());
  });

  it("whose transaction had not ended are looked for again", async () => {
    let writing = true;
    const { open, changed, facts, slack, stale, refresh, asked, jobs, later } = await stage({
      settled: async () => !writing,
    });
    await open(boss.id);
    await changed("HILL");
    jobs.waiting.length = 0;
    await refresh();
    expect(await stale()).toEqual([boss.id]);
    expect(asked()).toHaveLength(1);
    writing = false;
    facts.text = "second";
    later(61);
    await refresh();
    expect(slack.shown(boss.id)).toContain("second");
    expect(await stale()).toEqual([]);
  });
});

describe("publishing", () => {
  it("is done once a minute for a person, unless they open it", async () => {
    const { open, changed, facts, slack, refresh, later, asked } = await stage();
    await open(boss.id);
    for (const text of ["a", "b", "c"]) {
      facts.text = text;
      await changed("HILL");
      await refresh();
    }
    expect(slack.of(boss.id).map(({ text }) => /: (\w+)/.exec(text)?.[1])).toEqual(["first", "a"]);
    expect(asked()).toHaveLength(1);
    await open(boss.id);
    expect(slack.shown(boss.id)).toContain("c");
    facts.text = "d";
    later(61);
    await refresh();
    expect(slack.shown(boss.id)).toContain("d");
  });

  it("is done for sixty people a minute, whatever comes in", async () => {
    const { db, open, changed, facts, slack, refresh, later, workspaceId, stale } = await stage();
    const ids = Array.from({ length: 70 }, (_, index) => `U0LOOKS${index}`);
    await db.slackUser.createMany({
      data: ids.map((slackId) => ({ workspaceId, slackId, isAdmin: true, checkedAt: new Date(0) })),
    });
    for (const id of ids) await open(id);
    for (let run = 0; run < 5; run += 1) {
      facts.text = `run ${run}`;
      await changed("HILL");
      await refresh();
    }
    expect(slack.calls).toHaveLength(70 + 60);
    later(61);
    for (let run = 0; run < 3; run += 1) await refresh();
    expect(slack.calls).toHaveLength(70 + 60 + 60);
    // Nobody comes a second time before the last has come once.
    expect(new Set(slack.calls.slice(70).map(({ user }) => user)).size).toBe(70);
    expect(await stale()).toHaveLength(10);
  });

  it("names the view that it replaces, and is made anew where another stands there", async () => {
    const { open, changed, facts, slack, refresh } = await stage();
    await open(boss.id);
    slack.overwrite(boss.id);
    facts.text = "second";
    await changed("HILL");
    await refresh();
    expect(slack.of(boss.id).map(({ hash }) => hash)).toEqual([undefined, "1.x", undefined]);
    expect(slack.shown(boss.id)).toContain("second");
    await open(boss.id);
    expect(slack.of(boss.id).at(-1)?.hash).toBe("2.x");
  });

  it("waits as long as Slack asks for, and is not lost", async () => {
    const { open, changed, facts, slack, refresh, asked, jobs, stale } = await stage();
    for (const { id } of [boss, head]) await open(id);
    facts.text = "second";
    await changed("HILL");
    jobs.waiting.length = 0;
    slack.troubles.push(new SlackRefused("ratelimited", 7));
    await refresh();
    expect(slack.calls).toHaveLength(3);
    expect(asked()).toMatchObject([{ afterSeconds: 7 }]);
    expect(await stale()).toEqual([boss.id, head.id].sort());
    await refresh();
    for (const { id } of [boss, head]) expect(slack.shown(id)).toContain("second");
  });

  it("of an opening that Slack did not answer comes later", async () => {
    const { open, slack, refresh, asked } = await stage();
    slack.troubles.push(new SlackUnreachable(new Error("reset")));
    await open(boss.id);
    expect(slack.shown(boss.id)).toBeUndefined();
    expect(asked()).toHaveLength(1);
    await refresh();
    expect(slack.shown(boss.id)).toContain("first");
  });

  it("is given up for somebody who is gone, and goes on for the others", async () => {
    const { open, changed, facts, slack, refresh, stale } = await stage();
    for (const { id } of [boss, head]) await open(id);
    facts.text = "second";
    await changed("HILL");
    slack.troubles.push(new SlackRefused("user_not_found"));
    await refresh();
    expect([boss, head].filter(({ id }) => slack.shown(id)?.includes("second"))).toHaveLength(1);
    expect(await stale()).toEqual([]);
  });

  it("never happens twice at once for a person, in one process", async () => {
    const { open, slack, facts } = await stage();
    const release = slack.hold();
    const first = open(boss.id);
    await expect.poll(() => slack.calls.length).toBe(1);
    // Asked for while the first is on its way: one more shows what all of them want to see.
    const more = Array.from({ length: 5 }, () => open(boss.id));
    facts.text = "second";
    release();
    await Promise.all([first, ...more]);
    expect(slack.of(boss.id)).toHaveLength(2);
    expect(slack.shown(boss.id)).toContain("second");
    expect(slack.atOnce()).toBe(1);
  });

  it("never happens twice at once for a person, in two processes; the second's view comes after", async () => {
    const { open, process, slack, facts, refresh, asked } = await stage();
    const other = process();
    const release = slack.hold();
    const first = open(boss.id);
    await expect.poll(() => slack.calls.length).toBe(1);
    facts.text = "second";
    await other.open(boss.id);
    expect(slack.calls).toHaveLength(1);
    expect(asked()).toHaveLength(1);
    release();
    await first;
    await Promise.all([refresh(), other.refresh()]);
    expect(slack.of(boss.id)).toHaveLength(2);
    expect(slack.shown(boss.id)).toContain("second");
  });

  it("is taken up again where a process died in the middle of it", async () => {
    const { open, changed, facts, slack, store, clock, refresh, tick, later, asked, jobs } = await stage();
    await open(boss.id);
    facts.text = "second";
    await changed("HILL");
    const pace = { now: clock.now(), openedSince: clock.now().subtract({ hours: 1 }), mostAMinute: 60 };
    expect(await store.takeStale(pace)).toMatchObject({ slackId: boss.id });
    jobs.waiting.length = 0;
    await tick();
    expect(asked()).toEqual([]);
    later(61);
    await tick();
    expect(asked()).toHaveLength(1);
    await refresh();
    expect(slack.shown(boss.id)).toContain("second");
  });
});
