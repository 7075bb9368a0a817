import { commandBody, load, median, type Sample } from "./load.ts";
import { friday, type Stage } from "./stage.ts";

const rounds = 5;
const requests = 3000;
const inFlight = 32;

/**
 * Signed `/attendance here`, committed before the answer, against a bare Bolt app with one INSERT.
 * @param keys so many requests have been answered before: their keys are kept, and must slow nothing down
 */
export async function hereBench(stage: Stage, keys = 0) {
  await fillKeys(stage, keys);
  const people = await fridayPeople(stage);
  const bare = await stage.program("./bare-bolt.ts");
  const ours = await stage.program("./studyhall-bot.ts");
  const samples: { bare: Sample[]; ours: Sample[] } = { bare: [], ours: [] };
  const run = (url: string, round: number) =>
    load({
      url,
      signingSecret: stage.slack.credentials.signingSecret,
      bodies: bodies(people, round, keys),
      inFlight,
      fine: (text, status) => status === 200 && /Saved|Nothing to change|已/.test(text),
    });
  // One round of each is not counted: code, plans and caches are cold.
  for (let round = 0; round <= rounds; round++) {
    const [first, second] = [await run(bare.url, round), await run(ours.url, round)];
    if (round === 0) continue;
    samples.bare.push(first);
    samples.ours.push(second);
  }
  await bare.stop();
  await ours.stop();
  const rate = (of: Sample[]) => median(of.map((sample) => sample.requestsPerSecond));
  const failures = samples.ours.reduce((sum, sample) => sum + sample.failures, 0);
  return {
    ours: rate(samples.ours),
    bare: rate(samples.bare),
    p99: median(samples.ours.map((sample) => sample.p99)),
    failures,
  };
}

/** Everybody changes their status in each round: a repeated one would be nothing to write. */
function* bodies(people: string[], round: number, keys: number): Generator<string> {
  for (let index = 0; index < requests; index++) {
    const turn = Math.floor(index / people.length) + round;
    yield commandBody({
      command: "/attendance",
      text: turn % 2 === 0 ? "here" : "late",
      userId: people[index % people.length] ?? "",
      channelId: "C0BENCH",
      trigger: `${keys}.${round}.${index}`,
    });
  }
}

/**
 * The people of units that study on Fridays, each given a Slack user, and of whom nobody has recorded anything that day.
 * Without those who hold a role: the bot writes to them meanwhile, and the local Slack would not know them.
 */
async function fridayPeople({ db }: Stage): Promise<string[]> {
  await db.$executeRaw`
    UPDATE attendance a SET status = NULL, reason = NULL FROM session s
    WHERE s.id = a.session_id AND s.date = (${new Date(friday.epochMilliseconds)}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date`;
  const rows = await db.$queryRaw<{ slack_id: string }[]>`
    INSERT INTO slack_user (workspace_id, slack_id, person_id, locale, time_zone, checked_at)
    SELECT p.workspace_id, 'U0B' || p.employee_no, p.id, 'en-US', 'Asia/Shanghai', now()
    FROM person p JOIN membership m ON m.person_id = p.id JOIN unit u ON u.id = m.unit_id
    WHERE u.session_weekday = 5 AND u.has_roster AND m.ends_on IS NULL AND p.roles = '{}'
    ON CONFLICT (workspace_id, slack_id) DO UPDATE SET checked_at = EXCLUDED.checked_at RETURNING slack_id`;
  return rows.map((row) => row.slack_id);
}

async function fillKeys({ db }: Stage, keys: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO request_key (workspace_id, key, outcome, at)
    SELECT w.id, 'before ' || gen_random_uuid(), '{"kind": "recorded"}', now()
    FROM workspace w, generate_series(1, ${keys}::int)`;
  if (keys > 0) await db.$executeRaw`ANALYZE request_key`;
}
