import { describe, expect, it } from "vitest";
import { bureauChannel, county, northChannel } from "./county.ts";

/** Fridays at 16:00 in Shanghai. */
const due = "2026-10-23T08:00:00Z";
const aMinuteLater = "2026-10-23T08:01:00Z";
const nextFriday = "2026-10-30T08:00:00Z";

describe("a digest that falls due", () => {
  it("is not posted before its time", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel, { createdAt: "2026-10-19T00:00:00Z" });
    await it.tick();
    await it.work();
    expect(it.slack.messages).toHaveLength(0);
    expect(await it.posts()).toHaveLength(0);
  });

  it("is posted once, however often the clock ticks and the job runs", async () => {
    const it = await county();
    const { id } = await it.subscribe("B", bureauChannel);
    await it.report("HILL", "2026-10-21", 18, 2);
    it.setClock(due);
    for (let minute = 0; minute < 3; minute += 1) {
      await it.tick();
      await it.work();
    }
    await it.jobs.queue.enqueue("digest.post", { subscriptionId: id, week: "2026-W43" });
    await it.work();
    const [message, ...others] = it.slack.digests(bureauChannel);
    expect(others).toEqual([]);
    expect(message?.metadata?.event_payload).toEqual({ subscription: id, week: "2026-W43" });
    expect(message?.message.text).toContain("*1 of 6 units reported*");
    expect(await it.posts()).toMatchObject([{ state: "posted", ts: message?.ts, week: "2026-W43" }]);
  });

  it("is caught up when its hour was missed, and only the latest of several weeks", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel, { createdAt: "2026-09-22T00:00:00Z" });
    it.setClock("2026-10-25T20:00:00Z");
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel).map(({ metadata }) => metadata?.event_payload.week)).toEqual([
      "2026-W43",
    ]);
    it.setClock(nextFriday);
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel).map(({ metadata }) => metadata?.event_payload.week)).toEqual([
      ...["2026-W43", "2026-W44"],
    ]);
  });

  it("is not owed for due times before the subscription was made", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel, { createdAt: aMinuteLater });
    it.setClock("2026-10-24T00:00:00Z");
    await it.tick();
    await it.work();
    expect(it.slack.messages).toHaveLength(0);
  });

  it.each([
    ["a week off", "2026-10-02T08:00:00Z", "2026-W40"],
    ["a week before the campaign", "2026-09-18T08:00:00Z", "2026-W38"],
    ["a week after the campaign", "2027-02-05T08:00:00Z", "2027-W05"],
  ])("stays silent in %s", async (_, now, week) => {
    const it = await county();
    await it.subscribe("B", bureauChannel, { createdAt: "2026-09-01T00:00:00Z" });
    it.setClock(now);
    for (let minute = 0; minute < 2; minute += 1) {
      await it.tick();
      await it.work();
    }
    expect(it.slack.messages).toHaveLength(0);
    expect(it.slack.calls).toEqual([]);
    expect(await it.posts()).toMatchObject([{ state: "silent", week, ts: null }]);
  });

  it("is not posted while it is paused or after it was removed, even when its job was waiting", async () => {
    const it = await county();
    const paused = await it.subscribe("B", bureauChannel);
    const removed = await it.subscribe("N", northChannel);
    it.setClock(due);
    await it.tick();
    await it.db.digestSubscription.update({ where: { id: paused.id }, data: { pausedAt: new Date(due) } });
    await it.db.digestSubscription.update({ where: { id: removed.id }, data: { removedAt: new Date(due) } });
    await it.work();
    await it.tick();
    await it.work();
    expect(it.slack.messages).toHaveLength(0);
  });
});

describe("one message, whatever happens in between", () => {
  it.each([
    ["before the message is looked for", "findByMetadata", "before"],
    ["after the message was looked for", "findByMetadata", "after"],
    ["before Slack is asked to post", "post", "before"],
    ["after Slack has posted", "post", "after"],
  ] as const)("when the process dies %s", async (_, method, when) => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    let deaths = 1;
    it.slack[when] = async (called) => {
      if (called === method && deaths-- > 0) throw new Error("the process died");
    };
    await it.tick();
    await expect(it.work()).rejects.toThrow("the process died");
    // The job queue of the dead process is lost with it; the new one looks at the database.
    it.jobs.waiting.length = 0;
    const [row] = await it.posts();
    expect(row?.state).toBe("posting");
    it.setClock(aMinuteLater);
    await it.tick(it.instance());
    await it.work(it.instance());
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(await it.posts()).toMatchObject([{ state: "posted", ts: it.slack.digests(bureauChannel)[0]?.ts }]);
  });

  it("when Slack's answer is lost", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", "answer lost");
    await it.tick();
    await expect(it.work()).rejects.toThrow("Slack did not answer");
    await it.work(); // the job's retry
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(await it.posts()).toMatchObject([{ state: "posted" }]);
  });

  it("when a post without an answer arrives late: nothing is posted while it may be on its way", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", "unreachable");
    await it.tick();
    await expect(it.work()).rejects.toThrow("Slack did not answer");
    it.slack.calls.length = 0;
    const [task] = it.jobs.waiting.splice(0);
    const post = it.feature.jobs?.find(({ name }) => name === "digest.post");
    await post?.run(task?.data);
    expect(it.slack.calls).toEqual(["findByMetadata"]);
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.post", afterSeconds: 15 }]);
    it.setClock("2026-10-23T08:00:15Z");
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("when the answer and the look-up fail again and again", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", "answer lost");
    for (let time = 0; time < 3; time += 1) it.slack.trouble("findByMetadata", "unreachable");
    await it.tick();
    for (let time = 0; time < 4; time += 1) await expect(it.work()).rejects.toThrow("Slack did not answer");
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("when two instances post at once", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    const [one, other] = [it.instance(), it.instance()];
    const both = Promise.withResolvers<void>();
    let begun = 0;
    // The first to look waits until both have begun their rows; the lock lets only one look.
    it.slack.before = async (method) => {
      if (method === "findByMetadata" && ++begun === 1) await both.promise;
    };
    await it.tick();
    const [task] = it.jobs.waiting.splice(0);
    const run = (of: typeof one) => of.jobs?.find(({ name }) => name === "digest.post")?.run(task?.data);
    const first = run(one);
    const second = run(other);
    await waitingForLock(it);
    both.resolve();
    await Promise.all([first, second]);
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(it.slack.calls.filter((method) => method === "post")).toHaveLength(1);
  });

  it("when another process is in the middle of posting and dies there", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    const [one, other] = [it.instance(), it.instance()];
    const posted = Promise.withResolvers<void>();
    const rest = Promise.withResolvers<void>();
    let first = true;
    it.slack.after = async (method) => {
      if (method !== "post" || !first) return;
      first = false;
      posted.resolve();
      await rest.promise;
      throw new Error("the process died");
    };
    await it.tick();
    const [task] = it.jobs.waiting.splice(0);
    const run = (of: typeof one) => of.jobs?.find(({ name }) => name === "digest.post")?.run(task?.data);
    const dying = run(one);
    await posted.promise;
    const next = run(other);
    await waitingForLock(it);
    rest.resolve();
    await expect(dying).rejects.toThrow("the process died");
    await next;
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("when it is posted at once shortly before it is due", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    const request = await it.request(await it.viewer("bureauHead"));
    await it.feature.commands?.["/digest"]?.run({ ...request, text: "now", channelId: bureauChannel });
    await it.work();
    it.setClock(due);
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });
});

describe("what Slack refuses", () => {
  it("waits as long as Slack says when there were too many calls", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", { refuse: "ratelimited", retryAfter: 42 });
    await it.tick();
    const [task] = it.jobs.waiting.splice(0);
    await it.feature.jobs?.find(({ name }) => name === "digest.post")?.run(task?.data);
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.post", afterSeconds: 42 }]);
    it.setClock(aMinuteLater);
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it.each(["not_in_channel", "channel_not_found", "is_archived", "restricted_action", "msg_too_long"])(
    "fails with %s, tells whoever set it up once, and goes on next week",
    async (code) => {
      const it = await county();
      await it.subscribe("B", bureauChannel);
      it.setClock(due);
      it.slack.trouble("post", { refuse: code });
      for (let minute = 0; minute < 2; minute += 1) {
        await it.tick();
        await it.work();
      }
      expect(await it.posts()).toMatchObject([{ state: "failed", error: code }]);
      expect(it.slack.directs.map(({ to }) => to)).toEqual(["U0HEAD"]);
      expect(it.slack.directs[0]?.message.text).toMatch(/<#C0BUREAU>[\s\S]+\/digest/);
      expect(it.slack.digests(bureauChannel)).toHaveLength(0);
      it.setClock(nextFriday);
      await it.tick();
      await it.work();
      expect(it.slack.digests(bureauChannel).map(({ metadata }) => metadata?.event_payload.week)).toEqual([
        "2026-W44",
      ]);
    },
  );

  it("sends the page without its chart when Slack does not take it, the numbers in words", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await it.report("HILL", "2026-10-14", 20);
    await it.report("HILL", "2026-10-21", 18, 2);
    it.setClock(due);
    it.slack.trouble("post", { refuse: "invalid_blocks", when: hasChart });
    await it.tick();
    await it.work();
    const [message] = it.slack.digests(bureauChannel);
    expect(message && hasChart(message.message)).toBe(false);
    expect(JSON.stringify(message?.message.blocks)).toContain("W42 100 · W43 90");
    expect(await it.posts()).toMatchObject([{ state: "posted", error: null }]);
  });

  it("tries again when the trouble is Slack's own", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", { refuse: "internal_error" });
    await it.tick();
    await expect(it.work()).rejects.toThrow("internal_error");
    it.setClock(aMinuteLater);
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(it.slack.directs).toEqual([]);
  });
});

const hasChart = (message: { blocks: { type: string }[] }) =>
  message.blocks.some(({ type }) => type === "data_visualization");

/** Resolves when somebody waits for a digest's lock. */
async function waitingForLock({ db }: Awaited<ReturnType<typeof county>>): Promise<void> {
  for (;;) {
    const rows = await db.$queryRaw<object[]>`
      SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`;
    if (rows.length > 0) return;
  }
}
