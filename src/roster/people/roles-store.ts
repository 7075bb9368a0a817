import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Reader, Tx } from "../../db/client.ts";
import { type HeldRole, rolesHeld } from "./roles.ts";
import { staysOf } from "./stays-store.ts";

/** What these people are, and what they have held, hold and will hold; those who are nothing and never were, left out. */
async function heldBy(reader: Reader, personIds: string[]) {
  return reader.$queryRaw<{ id: string; roles: string[]; held: HeldRole[] }[]>`
    SELECT p.id, p.roles, coalesce(jsonb_agg(jsonb_build_object(
        'unitId', h.unit_id, 'role', h.role, 'from', h.starts_on, 'to', h.ends_on) ORDER BY h.starts_on)
      FILTER (WHERE h.id IS NOT NULL), '[]') AS held
    FROM person p LEFT JOIN role_held h ON h.person_id = p.id
    WHERE p.id = ANY(${personIds}::uuid[]) GROUP BY p.id HAVING p.roles <> '{}' OR count(h.id) > 0`;
}

const told = (held: HeldRole[]): string =>
  held
    .map(({ unitId, role, from, to }) => `${unitId} ${role} ${from} ${to ?? ""}`)
    .sort()
    .join();

/**
 * Brings what is known of who held which role where in line with what these people are and where they belong now.
 * Every change of somebody's roles or memberships ends with this, in the same transaction.
 * @param since as in `rolesHeld`
 */
export async function followRoles(
  tx: Tx,
  workspaceId: string,
  personIds: string[],
  since: IsoDate | null,
): Promise<void> {
  const people = await heldBy(tx, personIds);
  if (people.length === 0) return;
  const stays = await staysOf(
    tx,
    people.map(({ id }) => id),
  );
  const changed = people
    .map(({ id, roles, held }) => ({ id, held, after: rolesHeld(held, stays.get(id) ?? [], roles, since) }))
    .filter(({ held, after }) => told(held) !== told(after));
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  const rows = changed.flatMap(({ id: personId, after }) =>
    after.map((row) => ({ id: randomUUIDv7(), personId, ...row })),
  );
  const json = JSON.stringify(rows);
  // What ends or goes away gives way first: the database allows nobody a role twice on a day.
  await tx.$executeRaw`
    DELETE FROM role_held h WHERE h.person_id = ANY(${ids}::uuid[]) AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${json}::jsonb) AS v("personId" uuid, "unitId" uuid, role text, "from" date, "to" date)
      WHERE v."personId" = h.person_id AND v."unitId" = h.unit_id AND v.role = h.role AND v."from" = h.starts_on
        AND v."to" IS NOT DISTINCT FROM h.ends_on)`;
  await tx.$executeRaw`
    INSERT INTO role_held (id, workspace_id, person_id, unit_id, role, starts_on, ends_on)
    SELECT v.id, ${workspaceId}::uuid, v."personId", v."unitId", v.role, v."from", v."to"
    FROM jsonb_to_recordset(${json}::jsonb) AS v(
      id uuid, "personId" uuid, "unitId" uuid, role text, "from" date, "to" date)
    ON CONFLICT (person_id, unit_id, role, starts_on) DO NOTHING`;
}

/** Ids of the administrators who belong somewhere on that date and are not about to leave. */
export async function administratorsOn(
  reader: Reader,
  workspaceId: string,
  date: IsoDate,
): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM person p
    WHERE p.workspace_id = ${workspaceId}::uuid AND 'administrator' = ANY (p.roles)
      AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.ends_on IS NULL)
      AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND belonged(m.starts_on, m.ends_on, ${date}::date))`;
  return rows.map(({ id }) => id);
}
