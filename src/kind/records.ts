import type { IsoDate } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import { type FirstAndLast, periodOf } from "../db/dates.ts";
import { Prisma } from "../db/generated/client.ts";
import type { RecordPart } from "../files/part.ts";
import type { Recorded } from "../org/recorded.ts";
import { kindFigures } from "./figures.ts";
import { kindFile } from "./file.ts";
import { columnOf, type Kind } from "./kind.ts";

/** What a kind reads and counts. */
export const kindRecords = (kind: Kind): RecordPart => ({
  name: kind.name,
  files: [kindFile(kind)],
  figures: [kindFigures(kind)],
  recorded: recordedOf(kind),
});

/** Its records stay with the unit that they were recorded for. */
function recordedOf(kind: Kind): Recorded {
  const { date, table } = kind;
  return {
    follows: "unit",
    async dates(reader, workspaceId, unitIds) {
      if (date === null) return undefined;
      const day = Prisma.raw(`r."${columnOf(kind, date)}"`);
      const [row] = await reader.$queryRaw<FirstAndLast[]>`
        SELECT min(${day})::text AS first, max(${day})::text AS last FROM ${Prisma.raw(`"${table}"`)} r
        WHERE r.workspace_id = ${workspaceId}::uuid AND r.unit_id = ANY(${unitIds}::uuid[])`;
      return periodOf(row);
    },
    ...(date === null ? {} : { inCampaign: { ofSessions: false, dates: datesOf(kind, date) } }),
  };
}

/** The dates under which there are records in a campaign. */
const datesOf = (kind: Kind, date: string) => async (reader: Reader, campaignId: string) => {
  const day = Prisma.raw(`r."${columnOf(kind, date)}"`);
  const rows = await reader.$queryRaw<{ date: IsoDate }[]>`
    SELECT DISTINCT ${day}::text AS date FROM ${Prisma.raw(`"${kind.table}"`)} r
    WHERE r.campaign_id = ${campaignId}::uuid`;
  return rows.map((row) => row.date);
};
