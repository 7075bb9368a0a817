import type { IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import type { KeptRecord, RecordedDay, RecordedPeople } from "../org/recorded.ts";

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
        AND belonged(m.starts_on, m.ends_on, s.date))`;
  await tx.$executeRaw`
    INSERT INTO attendance (session_id, person_id, workspace_id, date)
    SELECT s.id, m.person_id, ${workspaceId}::uuid, s.date
    FROM membership m JOIN session s ON s.unit_id = m.unit_id AND s.date >= ${from}::date
      AND belonged(m.starts_on, m.ends_on, s.date)
    WHERE m.person_id = ANY(${personIds}::uuid[])
      AND EXISTS (SELECT 1 FROM attendance listed WHERE listed.session_id = s.id)
    ON CONFLICT DO NOTHING`;
  return tx.$queryRaw<KeptRecord[]>`
    SELECT DISTINCT s.unit_id AS "unitId", s.date::text AS date
    FROM attendance a JOIN session s ON s.id = a.session_id
    WHERE a.person_id = ANY(${personIds}::uuid[]) AND s.date >= ${from}::date
      AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.person_id AND m.unit_id = s.unit_id
        AND belonged(m.starts_on, m.ends_on, s.date))
    ORDER BY date`;
}

/**
 * The days from that one on, by date. Their sessions are held until the transaction ends, in the one order in which
 * sessions are: nobody records somebody anew who is about to be taken along.
 */
async function recordedElsewhere(tx: Tx, personId: string, from: IsoDate): Promise<RecordedDay[]> {
  await tx.$queryRaw`
    SELECT s.id FROM session s
    WHERE s.date >= ${from}::date AND (
      EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.person_id = ${personId}::uuid)
      OR (EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ${personId}::uuid AND m.unit_id = s.unit_id
          AND belonged(m.starts_on, m.ends_on, s.date))
        AND EXISTS (SELECT 1 FROM attendance a WHERE a.person_id = ${personId}::uuid AND a.date = s.date)))
    ORDER BY s.unit_id, s.date FOR NO KEY UPDATE`;
  return tx.$queryRaw<RecordedDay[]>`
    SELECT 'attendance' AS record, s.id AS "recordId", s.unit_id AS "unitId", s.date::text AS date, a.status, a.reason,
      CASE WHEN own.id IS NULL THEN NULL ELSE jsonb_build_object('recordId', own.id, 'unitId', own.unit_id) END AS into
    FROM attendance a JOIN session s ON s.id = a.session_id
    LEFT JOIN membership m ON m.person_id = a.person_id
      AND belonged(m.starts_on, m.ends_on, s.date)
    -- Beside head-counts somebody by name would be counted twice.
    LEFT JOIN session own ON own.unit_id = m.unit_id AND own.date = s.date AND own.present IS NULL
      AND EXISTS (SELECT 1 FROM attendance r WHERE r.session_id = own.id AND r.status IS NOT NULL)
    WHERE a.person_id = ${personId}::uuid AND a.status IS NOT NULL AND s.date >= ${from}::date
      AND m.unit_id IS DISTINCT FROM s.unit_id
    ORDER BY s.date, s.id FOR UPDATE OF a`;
}

/** Moves what is recorded of somebody to their own unit's session of the day. @returns the audit's entries, at both units */
async function takeAlong(tx: Tx, personId: string, days: RecordedDay[]): Promise<Change[]> {
  const moved = days.flatMap(({ into, ...day }) => (into ? [{ ...day, into }] : []));
  const json = JSON.stringify(moved.map(({ recordId, into }) => ({ from: recordId, to: into.recordId })));
  // From before a day was held to one list: there they may stand without a status.
  await tx.$executeRaw`
    DELETE FROM attendance a USING jsonb_to_recordset(${json}::jsonb) AS v("to" uuid)
    WHERE a.session_id = v."to" AND a.person_id = ${personId}::uuid AND a.status IS NULL`;
  await tx.$executeRaw`
    UPDATE attendance a SET session_id = v."to" FROM jsonb_to_recordset(${json}::jsonb) AS v("from" uuid, "to" uuid)
    WHERE a.session_id = v."from" AND a.person_id = ${personId}::uuid`;
  return moved.flatMap(({ recordId: sessionId, unitId, date, status, reason, into }) => [
    {
      record: "attendance",
      recordId: `${sessionId}/${personId}`,
      before: { status, reason },
      after: null,
      unitId,
      date,
    },
    {
      ...{
        record: "attendance",
        recordId: `${into.recordId}/${personId}`,
        before: null,
        after: { status, reason },
      },
      ...{ unitId: into.unitId, date },
    },
  ]);
}

/** What becomes of sessions' lists when people move. */
export const attendancePeople: RecordedPeople = {
  record: "attendance",
  follow: followLists,
  elsewhere: recordedElsewhere,
  takeAlong,
};
