import type { Database } from "../db/client.ts";
import type { Asker } from "./asker.ts";
import type { Listed } from "./people.ts";
import { scopeOf } from "./scope.ts";

export type FindPeople = ReturnType<typeof findPeople>;

/**
 * Looks people up for a field that takes anybody of the roster: those of the asker's scope by any part of their name or
 * number, everybody else only by the whole of it. Whom one works with one can name; nobody can read the roster off a
 * search field.
 */
export function findPeople(db: Database, workspaceId: string) {
  return async ({ member, today }: Asker, query: string, most: number): Promise<Listed[]> => {
    const text = query.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
    const { treeFirst, treeLast } = scopeOf(member);
    return db.$queryRaw<Listed[]>`
      WITH known AS (
        SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.position,
          replace(lower(p.name), ' ', '') AS plain, lower(p.employee_no) AS number,
          EXISTS (SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id
            WHERE m.person_id = p.id AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
              AND (m.ends_on IS NULL OR m.ends_on >= ${today}::date)) AS own
        FROM person p WHERE p.workspace_id = ${workspaceId}::uuid)
      SELECT "personId", name, "employeeNo", position FROM known
      WHERE plain = ${text} OR number = ${text}
        OR own AND (position(${text} IN plain) > 0 OR position(${text} IN number) > 0)
      ORDER BY plain <> ${text} AND number <> ${text}, name, "employeeNo" LIMIT ${most}::int`;
  };
}
