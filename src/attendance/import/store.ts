import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Reader, Tx } from "../../db/client.ts";
import type { AttendanceStatus, Counts, Details, Mark } from "../model.ts";

/** What the database has of a session: head-counts or null, and the people expected with what was recorded of them. */
export type HeldSession = {
  id: string;
  details: Details;
  counts: Counts | null;
  marks: Map<string, Mark>;
};
export type SessionAt = { unitId: string; date: IsoDate };

const at = ({ unitId, date }: SessionAt) => `${unitId} ${date}`;

type SessionRow = SessionAt & Details & { id: string } & { [status in AttendanceStatus]: number | null };
type MarkRow = Mark & { sessionId: string; personId: string };

/** Which of these sessions the database has, by "unit date". Ask for some hundred at a time: their people come too. */
export async function heldSessions(reader: Reader, asked: SessionAt[]): Promise<Map<string, HeldSession>> {
  const sessions = await reader.$queryRaw<SessionRow[]>`
    SELECT s.id, s.unit_id AS "unitId", s.date::text AS date, s.material, s.led_by_id AS "ledById",
      s.present, s.late, s.leave, s.absent
    FROM unnest(${asked.map(({ unitId }) => unitId)}::uuid[], ${asked.map(({ date }) => date)}::date[]) AS k(unit_id, date)
    JOIN session s ON s.unit_id = k.unit_id AND s.date = k.date`;
  const marks = await reader.$queryRaw<MarkRow[]>`
    SELECT session_id AS "sessionId", person_id AS "personId", status, reason
    FROM attendance WHERE session_id = ANY(${sessions.map(({ id }) => id)}::uuid[])`;
  const byId = new Map(sessions.map((row) => [row.id, heldSession(row)]));
  for (const { sessionId, personId, status, reason } of marks)
    byId.get(sessionId)?.held.marks.set(personId, { status, reason });
  return new Map([...byId.values()].map(({ key, held }) => [key, held]));
}

function heldSession(row: SessionRow) {
  const { id, material, ledById, present, late, leave, absent } = row;
  const none = present === null || late === null || leave === null || absent === null;
  const counts = none ? null : { present, late, leave, absent };
  const held: HeldSession = { id, details: { material, ledById }, counts, marks: new Map() };
  return { key: at(row), held };
}

/** Who of these people is recorded by another unit than that on a date: the code of that unit, by "unit date person". */
export async function recordedElsewhere(
  reader: Reader,
  asked: (SessionAt & { personId: string })[],
): Promise<Map<string, string>> {
  const rows = await reader.$queryRaw<(SessionAt & { personId: string; code: string })[]>`
    SELECT v."unitId", v.date::text AS date, v."personId", u.code
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS v("unitId" uuid, date date, "personId" uuid)
    JOIN attendance a ON a.person_id = v."personId" AND a.date = v.date AND a.status IS NOT NULL
    JOIN session s ON s.id = a.session_id AND s.unit_id <> v."unitId"
    JOIN unit u ON u.id = s.unit_id`;
  return new Map(rows.map((row) => [`${at(row)} ${row.personId}`, row.code]));
}

/**
 * Makes the sessions that are missing.
 * @returns the id of each, by "unit date", also of one that somebody made while the import was being read
 */
export async function makeSessions(
  tx: Tx,
  where: { workspaceId: string; campaignId: string; now: Date },
  sessions: SessionAt[],
): Promise<Map<string, string>> {
  const { workspaceId, campaignId, now } = where;
  const ids = sessions.map(() => randomUUIDv7());
  const rows = await tx.$queryRaw<(SessionAt & { id: string })[]>`
    INSERT INTO session (id, workspace_id, campaign_id, unit_id, date, created_at, updated_at)
    SELECT v.id, ${workspaceId}::uuid, ${campaignId}::uuid, v.unit_id, v.date, ${now}, ${now}
    FROM unnest(${ids}::uuid[], ${sessions.map(({ unitId }) => unitId)}::uuid[],
      ${sessions.map(({ date }) => date)}::date[]) AS v(id, unit_id, date)
    ON CONFLICT (unit_id, date) DO UPDATE SET updated_at = excluded.updated_at
    RETURNING id, unit_id AS "unitId", date::text AS date`;
  return new Map(rows.map((row) => [at(row), row.id]));
}

export type NewMark = { sessionId: string; personId: string; status: AttendanceStatus };

/** Records statuses; a changed one loses the reason that was given for the old one. */
export async function writeMarks(tx: Tx, workspaceId: string, marks: NewMark[]): Promise<void> {
  // One text instead of three arrays: arrays are copied value by value on their way to the database.
  await tx.$executeRaw`
    INSERT INTO attendance (session_id, person_id, workspace_id, date, status)
    SELECT v."sessionId", v."personId", ${workspaceId}::uuid, s.date, v.status
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS v("sessionId" uuid, "personId" uuid, status text)
    JOIN session s ON s.id = v."sessionId"
    ON CONFLICT (session_id, person_id) DO UPDATE SET status = excluded.status, reason = NULL
      WHERE attendance.status IS DISTINCT FROM excluded.status`;
}

/**
 * Fixes the list of expected people of sessions that had none: everybody who belonged to the unit that day, is on no
 * other unit's list of that day and not in the file stands there without a status, or with the leave that they had announced.
 */
export async function fixExpected(tx: Tx, workspaceId: string, sessionIds: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO attendance (session_id, person_id, workspace_id, date, status, reason)
    SELECT s.id, m.person_id, ${workspaceId}::uuid, s.date, CASE WHEN n.person_id IS NULL THEN NULL ELSE 'leave' END, n.reason
    FROM session s
    JOIN membership m ON m.unit_id = s.unit_id AND belonged(m.starts_on, m.ends_on, s.date)
    LEFT JOIN leave_notice n ON n.person_id = m.person_id AND n.date = s.date
    WHERE s.id = ANY(${sessionIds}::uuid[])
    ON CONFLICT DO NOTHING`;
}

/** Records head-counts of sessions that exist. */
export async function writeCounts(tx: Tx, rows: (Counts & { id: string })[], now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE session s SET present = v.present, late = v.late, leave = v.leave, absent = v.absent, updated_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, present int, late int, leave int, absent int)
    WHERE s.id = v.id`;
}

/** Those of the units that have a list of people in use: somebody's status was recorded there. */
export async function unitsWithNames(reader: Reader, unitIds: string[]): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM unnest(${unitIds}::uuid[]) AS u(id)
    WHERE EXISTS (SELECT 1 FROM session s JOIN attendance a ON a.session_id = s.id
      WHERE s.unit_id = u.id AND a.status IS NOT NULL)`;
  return new Set(rows.map(({ id }) => id));
}

/** `hasRoster` of the units that exist already, by id. */
export async function rosters(reader: Reader, unitIds: string[]): Promise<Map<string, boolean>> {
  const rows = await reader.unit.findMany({
    where: { id: { in: unitIds } },
    select: { id: true, hasRoster: true },
  });
  return new Map(rows.map(({ id, hasRoster }) => [id, hasRoster]));
}

export async function setRoster(tx: Tx, unitIds: string[], hasRoster: boolean): Promise<void> {
  await tx.unit.updateMany({ where: { id: { in: unitIds } }, data: { hasRoster } });
}
