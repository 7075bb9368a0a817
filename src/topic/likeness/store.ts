import type { Database } from "../../db/client.ts";
import type { TopicState } from "../model.ts";
import { gramsOf } from "./grams.ts";

/** A topic that is like the title asked about. `likeness`: 1 for the same pieces, 0 for none in common. */
export type Alike = {
  id: string;
  title: string;
  state: TopicState;
  ownerName: string;
  /** Where the owner belongs, or belonged last. */
  unitName: string | null;
  campaignId: string;
  campaignName: string;
  likeness: number;
};
export type LikenessStore = ReturnType<typeof likenessStore>;

/**
 * Alike from here on (Dice: twice the pieces in common, of both titles' pieces). Tuned on pairs of titles: with less,
 * topics about the same place or the same pupils are called alike whatever they ask; with more, the same question in
 * other words is not found.
 */
const threshold = 0.62;
/** A piece that more than a quarter of the topics have (and more than so many) tells nothing: a county's word for "district". */
const commonShare = 4;
const commonLeast = 40;

export function likenessStore(db: Database, workspaceId: string) {
  return {
    /**
     * Topics of the whole workspace, of every campaign, that are like the title; the likest first. One that went on
     * into another campaign is found there only. With 10,000 topics this takes a few milliseconds: each piece is
     * looked up in the index, and those that too many topics have are not followed.
     * @param except whose own topics are left out
     */
    async alike(title: string, except: string | null, most = 5): Promise<Alike[]> {
      const grams = gramsOf(title);
      if (grams.length === 0) return [];
      return db.$queryRaw<Alike[]>`
        WITH size AS (SELECT greatest(count(*) / ${commonShare}::int, ${commonLeast}::int) AS common
                      FROM topic WHERE workspace_id = ${workspaceId}::uuid),
        piece AS (SELECT g FROM unnest(${grams}::text[]) AS g),
        told AS (
          SELECT p.g, (SELECT count(*) FROM (
              SELECT 1 FROM topic t WHERE t.title_grams @> ARRAY[p.g] AND t.workspace_id = ${workspaceId}::uuid
              LIMIT (SELECT common + 1 FROM size)) AS up_to) <= (SELECT common FROM size) AS telling
          FROM piece p),
        few AS (SELECT count(*) FILTER (WHERE telling)::int AS telling,
                  coalesce(array_agg(g) FILTER (WHERE NOT telling), '{}') AS common FROM told),
        shared AS (
          SELECT t.id, count(*)::int AS pieces
          FROM told JOIN topic t ON t.title_grams @> ARRAY[told.g] AND t.workspace_id = ${workspaceId}::uuid
          WHERE told.telling GROUP BY t.id),
        scored AS (
          SELECT s.id, 2.0 * s.pieces / (few.telling + cardinality(t.title_grams)
              - (SELECT count(*) FROM unnest(few.common) AS c WHERE c = ANY(t.title_grams))) AS likeness
          FROM shared s CROSS JOIN few JOIN topic t ON t.id = s.id
          -- Fewer pieces than this cannot reach the threshold, however short the other title is.
          WHERE 2.0 * s.pieces >= ${threshold}::float8 * (few.telling + s.pieces)),
        same AS (
          SELECT id, 1.0 AS likeness FROM topic
          WHERE workspace_id = ${workspaceId}::uuid AND title_grams @> ${grams}::text[] AND title_grams <@ ${grams}::text[]
          ORDER BY id DESC LIMIT 100),
        found AS (SELECT id, max(likeness) AS likeness FROM (
            SELECT id, likeness FROM scored WHERE likeness >= ${threshold}::float8 UNION ALL SELECT id, likeness FROM same) AS either
          GROUP BY id)
        SELECT t.id, t.title, t.state, p.name AS "ownerName", home.name AS "unitName", t.campaign_id AS "campaignId",
          c.name AS "campaignName", f.likeness::float8 AS likeness
        FROM found f
        JOIN topic t ON t.id = f.id
        JOIN person p ON p.id = t.person_id
        JOIN campaign c ON c.id = t.campaign_id
        LEFT JOIN LATERAL (
          SELECT u.name FROM membership m JOIN unit u ON u.id = m.unit_id
          WHERE m.person_id = t.person_id ORDER BY m.starts_on DESC LIMIT 1) AS home ON true
        WHERE t.person_id IS DISTINCT FROM ${except}::uuid
          AND NOT EXISTS (SELECT 1 FROM topic n WHERE n.carried_from_id = t.id)
        ORDER BY f.likeness DESC, t.registered_on DESC, t.id LIMIT ${most}::int`;
    },
  };
}
