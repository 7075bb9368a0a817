import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type FastSlack, fastSlack } from "./fast-slack.ts";
import { commandBody, median, post, quantile } from "./load.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds from the command's first byte until the bot's `views.open` has arrived at Slack, form and all. */
export type FormMeasure = {
  name: string;
  people: number;
  perSecond: number;
  p50: number;
  p99: number;
  failures: number;
};

const rounds = 5;
const perSecond = 50;
const seconds = 4;
const people = 100;
const liaison = "U0BENCHFORM";

/** Opening the form of a unit with 100 people, 50 times a second. */
export async function formBench(stage: Stage): Promise<FormMeasure> {
  await fillRoster(stage);
  const slack = await fastSlack();
  const bot = await stage.program("./studyhall-bot.ts", { SLACK_API_URL: slack.url });
  const samples = [];
  // The first round is not counted: code, plans and caches are cold.
  for (let round = 0; round <= rounds; round += 1) {
    const sample = await burst(stage, bot.url, slack, round);
    if (round > 0) samples.push(sample);
  }
  await bot.stop();
  await slack.close();
  return {
    name: "opening the form",
    people,
    perSecond,
    p50: median(samples.map((sample) => sample.p50)),
    p99: median(samples.map((sample) => sample.p99)),
    failures: samples.reduce((sum, sample) => sum + sample.failures, 0),
  };
}

async function burst(stage: Stage, url: string, slack: FastSlack, round: number) {
  const agent = new Agent({ keepAlive: true });
  const begun = performance.now();
  const requests = Array.from({ length: perSecond * seconds }, async (_, index) => {
    // Evenly spread and never waiting for each other, as people press.
    await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
    const trigger = `form.${round}.${index}`;
    const sent = performance.now();
    const body = commandBody({
      command: "/attendance",
      text: "",
      userId: liaison,
      channelId: "C0BENCH",
      trigger,
    });
    const opened = slack.view(trigger);
    await post(url, body, stage.slack.credentials.signingSecret, agent);
    const { at, view } = await opened;
    // It expects everybody, and has its three lists to choose them from.
    const lists = view.match(/"multi_external_select"/g)?.length;
    return { took: at - sent, fine: lists === 3 && view.includes(`应到 ${people} 人`) };
  });
  const done = await Promise.all(requests);
  agent.destroy();
  const times = done.map(({ took }) => took).sort((a, b) => a - b);
  return {
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    failures: done.filter(({ fine }) => !fine).length,
  };
}

/** Gives one unit a list of 100 people, the first of them its liaison on Slack. */
async function fillRoster({ db }: Stage): Promise<void> {
  // One whose list of that day is not fixed yet: it studies on another weekday so far.
  const unit = await db.unit.findFirstOrThrow({ where: { sessionWeekday: 2, hasRoster: true } });
  const { workspaceId } = unit;
  await db.unit.update({ where: { id: unit.id }, data: { sessionWeekday: 5 } });
  const now = new Date("2026-09-21T00:00:00Z");
  const there = { unitId: unit.id, OR: [{ endsOn: null }, { endsOn: { gte: now } }] };
  const missing = people - (await db.membership.count({ where: there }));
  for (let index = 0; index < missing; index += 1) {
    const roles = index === 0 ? ["liaison"] : ["staff"];
    const person = await db.person.create({
      data: { workspaceId, employeeNo: `BENCH${index}`, name: `测试${index}`, roles },
    });
    await db.membership.create({
      data: { workspaceId, personId: person.id, unitId: unit.id, startsOn: now },
    });
    if (index > 0) continue;
    const user = { workspaceId, slackId: liaison, personId: person.id, locale: "zh-CN" };
    await db.slackUser.create({ data: { ...user, timeZone: "Asia/Shanghai", checkedAt: now } });
  }
}
