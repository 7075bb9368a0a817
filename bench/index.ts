/**
 * `npm run bench`: what is measured, each a median of five runs, side by side with its aim. Times depend on the
 * machine; ratios are taken within one run.
 */
import { digestBench } from "./digest.ts";
import { formBench } from "./form.ts";
import { hereBench } from "./here.ts";
import { homeBench } from "./home.ts";
import { measureImport } from "./import.ts";
import { likenessBench } from "./likeness.ts";
import { median } from "./load.ts";
import { remindersBench } from "./reminders.ts";
import { friday, setStage } from "./stage.ts";
import { startBench } from "./start.ts";

const rounds = 5;
type Row = { what: string; measured: string; aim: string; held: boolean };
const rows: Row[] = [];

function row(what: string, measured: string, aim: string, held: boolean): void {
  rows.push({ what, measured, aim, held });
  console.log(`${what}: ${measured} (aim: ${aim}) ${held ? "held" : "MISSED"}`);
}

const stage = await setStage();
try {
  const digest = await digestBench({ db: stage.db, url: stage.url, now: friday });
  row(
    "the county's digest against the shortest SQL",
    `${digest.ours.toFixed(1)} ms to ${digest.theirs.toFixed(1)} ms, ${digest.ratio.toFixed(2)} ×`,
    "≤ 3 ×",
    digest.ratio <= 3,
  );
  const start = await startBench(stage);
  row("start to /readyz", `${start.seconds.toFixed(2)} s`, "≤ 3 s", start.seconds <= 3);
  row("idle memory of the bot", `${start.megabytes.toFixed(0)} MB`, "≤ 200 MB", start.megabytes <= 200);
  // Before there are hundreds of thousands of audit entries: its people are deleted again, and each is looked for there.
  const alike = await likenessBench(stage);
  row(
    `topics alike, among ${alike.topics}`,
    `p50 ${alike.p50.toFixed(1)} ms, p99 ${alike.p99.toFixed(1)} ms`,
    "p99 ≤ 100 ms",
    alike.p99 <= 100,
  );
  for (const keys of [0, 200_000]) {
    const here = await hereBench(stage, keys);
    const share = here.ours / here.bare;
    row(
      `/attendance here, 32 in flight, against bare Bolt with one INSERT${keys > 0 ? `, after ${keys} keys` : ""}`,
      `${here.ours.toFixed(0)}/s (p99 ${here.p99.toFixed(0)} ms, ${here.failures} failures) to ${here.bare.toFixed(0)}/s, ${share.toFixed(2)}`,
      "≥ 0.5",
      share >= 0.5 && here.failures === 0,
    );
  }
  const form = await formBench(stage);
  row(
    `opening the form for ${form.people} people, ${form.perSecond} a second`,
    `p50 ${form.p50.toFixed(0)} ms, p99 ${form.p99.toFixed(0)} ms, ${form.failures} failures`,
    "p99 ≤ 100 ms",
    form.p99 <= 100 && form.failures === 0,
  );
  const home = await homeBench(stage);
  row(
    `${home.name}, ${home.perSecond} openings a second`,
    `p50 ${home.p50.toFixed(0)} ms, p99 ${home.p99.toFixed(0)} ms, ${home.failures} failures`,
    "p99 ≤ 300 ms",
    home.p99 <= 300 && home.failures === 0,
  );
  const reminders = await remindersBench(stage);
  row(
    `a day's reminders, ${reminders.messages} messages`,
    `${(reminders.total / 1000).toFixed(2)} s, planning ${reminders.planning.toFixed(0)} ms`,
    "≤ 2 s",
    reminders.total <= 2000,
  );
  const imports = [];
  for (let round = 0; round < rounds; round++)
    imports.push(await measureImport(100_000, { DATABASE_URL: await stage.emptyDatabase() }));
  const seconds = median(imports.map((one) => one.seconds));
  const megabytes = median(imports.map((one) => one.megabytes));
  row("import of 100,000 rows", `${seconds.toFixed(1)} s`, "≤ 20 s", seconds <= 20);
  row("memory of that import", `${megabytes.toFixed(0)} MB`, "≤ 400 MB", megabytes <= 400);
} finally {
  await stage.close();
}
console.log();
console.table(
  rows.map(({ what, measured, aim, held }) => ({ what, measured, aim, "": held ? "held" : "missed" })),
);
