import type { Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import type { Campaign } from "../org/campaign/model.ts";

type Carried = {
  id: string;
  from: string;
  title: string;
  directionCode: string;
  state: string;
  unitId: string | null;
};

/**
 * A campaign was closed and the next one begins: topics that are not concluded go on in it as they stand, registered
 * on its first day. Somebody who has a topic there already keeps that one. Done twice, it does nothing the second time.
 */
export async function carryTopicsOver(
  tx: Tx,
  { from, to }: { from: Campaign; to: Campaign },
): Promise<{ records: number; changes: Change[] }> {
  const day = to.period.from;
  const carried = await tx.$queryRaw<Carried[]>`
    WITH made AS (
      INSERT INTO topic (id, workspace_id, campaign_id, person_id, direction_code, title, title_grams, why, method, state,
        registered_on, returned_reason, findings, link, file_id, file_name, file_link, carried_from_id)
      SELECT gen_random_uuid(), t.workspace_id, ${to.id}::uuid, t.person_id, t.direction_code, t.title, t.title_grams, t.why,
        t.method, t.state, ${day}::date, t.returned_reason, t.findings, t.link, t.file_id, t.file_name, t.file_link, t.id
      FROM topic t WHERE t.campaign_id = ${from.id}::uuid AND t.state <> 'concluded'
      ON CONFLICT DO NOTHING
      RETURNING id, person_id, carried_from_id, title, direction_code, state),
    people AS (
      INSERT INTO topic_co_researcher (topic_id, person_id)
      SELECT m.id, c.person_id FROM made m JOIN topic_co_researcher c ON c.topic_id = m.carried_from_id),
    visits AS (
      INSERT INTO topic_unit (topic_id, unit_id)
      SELECT m.id, v.unit_id FROM made m JOIN topic_unit v ON v.topic_id = m.carried_from_id)
    SELECT m.id, m.carried_from_id AS "from", m.title, m.direction_code AS "directionCode", m.state, h.unit_id AS "unitId"
    FROM made m
    LEFT JOIN membership h ON h.person_id = m.person_id AND belonged(h.starts_on, h.ends_on, ${day}::date)
    ORDER BY m.id`;
  const changes = carried.map(({ id, from: carriedFrom, unitId, ...topic }): Change => {
    const after = { ...topic, registeredOn: day, carriedFrom };
    return {
      ...{ record: "topic", recordId: id, before: null, after, date: day },
      ...(unitId === null ? {} : { unitId }),
    };
  });
  return { records: carried.length, changes };
}
