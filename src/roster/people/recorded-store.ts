import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Change } from "../../db/write.ts";

/**
 * A day on which a unit has recorded somebody who does not belong to it then. `into`: the session that their own unit
 * has recorded by name on that date; null where it has none.
 */
export type RecordedDay = {
  sessionId: string;
  unitId: string;
  date: IsoDate;
  status: string;
  reason: string | null;
  into: { sessionId: string; unitId: string } | null;
};

/**
 * The days from that one on, by date. Their sessions are held until the transaction ends, in the one order in which
 * sessions are: nobody records somebody anew who is about to be taken along.
 */
export async function recordedElsewhere(tx: Tx, personId: string, from: IsoDate): Promise<RecordedDay[]> {
  await tx.$queryRaw`
    SELECT s.id FROM session s
    WHERE s.date >= ${from}::date AND (
      EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.person_id = ${personId}::uuid)
      OR (EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ${personId}::uuid AND m.unit_id = s.unit_id
          AND m.starts_on <= s.date AND (m.ends_on IS NULL OR m.ends_on >= s.date))
        AND EXISTS (SELECT 1 FROM attendance a WHERE a.person_id = ${personId}::uuid AND a.date = s.date)))
    ORDER BY s.unit_id, s.date FOR NO KEY UPDATE`;
  return tx.$queryRaw<RecordedDay[]>`
    SELECT s.id AS "sessionId", s.unit_id AS "unitId", s.date::text AS date, a.status, a.reason,
      CASE WHEN own.id IS NULL THEN NULL ELSE jsonb_build_object('sessionId', own.id, 'unitId', own.unit_id) END AS into
    FROM attendance a JOIN session s ON s.id = a.session_id
    LEFT JOIN membership m ON m.person_id = a.person_id
      AND m.starts_on <= s.date AND (m.ends_on IS NULL OR m.ends_on >= s.date)
    -- Beside head-counts somebody by name would be counted twice.
    LEFT JOIN session own ON own.unit_id = m.unit_id AND own.date = s.date AND own.present IS NULL
      AND EXISTS (SELECT 1 FROM attendance r WHERE r.session_id = own.id AND r.status IS NOT NULL)
    WHERE a.person_id = ${personId}::uuid AND a.status IS NOT NULL AND s.date >= ${from}::date
      AND m.unit_id IS DISTINCT FROM s.unit_id
    ORDER BY s.date, s.id FOR UPDATE OF a`;
}

/** Moves what is recorded of somebody to their own unit's session of the day. @returns the audit's entries, at both units */
export async function takeAlong(tx: Tx, personId: string, days: RecordedDay[]): Promise<Change[]> {
  const moved = days.flatMap(({ into, ...day }) => (into ? [{ ...day, into }] : []));
  const json = JSON.stringify(moved.map(({ sessionId, into }) => ({ from: sessionId, to: into.sessionId })));
  // From before a day was held to one list: there they may stand without a status.
  await tx.$executeRaw`
    DELETE FROM attendance a USING jsonb_to_recordset(${json}::jsonb) AS v("to" uuid)
    WHERE a.session_id = v."to" AND a.person_id = ${personId}::uuid AND a.status IS NULL`;
  await tx.$executeRaw`
    UPDATE attendance a SET session_id = v."to" FROM jsonb_to_recordset(${json}::jsonb) AS v("from" uuid, "to" uuid)
    WHERE a.session_id = v."from" AND a.person_id = ${personId}::uuid`;
  return moved.flatMap(({ sessionId, unitId, date, status, reason, into }) => [
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
        recordId: `${into.sessionId}/${personId}`,
        before: null,
        after: { status, reason },
      },
      ...{ unitId: into.unitId, date },
    },
  ]);
}
