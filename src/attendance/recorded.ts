import type { IsoDate } from "../calendar.ts";
import { type FirstAndLast, periodOf } from "../db/dates.ts";
import type { Recorded } from "../org/recorded.ts";
import { attendancePeople } from "./moved.ts";
import { isReported } from "./reported.ts";

/** Sessions of which somebody recorded a status or head-counts; they stay with their unit. */
export const attendanceRecorded: Recorded = {
  follows: "unit",
  async dates(reader, workspaceId, unitIds) {
    const [row] = await reader.$queryRaw<FirstAndLast[]>`
      SELECT min(s.date)::text AS first, max(s.date)::text AS last FROM session s
      JOIN unit u ON u.id = s.unit_id AND u.workspace_id = ${workspaceId}::uuid
      WHERE s.unit_id = ANY(${unitIds}::uuid[]) AND ${isReported}`;
    return periodOf(row);
  },
  inCampaign: {
    ofSessions: true,
    async dates(reader, campaignId) {
      const rows = await reader.$queryRaw<{ date: IsoDate }[]>`
        SELECT DISTINCT date::text AS date FROM session WHERE campaign_id = ${campaignId}::uuid`;
      return rows.map(({ date }) => date);
    },
  },
  people: attendancePeople,
};
