import type { IsoDate } from "../../calendar.ts";
import type { Reader, Tx } from "../../db/client.ts";
import type { TopicState } from "../model.ts";

/** A topic as its file has it. */
export type FiledTopic = {
  id: string;
  personId: string;
  directionCode: string;
  title: string;
  state: TopicState;
  registeredOn: IsoDate;
  returnedReason: string | null;
};

/** The topics of the campaign, by person. */
export async function heldTopics(reader: Reader, campaignId: string): Promise<Map<string, FiledTopic>> {
  const rows = await reader.$queryRaw<FiledTopic[]>`
    SELECT id, person_id AS "personId", direction_code AS "directionCode", title, state,
      registered_on::text AS "registeredOn", returned_reason AS "returnedReason"
    FROM topic WHERE campaign_id = ${campaignId}::uuid`;
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Makes topics, or changes those of the same people; what the file does not say (why, method, findings) stays. */
export async function writeTopics(
  tx: Tx,
  where: { workspaceId: string; campaignId: string; now: Date },
  topics: (FiledTopic & { grams: string[] })[],
): Promise<void> {
  const { workspaceId, campaignId, now } = where;
  await tx.$executeRaw`
    INSERT INTO topic (id, workspace_id, campaign_id, person_id, direction_code, title, title_grams, state, registered_on,
      returned_reason, created_at, updated_at)
    SELECT v.id, ${workspaceId}::uuid, ${campaignId}::uuid, v."personId", v."directionCode", v.title,
      ARRAY(SELECT jsonb_array_elements_text(v.grams)), v.state, v."registeredOn", v."returnedReason", ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(topics)}::jsonb) AS v(id uuid, "personId" uuid, "directionCode" text,
      title text, grams jsonb, state text, "registeredOn" date, "returnedReason" text)
    ON CONFLICT (campaign_id, person_id) DO UPDATE SET direction_code = excluded.direction_code, title = excluded.title,
      title_grams = excluded.title_grams, state = excluded.state, registered_on = excluded.registered_on,
      returned_reason = excluded.returned_reason, updated_at = excluded.updated_at`;
}
