import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Reader, Tx } from "../../db/client.ts";
import { type HeldRole, rolesHeld } from "./roles.ts";
import { staysOf } from "./stays-store.ts";

/** What these people have held, hold and will hold. */
async function heldBy(reader: Reader, personIds: string[]): Promise<Map<string, HeldRole[]>> {
  const rows = await reader.$queryRaw<(HeldRole & { personId: string })[]>`
    SELECT person_id AS "personId", unit_id AS "unitId", role, starts_on::text AS "from", ends_on::text AS "to"
    FROM role_held WHERE person_id = ANY(${personIds}::uuid[]) ORDER BY starts_on`;
  return Map.groupBy(rows, ({ personId }) => personId);
}

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
  const people = await tx.person.findMany({
    where: { id: { in: personIds } },
    select: { id: true, roles: true },
  });
  const [held, stays] = [await heldBy(tx, personIds), await staysOf(tx, personIds)];
  const rows = people.flatMap(({ id: personId, roles }) =>
    rolesHeld(held.get(personId) ?? [], stays.get(personId) ?? [], roles, since).map((row) => ({
      id: randomUUIDv7(),
      personId,
      ...row,
    })),
  );
  const json = JSON.stringify(rows);
  // What ends or goes away gives way first: the database allows nobody a role twice on a day.
  await tx.$executeRaw`
    DELETE FROM role_held h WHERE h.person_id = ANY(${personIds}::uuid[]) AND NOT EXISTS (
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
