import type { IsoDate } from "../../calendar.ts";
import type { Reader, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { DiscussionForm } from "../model.ts";
import type { PlannedDiscussion } from "./plan.ts";

/** A discussion with a number that the database has. */
export type HeldDiscussion = {
  id: string;
  number: string;
  unit: { id: string; code: string };
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  participantCount: number | null;
  isRemoved: boolean;
};

type Row = Omit<HeldDiscussion, "unit"> & { unitId: string; unitCode: string };

/** The campaign's discussions that have a number: those that came from files. */
export async function heldDiscussions(
  reader: Reader,
  campaignId: string | undefined,
): Promise<HeldDiscussion[]> {
  if (campaignId === undefined) return [];
  const rows = await reader.$queryRaw<Row[]>`
    SELECT d.id, d.number, d.unit_id AS "unitId", u.code AS "unitCode", d.date::text AS date, d.theme_code AS "themeCode",
      d.form, d.participant_count AS "participantCount", d.removed_at IS NOT NULL AS "isRemoved"
    FROM discussion d JOIN unit u ON u.id = d.unit_id
    WHERE d.campaign_id = ${campaignId}::uuid AND d.number IS NOT NULL`;
  return rows.map(({ unitId, unitCode, ...row }) => ({ ...row, unit: { id: unitId, code: unitCode } }));
}

/** Who took part in these discussions as far as they are named, by discussion; one without names is missing. */
export async function heldParticipants(reader: Reader, ids: string[]): Promise<Map<string, Set<string>>> {
  const rows = await reader.$queryRaw<{ id: string; people: string[] }[]>`
    SELECT discussion_id AS id, array_agg(person_id::text) AS people FROM discussion_participant
    WHERE discussion_id = ANY(${ids}::uuid[]) GROUP BY discussion_id`;
  return new Map(rows.map(({ id, people }) => [id, new Set(people)]));
}

/** Makes the discussions, or changes them to what is planned; one that was taken back stands again. */
export async function writeDiscussions(
  tx: Tx,
  where: { workspaceId: string; campaignId: string; now: Temporal.Instant },
  planned: PlannedDiscussion[],
): Promise<void> {
  const at = momentOf(where.now);
  const rows = planned.map(({ id, number, unit, date, themeCode, form, participantCount }) => ({
    ...{ id, number, unitId: unit.id, date, themeCode, form, participantCount },
  }));
  await tx.$executeRaw`
    INSERT INTO discussion (id, workspace_id, campaign_id, unit_id, number, date, theme_code, form, participant_count, created_at, updated_at)
    SELECT v.id, ${where.workspaceId}::uuid, ${where.campaignId}::uuid, v."unitId", v.number, v.date, v."themeCode", v.form,
      v."participantCount", ${at}, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, number text, "unitId" uuid, date date,
      "themeCode" text, form text, "participantCount" int)
    ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, date = excluded.date, theme_code = excluded.theme_code,
      form = excluded.form, participant_count = excluded.participant_count, confirmed = CASE
        WHEN discussion.participant_count = excluded.participant_count THEN discussion.confirmed END, removed_at = NULL, updated_at = excluded.updated_at`;
}

export async function writeParticipants(
  tx: Tx,
  rows: { discussionId: string; personId: string }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO discussion_participant (discussion_id, person_id)
    SELECT v."discussionId", v."personId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v("discussionId" uuid, "personId" uuid)
    ON CONFLICT DO NOTHING`;
}
