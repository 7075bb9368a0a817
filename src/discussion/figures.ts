import { columnsOf } from "../figures/organisation.ts";
import type { FigureSource } from "../figures/source.ts";

/** What discussions count within a scope and a period (figures.md). */
export type DiscussionFigures = {
  discussions: number;
  /** Named participants, each once however often they came, and the counts of discussions without names. */
  people: number;
  /** Discussions by theme code: every theme of the campaigns that the period touches, with 0 where there was none. */
  byTheme: Record<string, number>;
};

/** A discussion that was taken back counts no more. */
export const discussionFigures: FigureSource<DiscussionFigures> = {
  name: "discussion",
  words: {
    en: {
      title: "Discussions",
      figures: { discussions: "discussions", people: "people who took part", byTheme: "by theme" },
    },
    "zh-CN": { title: "讨论", figures: { discussions: "讨论次数", people: "参加人数", byTheme: "按主题" } },
  },
  answer(reader, workspaceId, questions) {
    const { first, last, from, to } = columnsOf(questions);
    return reader.$queryRaw<DiscussionFigures[]>`
      WITH question AS (
        SELECT * FROM unnest(${first}::int[], ${last}::int[], ${from}::date[], ${to}::date[])
          WITH ORDINALITY AS q(first, last, since, until, n)),
      asked AS (SELECT min(first) AS first, max(last) AS last, min(since) AS since, max(until) AS until FROM question),
      held AS (
        SELECT d.id, u.tree_first, d.date, d.theme_code,
          CASE WHEN EXISTS (SELECT 1 FROM discussion_participant p WHERE p.discussion_id = d.id) THEN 0
            ELSE coalesce(d.participant_count, 0) END AS counted
        FROM asked
        JOIN unit u ON u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN asked.first AND asked.last
        JOIN discussion d ON d.unit_id = u.id AND d.removed_at IS NULL AND d.date BETWEEN asked.since AND asked.until),
      per_theme AS (
        SELECT q.n, h.theme_code, count(*)::int AS discussions, sum(h.counted)::int AS counted
        FROM question q JOIN held h ON h.tree_first BETWEEN q.first AND q.last AND h.date BETWEEN q.since AND q.until
        GROUP BY q.n, h.theme_code),
      named AS (
        SELECT q.n, count(DISTINCT p.person_id)::int AS people
        FROM question q
        JOIN held h ON h.tree_first BETWEEN q.first AND q.last AND h.date BETWEEN q.since AND q.until
        JOIN discussion_participant p ON p.discussion_id = h.id
        GROUP BY q.n),
      theme_of AS (
        SELECT q.n, t.code
        FROM question q
        JOIN campaign c ON c.workspace_id = ${workspaceId}::uuid AND c.starts_on <= q.until AND c.ends_on >= q.since
        JOIN theme t ON t.campaign_id = c.id
        UNION SELECT n, theme_code FROM per_theme)
      SELECT coalesce(sum(d.discussions), 0)::int AS discussions,
        (coalesce(sum(d.counted), 0) + coalesce(max(m.people), 0))::int AS people,
        coalesce(jsonb_object_agg(t.code, coalesce(d.discussions, 0)) FILTER (WHERE t.code IS NOT NULL), '{}') AS "byTheme"
      FROM question q
      LEFT JOIN theme_of t ON t.n = q.n
      LEFT JOIN per_theme d ON d.n = q.n AND d.theme_code = t.code
      LEFT JOIN named m ON m.n = q.n
      GROUP BY q.n ORDER BY q.n`;
  },
};
