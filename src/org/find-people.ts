import type { Database } from "../db/client.ts";
import { besideNames, nameKey } from "../i18n/names.ts";
import { isSpelling, sortedByName } from "../i18n/pinyin.ts";
import type { Asker } from "./asker.ts";
import { type Listed, plainNumber, search } from "./people.ts";
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
    const [name, number] = [nameKey(query), plainNumber(query)];
    const { treeFirst, treeLast } = scopeOf(member);
    // How a name is spelt is known here only, not to the database.
    const rows = await db.$queryRaw<Known[]>`
      WITH person_key AS (
        SELECT *, translate(lower(normalize(name, NFKC)), ${besideNames}, '') AS key
        FROM person WHERE workspace_id = ${workspaceId}::uuid),
      known AS (
        SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.position,
          p.key = ${name} OR lower(p.employee_no) = ${number} AS "isWhole",
          ${isSpelling(query)} OR position(${name} IN p.key) > 0
            OR position(${number} IN lower(p.employee_no)) > 0 AS "mayBe",
          EXISTS (SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id
            WHERE m.person_id = p.id AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
              AND (m.ends_on IS NULL OR m.ends_on >= ${today}::date)) AS "isOwn"
        FROM person_key p)
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
