import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { townUsers } from "../support/town.ts";

const channel = "C0BUREAU";
/** Friday of week 43, 16:00 in Shanghai, and a minute later. */
const due = "2026-10-23T08:00:00Z";
const aMinuteLater = "2026-10-23T08:01:00Z";

const digests = ({ slack }: World) =>
  slack.messages(channel).filter(({ metadata }) => metadata?.event_type === "studyhall_digest");

/** The bureau's head sends the form of `/digest subscribe` as it is offered, in Chinese. */
async function subscribe({ slack, until }: World): Promise<void> {
  const boss = slack.as(townUsers.boss.id);
  await boss.command("/digest 订阅", channel);
  await until(() => slack.views(townUsers.boss.id).at(-1)?.view.callback_id === "digest.form");
  const form = slack.views(townUsers.boss.id).at(-1);
  await boss.fill(form?.id ?? "", "language", "choice", "zh-CN");
  const outcome = await boss.submit(form?.id ?? "");
  expect(outcome).toMatchObject({ status: 200 });
  expect(outcome.errors).toBeUndefined();
  await until(() => slack.messages(channel).some(({ text }) => text.includes("由 顾力涵 设置")));
}

describe("the digest of a running bot", () => {
  it("is set up by its form, falls due, and is updated in place by late records", async () => {
    const town = await world();
    await subscribe(town);
    town.clock.set(due);
    await town.bot.tick();
    await town.until(() => digests(town).length > 0);
    expect(digests(town)[0]?.text).toContain("6 个单位均未上报");
    await town.slack.as(townUsers.liaison.id).command("/attendance 2026-10-21 all", "C0HILL");
    await town.until(() => digests(town)[0]?.text.includes("6 个单位中 1 个已上报") ?? false);
    expect(digests(town)).toHaveLength(1);
    expect(digests(town)[0]?.text).toContain("含补报记录");
  });

  it("is one message although two instances find it due and Slack's answer is lost", async () => {
    const town = await world();
    await subscribe(town);
    const other = await town.another();
    town.clock.set(due);
    town.slack.faults.loseAnswer("chat.postMessage", 1);
    await Promise.all([town.bot.tick(), other.tick()]);
    await town.until(async () => (await town.db.digestPost.count({ where: { state: "posted" } })) === 1);
    town.clock.set(aMinuteLater);
    await Promise.all([town.bot.tick(), other.tick()]);
    await town.until(async () => (await unfinished(town)) === 0);
    expect(digests(town)).toHaveLength(1);
  });

  it("comes without its chart where Slack refuses it", async () => {
    const town = await world();
    await subscribe(town);
    for (const date of ["2026-10-14", "2026-10-21"])
      await town.slack.as(townUsers.liaison.id).command(`/attendance ${date} all`, "C0HILL");
    const when = (args: Record<string, unknown>) =>
      JSON.stringify(args.blocks ?? "").includes("data_visualization");
    town.slack.faults.fail("chat.postMessage", "invalid_blocks", { when });
    town.clock.set(due);
    await town.bot.tick();
    await town.until(() => digests(town).length > 0);
    expect(JSON.stringify(digests(town)[0]?.blocks)).not.toContain("data_visualization");
    expect(digests(town)[0]?.text).toContain("第42周 100 · 第43周 100");
  });

  it("is previewed to the asker alone", async () => {
    const town = await world();
    await town.slack.as(townUsers.north.id).command("/digest preview", channel);
    await town.until(() => town.slack.ephemerals(townUsers.north.id, channel).length > 0);
    const [preview] = town.slack.ephemerals(townUsers.north.id, channel);
    expect(preview?.text).toContain("North District");
    expect(digests(town)).toHaveLength(0);
  });
});

/** Jobs of the digest that wait or run. */
async function unfinished({ db }: World): Promise<number> {
  const [row] = await db.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::int AS jobs FROM pgboss.job WHERE name LIKE 'digest.%' AND state < 'completed'`;
  return row?.jobs ?? 0;
}
