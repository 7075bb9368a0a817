import type { IsoDate, Period } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import type { Counts } from "../model.ts";
import { followLists } from "../moved.ts";
import { isReported } from "../reported.ts";
import { type LockedSession, lockedRows, type SessionKey } from "../store.ts";

export type UndoStore = ReturnType<typeof undoStore>;

/** A session as this transaction holds it. */
export type HeldSession = LockedSession & SessionKey;
type Row = SessionKey & { id: string; material: string | null; ledById: string | null } & {
  [status in keyof Counts]: number | null;
};

/** Sessions that are taken back, whole or in part. */
export function undoStore(db: Database, workspaceId: string) {
  return {
    /** Locks a session and all of its list until the transaction ends, in the order in which `lock` does; undefined when it is gone. */
    async hold(tx: Tx, sessionId: string): Promise<HeldSession | undefined> {
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT id, unit_id::text AS "unitId", date::text AS date, material, led_by_id::text AS "ledById",
          present, late, leave, absent
        FROM session WHERE id = ${sessionId}::uuid AND workspace_id = ${workspaceId}::uuid FOR UPDATE`;
      if (!row) return undefined;
      const rows = await lockedRows(tx, sessionId, row.date);
      const { id, unitId, date, material, ledById, present, late, leave, absent } = row;
      const counted = present !== null && late !== null && leave !== null && absent !== null;
      const headCounts = counted ? { present, late, leave, absent } : null;
      return { ...{ id, unitId, date, headCounts, rows, fresh: false }, details: { material, ledById } };
    },

    /** The id of the unit's session of that date. */
    async idOf(tx: Tx, { unitId, date }: SessionKey): Promise<string | undefined> {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM session
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date`;
      return row?.id;
    },

    /**
     * The session and its list are gone; what the audit says of them stays. Its people are expected where they belong
     * that day, which may be another unit by now.
     */
    async remove(tx: Tx, { id, date, rows }: HeldSession): Promise<void> {
      await tx.$executeRaw`DELETE FROM attendance WHERE session_id = ${id}::uuid`;
      await tx.$executeRaw`DELETE FROM session WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid`;
      await followLists(
        tx,
        workspaceId,
        rows.map(({ personId }) => personId),
        date,
      );
    },

    /** Of those of the session's list, the people whose status is leave announced before that nobody has recorded since. */
    async onlyAnnounced(tx: Tx, sessionId: string, personIds: string[]): Promise<Set<string>> {
      const rows = await tx.$queryRaw<{ personId: string; announced: boolean | null }[]>`
        SELECT p.id AS "personId", (last.after->>'announced')::boolean AS announced
        FROM unnest(${personIds}::text[]) AS p(id)
        CROSS JOIN LATERAL (
          SELECT after FROM audit_entry
          WHERE workspace_id = ${workspaceId}::uuid AND record = 'attendance' AND record_id = ${sessionId} || '/' || p.id
          ORDER BY id DESC LIMIT 1) AS last`;
      return new Set(rows.filter(({ announced }) => announced === true).map(({ personId }) => personId));
    },

    /** The reason of leave announced; undefined where none is. Held until the transaction ends. */
    async notice(tx: Tx, personId: string, date: IsoDate): Promise<{ reason: string | null } | undefined> {
      const [row] = await tx.$queryRaw<{ reason: string | null }[]>`
        SELECT reason FROM leave_notice
        WHERE workspace_id = ${workspaceId}::uuid AND person_id = ${personId}::uuid AND date = ${date}::date FOR UPDATE`;
      return row;
    },

    /** How far the audit of a unit and date has come. */
    async seen(tx: Tx, { unitId, date }: SessionKey): Promise<string> {
      const [row] = await tx.$queryRaw<{ seen: bigint | null }[]>`
        SELECT max(id) AS seen FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date = ${date}::date`;
      return String(row?.seen ?? 0);
    },

    /** The date of the unit's newest session of these days of which something is recorded. */
    async lastRecorded(unitId: string, { from, to }: Period): Promise<IsoDate | undefined> {
      const [row] = await db.$queryRaw<{ date: string | null }[]>`
        SELECT max(s.date)::text AS date FROM session s
        WHERE s.workspace_id = ${workspaceId}::uuid AND s.unit_id = ${unitId}::uuid AND s.date BETWEEN ${from}::date AND ${to}::date
          AND ${isReported}`;
      return row?.date ?? undefined;
    },
  };
}
