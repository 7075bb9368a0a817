import { type IsoDate, todayIn } from "../../calendar.ts";
import type { ImportContext } from "../../files/file.ts";

/**
 * The day on which new units or people begin: today, where the campaign has begun and others are there already, so
 * that the figures of weeks gone by stay what they were. Null where they begin with the campaign: in a first import,
 * and on the command line, where records of earlier weeks come along.
 * @param others whether the database holds units or people
 */
export function newcomersFrom({ campaign, now, newcomers }: ImportContext, others: boolean): IsoDate | null {
  if (newcomers === "withCampaign" || !others || !campaign) return null;
  const today = todayIn(now, campaign.timeZone);
  return today > campaign.period.from ? today : null;
}
