import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type FastSlack, fastSlack } from "./fast-slack.ts";
import { median, post, quantile } from "./load.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds from the event's first byte until the bot's `views.publish` has arrived at Slack. */
export type HomeMeasure = { name: string; perSecond: number; p50: number; p99: number; failures: number };

const rounds = 5;
const perSecond = 20;
const seconds = 5;

/** Bureau leaders who open their Home tabs, 20 a second: each shows the whole county. */
export async function homeBench(stage: Stage): Promise<HomeMeasure> {
  const leaders = await bureauLeaders(stage, perSecond * seconds);
  const slack = await fastSlack();
  const bot = await stage.program("./studyhall-bot.ts", { SLACK_API_URL: slack.url });
  const samples = [];
  // The first round is not counted: code, plans and caches are cold.
  for (let round = 0; round <= rounds; round += 1) {
    const sample = await burst(stage, bot.url, slack, leaders, round);
    if (round > 0) samples.push(sample);
  }
  await bot.stop();
  await slack.close();
  return {
    name: "opening the Home tab",
    perSecond,
    p50: median(samples.map((sample) => sample.p50)),
    p99: median(samples.map((sample) => sample.p99)),
    failures: samples.reduce((sum, sample) => sum + sample.failures, 0),
  };
}

async function burst(stage: Stage, url: string, slack: FastSlack, leaders: string[], round: number) {
  const agent = new Agent({ keepAlive: true });
  const { signingSecret } = stage.slack.credentials;
  const begun = performance.now();
  const opened = leaders.map(async (user, index) => {
    // Evenly spread and never waiting for each other, as people look.
    await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
    const arrived = slack.view(user);
    const sent = performance.now();
    await post(url, openedBody(user, `Ev${round}.${index}`), signingSecret, agent, "application/json");
    const { at, view } = await arrived;
    // The scope's headline is on it, so that the figures were really asked for.
    return { took: at - sent, fine: /187 个单位中|of 187 units/.test(view) };
  });
  const done = await Promise.all(opened);
  agent.destroy();
  const times = done.map(({ took }) => took).sort((a, b) => a - b);
  return {
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    failures: done.filter(({ fine }) => !fine).length,
  };
}

const openedBody = (user: string, eventId: string): string =>
  JSON.stringify({
    ...{ type: "event_callback", token: "x", team_id: "T0BENCH", api_app_id: "A0BENCH", event_id: eventId },
    event_time: 0,
    event: { type: "app_home_opened", user, channel: `D${user.slice(1)}`, tab: "home", event_ts: "1.1" },
  });

/** Members of the bureau's leading group, each with a Slack user. */
async function bureauLeaders({ db }: Stage, count: number): Promise<string[]> {
  const bureau = await db.unit.findFirstOrThrow({ where: { parentId: null } });
  const { workspaceId } = bureau;
  const now = new Date("2026-09-21T00:00:00Z");
  const ids = Array.from({ length: count }, (_, index) => `U0LEAD${index}`);
  for (const [index, slackId] of ids.entries()) {
    const data = { workspaceId, employeeNo: `LEAD${index}`, name: `领导${index}`, roles: ["leading_group"] };
    const person = await db.person.create({ data });
    await db.membership.create({
      data: { workspaceId, personId: person.id, unitId: bureau.id, startsOn: now },
    });
    const user = { workspaceId, slackId, personId: person.id, locale: "zh-CN", timeZone: "Asia/Shanghai" };
    await db.slackUser.create({ data: { ...user, checkedAt: now } });
  }
  return ids;
}

if (import.meta.main) {
  const { setStage } = await import("./stage.ts");
  const stage = await setStage();
  try {
    const { name, p50, p99, failures } = await homeBench(stage);
    console.log(
      `${name}, ${perSecond} a second: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${failures} failures`,
    );
  } finally {
    await stage.close();
  }
}
