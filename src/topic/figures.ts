import { columnsOf } from "../figures/organisation.ts";
import type { FigureSource } from "../figures/source.ts";

/** What figures.md's `topic` holds; `byDirection` by code, every direction of the campaign in it. */
export type TopicFigures = { required: number; registered: number; byDirection: Record<string, number> };

type Counted = { required: number; registered: number; codes: string[]; counts: Record<string, number> };

/**
 * People of the scope, by their unit on the period's last day, who hold a role that owes a topic; and those of them
 * whose topic was registered by then. A workspace has had several campaigns: the one counts that the last day falls
 * into, else the one that began last before it. Before the first campaign, people are counted as on its first day.
 */
export const topicFigures: FigureSource<TopicFigures> = {
  name: "topic",
  words: {
    en: {
      title: "Research topics",
      figures: { required: "required", registered: "registered", byDirection: "by direction" },
    },
    "zh-CN": { title: "课题", figures: { required: "应报", registered: "已登记", byDirection: "按方向" } },
  },
  async answer(reader, workspaceId, questions) {
    const { first, last, to } = columnsOf(questions);
    const counted = await reader.$queryRaw<Counted[]>`
      WITH question AS (
        SELECT q.n, q.first, q.last, q.until, d.day, c.id AS campaign_id, c.topic_required_of AS roles
        FROM unnest(${first}::int[], ${last}::int[], ${to}::date[]) WITH ORDINALITY AS q(first, last, until, n)
        CROSS JOIN (SELECT min(starts_on) AS first_day FROM campaign WHERE workspace_id = ${workspaceId}::uuid) f
        CROSS JOIN LATERAL (SELECT greatest(q.until, f.first_day) AS day) d
        LEFT JOIN LATERAL (
          SELECT id, topic_required_of FROM campaign
          WHERE workspace_id = ${workspaceId}::uuid AND starts_on <= d.day
          ORDER BY ends_on >= d.day DESC, starts_on DESC, created_at DESC LIMIT 1) c ON true),
      -- Questions of one page share few last days: who owes one is found once a day, then added up by scope.
      owing AS (
        SELECT d.day, d.campaign_id, u.tree_first, p.id AS person_id
        FROM (SELECT DISTINCT day, campaign_id, roles FROM question) d
        JOIN person p ON p.workspace_id = ${workspaceId}::uuid AND p.roles && d.roles
        JOIN membership m ON m.person_id = p.id AND belonged(m.starts_on, m.ends_on, d.day)
        JOIN unit u ON u.id = m.unit_id),
      counted AS (
        SELECT q.n, t.direction_code AS code, count(*)::int AS people
        FROM question q
        JOIN owing o ON o.day = q.day AND o.campaign_id = q.campaign_id AND o.tree_first BETWEEN q.first AND q.last
        LEFT JOIN topic t ON t.campaign_id = o.campaign_id AND t.person_id = o.person_id AND t.registered_on <= q.until
        GROUP BY q.n, t.direction_code)
      SELECT coalesce(sum(c.people), 0)::int AS required,
        coalesce(sum(c.people) FILTER (WHERE c.code IS NOT NULL), 0)::int AS registered,
        ARRAY(SELECT d.code FROM direction d WHERE d.campaign_id = q.campaign_id ORDER BY d.code) AS codes,
        coalesce(jsonb_object_agg(c.code, c.people) FILTER (WHERE c.code IS NOT NULL), '{}') AS counts
      FROM question q LEFT JOIN counted c ON c.n = q.n
      GROUP BY q.n, q.campaign_id ORDER BY q.n`;
    return counted.map(({ required, registered, codes, counts }) => ({
      required,
      registered,
      byDirection: { ...Object.fromEntries(codes.map((code) => [code, 0])), ...counts },
    }));
  },
};
