import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate } from "../../src/db/migrate.ts";
import { type HeldRole, rolesHeld } from "../../src/roster/people/roles.ts";
import type { Stay } from "../../src/roster/people/stays.ts";
import { bareDatabase } from "../support/database.ts";

const today = "2026-10-21";
const stay = (unitId: string, from: string, to: string | null = null): Stay => ({ unitId, from, to });
const told = (held: HeldRole[]) =>
  held.map(({ unitId, role, from, to }) => `${role} of ${unitId} ${from}–${to ?? ""}`);
const since = (role: string, unitId: string, from: string, to: string | null = null): HeldRole => ({
  ...{ unitId, role, from, to },
});

describe("who held which role at which unit, and when", () => {
  const liaison = [since("liaison", "A", "2026-09-21")];
  it.each<[string, HeldRole[], Stay[], string[], string[]]>([
    [
      "stays one row where nothing changes",
      liaison,
      [stay("A", "2026-09-21")],
      ["liaison"],
      ["liaison of A 2026-09-21–"],
    ],
    [
      "is not held at the unit of before by who becomes liaison of another",
      [],
      [stay("A", "2026-09-21", "2026-10-20"), stay("B", today)],
      ["liaison"],
      ["liaison of B 2026-10-21–"],
    ],
    [
      "begins with the day of the change where the transfer is dated back, and ends with the stay",
      liaison,
      [stay("A", "2026-09-21", "2026-10-11"), stay("B", "2026-10-12")],
      ["liaison"],
      ["liaison of A 2026-09-21–2026-10-11", "liaison of B 2026-10-21–"],
    ],
    [
      "follows a transfer that is planned",
      liaison,
      [stay("A", "2026-09-21", "2026-11-01"), stay("B", "2026-11-02")],
      ["liaison"],
      ["liaison of A 2026-09-21–2026-11-01", "liaison of B 2026-11-02–"],
    ],
    [
      "is one row again when what was planned is taken back",
      [since("liaison", "A", "2026-09-21", "2026-11-01"), since("liaison", "B", "2026-11-02")],
      [stay("A", "2026-09-21")],
      ["liaison"],
      ["liaison of A 2026-09-21–"],
    ],
    [
      "ends the day before it is taken away",
      liaison,
      [stay("A", "2026-09-21")],
      [],
      ["liaison of A 2026-09-21–2026-10-20"],
    ],
    [
      "given and taken away on one day was never held",
      [since("liaison", "A", today)],
      [stay("A", "2026-09-21")],
      [],
      [],
    ],
    [
      "is another row for each role, and leaves the others alone",
      liaison,
      [stay("A", "2026-09-21")],
      ["liaison", "unit_head"],
      ["liaison of A 2026-09-21–", "unit_head of A 2026-10-21–"],
    ],
    [
      "is held nowhere by who has left",
      liaison,
      [stay("A", "2026-09-21", "2026-10-20")],
      ["liaison"],
      ["liaison of A 2026-09-21–2026-10-20"],
    ],
  ])("%s", (_, before, stays, roles, expected) => {
    expect(told(rolesHeld(before, stays, roles, today))).toEqual(expected);
  });

  it("begins with the stay for somebody new", () => {
    const stays = [stay("A", "2026-10-12")];
    expect(told(rolesHeld([], stays, ["liaison"], null))).toEqual(["liaison of A 2026-10-12–"]);
  });
});

describe("the migration that gives roles their dates", () => {
  it("keeps them as they were for whom they never changed, and asks the audit about the others", async () => {
    const database = await bareDatabase();
    const dir = await mkdtemp(path.join(tmpdir(), "studyhall-migrations-"));
    const all = path.join(import.meta.dirname, "../../prisma/migrations");
    const names = (await readdir(all)).filter((name) => /^\d/.test(name)).sort();
    const added = names.findIndex((name) => name.endsWith("roles_held"));
    for (const name of names.slice(0, added))
      await cp(path.join(all, name), path.join(dir, name), { recursive: true });
    await migrate(database.url, { dir });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(`
        INSERT INTO workspace (id, slack_team_id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'T', 'T');
        INSERT INTO campaign (id, workspace_id, name, name_en, time_zone, starts_on, ends_on)
          SELECT gen_random_uuid(), id, 'c', 'c', 'Asia/Shanghai', '2026-09-21', '2027-01-31' FROM workspace;
        INSERT INTO unit (id, workspace_id, code, name, kind, parent_id, tree_first, tree_last, depth)
          SELECT u.id::uuid, w.id, u.code, u.code, 'school', u.parent::uuid, u.first, u.last, u.depth FROM workspace w, (VALUES
            ('00000000-0000-7000-8000-00000000000a', 'A', NULL, 1, 2, 0),
            ('00000000-0000-7000-8000-00000000000b', 'B', '00000000-0000-7000-8000-00000000000a', 2, 2, 1)) u(id, code, parent, first, last, depth);
        INSERT INTO person (id, workspace_id, employee_no, name, roles)
          SELECT p.id::uuid, w.id, p.no, p.no, p.roles FROM workspace w, (VALUES
            ('00000000-0000-7000-8000-000000000011', '1', ARRAY['liaison']),
            ('00000000-0000-7000-8000-000000000012', '2', ARRAY['liaison', 'lecturer']),
            ('00000000-0000-7000-8000-000000000013', '3', ARRAY[]::text[])) p(id, no, roles);
        INSERT INTO membership (id, workspace_id, person_id, unit_id, starts_on, ends_on)
          SELECT gen_random_uuid(), p.workspace_id, p.id, u.id, m.starts_on::date, m.ends_on::date
          FROM (VALUES ('1', 'A', '2026-09-21', '2026-10-11'), ('1', 'B', '2026-10-12', NULL),
            ('2', 'A', '2026-09-21', '2026-10-19'), ('2', 'B', '2026-10-20', NULL), ('3', 'B', '2026-09-21', NULL)) m(no, code, starts_on, ends_on)
          JOIN person p ON p.employee_no = m.no JOIN unit u ON u.code = m.code;
        INSERT INTO audit_entry (workspace_id, at, actor, record, record_id, before, after)
          SELECT p.workspace_id, a.at::timestamptz, 'import', 'person', p.id::text, a.before::jsonb, a.after::jsonb
          FROM (VALUES ('2', '2026-10-01T18:00:00Z', '{"roles": ["lecturer"]}', '{"roles": []}'),
            ('2', '2026-10-20T01:00:00Z', '{"roles": []}', '{"roles": ["inspector"]}'),
            ('2', '2026-10-20T02:00:00Z', '{"roles": ["inspector"]}', '{"roles": ["liaison", "lecturer"]}'),
            ('3', '2026-10-05T02:00:00Z', '{"roles": ["liaison"]}', '{"roles": []}'),
            ('1', '2026-09-21T02:00:00Z', NULL, '{"roles": ["liaison"]}')) a(no, at, before, after)
          JOIN person p ON p.employee_no = a.no ORDER BY a.at;`);
      await migrate(database.url);
      const { rows } = await client.query<{ told: string }>(`
        SELECT p.employee_no || ' ' || h.role || ' of ' || u.code || ' ' || h.starts_on || '–' || coalesce(h.ends_on::text, '') AS told
        FROM role_held h JOIN person p ON p.id = h.person_id JOIN unit u ON u.id = h.unit_id ORDER BY 1`);
      expect(rows.map((row) => row.told)).toEqual([
        "1 liaison of A 2026-09-21–2026-10-11",
        "1 liaison of B 2026-10-12–",
        // The change of 18:00 UTC was made on the next day of the campaign's time zone.
        "2 lecturer of A 2026-09-21–2026-10-01",
        "2 lecturer of B 2026-10-20–",
        "2 liaison of B 2026-10-20–",
        "3 liaison of B 2026-09-21–2026-10-04",
      ]);
    } finally {
      await client.end();
      await database.drop();
      await rm(dir, { recursive: true });
    }
  });
});
