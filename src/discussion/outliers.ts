import { type IsoDate, type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Database } from "../db/client.ts";
import type { TreeRange } from "../org/scope.ts";

/** A discussion by head-count with more people than its unit has. */
export type Outlier = { unit: string; date: IsoDate; count: number; people: number };

/**
 * Discussions of the week whose count is more than the people who belonged to the unit that day, where it has a roster
 * to say so, and nobody has said that it is right; the most surprising first. Names are people whom the roster knows: they are never too many.
 */
export function outliers(
  db: Database,
  workspaceId: string,
  scope: TreeRange,
  week: IsoWeek,
): Promise<Outlier[]> {
  const { from, to } = weekPeriod(week);
  return db.$queryRaw<Outlier[]>`
    SELECT u.name AS unit, d.date::text AS date, d.participant_count AS count, m.people
    FROM unit u
    JOIN discussion d ON d.unit_id = u.id AND d.removed_at IS NULL AND d.date BETWEEN ${from}::date AND ${to}::date
      AND d.confirmed IS NOT TRUE
      AND NOT EXISTS (SELECT 1 FROM discussion_participant p WHERE p.discussion_id = d.id)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS people FROM membership m
      WHERE m.unit_id = u.id AND belonged(m.starts_on, m.ends_on, d.date)) m
    WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst}::int AND ${scope.treeLast}::int
      AND u.has_roster AND m.people > 0 AND d.participant_count > m.people
    ORDER BY d.participant_count - m.people DESC, u.tree_first, d.date, d.id`;
}
