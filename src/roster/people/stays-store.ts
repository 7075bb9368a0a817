import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
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

/** A session that keeps somebody's record although they belonged elsewhere on its day. */
export type KeptRecord = { unitId: string; date: IsoDate };

/**
 * Brings the fixed lists of sessions from that day on in line with who belongs where: a name without a record leaves
 * the list of a unit that is no longer theirs, and joins that of the new one, without a status. Whatever was recorded
 * of somebody stays where it was recorded, and they are not expected elsewhere on that day. Whoever frees somebody's
 * day (a status is taken back, a session goes) ends with this as well.
 * @returns the sessions that keep a record of theirs
 */
export async function followLists(
  tx: Tx,
  workspaceId: string,
  personIds: string[],
  from: IsoDate,
): Promise<KeptRecord[]> {
  await tx.$executeRaw`
    DELETE FROM attendance a USING session s
    WHERE a.session_id = s.id AND s.date >= ${from}::date AND a.person_id = ANY(${personIds}::uuid[]) AND a.status IS NULL
      AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.person_id AND m.unit_id = s.unit_id
        AND m.starts_on <= s.date AND (m.ends_on IS NULL OR m.ends_on >= s.date))`;
  await tx.$executeRaw`
    INSERT INTO attendance (session_id, person_id, workspace_id, date)
    SELECT s.id, m.person_id, ${workspaceId}::uuid, s.date
    FROM membership m JOIN session s ON s.unit_id = m.unit_id AND s.date >= ${from}::date
      AND m.starts_on <= s.date AND (m.ends_on IS NULL OR m.ends_on >= s.date)
    WHERE m.person_id = ANY(${personIds}::uuid[])
      AND EXISTS (SELECT 1 FROM attendance listed WHERE listed.session_id = s.id)
    ON CONFLICT DO NOTHING`;
  return tx.$queryRaw<KeptRecord[]>`
    SELECT DISTINCT s.unit_id AS "unitId", s.date::text AS date
    FROM attendance a JOIN session s ON s.id = a.session_id
    WHERE a.person_id = ANY(${personIds}::uuid[]) AND s.date >= ${from}::date
      AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.person_id AND m.unit_id = s.unit_id
        AND m.starts_on <= s.date AND (m.ends_on IS NULL OR m.ends_on >= s.date))
    ORDER BY date`;
}
