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
/** Titles that an approver is shown beside one that waits. */
export const mostAlike = 2;

export function likenessStore(db: Database, workspaceId: string) {
  return {
    /**
     * Topics of the whole workspace, of every campaign, that are like the title; the likest first. One that went on
     * into another campaign is found there only. Each piece is looked up in the index, so that only topics which share
     * one are read.
     * @param except whose own topics are left out
     */
    async alike(title: string, except: string | null, most = 5): Promise<Alike[]> {
      const grams = gramsOf(title);
      if (grams.length === 0) return [];
      return db.$queryRaw<Alike[]>`
        WITH hit AS MATERIALIZED (
          SELECT p.g, t.id, t.registered_on, cardinality(t.title_grams) AS size
          FROM unnest(${grams}::text[]) AS p(g)
          JOIN topic t ON t.title_grams @> ARRAY[p.g] AND t.workspace_id = ${workspaceId}::uuid
          WHERE t.person_id IS DISTINCT FROM ${except}::uuid),
        common AS (
          SELECT g FROM hit GROUP BY g
          HAVING count(*) > greatest((SELECT count(*) FROM topic WHERE workspace_id = ${workspaceId}::uuid) / ${commonShare}::int,
            ${commonLeast}::int)),
        shared AS (
          SELECT h.id, h.registered_on, h.size, count(*) AS pieces, count(*) FILTER (WHERE c.g IS NULL) AS telling
          FROM hit h LEFT JOIN common c ON c.g = h.g GROUP BY h.id, h.registered_on, h.size),
        scored AS (
          SELECT id, registered_on, CASE
              WHEN pieces = size AND size = ${grams.length}::int THEN 1
              WHEN telling = 0 THEN 0
              ELSE 2.0 * telling / (${grams.length}::int - (SELECT count(*) FROM common) + size - (pieces - telling))
            END AS likeness
          FROM shared),
        found AS (
          SELECT * FROM scored s
          WHERE likeness >= ${threshold}::float8 AND NOT EXISTS (SELECT 1 FROM topic n WHERE n.carried_from_id = s.id)
          ORDER BY likeness DESC, registered_on DESC, id LIMIT ${most}::int)
        SELECT t.id, t.title, t.state, p.name AS "ownerName", home.name AS "unitName", t.campaign_id AS "campaignId",
          c.name AS "campaignName", f.likeness::float8 AS likeness
        FROM found f
        JOIN topic t ON t.id = f.id
        JOIN person p ON p.id = t.person_id
        JOIN campaign c ON c.id = t.campaign_id
        LEFT JOIN LATERAL (
          SELECT u.name FROM membership m JOIN unit u ON u.id = m.unit_id
          WHERE m.person_id = t.person_id ORDER BY m.starts_on DESC LIMIT 1) AS home ON true
        ORDER BY f.likeness DESC, f.registered_on DESC, f.id`;
    },
  };
}
