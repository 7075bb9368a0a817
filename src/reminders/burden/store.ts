import type { Database } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { TreeRange } from "../../org/scope.ts";

/** How many prompts of a kind a unit got. */
export type Count = { unitId: string; kind: string; prompts: number };
export type Span = { from: Temporal.Instant; to: Temporal.Instant };
export type BurdenStore = ReturnType<typeof burdenStore>;

export function burdenStore(db: Database, workspaceId: string) {
  return {
    /** What was sent in that time to the units of the scope, in the tree's order; what never left counts for nothing. */
    counts: ({ treeFirst, treeLast }: TreeRange, { from, to }: Span): Promise<Count[]> => db.$queryRaw<
      Count[]
    >`
      SELECT u.id AS "unitId", r.kind, count(*)::int AS prompts
      FROM reminder r JOIN unit u ON u.id = r.unit_id LEFT JOIN daily_prompt p ON p.id = r.prompt_id
      WHERE r.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
        AND r.sent_at >= ${momentOf(from)} AND r.sent_at < ${momentOf(to)} AND (p.id IS NULL OR p.state = 'posted') AND NOT r.undelivered
      GROUP BY u.id, u.tree_first, r.kind ORDER BY u.tree_first, r.kind`,
  };
}
