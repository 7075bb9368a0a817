import type { IsoDate, Period } from "../../calendar.ts";
import type { Database, Reader } from "../../db/client.ts";
import { instantOf } from "../../db/dates.ts";
import type { TreeRange } from "../../org/scope.ts";
import type { DiscussionForm } from "../model.ts";

export type StatusStore = ReturnType<typeof statusStore>;

/** A discussion as a list shows it. */
export type ListedDiscussion = {
  id: string;
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  people: number;
  viewpoints: number;
};

/** A theme, and in how many of the scope's units it was not discussed in the period. */
export type Coverage = { code: string; missing: number; units: number };

export type Invited = { invitationId: string; unitId: string; themeCode: string; closesAt: Temporal.Instant };

/** In how many units of the scope each theme of the campaign has not been discussed. */
export function coverage(
  reader: Reader,
  workspaceId: string,
  campaignId: string,
  scope: TreeRange,
  { from, to }: Period,
): Promise<Coverage[]> {
  return reader.$queryRaw<Coverage[]>`
    SELECT t.code, count(u.id)::int AS units,
      count(u.id) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM discussion d WHERE d.unit_id = u.id AND d.theme_code = t.code AND d.removed_at IS NULL
          AND d.date BETWEEN ${from}::date AND ${to}::date))::int AS missing
    FROM theme t
    LEFT JOIN unit u ON u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst}::int AND ${scope.treeLast}::int
      AND took_part(u.starts_on, u.ends_on, ${to}::date)
    WHERE t.campaign_id = ${campaignId}::uuid
    GROUP BY t.code ORDER BY t.code`;
}

/** Read-only questions behind the pages that look at discussions. */
export function statusStore(db: Database, workspaceId: string) {
  return {
    coverage: (campaignId: string, scope: TreeRange, period: Period) =>
      coverage(db, workspaceId, campaignId, scope, period),

    /** A unit's own discussions of a period, newest first, and how many there are in all. */
    async ofUnit(unitId: string, { from, to }: Period, page: { offset: number; limit: number }) {
      const rows = await db.$queryRaw<(ListedDiscussion & { total: number })[]>`
        SELECT d.id, d.date::text AS date, d.theme_code AS "themeCode", d.form,
          coalesce(d.participant_count, (SELECT count(*)::int FROM discussion_participant p WHERE p.discussion_id = d.id)) AS people,
          (SELECT count(*)::int FROM viewpoint v WHERE v.discussion_id = d.id) AS viewpoints, count(*) OVER ()::int AS total
        FROM discussion d
        WHERE d.workspace_id = ${workspaceId}::uuid AND d.unit_id = ${unitId}::uuid AND d.removed_at IS NULL
          AND d.date BETWEEN ${from}::date AND ${to}::date
        ORDER BY d.date DESC, d.created_at DESC, d.id DESC LIMIT ${page.limit}::int OFFSET ${page.offset}::int`;
      return { discussions: rows, total: rows[0]?.total ?? 0 };
    },

    /** What somebody took part in of late, newest first. */
    ofPerson(campaignId: string, personId: string, most: number): Promise<ListedDiscussion[]> {
      return db.$queryRaw<ListedDiscussion[]>`
        SELECT d.id, d.date::text AS date, d.theme_code AS "themeCode", d.form, 0 AS people, 0 AS viewpoints
        FROM discussion_participant p JOIN discussion d ON d.id = p.discussion_id
        WHERE p.person_id = ${personId}::uuid AND d.campaign_id = ${campaignId}::uuid AND d.removed_at IS NULL
        ORDER BY d.date DESC, d.created_at DESC LIMIT ${most}::int`;
    },

    /** Discussions that somebody of a unit can still join, each once. */
    async open(personId: string, unit: TreeRange, now: Date, most: number): Promise<Invited[]> {
      const rows = await db.$queryRaw<(Omit<Invited, "closesAt"> & { closesAt: Date })[]>`
        SELECT DISTINCT ON (d.id) i.id AS "invitationId", d.unit_id AS "unitId", d.theme_code AS "themeCode", i.closes_at AS "closesAt"
        FROM discussion_invitation i
        JOIN discussion d ON d.id = i.discussion_id AND d.removed_at IS NULL AND d.participant_count IS NULL
        JOIN unit u ON u.id = d.unit_id AND ${unit.treeFirst}::int BETWEEN u.tree_first AND u.tree_last
        WHERE d.workspace_id = ${workspaceId}::uuid AND i.closed_at IS NULL AND i.closes_at > ${now}
          AND NOT EXISTS (SELECT 1 FROM discussion_participant p WHERE p.discussion_id = d.id AND p.person_id = ${personId}::uuid)
        ORDER BY d.id, i.closes_at LIMIT ${most}::int`;
      return rows.map(({ closesAt, ...row }) => ({ ...row, closesAt: instantOf(closesAt) }));
    },
  };
}
