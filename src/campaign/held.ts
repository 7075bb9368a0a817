import { contains, type IsoDate, type Period, weekOf } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import type { Report } from "../files/problems.ts";
import type { Recorded } from "../org/recorded.ts";
import { type CampaignRecord, formerCampaigns, usedCodes } from "./import-store.ts";

/**
 * What the records that are there ask of the campaign: that it begins after those before it, that it still holds what
 * was recorded in it, and that no theme or direction goes that something was recorded under.
 * @param held the campaign as it is; undefined while it is only planned
 */
export async function checkHeld(
  { reader, workspaceId, recorded }: { reader: Reader; workspaceId: string; recorded: Recorded[] },
  { wanted, held }: { wanted: CampaignRecord; held: CampaignRecord | undefined },
  report: Report,
): Promise<void> {
  for (const { endsOn } of await formerCampaigns(reader, workspaceId))
    if (wanted.startsOn <= endsOn) report("start", "records.campaignOverlap", { end: endsOn });
  if (!held) return;
  const period = { from: wanted.startsOn, to: wanted.endsOn };
  const days = await recordedIn(held.id, recorded, reader);
  // With an end before the start no day is inside: that is told already.
  if (period.from <= period.to) checkPeriod(period, days, report);
  // A week off has no study sessions; people may discuss in it all the same.
  for (const { date, ofSessions } of days)
    if (contains(period, date) && ofSessions && wanted.weeksOff.includes(weekOf(date)))
      report("weeks_off", "records.sessionLeftOut", { date });
  const used = await usedCodes(reader, held.id);
  for (const list of ["themes", "directions"] as const) {
    const kept = new Set(wanted[list].map(({ code }) => code));
    for (const code of used[list]) if (!kept.has(code)) report(list, "records.codeInUse", { code });
  }
}

/** The dates under which each feature has recorded something in the campaign, in order. */
async function recordedIn(campaignId: string, recorded: Recorded[], reader: Reader) {
  const days: { date: IsoDate; ofSessions: boolean }[] = [];
  for (const { inCampaign } of recorded) {
    if (!inCampaign) continue;
    const { ofSessions } = inCampaign;
    days.push(...(await inCampaign.dates(reader, campaignId)).map((date) => ({ date, ofSessions })));
  }
  return days.sort((a, b) => a.date.localeCompare(b.date));
}

/** Says once, for each end of the campaign, which day it must hold. @param days in order */
function checkPeriod({ from, to }: Period, days: { date: IsoDate }[], report: Report): void {
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  if (first !== undefined && first < from) report("start", "records.recordedBefore", { date: first });
  if (last !== undefined && last > to) report("end", "records.recordedAfter", { date: last });
}
