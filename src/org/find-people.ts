import type { Database } from "../db/client.ts";
import { isSpelling, sortedByName } from "../i18n/pinyin.ts";
import type { Asker } from "./asker.ts";
import { type Listed, search } from "./people.ts";
import { scopeOf } from "./scope.ts";

export type FindPeople = ReturnType<typeof findPeople>;

type Known = Listed & { isWhole: boolean; isOwn: boolean };

/**
 * Looks people up for a field that takes anybody of the roster: those of the asker's scope by any part of their name or
 * number, or by its initials, everybody else only by the whole of it. Whom one works with one can name; nobody can read
 * the roster off a search field.
 */
export function findPeople(db: Database, workspaceId: string) {
  return async ({ member, today }: Asker, query: string, most: number): Promise<Listed[]> => {
    const text = query.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
    const { treeFirst, treeLast } = scopeOf(member);
    // How a name is spelt is known here only, not to the database.
    const rows = await db.$queryRaw<Known[]>`
      WITH known AS (
        SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.position,
          replace(lower(p.name), ' ', '') = ${text} OR lower(p.employee_no) = ${text} AS "isWhole",
          ${isSpelling(query)} OR position(${text} IN replace(lower(p.name), ' ', '')) > 0
            OR position(${text} IN lower(p.employee_no)) > 0 AS "mayBe",
          EXISTS (SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id
            WHERE m.person_id = p.id AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
              AND (m.ends_on IS NULL OR m.ends_on >= ${today}::date)) AS "isOwn"
        FROM person p WHERE p.workspace_id = ${workspaceId}::uuid)
      SELECT "personId", name, "employeeNo", position, "isWhole", "isOwn" FROM known
      WHERE "isWhole" OR "isOwn" AND "mayBe"`;
    const sorted = sortedByName(rows);
    const whole = sorted.filter(({ isWhole }) => isWhole);
    const parts = await search(
      sorted.filter(({ isWhole, isOwn }) => isOwn && !isWhole),
      query,
    );
    return [...whole, ...parts]
      .slice(0, most)
      .map(({ personId, name, employeeNo, position }) => ({ personId, name, employeeNo, position }));
  };
}
