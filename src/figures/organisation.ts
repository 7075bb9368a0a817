import type { FigureSource, Question } from "./source.ts";

/**
 * `units.total`: participating units in scope (figures.md); the unit asked for counts itself. Units begin and end in
 * time (they are added, or merged into another), so they are counted on the period's last day; for a period that ends
 * before the first campaign began, on that campaign's first day.
 */
export const unitFigures: FigureSource<{ total: number }> = {
  name: "units",
  words: {
    en: { title: "Units", figures: { total: "in all" } },
    "zh-CN": { title: "单位", figures: { total: "总数" } },
  },
  async answer(reader, workspaceId, questions) {
    const { first, last, to } = columnsOf(questions);
    return reader.$queryRaw<{ total: number }[]>`
      WITH question AS (
        SELECT q.first, q.last, q.n, greatest(q.until, c.starts_on) AS day
        FROM unnest(${first}::int[], ${last}::int[], ${to}::date[]) WITH ORDINALITY AS q(first, last, until, n)
        CROSS JOIN (SELECT min(starts_on) AS starts_on FROM campaign WHERE workspace_id = ${workspaceId}::uuid) c)
      SELECT (SELECT count(*)::int FROM unit u
              WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN q.first AND q.last
                AND took_part(u.starts_on, u.ends_on, q.day)) AS total
      FROM question q ORDER BY q.n`;
  },
};

/**
 * `people.total`: people in scope, each once. Membership has dates, so it is counted on the period's last day; for
 * a period that ends before the first campaign began, on that campaign's first day, when the roster begins.
 */
export const peopleFigures: FigureSource<{ total: number }> = {
  name: "people",
  words: {
    en: { title: "People", figures: { total: "in all" } },
    "zh-CN": { title: "人员", figures: { total: "总数" } },
  },
  async answer(reader, workspaceId, questions) {
    const { first, last, to } = columnsOf(questions);
    return reader.$queryRaw<{ total: number }[]>`
      WITH question AS (
        SELECT q.first, q.last, q.n, greatest(q.until, c.starts_on) AS day
        FROM unnest(${first}::int[], ${last}::int[], ${to}::date[]) WITH ORDINALITY AS q(first, last, until, n)
        CROSS JOIN (SELECT min(starts_on) AS starts_on FROM campaign WHERE workspace_id = ${workspaceId}::uuid) c),
      -- Questions of one page share few last days: each unit is counted once a day, then added up by scope.
      per_unit AS (
        SELECT d.day, u.tree_first, m.person_id
        FROM (SELECT DISTINCT day FROM question) d
        JOIN membership m ON m.workspace_id = ${workspaceId}::uuid
          AND belonged(m.starts_on, m.ends_on, d.day)
        JOIN unit u ON u.id = m.unit_id)
      SELECT count(DISTINCT p.person_id)::int AS total
      FROM question q LEFT JOIN per_unit p ON p.day = q.day AND p.tree_first BETWEEN q.first AND q.last
      GROUP BY q.n ORDER BY q.n`;
  },
};

/** Questions as columns, the way `unnest` takes them. */
export function columnsOf(questions: Question[]) {
  return {
    first: questions.map(({ unit }) => unit.treeFirst),
    last: questions.map(({ unit }) => unit.treeLast),
    from: questions.map(({ period }) => period.from),
    to: questions.map(({ period }) => period.to),
  };
}
