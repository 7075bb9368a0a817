import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Reader, Tx } from "../../db/client.ts";
import type { Change } from "../../db/write.ts";
import type { Json } from "../../json.ts";
import { type Recorded, recordedPeople } from "../../org/recorded.ts";
import { followRoles } from "../people/roles-store.ts";
import { lastDay } from "./memberships.ts";
import { batches } from "./store.ts";

/** A person as people.csv says it. */
export type PersonRecord = {
  id: string;
  employeeNo: string;
  name: string;
  position: string | null;
  email: string | null;
  roles: string[];
};

/** `id` is missing while it is only planned. `to` is the last day, included; null while it lasts. */
export type Membership = { id?: string; unitId: string; from: IsoDate; to: IsoDate | null };

/** `memberships` in order of time. */
export type HeldPerson = PersonRecord & { memberships: Membership[] };

/** Everybody of the roster. */
export async function loadPeople(reader: Reader, workspaceId: string): Promise<HeldPerson[]> {
  const people = await reader.person.findMany({ where: { workspaceId }, orderBy: { employeeNo: "asc" } });
  const memberships = await reader.$queryRaw<(Membership & { personId: string })[]>`
    SELECT id, person_id AS "personId", unit_id AS "unitId", starts_on::text AS "from", ends_on::text AS "to"
    FROM membership WHERE workspace_id = ${workspaceId}::uuid ORDER BY starts_on`;
  const byPerson = Map.groupBy(memberships, ({ personId }) => personId);
  return people.map((person) => ({ ...person, memberships: byPerson.get(person.id) ?? [] }));
}

type Planned = PersonRecord & { held: HeldPerson | undefined; memberships: Membership[] | null };

/**
 * Makes and changes people, their memberships and what they hold there, and brings the lists of sessions in line.
 * @param unitCodes codes by unit id, for the audit
 * @param today since when changed roles hold
 */
export async function writePeople(
  tx: Tx,
  workspaceId: string,
  changed: Planned[],
  { unitCodes, today, recorded }: { unitCodes: Map<string, string>; today: IsoDate; recorded: Recorded[] },
  done: (records: number) => void,
): Promise<Change[]> {
  // Two people may have swapped their addresses: the old ones give way first.
  const held = changed.flatMap((person) => (person.held ? [person.held.id] : []));
  await tx.$executeRaw`UPDATE person SET email = NULL WHERE id = ANY(${held}::uuid[])`;
  let written = 0;
  const { follow } = recordedPeople(recorded.map((one) => ({ recorded: one })));
  for (const batch of batches(changed)) {
    await writeBatch(tx, workspaceId, batch);
    await writeMemberships(tx, workspaceId, batch);
    const [known, newcomers] = [batch.filter(({ held }) => held), batch.filter(({ held }) => !held)];
    await followRoles(tx, workspaceId, known.map(idOf), today);
    await followRoles(tx, workspaceId, newcomers.map(idOf), null);
    // A file transfers from today on; newcomers may belong to their unit since an earlier day.
    await follow(tx, workspaceId, known.map(idOf), today);
    for (const [from, people] of Map.groupBy(newcomers, ({ memberships }) => memberships?.[0]?.from ?? today))
      await follow(tx, workspaceId, people.map(idOf), from);
    written += batch.length;
    done(written);
  }
  return changed.map((person) => ({
    record: "person",
    recordId: person.id,
    ...(person.held ? changesOf(person.held, person, unitCodes, today) : newFields(person, unitCodes)),
  }));
}

/** `left` of somebody who returns: their last day until now. Since then they held no role; what they are is theirs again. */
function changesOf(held: HeldPerson, person: Planned, unitCodes: Map<string, string>, today: IsoDate) {
  const left = lastDay(held.memberships, today);
  return changedFields(
    { ...personFields(held, unitCodes), left, ...(left === null ? {} : { roles: [] }) },
    { ...personFields(person, unitCodes), left: lastDay(person.memberships, today) },
  );
}

const newFields = (person: Planned, unitCodes: Map<string, string>) => ({
  before: null,
  after: { ...personFields(person, unitCodes), from: person.memberships?.at(-1)?.from ?? null },
});

const idOf = ({ id }: Planned): string => id;

async function writeBatch(tx: Tx, workspaceId: string, people: Planned[]): Promise<void> {
  const rows = people.map(({ id, employeeNo, name, position, email, roles }) => ({
    id,
    employeeNo,
    name,
    position,
    email,
    roles,
  }));
  await tx.$executeRaw`
    INSERT INTO person (id, workspace_id, employee_no, name, position, email, roles)
    SELECT v.id, ${workspaceId}::uuid, v."employeeNo", v.name, v.position, v.email, v.roles
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "employeeNo" text, name text, position text, email text, roles text[])
    ON CONFLICT (id) DO UPDATE SET employee_no = excluded.employee_no, name = excluded.name,
      position = excluded.position, email = excluded.email, roles = excluded.roles`;
}

/** Memberships are ended, corrected or begun, never removed: earlier weeks keep their unit. */
async function writeMemberships(tx: Tx, workspaceId: string, people: Planned[]): Promise<void> {
  const rows = people.flatMap(({ id: personId, memberships }) =>
    (memberships ?? []).map(({ id = randomUUIDv7(), ...membership }) => ({ id, personId, ...membership })),
  );
  await tx.$executeRaw`
    INSERT INTO membership (id, workspace_id, person_id, unit_id, starts_on, ends_on)
    SELECT v.id, ${workspaceId}::uuid, v."personId", v."unitId", v."from", v."to"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "personId" uuid, "unitId" uuid, "from" date, "to" date)
    ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, ends_on = excluded.ends_on`;
}

function personFields(
  person: PersonRecord & { memberships: Membership[] | null },
  unitCodes: Map<string, string>,
): Record<string, Json> {
  const unitId = person.memberships?.at(-1)?.unitId;
  return {
    employeeNo: person.employeeNo,
    name: person.name,
    unit: unitId === undefined ? null : (unitCodes.get(unitId) ?? null),
    position: person.position,
    email: person.email,
    roles: person.roles.toSorted(),
  };
}
