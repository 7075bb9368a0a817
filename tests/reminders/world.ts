import { expect } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { attendance } from "../../src/attendance/index.ts";
import { dayOf } from "../../src/db/dates.ts";
import type { Feature } from "../../src/feature.ts";
import type { Language } from "../../src/i18n/index.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import { reminders } from "../../src/reminders/index.ts";
import { texts } from "../../src/reminders/texts.ts";
import type { Answer } from "../../src/slack/answer.ts";
import type { Message, View } from "../../src/slack/blocks.ts";
import type { ReminderSource } from "../../src/slack/reminder.ts";
import type { ActionRequest, SubmitRequest } from "../../src/slack/requests.ts";
import { createWorld, i18n, type PersonPlan, type UnitPlan, type World } from "../attendance/world.ts";
import { afterwards } from "../support/bot.ts";

i18n.add("reminders", texts);

/** A bureau with a district of two schools. Qingxi studies on Wednesday, Meiling on Thursday. */
export const units: UnitPlan[] = [
  { code: "BUR", name: "Bureau", weekday: 4 },
  { code: "DIS", name: "North", parent: "BUR", weekday: 5 },
  { code: "S1", name: "Qingxi Primary", parent: "DIS", weekday: 3 },
  { code: "S2", name: "Meiling <Primary> & Co", parent: "DIS", weekday: 4 },
];
export const people: PersonPlan[] = [
  { no: "B1", name: "顾力涵", unit: "BUR", roles: ["administrator", "leading_group"], slack: "UADMIN" },
  { no: "D1", name: "陈东", unit: "DIS", roles: ["unit_head"], slack: "UDISTRICT" },
  { no: "L1", name: "张三", unit: "S1", roles: ["liaison"], slack: "ULIAISON" },
  { no: "H1", name: "赵敏", unit: "S1", roles: ["unit_head"], slack: "UHEAD" },
  { no: "T1", name: "王伟 <!channel>", unit: "S1" },
  { no: "T2", name: "李雷", unit: "S1", slack: "UTEACHER" },
  { no: "L2", name: "周联", unit: "S2", roles: ["liaison"], slack: "ULIAISON2" },
];

export type Town = Awaited<ReturnType<typeof town>>;

/** The people and units above, reminded by the real features; jobs run when told, Slack notes what it is sent. */
export async function town(
  more: { campaign?: Partial<Campaign>; people?: PersonPlan[]; units?: UnitPlan[]; now?: string } = {},
) {
  const world = await createWorld({
    units: more.units ?? units,
    people: more.people ?? people,
    // It begins with week 43, so that no earlier one is owed.
    campaign: { reminders: true, period: { from: "2026-10-19", to: "2027-01-31" }, ...more.campaign },
    ...(more.now ? { now: more.now } : {}),
  });
  afterwards(world.close);
  const other: ReminderSource[] = [];
  const feature = bot(world, other);
  return { ...world, feature, other, another: () => bot(world, other), ...doing(world, feature) };
}

/** One process of the bot; two of them on one database are two bots. */
function bot(world: World, other: ReminderSource[]): Feature {
  const own = attendance({ ...world.deps, pace: async () => undefined });
  return reminders({
    ...world.deps,
    sources: () => [own, ...other.map((source) => ({ reminders: source }))],
    take: async () => [],
    data: async () => "test",
  });
}

function doing(world: World, feature: Feature) {
  const { db, workspaceId, slack, jobs } = world;

  /** Runs the jobs that wait, and those that they leave behind when `all`. */
  async function work(by: Feature = feature, all = false): Promise<void> {
    do {
      for (const { name, data } of jobs.queued.splice(0)) {
        const job = by.jobs?.find((one) => one.name === name);
        if (job) await job.run(job.data.parse(data));
      }
    } while (all && jobs.queued.length > 0);
  }
  const sent = () => {
    for (const { message } of slack.direct) expect(messageProblems(message)).toEqual([]);
    return slack.direct.splice(0).map(({ slackUserId, message }) => [slackUserId, message] as const);
  };

  return {
    work,
    /** What was sent since asked last. */
    sent,
    /** At that moment the bot looks for what is due, and sends it. @returns what was sent */
    async at(instant: string): Promise<(readonly [string, Message])[]> {
      world.setNow(instant);
      await feature.tick?.();
      await work();
      return sent();
    },
    user: (
      slackId: string,
      data: { timeZone?: string; remindersOff?: boolean; remindBefore?: boolean; language?: string },
    ) => db.slackUser.update({ where: { workspaceId_slackId: { workspaceId, slackId } }, data }),
    prompts: () =>
      db.dailyPrompt.findMany({
        orderBy: [{ date: "asc" }, { slackId: "asc" }],
        include: { reminders: true },
      }),
    /** A session of the unit, its people with that status. */
    async report(code: string, date: string, status: Record<string, string> = {}): Promise<void> {
      const { id: campaignId } = await db.campaign.findFirstOrThrow();
      const session = await db.session.create({
        data: { workspaceId, campaignId, unitId: world.unit(code), date: dayOf(date) },
      });
      const data = Object.entries(status).map(([no, was]) => ({
        ...{ sessionId: session.id, personId: world.person(no), workspaceId, status: was },
      }));
      if (data.length === 0) {
        const counts = { present: 3, late: 0, leave: 0, absent: 0 };
        await db.session.update({ where: { id: session.id }, data: counts });
      }
      await db.attendance.createMany({ data });
    },
    command: (slackUserId: string, word: string, text = "", language: Language = "en") =>
      asked(world, slackUserId, language, (request) =>
        feature.campaignWords?.[word]?.run({ ...request, text, channelId: "C1" }),
      ),
    press: (slackUserId: string, id: string, value: string, language: Language = "en") =>
      asked(world, slackUserId, language, (request) =>
        feature.actions?.[id]?.run({ ...request, ...pressed, value }),
      ),
    submit: (slackUserId: string, callback: string, values: SubmitRequest["values"], viewData = "{}") =>
      asked(world, slackUserId, "en", (request) =>
        feature.views?.[callback]?.submit?.({ ...request, values, viewData }),
      ),
  };
}

const pressed = {
  values: {},
  viewData: "",
  callbackId: undefined,
  channelId: "C1",
  messageTs: "1.0",
} satisfies Partial<ActionRequest>;

async function asked(
  world: World,
  slackUserId: string,
  language: Language,
  run: (request: Awaited<ReturnType<World["request"]>>) => Promise<Answer> | undefined,
): Promise<Answer> {
  const answer = await run(await world.request(slackUserId, language));
  if (!answer) throw new Error("nobody answers that");
  if (answer.kind === "ephemeral" || answer.kind === "replace")
    expect(messageProblems(answer.message)).toEqual([]);
  if (answer.kind === "openView" || answer.kind === "updateView")
    expect(viewProblems(answer.view)).toEqual([]);
  return answer;
}

/** The text of a message that was answered. */
export function told(answer: Answer): string {
  if (answer.kind !== "ephemeral" && answer.kind !== "replace")
    throw new Error(`not a message: ${answer.kind}`);
  return answer.message.text;
}

export function viewOf(answer: Answer): View {
  if (answer.kind !== "openView" && answer.kind !== "updateView")
    throw new Error(`not a view: ${answer.kind}`);
  return answer.view;
}
