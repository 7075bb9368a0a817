import { describe, expect, it } from "vitest";
import { attendanceRecorded } from "../../src/attendance/recorded.ts";
import { dayOf } from "../../src/db/dates.ts";
import { askerOf } from "../../src/org/asker.ts";
import { RestateDoubtful } from "../../src/org/restate.ts";
import { unitService } from "../../src/roster/units/service.ts";
import { unitStore } from "../../src/roster/units/store.ts";
import { bureauChannel, type County, county, northChannel } from "./county.ts";

const due = "2026-10-23T08:00:00Z";

/** A county whose bureau digest of week 43 was posted, with Hill School's report on it. */
async function posted(options: Parameters<typeof county>[0] = {}): Promise<County> {
  const it = await county(options);
  await it.subscribe("B", bureauChannel);
  await it.report("HILL", "2026-10-21", 20);
  it.setClock(due);
  await it.tick();
  await it.work();
  return it;
}

const shown = (it: County) => it.slack.digests(bureauChannel)[0]?.message.text;

describe("late records", () => {
  it("update the message in place, once for many, and it says so", async () => {
    const it = await posted();
    expect(shown(it)).toContain("*1 of 6 units reported*");
    it.setClock("2026-10-24T01:05:00Z");
    await it.report("LAKE", "2026-10-21", 10);
    await it.report("RIVER", "2026-10-20", 10);
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.refresh", data: { week: "2026-W43" } }]);
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(it.slack.calls.filter((method) => method === "update")).toHaveLength(1);
    expect(shown(it)).toContain("*3 of 6 units reported*");
    expect(shown(it)).toContain("Updated 24 Oct, 09:05, late records included.");
  });

  it("send nothing when the page stays the same", async () => {
    const it = await posted();
    it.setClock("2026-10-24T01:05:00Z");
    await it.report("LAKE", "2026-10-21", 10);
    await it.work();
    await it.jobs.queue.enqueue("digest.refresh", { week: "2026-W43" });
    await it.work();
    expect(it.slack.calls.filter((method) => method === "update")).toHaveLength(1);
  });

  it("of a week whose digest is not posted yet ask for no update", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await it.report("HILL", "2026-10-21", 20);
    expect(it.jobs.waiting).toEqual([]);
  });

  it("of an earlier week update what compares with it", async () => {
    const it = await posted();
    it.setClock("2026-10-26T01:05:00Z");
    await it.report("HILL", "2026-10-14", 20);
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.refresh", data: { week: "2026-W43" } }]);
    await it.work();
    expect(shown(it)).toContain("(±0)");
  });

  it("are not needed for the comparison: it stands there once the week is over", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await it.report("HILL", "2026-10-14", 20);
    await it.report("HILL", "2026-10-21", 20);
    it.setClock(due);
    await it.tick();
    await it.work();
    expect(shown(it)).toContain("*1 of 6 units reported* (");
    expect(shown(it)).not.toContain("±0");
    it.setClock("2026-10-25T16:05:00Z");
    await it.tick();
    await it.work();
    expect(shown(it)).toContain("*1 of 6 units reported* (±0)");
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("find a digest that an earlier version posted, and bring it into today's order in place", async () => {
    const it = await posted();
    await it.db.digestPost.updateMany({ data: { pageHash: "of an earlier version" } });
    await it.report("LAKE", "2026-10-21", 10);
    await it.work();
    const [message, ...others] = it.slack.digests(bureauChannel);
    expect(others).toEqual([]);
    expect(message?.message.text.split("\n")[1]).toBe("*Needs you*");
    expect(message?.message.text).toContain("*2 of 6 units reported*");
  });

  it("of a later week leave it alone", async () => {
    const it = await posted();
    await it.report("HILL", "2026-10-28", 20);
    expect(it.jobs.waiting).toEqual([]);
  });

  it.each([
    ["on the last open day", "2026-11-01T15:59:00Z", 1],
    ["after it", "2026-11-01T16:00:00Z", 0],
  ])("%s of the lock", async (_, now, jobs) => {
    const it = await posted();
    it.setClock(now);
    await it.report("LAKE", "2026-10-21", 10);
    expect(it.jobs.waiting).toHaveLength(jobs);
  });

  it("that came in before the lock are shown although the job runs after it", async () => {
    const it = await posted();
    it.setClock("2026-11-01T15:59:00Z");
    await it.report("LAKE", "2026-10-21", 10);
    it.setClock("2026-11-01T16:00:30Z");
    await it.work();
    expect(shown(it)).toContain("*2 of 6 units reported*");
  });

  it("of another program, which asks for nothing, are shown within the hour", async () => {
    const it = await posted();
    const { workspaceId, campaignId } = it;
    const counts = { present: 10, late: 0, leave: 0, absent: 0 };
    await it.db.session.create({
      data: { workspaceId, campaignId, unitId: it.unit("LAKE").id, date: dayOf("2026-10-21"), ...counts },
    });
    it.setClock("2026-10-23T08:59:00Z");
    await it.tick();
    expect(it.jobs.waiting).toEqual([]);
    it.setClock("2026-10-23T09:00:00Z");
    await it.tick();
    await it.work();
    expect(shown(it)).toContain("*2 of 6 units reported*");
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("of an import by another program are shown within a minute", async () => {
    const it = await posted();
    const { workspaceId, campaignId } = it;
    const counts = { present: 10, late: 0, leave: 0, absent: 0 };
    await it.db.session.create({
      data: { workspaceId, campaignId, unitId: it.unit("LAKE").id, date: dayOf("2026-10-21"), ...counts },
    });
    const entry = { workspaceId, at: new Date(due), record: "session", recordId: "1" };
    await it.db.auditEntry.create({ data: { ...entry, actor: "import" } });
    // A later change of somebody else's does not hide it.
    await it.db.auditEntry.create({ data: { ...entry, actor: "U0HEAD" } });
    it.setClock("2026-10-23T08:01:00Z");
    await it.tick();
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.refresh", data: { week: "2026-W43" } }]);
    await it.work();
    expect(shown(it)).toContain("*2 of 6 units reported*");
    it.setClock("2026-10-23T08:02:00Z");
    await it.tick();
    expect(it.jobs.waiting).toEqual([]);
  });

  it("whose transaction outlasts the wait for it are looked for a minute later", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    const written = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const late = it.deps.write({ actor: { name: "test" }, key: "late" }, async (tx) => {
      const counts = { present: 10, late: 0, leave: 0, absent: 0 };
      const { workspaceId, campaignId } = it;
      await tx.session.create({
        data: { workspaceId, campaignId, unitId: it.unit("LAKE").id, date: dayOf("2026-10-21"), ...counts },
      });
      written.resolve();
      await commit.promise;
      return { outcome: null, changes: [] };
    });
    await written.promise;
    await it.tick();
    const [task] = it.jobs.waiting.splice(0);
    await it.feature.jobs?.find(({ name }) => name === "digest.post")?.run(task?.data);
    expect(shown(it)).toContain("*None of 6 units has reported yet*");
    expect(it.jobs.waiting).toMatchObject([{ name: "digest.refresh", afterSeconds: 60 }]);
    commit.resolve();
    await late;
    await it.work();
    expect(shown(it)).toContain("*1 of 6 units reported*");
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("roll back with their transaction and then ask for nothing", async () => {
    const it = await posted();
    const failing = it.deps.write({ actor: { name: "test" }, key: "failing" }, async () => {
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect(it.jobs.waiting).toEqual([]);
  });

  it("update each channel's page at its own scope", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await it.subscribe("N", northChannel, { language: "zh-CN" });
    it.setClock(due);
    await it.tick();
    await it.work();
    await it.report("RIVER", "2026-10-20", 10);
    await it.work();
    expect(shown(it)).toContain("*1 of 6 units reported*");
    // South District's report changes nothing on North District's page.
    expect(it.slack.calls.filter((method) => method === "update")).toHaveLength(1);
    expect(it.slack.digests(northChannel)[0]?.message.text).toContain("3 个单位均未上报");
  });

  it("are on the page although their transaction had not ended when the digest fell due", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    const written = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    // It looks for a digest of the week before there is one, and commits after the digest's row is there.
    const late = it.deps.write({ actor: { name: "test" }, key: "late" }, async (tx) => {
      const { id: unitId } = it.unit("LAKE");
      const counts = { present: 10, late: 0, leave: 0, absent: 0 };
      const { workspaceId, campaignId } = it;
      await tx.session.create({
        data: { workspaceId, campaignId, unitId, date: dayOf("2026-10-21"), ...counts },
      });
      written.resolve();
      await commit.promise;
      return { outcome: null, changes: [] };
    });
    await written.promise;
    const waits = Promise.withResolvers<void>();
    let looks = 0;
    const db = new Proxy(it.db, {
      get(target, name) {
        if (name === "$queryRaw" && ++looks === 3) waits.resolve();
        return Reflect.get(target, name);
      },
    });
    await it.tick();
    const posting = it.work(it.instance({ db }));
    await Promise.race([waits.promise, posting]);
    commit.resolve();
    await Promise.all([late, posting]);
    expect(shown(it)).toContain("*1 of 6 units reported*");
  });

  it("that came in while the page was being posted are shown by the update that they asked for", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    let reported = false;
    it.slack.before = async (method) => {
      if (method !== "post" || reported) return;
      reported = true;
      await it.report("LAKE", "2026-10-21", 10);
    };
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(shown(it)).toContain("*1 of 6 units reported*");
  });

  it("that came in after a crash in the middle of posting are shown once the message is found", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock(due);
    it.slack.trouble("post", "answer lost");
    await it.tick();
    await expect(it.work()).rejects.toThrow("Slack did not answer");
    it.jobs.waiting.length = 0;
    await it.report("LAKE", "2026-10-21", 10);
    it.jobs.waiting.length = 0; // its update ran while nothing was known to be posted
    it.setClock("2026-10-23T08:01:00Z");
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(shown(it)).toContain("*1 of 6 units reported*");
  });
});

describe("an update that Slack refuses", () => {
  it("never posts a second message in place of one that was deleted", async () => {
    const it = await posted();
    it.slack.messages.length = 0;
    await it.report("LAKE", "2026-10-21", 10);
    await it.work();
    await it.report("RIVER", "2026-10-20", 10);
    await it.tick();
    await it.work();
    expect(it.slack.messages).toEqual([]);
    expect(await it.posts()).toMatchObject([{ state: "posted", error: "message_not_found" }]);
    expect(it.slack.calls.filter((method) => method === "update")).toHaveLength(1);
  });

  it("is sent without the chart where Slack does not take it", async () => {
    const it = await posted();
    await it.report("HILL", "2026-10-14", 20);
    it.slack.trouble("update", { refuse: "invalid_blocks" });
    await it.work();
    expect(JSON.stringify(it.slack.digests(bureauChannel)[0]?.message.blocks)).not.toContain(
      "data_visualization",
    );
    expect(shown(it)).toContain("W42 100 · W43 100");
  });

  it("is tried again when Slack did not answer, and later when there were too many calls", async () => {
    const it = await posted();
    await it.report("LAKE", "2026-10-21", 10);
    it.slack.trouble("update", "answer lost");
    await expect(it.work()).rejects.toThrow("Slack did not answer");
    it.slack.trouble("update", { refuse: "ratelimited", retryAfter: 3 });
    await it.work();
    expect(it.slack.calls.filter((method) => method === "update")).toHaveLength(3);
    expect(shown(it)).toContain("*2 of 6 units reported*");
    expect(await it.posts()).toMatchObject([{ state: "posted", error: null }]);
  });
});

describe("a unit that takes its past along", () => {
  it("updates the digests of open weeks, and is asked about with those that stay as they are", async () => {
    const it = await county();
    const { id: subscriptionId, ...of } = await it.subscribe("N", northChannel);
    await it.report("LAKE", "2026-10-21", 10);
    it.setClock(due);
    await it.tick();
    await it.work();
    const [post] = await it.posts();
    const { language, unitId } = of;
    const locked = { subscriptionId, language, unitId, channelId: bureauChannel, week: "2026-W41" };
    await it.db.digestPost.create({
      data: { workspaceId: it.workspaceId, ...locked, state: "posted", ts: "1.0" },
    });
    expect(it.slack.digests(northChannel)[0]?.message.text).toContain("*1 of 3 units reported*");

    it.setClock("2026-10-27T01:05:00Z");
    const { db, workspaceId, deps, feature } = it;
    const parts = () => [feature, { recorded: attendanceRecorded }];
    const units = unitService({ store: unitStore(db, workspaceId), workspaceId, write: deps.write, parts });
    const asker = async () => askerOf(await it.request(await it.viewer("owner")), await it.org.units());
    const move = async (sure?: string) =>
      units.move(await asker(), it.unit("LAKE").id, it.unit("S").id, sure).catch((error: unknown) => error);
    const asked = await move();
    expect(asked).toBeInstanceOf(RestateDoubtful);
    expect(asked).toMatchObject({
      doubts: [{ kind: "restates", from: "2026-W39", to: "2026-W44", kept: 1 }],
    });
    expect(it.jobs.waiting).toEqual([]);
    expect(await move("something else")).toBeInstanceOf(RestateDoubtful);
    expect(await move(asked instanceof RestateDoubtful ? asked.sure : undefined)).toBe(null);
    it.org.forget();
    await it.work();
    expect(post?.week).toBe("2026-W43");
    expect(it.slack.digests(northChannel)[0]?.message.text).toContain("*None of 2 units has reported yet*");
    expect(it.slack.digests(northChannel)[0]?.message.text).toContain("Updated 27 Oct, 09:05");
  });
});
