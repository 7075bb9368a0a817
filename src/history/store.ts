import type { IsoDate } from "../calendar.ts";
import type { Database } from "../db/client.ts";
import { instantOf } from "../db/dates.ts";
import { Prisma } from "../db/generated/client.ts";
import { compareNames } from "../i18n/pinyin.ts";
import { type Page, pageOf, pageSize } from "../slack/page.ts";

export type HistoryStore = ReturnType<typeof historyStore>;

/** What one person did in one go: a change of one record, or the same change of several. */
export type HistoryEntry = {
  at: Temporal.Instant;
  /** The person's name; a Slack user id or a program's name where the roster has none. */
  actor: string;
  record: string;
  /** The fields that changed, as the audit has them. */
  before: unknown;
  after: unknown;
  reason: string | null;
  /** How many records it changed, and the first of the people whom these are about. */
  people: number;
  names: string[];
  /** The people whom it concerns by id: who did it, and to whom when it is about one only. */
  concerns: string[];
};

/** The kinds of record that belong to a history, each with the part of its id (`a/b`, from 1) that names a person; null where none does. */
export type Kinds = Readonly<Record<string, number | null>>;

/** One record, or all records of a unit and date. */
export type Of = { recordId: string } | { unitId: string; date: IsoDate };

type Row = Omit<HistoryEntry, "at" | "names" | "concerns"> & {
  at: Date;
  names: (string | null)[];
  personId: string | null;
  about: string | null;
  total: number;
};

const mostNames = 10;

/** Who changed what, from the audit. */
export function historyStore(db: Database, workspaceId: string) {
  return {
    /** The latest date up to today of which something of a unit was recorded; undefined when there is none. */
    async latest(kinds: Kinds, unitId: string, today: IsoDate): Promise<IsoDate | undefined> {
      const [row] = await db.$queryRaw<{ date: string | null }[]>`
        SELECT max(date)::text AS date FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND unit_id = ${unitId}::uuid AND date <= ${today}::date
          AND record = ANY (${Object.keys(kinds)}::text[])`;
      return row?.date ?? undefined;
    },

    /**
     * A page of it, newest first. Alike changes of one moment are one entry: a session recorded for 100 people is one
     * line.
     */
    async entries(kinds: Kinds, of: Of, page: number): Promise<{ entries: HistoryEntry[]; page: Page }> {
      const where =
        "recordId" in of
          ? Prisma.sql`a.record_id = ${of.recordId}`
          : Prisma.sql`a.unit_id = ${of.unitId}::uuid AND a.date = ${of.date}::date`;
      const rows = await db.$queryRaw<Row[]>`
        WITH change AS (
          SELECT a.*, split_part(a.record_id, '/', (${JSON.stringify(kinds)}::jsonb ->> a.record)::int) AS about
          FROM audit_entry a
          WHERE a.workspace_id = ${workspaceId}::uuid AND a.record = ANY (${Object.keys(kinds)}::text[]) AND ${where}),
        alike AS (
          SELECT c.at, c.person_id, c.actor, c.record, c.reason, c.before, c.after, max(c.id) AS newest, count(*)::int AS people,
            CASE count(*) WHEN 1 THEN max(c.about) END AS about,
            array_agg(p.name) AS names
          FROM change c LEFT JOIN person p ON p.id = c.about::uuid
          GROUP BY c.at, c.person_id, c.actor, c.record, c.reason, c.before, c.after)
        SELECT g.at, coalesce(who.name, g.actor) AS actor, g.record, g.reason, g.before, g.after, g.names, g.people,
          g.person_id::text AS "personId", g.about,
          count(*) OVER ()::int AS total
        FROM alike g LEFT JOIN person who ON who.id = g.person_id
        ORDER BY g.at DESC, g.newest DESC LIMIT ${pageSize}::int OFFSET ${page * pageSize}::int`;
      return { entries: rows.map(entryOf), page: pageOf(page, rows[0]?.total ?? 0) };
    },
  };
}

function entryOf({ at, names, personId, about, total: _, ...row }: Row): HistoryEntry {
  const known = names.filter((name) => name !== null);
  return {
    ...row,
    at: instantOf(at),
    names: known.toSorted(compareNames).slice(0, mostNames),
    concerns: [personId, about].filter((id) => id !== null),
  };
}
