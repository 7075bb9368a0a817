import { expect, it } from "vitest";
import { createDatabase } from "../../src/db/client.ts";
import { auditEnd } from "../../src/files/audit-store.ts";
import { importMark } from "../../src/files/store.ts";
import { afterwards } from "../support/bot.ts";
import { freshDatabase } from "../support/database.ts";

it("finds the last import's entry without reading what came after it", async () => {
  const database = await freshDatabase();
  afterwards(database.drop);
  const db = createDatabase(database.url);
  afterwards(() => db.$disconnect());
  const { id } = await db.workspace.create({ data: { slackTeamId: "T1", name: "County" } });
  expect(await importMark(db, id)).toBe("0");
  const entry = { workspaceId: id, at: new Date(0), actor: "U1", record: "session", recordId: "1" };
  await db.auditEntry.create({ data: { ...entry, actor: "import" } });
  const uploaded = await db.auditEntry.create({ data: { ...entry, record: "import" } });
  await db.auditEntry.createMany({ data: Array.from({ length: 5000 }, () => entry) });
  await db.$executeRaw`ANALYZE audit_entry`;
  const read = await db.$transaction(async (tx) => {
    expect(await importMark(tx, id)).toBe(String(uploaded.id));
    const [rows] = await tx.$queryRaw<{ read: number }[]>`
      SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS read
      FROM pg_stat_xact_user_tables WHERE relname = 'audit_entry'`;
    return rows?.read;
  });
  expect(read).toBeLessThan(10);
});

it("waits for entries that are written already and not yet there, before it says where the audit ends", async () => {
  const database = await freshDatabase();
  afterwards(database.drop);
  const db = createDatabase(database.url);
  afterwards(() => db.$disconnect());
  const { id: workspaceId } = await db.workspace.create({ data: { slackTeamId: "T1", name: "County" } });
  const entry = { workspaceId, at: new Date(0), actor: "U1", record: "session", recordId: "1" };
  const isWaiting = async () => {
    const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
      SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'audit_entry'::regclass) AS waiting`;
    return row?.waiting ?? false;
  };
  const { written, end } = await db.$transaction(async (tx) => {
    const { id } = await tx.auditEntry.create({ data: entry });
    // A later one is there before it.
    await db.auditEntry.create({ data: entry });
    const end = auditEnd(db, workspaceId);
    while (!(await isWaiting()));
    return { written: id, end };
  });
  expect(await end).toBe(written + 1n);
});
