import { pino } from "pino";
import { attendance } from "../src/attendance/index.ts";
import { texts as attendanceTexts } from "../src/attendance/texts.ts";
import { createWrite } from "../src/db/write.ts";
import type { Feature } from "../src/feature.ts";
import { commonTexts } from "../src/i18n/common.ts";
import { createI18n } from "../src/i18n/index.ts";
import { createJobs } from "../src/jobs/index.ts";
import { organisation } from "../src/org/index.ts";
import { orgStore } from "../src/org/store.ts";
import { theWorkspace } from "../src/org/workspace.ts";
import { reminders } from "../src/reminders/index.ts";
import { texts as reminderTexts } from "../src/reminders/texts.ts";
import type { SlackGateway } from "../src/slack/gateway.ts";
import { median } from "./load.ts";
import type { Stage } from "./stage.ts";

/** Fridays at 10:00 in the county, in weeks of which nothing is recorded: each a day on which everybody is silent. */
const fridays = [
  "2026-11-27T02:00:00Z",
  "2026-12-11T02:00:00Z",
  "2026-12-18T02:00:00Z",
  "2027-01-08T02:00:00Z",
];

/**
 * A day's reminders with all units silent, from the tick that looks for them to the last message handed to Slack, by
 * the real queue. Slack answers at once here: its own time is not ours. `planning` is the tick alone.
 */
export async function remindersBench(on: Pick<Stage, "db" | "url">) {
  const { db } = on;
  const workspaceId = (await theWorkspace(db)).id;
  await db.campaign.updateMany({ data: { reminders: true } });
  await db.$executeRaw`
    INSERT INTO slack_user (workspace_id, slack_id, person_id, locale, checked_at)
    SELECT workspace_id, 'U0R' || employee_no, id, 'zh-CN', now() FROM person
    WHERE roles && ARRAY['liaison', 'unit_head', 'leading_group'] AND NOT EXISTS (SELECT 1 FROM slack_user s WHERE s.person_id = person.id)`;
  await db.$executeRaw`ANALYZE`;
  const log = pino({ level: "warn" });
  let now = Temporal.Instant.from(fridays[0] ?? "");
  const clock = { now: () => now };
  const jobs = createJobs({ databaseUrl: on.url, log });
  const direct: string[] = [];
  const noted = async (slackUserId: string) => ({
    channelId: `D${slackUserId}`,
    ts: `${direct.push(slackUserId)}.0`,
  });
  const deps = {
    ...{ db, workspaceId, clock, jobs, log },
    org: organisation({ store: orgStore(db, workspaceId), clock }),
    write: createWrite({ db, workspaceId, clock, onRecords: async () => undefined }),
    i18n: createI18n({ common: commonTexts, attendance: attendanceTexts, reminders: reminderTexts }),
    slack: { direct: noted } as Partial<SlackGateway> as SlackGateway,
  };
  const own = attendance(deps);
  const feature: Feature = reminders({
    ...deps,
    sources: () => [own],
    take: async () => [],
    data: async () => "bench",
  });
  await jobs.start(feature.jobs ?? []);
  const runs: { total: number; planning: number; messages: number }[] = [];
  for (const friday of fridays) {
    now = Temporal.Instant.from(friday);
    const started = performance.now();
    await feature.tick?.();
    const planning = performance.now() - started;
    while ((await db.dailyPrompt.count({ where: { state: "posting" } })) > 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    runs.push({ total: performance.now() - started, planning, messages: direct.splice(0).length });
  }
  await jobs.stop();
  // The first day is not counted: code, plans and caches are cold.
  const counted = runs.slice(1);
  return {
    total: median(counted.map(({ total }) => total)),
    planning: median(counted.map(({ planning }) => planning)),
    messages: median(counted.map(({ messages }) => messages)),
  };
}

if (import.meta.main) {
  const { setStage } = await import("./stage.ts");
  const stage = await setStage();
  try {
    const { total, planning, messages } = await remindersBench(stage);
    console.log(
      `a day's reminders, ${messages} messages: ${total.toFixed(0)} ms, planning ${planning.toFixed(0)} ms`,
    );
  } finally {
    await stage.close();
  }
}
