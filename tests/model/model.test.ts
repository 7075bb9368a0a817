import { describe, expect, it } from "vitest";
import { fromEnvironment } from "../bot/storm.ts";
import type { Prediction } from "./attendance.ts";
import type { Shown } from "./forms.ts";
import { isLate, type Play, settled, startPlay } from "./play.ts";
import { attendancePredicted, attendanceRecords, differences } from "./records.ts";
import { learnQuestions, type Step, takeStep, timePasses } from "./steps.ts";

// Longer: MODEL_RUNS=20 MODEL_SEED=7 npx vitest run --project node tests/model
const steps = fromEnvironment("MODEL_STEPS", 400);
const runs = fromEnvironment("MODEL_RUNS", 1);
const firstSeed = fromEnvironment("MODEL_SEED", 20_261_123);

/** What is wrong after a step; nothing when all is well. */
async function problemsAfter(play: Play, step: Step): Promise<string[]> {
  const { who, outcome, predicted, typed } = step;
  const { entries, problems } = await play.audit.next();
  const left = differences(attendancePredicted(play.attendance), await attendanceRecords(play.db));
  const told = new Set(entries.map(({ recordId }) => recordId));
  return [
    ...left,
    ...problems,
    ...(await play.kept.next(play.rules, who, step.made, told)),
    ...(left.length === 0 && play.chance.of(10) ? await play.audit.unlike() : []),
    ...entries
      .filter(({ actor }) => ![who, "studyhall", "anonymous"].includes(actor))
      .map(({ record, actor }) => `${actor} changed ${record}, and did nothing`),
    ...(outcome && !outcome.acknowledged ? [`not acknowledged: ${outcome.status}`] : []),
    ...play.watch(who, outcome, typed),
    ...answerProblems(play, step, predicted),
    ...play.errors.splice(0).map((line) => `logged as an error: ${line}`),
  ];
}

/** Whether the answer refuses what should be refused, with the sentence that fits. */
function answerProblems(play: Play, { who, outcome }: Step, predicted: Prediction | undefined): string[] {
  const last = play.slack.calls.slice(-3).map(({ args }) => args);
  const later = outcome?.body === "" || isLate(outcome?.body);
  const shown = [outcome?.body, ...(later ? [last] : [])];
  const found = play.refusals(shown);
  if (found.includes("common.unexpected")) return [`${who} is told of something unexpected`];
  if (!predicted) return [];
  if ("done" in predicted) {
    const refusals = found.filter((key) => !key.startsWith("common.slack"));
    return refusals.length > 0 ? [`refused with ${refusals.join(", ")}, and should not be`] : [];
  }
  if ("asked" in predicted) {
    const doubts = found.filter((key) => /^attendance\.doubt\.(?!yes$|record)/.test(key));
    return doubts.sort().join() === predicted.asked.toSorted().join()
      ? []
      : [`should be asked ${predicted.asked.join(" and ")}, and was: ${found.join(", ") || "done"}`];
  }
  const fits = predicted.refused.some((key) => found.includes(key));
  return fits
    ? []
    : [`should be refused with ${predicted.refused.join(" or ")}, and was: ${found.join(", ") || "done"}`];
}

/** The steps that may have to do with it: the last ones, and those before that speak of the same words. */
function story(trace: string[], problems: string[]): string {
  const dates = problems.join(" ").match(/\d{4}-\d\d-\d\d/g) ?? [];
  const about = trace.slice(0, -8).filter((line) => dates.some((date) => line.includes(date)));
  return [...about.slice(-25), "…", ...trace.slice(-8)].join("\n");
}

/** Twenty people do so many things. @returns how many records of each kind that left */
async function run(seed: number): Promise<Record<string, number>> {
  const play = await startPlay(seed);
  const shown: Shown = new Map();
  const trace: string[] = [];
  for (let number = 1; number <= steps; number += 1) {
    timePasses(play);
    if (play.chance.of(5)) await play.bot.tick();
    const ended = play.handled.length;
    const step = await takeStep(play, shown);
    const ends = play.handled.length > ended ? 1 : 0;
    await play.learnCheckIns();
    await play.learnRequests();
    const unasked = learnQuestions(play, step);
    trace.push(`${number} ${play.clock.now()} ${step.who} ${step.what} → ${JSON.stringify(step.predicted)}`);
    const problems = [...unasked, ...(await problemsAfter(play, step))];
    if (step.outcome && play.chance.of(5)) {
      await settled(play, step.who, ends, () => play.slack.redeliver());
      const again = differences(attendancePredicted(play.attendance), await attendanceRecords(play.db));
      problems.push(...again.map((line) => `after a second delivery: ${line}`));
      problems.push(...(await play.kept.next(play.rules, step.who, null, new Set())));
      play.watch(step.who, undefined, step.typed);
    }
    if (problems.length > 0)
      expect.fail(
        `MODEL_SEED=${seed}, step ${number}\n${problems.join("\n")}\n${story(trace, problems)}\nanswer: ${JSON.stringify(step.outcome?.body)?.slice(0, 1500)}`,
      );
  }
  const { db } = play;
  const [sessions, discussions, topics] = await Promise.all([
    db.session.count(),
    db.discussion.count(),
    db.topic.count(),
  ]);
  return { sessions, discussions, topics, audit: await db.auditEntry.count() };
}

describe("the bot and a model of it", () => {
  it.each(Array.from({ length: runs }, (_, index) => firstSeed + index))(
    "agree, whatever twenty people do (seed %i)",
    { timeout: 60_000 + steps * 500 },
    async (seed) => {
      const left = await run(seed);
      // Fewer than lines about them: many days are asked about, and sessions are taken back.
      expect(left.sessions).toBeGreaterThan(steps / 100);
      expect(left.discussions).toBeGreaterThan(steps / 100);
      expect(left.topics).toBeGreaterThan(0);
    },
  );
});
