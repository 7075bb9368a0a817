import { Prisma } from "../db/generated/client.ts";
import { columnsOf } from "../figures/organisation.ts";
import type { FigureSource } from "../figures/source.ts";
import { columnOf, type Kind } from "./kind.ts";

/**
 * The figures of a kind, for all questions in one query. What counts up to a day, or without a day, counts within one
 * campaign: the one that the period's last day falls into, else the one that began last before it.
 */
export function kindFigures(kind: Kind): FigureSource {
  const { name, table, date } = kind;
  const { of, counts, words } = kind.figures;
  const column = date === null ? null : `r."${columnOf(kind, date)}"`;
  const counted = {
    period: `${column} BETWEEN q.since AND q.until`,
    upTo: `r.campaign_id = q.campaign_id AND ${column} <= q.until`,
    all: "r.campaign_id = q.campaign_id",
  }[of];
  const columns = Object.entries(counts).map(([figure, sql]) => `${sql} AS "${figure}"`);
  return {
    name,
    words,
    answer(reader, workspaceId, questions) {
      const { first, last, from, to } = columnsOf(questions);
      return reader.$queryRaw<Record<string, unknown>[]>`
        WITH question AS (
          SELECT q.*, (
            SELECT id FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND starts_on <= q.until
            ORDER BY ends_on >= q.until DESC, starts_on DESC, created_at DESC LIMIT 1) AS campaign_id
          FROM unnest(${first}::int[], ${last}::int[], ${from}::date[], ${to}::date[])
            WITH ORDINALITY AS q(first, last, since, until, n)),
        record AS (
          SELECT r.*, u.tree_first FROM ${Prisma.raw(`"${table}"`)} r
          JOIN unit u ON u.id = r.unit_id WHERE r.workspace_id = ${workspaceId}::uuid)
        SELECT ${Prisma.raw(columns.join(", "))}
        FROM question q
        LEFT JOIN record r ON r.tree_first BETWEEN q.first AND q.last AND ${Prisma.raw(counted)}
        GROUP BY q.n ORDER BY q.n`;
    },
  };
}
