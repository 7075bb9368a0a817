import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, type Database, type Tx } from "../../src/db/client.ts";
import type { RecordChange } from "../../src/db/write.ts";
import { createWrite, type Written } from "../../src/db/write.ts";
import { createWriteMany, oneByOne, type WriteMany } from "../../src/db/write-many.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let db: Database;
let told: RecordChange[][];
/** Rows of the table of keys that the last batch's transaction had read when its records were told of. */
let keysRead: number;
let ways: Record<"together" | "one by one", WriteMany>;
const unitId = "00000000-0000-4000-8000-000000000001";

beforeEach(async () => {
  database = await freshDatabase();
  db = createDatabase(database.url);
  told = [];
  const workspaceId = (await db.workspace.create({ data: { slackTeamId: "T1", name: "County" } })).id;
  const clock = { now: () => Temporal.Instant.from("2026-10-21T08:00:00Z") };
  const onRecords = async (tx: Tx, changes: RecordChange[]) => {
    told.push(changes);
    const [read] = await tx.$queryRaw<{ rows: number }[]>`
      SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows
      FROM pg_stat_xact_user_tables WHERE relname = 'request_key'`;
    keysRead = read?.rows ?? 0;
  };
  const deps = { db, workspaceId, clock, onRecords };
  ways = { together: createWriteMany(deps), "one by one": oneByOne(createWrite(deps)) };
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

const request = (key: string) => ({ key, actor: { name: `U-${key}` } });
/** A body that notes whom it was called for, and changes one record for each. */
function noting(calls: string[]) {
  return async (_: Tx, fresh: { key: string }[]) => {
    const written = new Map<string, Written<{ done: string }>>();
    for (const { key } of fresh) {
      calls.push(key);
      const change = {
        record: "test",
        recordId: key,
        before: null,
        after: { key },
        unitId,
        date: "2026-10-21",
      };
      written.set(key, { outcome: { done: key }, changes: [change] });
    }
    return written;
  };
}

describe.each(["together", "one by one"] as const)("writing many %s", (way) => {
  it("does each request once, also when its key comes twice, now or later", async () => {
    const calls: string[] = [];
    const first = await ways[way]([request("a"), request("b"), request("a")], noting(calls));
    expect(first).toEqual(
      new Map([
        ["a", { done: "a" }],
        ["b", { done: "b" }],
      ]),
    );
    const later = await ways[way]([request("b"), request("c")], noting(calls));
    expect(later).toEqual(
      new Map([
        ["b", { done: "b" }],
        ["c", { done: "c" }],
      ]),
    );
    expect(calls.sort()).toEqual(["a", "b", "c"]);
  });

  it("leaves an audit entry a change by its own actor, and tells those who listen", async () => {
    await ways[way]([request("a"), request("b")], noting([]));
    const entries = await db.auditEntry.findMany({ orderBy: { recordId: "asc" } });
    expect(entries.map(({ actor, recordId, before, after }) => ({ actor, recordId, before, after }))).toEqual(
      [
        { actor: "U-a", recordId: "a", before: null, after: { key: "a" } },
        { actor: "U-b", recordId: "b", before: null, after: { key: "b" } },
      ],
    );
    expect(told.flat()).toContainEqual({ unitId, date: "2026-10-21" });
  });

  it("keeps nothing of what throws, so that it can be tried again", async () => {
    const failing = async () => {
      throw new Error("no");
    };
    await expect(ways[way]([request("a")], failing)).rejects.toThrow("no");
    expect(await db.requestKey.count()).toBe(0);
    expect(await ways[way]([request("a")], noting([]))).toEqual(new Map([["a", { done: "a" }]]));
  });
});

it("does two batches with the same requests at once, each request once", async () => {
  const calls: string[] = [];
  const keys = Array.from({ length: 40 }, (_, index) => request(`k${index}`));
  const results = await Promise.all([
    ways.together(keys, noting(calls)),
    ways.together(keys.toReversed(), noting(calls)),
  ]);
  expect(calls).toHaveLength(40);
  expect(new Map([...results[0]].sort())).toEqual(new Map([...results[1]].sort()));
  expect(await db.auditEntry.count()).toBe(40);
});

it("reads the keys of its own requests, however many there are", async () => {
  await db.$executeRaw`
    INSERT INTO request_key (workspace_id, key, outcome, at)
    SELECT w.id, 'old' || i, 'null', now() FROM workspace w, generate_series(1, 5000) AS i`;
  await db.$executeRaw`ANALYZE request_key`;
  const keys = Array.from({ length: 20 }, (_, index) => request(`k${index}`));
  for (let round = 0; round < 8; round += 1) {
    await ways.together(
      keys.map(({ key }) => request(`${key} of ${round}`)),
      noting([]),
    );
    expect(keysRead, `round ${round}`).toBeLessThan(200);
  }
});
