import pg from "pg";
import { pino } from "pino";
import { attendanceDigest } from "../src/attendance/digest.ts";
import { attendanceFigures } from "../src/attendance/figures.ts";
import { texts as attendanceTexts } from "../src/attendance/texts.ts";
import { type IsoWeek, weekOf, weekPeriod } from "../src/calendar.ts";
import type { Database } from "../src/db/client.ts";
import { createPages } from "../src/digest/pages.ts";
import { texts as digestTexts } from "../src/digest/texts.ts";
import { digestOf } from "../src/figures/digest.ts";
import { commonTexts } from "../src/i18n/common.ts";
import { createI18n } from "../src/i18n/index.ts";
import { organisation } from "../src/org/index.ts";
import { orgStore } from "../src/org/store.ts";
import { theWorkspace } from "../src/org/workspace.ts";

/** Milliseconds a page: all of ours (figures, who needs attention, blocks, hash) against the shortest SQL for its figures. */
export type DigestMeasure = { name: string; week: IsoWeek; ours: number; theirs: number; ratio: number };

const rounds = 5;
const pagesPerRound = 10;

/** The root unit's digest of the week that `now` is in, on a database that holds the county. */
export async function digestBench(on: {
  db: Database;
  url: string;
  now: Temporal.Instant;
}): Promise<DigestMeasure> {
  const ours = await ourPage(on);
  const client = new pg.Client({ connectionString: on.url });
  await client.connect();
  // An import leaves the planner without statistics until autovacuum comes by: both sides would be measured on luck.
  await client.query("ANALYZE");
  const theirs = async () => void (await shortestSql(client, ours.workspaceId, ours.week));
  await sameFigures(await shortestSql(client, ours.workspaceId, ours.week), ours);
  const times = { ours: [] as number[], theirs: [] as number[] };
  // The first round is not counted: code, plans and caches are cold.
  for (let round = 0; round <= rounds; round += 1) {
    const [first, second] = [await timed(ours.make), await timed(theirs)];
    if (round > 0) {
      times.ours.push(first);
      times.theirs.push(second);
    }
  }
  await client.end();
  const [own, shortest] = [median(times.ours), median(times.theirs)];
  return { name: "the county's digest", week: ours.week, ours: own, theirs: shortest, ratio: own / shortest };
}

async function ourPage({ db, now }: { db: Database; now: Temporal.Instant }) {
  const workspaceId = (await theWorkspace(db)).id;
  const clock = { now: () => now };
  const org = organisation({ store: orgStore(db, workspaceId), clock });
  const deps = {
    db,
    workspaceId,
    org,
    clock,
    i18n: createI18n({ common: commonTexts, attendance: attendanceTexts, digest: digestTexts }),
    log: pino({ level: "silent" }),
  };
  const attendance = { digest: digestOf(attendanceDigest(deps)) };
  const pages = createPages({ ...deps, sources: () => [attendance] });
  const unitId = (await org.units()).root?.id;
  if (unitId === undefined) throw new Error("the database holds no units: import the county first");
  const { timeZone } = await org.campaign();
  const week = weekOf(now.toZonedDateTimeISO(timeZone).toPlainDate().toString());
  const make = async () => {
    const page = await pages.make({ unitId, week, language: "zh-CN" });
    if (page.message({ chart: true }).blocks.length < 6) throw new Error("the page is not whole");
  };
  const root = async () => {
    const unit = (await org.units()).root;
    return unit
      ? (await attendanceFigures.answer(db, workspaceId, [{ unit, period: weekPeriod(week) }]))[0]
      : undefined;
  };
  return { make, root, workspaceId, week };
}

/** Both must count the same, or the comparison says nothing. @throws Error when they do not */
async function sameFigures(
  counted: Counted[],
  { root, week }: Awaited<ReturnType<typeof ourPage>>,
): Promise<void> {
  const figures = await root();
  const theirs = counted.find((row) => row.depth === 0 && row.monday === weekPeriod(week).from);
  const [a, b] = [
    [theirs?.units, theirs?.attended, theirs?.expected].join(),
    [figures?.unitsReported, figures?.attended, figures?.expected].join(),
  ];
  if (a !== b) throw new Error(`the shortest SQL counts ${a}, the page ${b}`);
}

type Counted = { depth: number; monday: string; units: string; attended: string; expected: string };

/** What somebody would write by hand for this page alone: each figure of it, nothing else. */
async function shortestSql(client: pg.Client, workspaceId: string, week: IsoWeek): Promise<Counted[]> {
  const { from, to } = weekPeriod(week);
  const figures = await client.query<Counted>(
    `WITH counted AS (
       SELECT s.id, s.unit_id, date_trunc('week', s.date) AS week,
         count(*) FILTER (WHERE a.status IN ('present', 'late')) + coalesce(s.present + s.late, 0) AS attended,
         count(a.status) + coalesce(s.present + s.late + s.leave + s.absent, 0) AS expected
       FROM session s LEFT JOIN attendance a ON a.session_id = s.id
       WHERE s.workspace_id = $1 AND s.date BETWEEN $2::date - 49 AND $3
       GROUP BY s.id)
     SELECT c.id, c.depth, to_char(x.week, 'YYYY-MM-DD') AS monday, count(DISTINCT x.unit_id) AS units,
       sum(x.attended) AS attended, sum(x.expected) AS expected
     FROM counted x JOIN unit u ON u.id = x.unit_id
     JOIN unit c ON u.tree_first BETWEEN c.tree_first AND c.tree_last AND c.depth <= 1 AND c.workspace_id = $1
     WHERE c.depth = 0 OR x.week >= $2::date - 7
     GROUP BY c.id, x.week`,
    [workspaceId, from, to],
  );
  const needs = await client.query(
    `SELECT count(*) FROM (
       SELECT a.person_id
       FROM (SELECT id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY date DESC) AS nth
             FROM session WHERE workspace_id = $1 AND date <= $2) s
       JOIN attendance a ON a.session_id = s.id AND a.status = 'absent'
       WHERE s.nth <= 2 GROUP BY s.unit_id, a.person_id HAVING count(*) = 2) twice`,
    [workspaceId, to],
  );
  const units = await client.query("SELECT count(*) FROM unit WHERE workspace_id = $1", [workspaceId]);
  if (figures.rowCount === 0 || needs.rowCount === 0 || units.rowCount === 0) throw new Error("no figures");
  return figures.rows;
}

async function timed(page: () => Promise<void>): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < pagesPerRound; count += 1) await page();
  return (performance.now() - started) / pagesPerRound;
}

const median = (of: number[]): number =>
  [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;

if (import.meta.main) {
  const { setStage, friday } = await import("./stage.ts");
  const stage = await setStage();
  try {
    const { name, week, ours, theirs, ratio } = await digestBench({
      db: stage.db,
      url: stage.url,
      now: friday,
    });
    console.log(
      `${name}, ${week}: ${ours.toFixed(1)} ms, the shortest SQL ${theirs.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`,
    );
  } finally {
    await stage.close();
  }
}
