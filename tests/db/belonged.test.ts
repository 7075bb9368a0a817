import { beforeEach, expect, it } from "vitest";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { afterwards } from "../support/bot.ts";
import { freshDatabase } from "../support/database.ts";

let db: Database;

beforeEach(async () => {
  const database = await freshDatabase();
  afterwards(database.drop);
  // The plan is asked for where the setting was made.
  db = createDatabase(database.url, { poolSize: 1 });
  afterwards(() => db.$disconnect());
});

it("counts the first day and the last one, and every day where there is none", async () => {
  const days = await db.$queryRaw<{ day: string; both: boolean; open: boolean; always: boolean }[]>`
    SELECT day::text, belonged('2026-10-12', '2026-10-13', day) AS both, belonged('2026-10-12', NULL, day) AS open,
      took_part(NULL, '2026-10-13', day) AS always
    FROM unnest('{2026-10-11, 2026-10-12, 2026-10-13, 2026-10-14}'::date[]) AS day`;
  expect(days).toEqual([
    { day: "2026-10-11", both: false, open: false, always: true },
    { day: "2026-10-12", both: true, open: true, always: true },
    { day: "2026-10-13", both: true, open: true, always: true },
    { day: "2026-10-14", both: false, open: true, always: false },
  ]);
});

it("is planned as if it were written out, so that an index on the first day serves", async () => {
  await db.$executeRaw`SET enable_seqscan = off`;
  const rows = await db.$queryRaw<{ "QUERY PLAN": string }[]>`
    EXPLAIN SELECT FROM membership
    WHERE unit_id = '019e0000-0000-7000-8000-000000000000' AND belonged(starts_on, ends_on, '2026-10-12')`;
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/Index Cond: .*starts_on <= /);
  expect(plan).not.toContain("belonged");
});
