import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { instantOf } from "../../db/dates.ts";
import { compareNames } from "../../i18n/pinyin.ts";
import { type Counts, statuses } from "../model.ts";

export type HistoryStore = ReturnType<typeof historyStore>;

/** What one person did in one go: the same change to one or several people, or to the session itself. */
export type HistoryEntry = {
  at: Temporal.Instant;
  /** The person's name; a Slack user id or a program's name where the roster has none. */
  actor: string;
  /** The people whom it concerns by id: who did it, and to whom when it is about one only. */
  concerns: string[];
  reason: string | null;
  what:
    | {
        kind: "people";
        from: string | null;
        to: string | null;
        because: string | null;
        names: string[];
        people: number;
      }
    | { kind: "leave"; announced: boolean; names: string[]; people: number; because: string | null }
    | { kind: "session"; material: string | null; counts: Counts | null };
};

type Row = {
  at: Date;
  actor: string;
  record: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  names: (string | null)[];
  people: number;
  personId: string | null;
  about: string | null;
  total: number;
};

const mark = z.object({ status: z.string().nullable(), reason: z.string().nullish() }).nullable().catch(null);
const number = z.int().nullish();
const sessionShape = z
  .object({ material: z.string().nullish(), present: number, late: number, leave: number, absent: number })
  .catch({});
const notice = z.object({ reason: z.string().nullish() }).nullable().catch(null);

const mostNames = 10;

/** Who changed what of one session, from the audit. */
export function historyStore(db: Database, workspaceId: string) {
  return {
    /** The latest date up to today of which something was recorded; undefined when there is none. */
    async latest(unitId: string, today: IsoDate): Promise<IsoDate | undefined> {
      const [row] = await db.$queryRaw<{ date: string | null }[]>`
        SELECT max(date)::text AS date FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date <= ${today}::date
          AND record IN ('attendance', 'session', 'leaveNotice')`;
      return row?.date ?? undefined;
    },

    /** Newest first. Alike changes of one moment are one entry: a session recorded for 100 people is one line. */
    async entries(at: { unitId: string; date: IsoDate }, page: { offset: number; limit: number }) {
      const rows = await db.$queryRaw<Row[]>`
        WITH change AS (
          SELECT a.*, CASE a.record WHEN 'attendance' THEN split_part(a.record_id, '/', 2) WHEN 'leaveNotice' THEN split_part(a.record_id, '/', 1) END AS about
          FROM audit_entry a
          WHERE a.workspace_id = ${workspaceId}::uuid AND a.unit_id = ${at.unitId}::uuid AND a.date = ${at.date}::date
            AND a.record IN ('attendance', 'session', 'leaveNotice')),
        alike AS (
          SELECT c.at, c.person_id, c.actor, c.record, c.reason, c.before, c.after, max(c.id) AS newest, count(*)::int AS people,
            CASE count(*) WHEN 1 THEN max(c.about) END AS about,
            array_agg(p.name) AS names
          FROM change c LEFT JOIN person p ON p.id::text = c.about
          GROUP BY c.at, c.person_id, c.actor, c.record, c.reason, c.before, c.after)
        SELECT g.at, coalesce(who.name, g.actor) AS actor, g.record, g.reason, g.before, g.after, g.names, g.people,
          g.person_id::text AS "personId", g.about,
          count(*) OVER ()::int AS total
        FROM alike g LEFT JOIN person who ON who.id = g.person_id
        ORDER BY g.at DESC, g.newest DESC LIMIT ${page.limit}::int OFFSET ${page.offset}::int`;
      return { entries: rows.map(entryOf), total: rows[0]?.total ?? 0 };
    },
  };
}

function entryOf(row: Row): HistoryEntry {
  const { actor, reason, people } = row;
  const all = row.names.filter((name) => name !== null);
  const names = all.toSorted(compareNames).slice(0, mostNames);
  const concerns = [row.personId, row.about].filter((id) => id !== null);
  const base = { at: instantOf(row.at), actor, reason, concerns };
  if (row.record === "attendance") {
    const [from, to] = [mark.parse(row.before), mark.parse(row.after)];
    const what = {
      kind: "people" as const,
      from: from?.status ?? null,
      to: to?.status ?? null,
      because: to?.reason ?? null,
    };
    return { ...base, what: { ...what, names, people } };
  }
  if (row.record === "leaveNotice") {
    const after = notice.parse(row.after);
    return {
      ...base,
      what: { kind: "leave", announced: row.after !== null, names, people, because: after?.reason ?? null },
    };
  }
  const { material, ...numbers } = sessionShape.parse(row.after);
  return { ...base, what: { kind: "session", material: material ?? null, counts: countsIn(numbers) } };
}

function countsIn(numbers: Partial<Record<keyof Counts, number | null | undefined>>): Counts | null {
  if (statuses.some((status) => typeof numbers[status] !== "number")) return null;
  const [present, late, leave, absent] = statuses.map((status) => numbers[status] ?? 0);
  return { present: present ?? 0, late: late ?? 0, leave: leave ?? 0, absent: absent ?? 0 };
}
