import { randomUUIDv7 } from "node:crypto";
import type { Reader, Tx } from "../../db/client.ts";
import { nameKey } from "../../i18n/names.ts";
import type { Stay } from "./stays.ts";
import type { PersonFields } from "./store.ts";

/** Somebody's stays in order of time. */
export type PersonStays = { personId: string; stays: Stay[] };
/** Who somebody is, and where they belonged, belong and will belong. */
export type Known = PersonFields & PersonStays;

/** Where these people belonged, belong and will belong. */
export async function staysOf(reader: Reader, personIds: string[]): Promise<Map<string, Stay[]>> {
  const rows = await reader.$queryRaw<(Stay & { personId: string })[]>`
    SELECT person_id AS "personId", unit_id AS "unitId", starts_on::text AS "from", ends_on::text AS "to"
    FROM membership WHERE person_id = ANY(${personIds}::uuid[]) ORDER BY person_id, starts_on`;
  const stays = Map.groupBy(rows, ({ personId }) => personId);
  return new Map(
    personIds.map((id) => [id, (stays.get(id) ?? []).map(({ unitId, from, to }) => ({ unitId, from, to }))]),
  );
}

/**
 * Everybody called that, however it is written, with their stays; locked, so that of two who bring one back the second
 * sees the first.
 */
export async function namesakes(tx: Tx, workspaceId: string, name: string): Promise<Known[]> {
  const all = await tx.person.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  const ids = all.filter((one) => nameKey(one.name) === nameKey(name)).map(({ id }) => id);
  const people = await tx.$queryRaw<(PersonFields & { personId: string })[]>`
    SELECT id AS "personId", employee_no AS "employeeNo", name, position, email, roles FROM person
    WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const stays = await staysOf(tx, ids);
  return people.map((person) => ({ ...person, stays: stays.get(person.personId) ?? [] }));
}

/**
 * Makes these the people's memberships. What goes away or ends earlier gives way first: the database allows nobody two
 * units on a day, not even between two statements. The caller holds the people's rows locked.
 */
export async function saveStays(tx: Tx, workspaceId: string, people: PersonStays[]): Promise<void> {
  const ids = people.map(({ personId }) => personId);
  const rows = people.flatMap(({ personId, stays }) =>
    stays.map((stay) => ({ id: randomUUIDv7(), personId, ...stay })),
  );
  const json = JSON.stringify(rows);
  await tx.$executeRaw`
    DELETE FROM membership m WHERE m.person_id = ANY(${ids}::uuid[]) AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${json}::jsonb) AS v("personId" uuid, "from" date)
      WHERE v."personId" = m.person_id AND v."from" = m.starts_on)`;
  await tx.$executeRaw`
    UPDATE membership m SET unit_id = v."unitId", ends_on = v."to"
    FROM jsonb_to_recordset(${json}::jsonb) AS v("personId" uuid, "unitId" uuid, "from" date, "to" date)
    WHERE m.person_id = v."personId" AND m.starts_on = v."from"
      AND (m.unit_id <> v."unitId" OR m.ends_on IS DISTINCT FROM v."to")`;
  await tx.$executeRaw`
    INSERT INTO membership (id, workspace_id, person_id, unit_id, starts_on, ends_on)
    SELECT v.id, ${workspaceId}::uuid, v."personId", v."unitId", v."from", v."to"
    FROM jsonb_to_recordset(${json}::jsonb) AS v(id uuid, "personId" uuid, "unitId" uuid, "from" date, "to" date)
    ON CONFLICT (person_id, starts_on) DO NOTHING`;
}
