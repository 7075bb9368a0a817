import { contains, type IsoDate, todayIn } from "../../calendar.ts";
import type { Reader } from "../../db/client.ts";
import { dayOf, instantOf, isoOf } from "../../db/dates.ts";
import type { Campaign as Row } from "../../db/generated/client.ts";
import type { Campaign } from "./model.ts";

/** Which of a workspace's campaigns is meant, as the arguments of a `findFirst`: the open one, else the one closed last. */
export const currentCampaign = (workspaceId: string) =>
  ({ where: { workspaceId }, orderBy: { closedAt: { sort: "desc", nulls: "first" } } }) as const;

/** The open campaign alone: what an import and the settings change. */
export const openCampaign = (workspaceId: string) => ({ where: { workspaceId, closedAt: null } }) as const;

/** The campaign that a date belongs to: the last one that had begun by then, else the first of all. */
export async function campaignAt(
  reader: Reader,
  workspaceId: string,
  date: IsoDate,
): Promise<Campaign | undefined> {
  const begun = await reader.campaign.findFirst({
    where: { workspaceId, startsOn: { lte: dayOf(date) } },
    orderBy: { startsOn: "desc" },
  });
  const row =
    begun ?? (await reader.campaign.findFirst({ where: { workspaceId }, orderBy: { startsOn: "asc" } }));
  return row ? campaignOfRow(row) : undefined;
}

/** A row as requests know it: one that was closed early ended on that day. */
export function campaignOfRow(row: Row): Campaign {
  const { startsOn, endsOn, closedAt, ...campaign } = row;
  const planned = { from: isoOf(startsOn), to: isoOf(endsOn) };
  const closedOn = closedAt === null ? planned.to : todayIn(instantOf(closedAt), campaign.timeZone);
  const period = contains(planned, closedOn) ? { ...planned, to: closedOn } : planned;
  return { ...campaign, period, isClosed: closedAt !== null };
}
