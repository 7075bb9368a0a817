import { randomUUID } from "node:crypto";
import type { IsoDate } from "../calendar.ts";
import type { Database, Reader, Tx } from "../db/client.ts";
import { sortedByName } from "../i18n/pinyin.ts";
import type { AttendanceStatus, Counts, Details, Expected, Mark, SessionRecord, Sheet } from "./model.ts";
import { followLists } from "./moved.ts";

/** Sessions and who was there. With its sisters `store-….ts` the only place that touches the database. */
export type AttendanceStore = ReturnType<typeof attendanceStore>;

export type SessionKey = { unitId: string; date: IsoDate };
/** `announcedReason`: why, where the person has said beforehand that they are on leave that day. */
export type LockedRow = Expected & { announcedReason: string | null };
/** A session that this transaction holds locked, as it was before. */
export type LockedSession = {
  id: string;
  details: Details;
  headCounts: Counts | null;
  rows: LockedRow[];
  /** Its list was fixed just now: a status among the rows is leave announced before, not yet in the audit. */
  fresh: boolean;
};

type SessionRow = Partial<Record<AttendanceStatus, number | null>> & {
  seen: bigint | null;
  id: string | null;
  material: string | null;
  ledById: string | null;
  ledByName: string | null;
};

export function attendanceStore(db: Database, workspaceId: string) {
  return {
    /** What is known of the unit's session on that date; people by name. */
    async sheet({ unitId, date }: SessionKey, reader: Reader = db): Promise<Sheet> {
      const [row] = await reader.$queryRaw<SessionRow[]>`
        SELECT (SELECT max(id) FROM audit_entry
                WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date) AS seen,
          s.id, s.material, s.led_by_id AS "ledById", led.name AS "ledByName", s.present, s.late, s.leave, s.absent
        FROM (SELECT 1) AS always
        LEFT JOIN session s ON s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid AND s.date = ${date}::date
        LEFT JOIN person led ON led.id = s.led_by_id`;
      const session = row?.id ? sessionOf(row.id, row) : undefined;
      const expected = await expectedAt(reader, session?.id ?? null, { unitId, date });
      return { session, expected, seen: String(row?.seen ?? 0) };
    },

    /**
     * Makes the session if there is none, fixes its list of expected people if that was not done yet (leave that was
     * announced becomes their status), and locks all of it until the transaction ends. Who stands on another unit's list
     * of that date is not expected here: of two that are fixed at once, the second waits at the key and leaves them out.
     */
    async lock(tx: Tx, { unitId, date }: SessionKey, campaignId: string, now: Date): Promise<LockedSession> {
      const [session] = await tx.$queryRaw<SessionRow[]>`
        INSERT INTO session (id, workspace_id, campaign_id, unit_id, date, created_at, updated_at)
        VALUES (${randomUUID()}::uuid, ${workspaceId}::uuid, ${campaignId}::uuid, ${unitId}::uuid, ${date}::date, ${now}, ${now})
        ON CONFLICT (unit_id, date) DO UPDATE SET updated_at = EXCLUDED.updated_at
        RETURNING id, material, led_by_id AS "ledById", present, late, leave, absent`;
      const id = session?.id;
      if (!session || !id) throw new Error("the session was neither made nor found");
      const headCounts = headCountsOf(session);
      // Beside head-counts a name would be counted twice: then the leave announced stays a notice.
      const fixed = await tx.$executeRaw`
        INSERT INTO attendance (session_id, person_id, workspace_id, date, status, reason)
        SELECT ${id}::uuid, m.person_id, ${workspaceId}::uuid, ${date}::date, CASE WHEN n.person_id IS NULL THEN NULL ELSE 'leave' END, n.reason
        FROM membership m
        LEFT JOIN leave_notice n ON n.person_id = m.person_id AND n.date = ${date}::date AND ${headCounts === null}
        WHERE m.unit_id = ${unitId}::uuid AND belonged(m.starts_on, m.ends_on, ${date}::date)
          AND NOT EXISTS (SELECT 1 FROM attendance WHERE session_id = ${id}::uuid)
        ON CONFLICT DO NOTHING`;
      const rows = await lockedRows(tx, id, date);
      const { material, ledById } = session;
      return { id, details: { material, ledById }, headCounts, rows: sortedByName(rows), fresh: fixed > 0 };
    },

    /** Sets statuses. Who has none any more is expected where they belong that day, which may be another unit by now. */
    async setMarks(
      tx: Tx,
      { id: sessionId, date }: { id: string; date: IsoDate },
      marks: (Mark & { personId: string })[],
    ): Promise<void> {
      if (marks.length === 0) return;
      await tx.$executeRaw`
        UPDATE attendance a SET status = v.status, reason = v.reason
        FROM unnest(${marks.map((mark) => mark.personId)}::uuid[], ${marks.map((mark) => mark.status)}::text[],
          ${marks.map((mark) => mark.reason)}::text[]) AS v(person_id, status, reason)
        WHERE a.session_id = ${sessionId}::uuid AND a.person_id = v.person_id`;
      const freed = marks.filter(({ status }) => status === null).map(({ personId }) => personId);
      if (freed.length > 0) await followLists(tx, workspaceId, freed, date);
    },

    async setSession(tx: Tx, sessionId: string, details: Details, headCounts: Counts | null): Promise<void> {
      const none = { present: null, late: null, leave: null, absent: null };
      await tx.session.update({ where: { id: sessionId }, data: { ...details, ...(headCounts ?? none) } });
    },

    /** What those had who were recorded by others, or announced leave, since the audit stood at `seen`, by person. */
    async before(
      tx: Tx,
      { unitId, date }: SessionKey,
      seen: string,
    ): Promise<Map<string, AttendanceStatus | null>> {
      const rows = await tx.$queryRaw<{ personId: string; status: AttendanceStatus | null }[]>`
        SELECT DISTINCT ON (e.record_id) split_part(e.record_id, '/', 2) AS "personId",
          coalesce(e.before->>'status', CASE WHEN n.after IS NOT NULL THEN 'leave' END) AS status
        FROM audit_entry e
        -- Where nothing was recorded, leave announced by then was shown in its place.
        LEFT JOIN LATERAL (
          SELECT after FROM audit_entry
          WHERE workspace_id = ${workspaceId}::uuid AND record = 'leaveNotice' AND id <= ${BigInt(seen)}
            AND record_id = split_part(e.record_id, '/', 2) || '/' || ${date}
          ORDER BY id DESC LIMIT 1) n ON true
        WHERE e.workspace_id = ${workspaceId}::uuid AND e.unit_id = ${unitId}::uuid AND e.date = ${date}::date
          AND e.record = 'attendance' AND e.id > ${BigInt(seen)}
        ORDER BY e.record_id, e.id`;
      const announced = await tx.$queryRaw<{ personId: string }[]>`
        SELECT split_part(record_id, '/', 1) AS "personId" FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date
          AND record = 'leaveNotice' AND before IS NULL AND id > ${BigInt(seen)}`;
      return new Map([
        ...announced.map(({ personId }) => [personId, null] as const),
        ...rows.map((row) => [row.personId, row.status] as const),
      ]);
    },

    async personName(personId: string): Promise<string | undefined> {
      return (await db.person.findFirst({ where: { id: personId, workspaceId }, select: { name: true } }))
        ?.name;
    },

    /** True for somebody of this workspace's roster. */
    async isPerson(tx: Tx, personId: string): Promise<boolean> {
      return (await tx.person.count({ where: { id: personId, workspaceId } })) === 1;
    },
  };
}

/** The session's list, locked until the transaction ends: everywhere in one order, so that nobody waits in a circle. */
export function lockedRows(tx: Tx, sessionId: string, date: IsoDate): Promise<LockedRow[]> {
  return tx.$queryRaw<LockedRow[]>`
    SELECT a.person_id AS "personId", p.name, p.employee_no AS "employeeNo", p.position, a.status, a.reason,
      n.person_id IS NOT NULL AS announced, n.reason AS "announcedReason"
    FROM attendance a JOIN person p ON p.id = a.person_id
    LEFT JOIN leave_notice n ON n.person_id = a.person_id AND n.date = ${date}::date
    WHERE a.session_id = ${sessionId}::uuid ORDER BY a.person_id FOR UPDATE OF a`;
}

/**
 * The fixed list of a session; before there is one, who belongs to the unit that day and is on no other's list. Where nothing is recorded,
 * leave that was announced stands for it.
 */
async function expectedAt(
  reader: Reader,
  sessionId: string | null,
  { unitId, date }: SessionKey,
): Promise<Expected[]> {
  const rows = await reader.$queryRaw<Expected[]>`
    SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.position,
      coalesce(x.status, CASE WHEN n.person_id IS NULL THEN NULL ELSE 'leave' END) AS status,
      CASE WHEN x.status IS NULL THEN n.reason ELSE x.reason END AS reason, n.person_id IS NOT NULL AS announced
    FROM (
      SELECT person_id, status, reason FROM attendance WHERE session_id = ${sessionId}::uuid
      UNION ALL
      SELECT m.person_id, NULL, NULL FROM membership m
      WHERE m.unit_id = ${unitId}::uuid AND belonged(m.starts_on, m.ends_on, ${date}::date)
        AND NOT EXISTS (SELECT 1 FROM attendance WHERE session_id = ${sessionId}::uuid)
        AND NOT EXISTS (SELECT 1 FROM attendance WHERE person_id = m.person_id AND date = ${date}::date)) AS x
    JOIN person p ON p.id = x.person_id
    LEFT JOIN leave_notice n ON n.person_id = x.person_id AND n.date = ${date}::date`;
  return sortedByName(rows);
}

function sessionOf(id: string, row: SessionRow): SessionRecord {
  const ledBy = row.ledById === null ? null : { personId: row.ledById, name: row.ledByName ?? "" };
  return { id, material: row.material, ledBy, headCounts: headCountsOf(row) };
}

function headCountsOf({ present, late, leave, absent }: SessionRow): Counts | null {
  if (present == null || late == null || leave == null || absent == null) return null;
  return { present, late, leave, absent };
}
