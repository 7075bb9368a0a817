import type { IsoDate } from "../calendar.ts";
import { type FirstAndLast, periodOf } from "../db/dates.ts";
import type { Recorded } from "../org/recorded.ts";

/** Discussions that were not taken back; they stay with their unit. */
export const discussionRecorded: Recorded = {
  follows: "unit",
  async dates(reader, workspaceId, unitIds) {
    const [row] = await reader.$queryRaw<FirstAndLast[]>`
      SELECT min(d.date)::text AS first, max(d.date)::text AS last FROM discussion d
      JOIN unit u ON u.id = d.unit_id AND u.workspace_id = ${workspaceId}::uuid
      WHERE d.unit_id = ANY(${unitIds}::uuid[]) AND d.removed_at IS NULL`;
    return periodOf(row);
  },
  inCampaign: {
    ofSessions: false,
    async dates(reader, campaignId) {
      const rows = await reader.$queryRaw<{ date: IsoDate }[]>`
        SELECT DISTINCT date::text AS date FROM discussion WHERE campaign_id = ${campaignId}::uuid AND removed_at IS NULL`;
      return rows.map(({ date }) => date);
    },
  },
};
