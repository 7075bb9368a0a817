import { contains, weekOf } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import type { Report } from "../records/problems.ts";
import { type CampaignRecord, formerCampaigns, recordedDates, usedCodes } from "./import-store.ts";

/**
 * What the records that are there ask of the campaign: that it begins after those before it, that it still holds what
 * was recorded in it, and that no theme or direction goes that something was recorded under.
 * @param held the campaign as it is; undefined while it is only planned
 */
export async function checkHeld(
  reader: Reader,
  workspaceId: string,
  { wanted, held }: { wanted: CampaignRecord; held: CampaignRecord | undefined },
  report: Report,
): Promise<void> {
  for (const { endsOn } of await formerCampaigns(reader, workspaceId))
    if (wanted.startsOn <= endsOn) report("start", "records.campaignOverlap", { end: endsOn });
  if (!held) return;
  const period = { from: wanted.startsOn, to: wanted.endsOn };
  for (const { date, isSession } of await recordedDates(reader, held.id)) {
    if (!contains(period, date))
      report(date < period.from ? "start" : "end", "records.sessionLeftOut", { date });
    // A week off has no study sessions; people may discuss in it all the same.
    else if (isSession && wanted.weeksOff.includes(weekOf(date)))
      report("weeks_off", "records.sessionLeftOut", { date });
  }
  const used = await usedCodes(reader, held.id);
  for (const list of ["themes", "directions"] as const) {
    const kept = new Set(wanted[list].map(({ code }) => code));
    for (const code of used[list]) if (!kept.has(code)) report(list, "records.codeInUse", { code });
  }
}
