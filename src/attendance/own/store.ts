import type { IsoDate, Period } from "../../calendar.ts";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { dayOf } from "../../db/dates.ts";
import type { AttendanceStatus, Mark } from "../model.ts";
import type { SessionKey } from "../store.ts";

/** What people record about themselves: many at once, while a check-in is open. */
export type OwnStore = ReturnType<typeof ownStore>;

export type OwnPlace = SessionKey & { personId: string };
/** Somebody's place in a session's list; `counted` where head-counts were reported instead of names. */
export type OwnRow = OwnPlace & Mark & { sessionId: string; counted: boolean };

/** How the audit names somebody's place in a session's list. */
export const recordIdOf = ({ sessionId, personId }: { sessionId: string; personId: string }): string =>
  `${sessionId}/${personId}`;

export function ownStore(db: Database, workspaceId: string) {
  return {
    /** Those of the sessions whose list is not fixed yet, in one order everywhere. */
    unfixed(tx: Tx, sessions: SessionKey[]): Promise<SessionKey[]> {
      return tx.$queryRaw<SessionKey[]>`
        SELECT i.unit_id AS "unitId", i.date::text AS date
        FROM unnest(${sessions.map((one) => one.unitId)}::uuid[], ${sessions.map((one) => one.date)}::date[]) AS i(unit_id, date)
        WHERE NOT EXISTS (
          SELECT 1 FROM session s JOIN attendance a ON a.session_id = s.id WHERE s.unit_id = i.unit_id AND s.date = i.date)
        ORDER BY i.unit_id, i.date`;
    },

    /** The places that exist, locked until the transaction ends; always in one order, so that nobody waits in a circle. */
    lockPlaces(tx: Tx, places: OwnPlace[]): Promise<OwnRow[]> {
      return tx.$queryRaw<OwnRow[]>`
        SELECT s.id AS "sessionId", s.unit_id AS "unitId", s.date::text AS date, s.present IS NOT NULL AS counted,
          a.person_id AS "personId", a.status, a.reason
        FROM unnest(${places.map((place) => place.unitId)}::uuid[], ${places.map((place) => place.date)}::date[],
          ${places.map((place) => place.personId)}::uuid[]) AS i(unit_id, date, person_id)
        JOIN session s ON s.unit_id = i.unit_id AND s.date = i.date AND s.workspace_id = ${workspaceId}::uuid
        JOIN attendance a ON a.session_id = s.id AND a.person_id = i.person_id
        ORDER BY s.id, a.person_id FOR UPDATE OF a`;
    },

    async setPlaces(tx: Tx, rows: OwnRow[]): Promise<void> {
      if (rows.length === 0) return;
      await tx.$executeRaw`
        UPDATE attendance a SET status = v.status, reason = v.reason
        FROM unnest(${rows.map((row) => row.sessionId)}::uuid[], ${rows.map((row) => row.personId)}::uuid[],
          ${rows.map((row) => row.status)}::text[], ${rows.map((row) => row.reason)}::text[]) AS v(session_id, person_id, status, reason)
        WHERE a.session_id = v.session_id AND a.person_id = v.person_id`;
    },

    /** Those of the check-ins that take no more presses. */
    async closed(tx: Tx, checkInIds: string[], now: Date): Promise<Set<string>> {
      if (checkInIds.length === 0) return new Set();
      const rows = await tx.checkIn.findMany({
        where: { workspaceId, id: { in: checkInIds } },
        select: { id: true, closedAt: true, closesAt: true },
      });
      const open = rows.filter((row) => row.closedAt === null && row.closesAt > now).map((row) => row.id);
      return new Set(checkInIds.filter((id) => !open.includes(id)));
    },

    /** Whether a check-in of the unit and date takes presses still. */
    async isCheckInOpen({ unitId, date }: SessionKey, now: Date): Promise<boolean> {
      const where = { workspaceId, unitId, date: dayOf(date), closedAt: null, closesAt: { gt: now } };
      return (await db.checkIn.count({ where })) > 0;
    },

    /**
     * Who wrote the status that stands, by `recordIdOf`, of those places where it was not the person. Leave that the
     * person announced is theirs, whoever recorded it; what was written and taken back was never written. A session that
     * an import brought stands in the audit as a whole.
     */
    async writtenByOthers(
      reader: Reader,
      places: { sessionId: string; personId: string }[],
    ): Promise<Map<string, string>> {
      const rows = await reader.$queryRaw<{ sessionId: string; personId: string; by: string }[]>`
        SELECT a.session_id AS "sessionId", a.person_id AS "personId", coalesce(p.name, last.actor) AS by
        FROM unnest(${places.map((place) => place.sessionId)}::uuid[], ${places.map((place) => place.personId)}::uuid[])
          AS i(session_id, person_id)
        JOIN attendance a ON a.session_id = i.session_id AND a.person_id = i.person_id
        JOIN session s ON s.id = a.session_id
        CROSS JOIN LATERAL (
          (SELECT id, person_id, actor, after FROM audit_entry e
          WHERE e.workspace_id = ${workspaceId}::uuid AND e.record = 'attendance'
            AND e.record_id = a.session_id || '/' || a.person_id
            AND e.before->>'status' IS DISTINCT FROM e.after->>'status'
            AND coalesce(e.request_key, '') NOT LIKE 'undo:%'
            AND NOT EXISTS (
              SELECT 1 FROM audit_entry u
              WHERE u.workspace_id = e.workspace_id AND u.record = e.record AND u.record_id = e.record_id
                AND u.id > e.id AND u.request_key = 'undo:' || e.request_key
              -- Asked of the entry found only, not joined to all.
              OFFSET 0)
          ORDER BY id DESC LIMIT 1)
          UNION ALL
          (SELECT id, person_id, actor, after FROM audit_entry e
          WHERE e.workspace_id = ${workspaceId}::uuid AND e.record = 'session' AND e.record_id = a.session_id::text
            AND e.after->'byName' IS NOT NULL
          ORDER BY id DESC LIMIT 1)
          ORDER BY id DESC LIMIT 1) AS last
        LEFT JOIN person p ON p.id = last.person_id
        WHERE last.person_id IS DISTINCT FROM a.person_id AND NOT coalesce((last.after->>'announced')::boolean, false)
          AND NOT (a.status = 'leave' AND EXISTS (
            SELECT 1 FROM leave_notice n WHERE n.person_id = a.person_id AND n.date = s.date))`;
      return new Map(rows.map((row) => [recordIdOf(row), row.by]));
    },

    /** True when the unit has a session or a check-in on that date, whatever its weekday. */
    async isOn({ unitId, date }: SessionKey): Promise<boolean> {
      const [row] = await db.$queryRaw<{ on: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM session WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date)
          OR EXISTS (SELECT 1 FROM check_in WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date) AS on`;
      return row?.on ?? false;
    },

    /** What the person has on that date: a status recorded, or leave announced. */
    async own(
      personId: string,
      date: IsoDate,
      reader: Reader = db,
    ): Promise<{ status: AttendanceStatus | null; reason: string | null; announced: boolean }> {
      const [row] = await reader.$queryRaw<
        { status: AttendanceStatus | null; reason: string | null; announced: boolean }[]
      >`
        SELECT a.status, coalesce(a.reason, n.reason) AS reason, n.person_id IS NOT NULL AND a.status IS NULL AS announced
        FROM (SELECT 1) AS always
        LEFT JOIN leave_notice n ON n.person_id = ${personId}::uuid AND n.date = ${date}::date AND n.workspace_id = ${workspaceId}::uuid
        LEFT JOIN (attendance a JOIN session s ON s.id = a.session_id AND s.date = ${date}::date)
          ON a.person_id = ${personId}::uuid AND a.workspace_id = ${workspaceId}::uuid
        ORDER BY a.status NULLS LAST LIMIT 1`;
      return row ?? { status: null, reason: null, announced: false };
    },

    /** Announces leave, or changes its reason. @returns the notice before, if there was one */
    async announce(
      tx: Tx,
      personId: string,
      date: IsoDate,
      reason: string | null,
      now: Date,
    ): Promise<{ reason: string | null } | null> {
      const [before] = await tx.$queryRaw<{ reason: string | null }[]>`
        SELECT reason FROM leave_notice WHERE person_id = ${personId}::uuid AND date = ${date}::date FOR UPDATE`;
      await tx.$executeRaw`
        INSERT INTO leave_notice (person_id, date, workspace_id, reason, created_at)
        VALUES (${personId}::uuid, ${date}::date, ${workspaceId}::uuid, ${reason}, ${now})
        ON CONFLICT (person_id, date) DO UPDATE SET reason = EXCLUDED.reason`;
      return before ?? null;
    },

    /** @returns the notice that was withdrawn, null when there was none */
    async withdraw(tx: Tx, personId: string, date: IsoDate): Promise<{ reason: string | null } | null> {
      const [gone] = await tx.$queryRaw<{ reason: string | null }[]>`
        DELETE FROM leave_notice
        WHERE workspace_id = ${workspaceId}::uuid AND person_id = ${personId}::uuid AND date = ${date}::date RETURNING reason`;
      return gone ?? null;
    },

    /** Withdraws all notices of those days. @returns them, in order */
    withdrawBetween(
      tx: Tx,
      personId: string,
      { from, to }: Period,
    ): Promise<{ date: IsoDate; reason: string | null }[]> {
      return tx.$queryRaw<{ date: IsoDate; reason: string | null }[]>`
        WITH gone AS (
          DELETE FROM leave_notice WHERE workspace_id = ${workspaceId}::uuid AND person_id = ${personId}::uuid
            AND date BETWEEN ${from}::date AND ${to}::date RETURNING date, reason)
        SELECT date::text AS date, reason FROM gone ORDER BY date`;
    },
  };
}
