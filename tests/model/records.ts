import type { Database } from "../../src/db/client.ts";
import type { AttendanceModel } from "./attendance.ts";

/** What stands in the database, and what the model says should: one line each, to be compared as text. */

type SessionRow = {
  unit: string;
  date: string;
  material: string | null;
  ledBy: string | null;
  counts: (number | null)[];
  list: string[] | null;
};

/** Sessions, who was there, and leave announced. */
export async function attendanceRecords(db: Database): Promise<string[]> {
  const sessions = await db.$queryRaw<SessionRow[]>`
    SELECT u.code AS unit, s.date::text AS date, s.material, led.employee_no AS "ledBy",
      ARRAY[s.present, s.late, s.leave, s.absent] AS counts,
      (SELECT array_agg(p.employee_no || ' ' || coalesce(a.status, '-') || ' ' || coalesce(a.reason, '-'))
       FROM attendance a JOIN person p ON p.id = a.person_id WHERE a.session_id = s.id) AS list
    FROM session s JOIN unit u ON u.id = s.unit_id LEFT JOIN person led ON led.id = s.led_by_id`;
  const notices = await db.$queryRaw<{ no: string; date: string; reason: string | null }[]>`
    SELECT p.employee_no AS no, n.date::text AS date, n.reason FROM leave_notice n JOIN person p ON p.id = n.person_id`;
  return [
    ...sessions.map(({ unit, date, list, material, ledBy, counts }) =>
      JSON.stringify(["session", unit, date, material, ledBy, counts, [...(list ?? [])].sort()]),
    ),
    ...notices.map(({ no, date, reason }) => JSON.stringify(["notice", `${no} ${date}`, reason])),
  ].sort();
}

export function attendancePredicted({ sessions, notices }: AttendanceModel): string[] {
  return [
    ...[...sessions].map(([key, { material, ledBy, counts, list }]) => {
      const numbers = [counts?.present, counts?.late, counts?.leave, counts?.absent];
      const people = [...list].map(([no, { status, reason }]) => `${no} ${status ?? "-"} ${reason ?? "-"}`);
      const four = numbers.map((number) => number ?? null);
      return JSON.stringify(["session", ...key.split(" "), material, ledBy, four, people.sort()]);
    }),
    ...[...notices].map(([key, reason]) => JSON.stringify(["notice", key, reason])),
  ].sort();
}

/** Lines that only one of the two has. */
export function differences(predicted: string[], recorded: string[]): string[] {
  const [theirs, ours] = [new Set(recorded), new Set(predicted)];
  return [
    ...predicted.filter((line) => !theirs.has(line)).map((line) => `predicted ${line}`),
    ...recorded.filter((line) => !ours.has(line)).map((line) => `recorded  ${line}`),
  ];
}

type Entry = { id: bigint; record: string; recordId: string; actor: string; before: unknown; after: unknown };

/** Follows the audit: what its entries make of the records, each going on from what the one before left. */
export function auditFollower(db: Database) {
  let last = 0n;
  const state = new Map<string, string>();
  const text = (value: unknown) => JSON.stringify(value ?? null);
  const kinds = ["attendance", "session", "leaveNotice"];
  return {
    /** @returns the new entries, and what is wrong with them */
    async next(): Promise<{ entries: Entry[]; problems: string[] }> {
      const entries = await db.auditEntry.findMany({ where: { id: { gt: last } }, orderBy: { id: "asc" } });
      const problems: string[] = [];
      for (const { id, record, recordId, before, after } of entries) {
        last = id;
        const key = `${record} ${recordId}`;
        const known = state.get(key);
        if (kinds.includes(record) && text(before) === text(after))
          problems.push(`${key}: an entry without a change, ${text(after)}`);
        if (kinds.includes(record) && known !== undefined && known !== text(before))
          problems.push(`${key}: goes on from ${text(before)}, and the entry before left ${known}`);
        state.set(key, text(after));
      }
      return { entries, problems };
    },

    /** Statuses in the database that the audit does not tell alike. */
    async unlike(): Promise<string[]> {
      const rows = await db.attendance.findMany();
      return rows.flatMap(({ sessionId, personId, status, reason }) => {
        const recorded = status === null ? "null" : text({ reason, status });
        const told = JSON.parse(state.get(`attendance ${sessionId}/${personId}`) ?? "null");
        const audit = told === null ? "null" : text({ reason: told.reason, status: told.status });
        return audit === recorded ? [] : [`${sessionId}/${personId}: ${recorded}, the audit says ${audit}`];
      });
    },
  };
}
