import type { IsoDate, IsoWeek } from "../calendar.ts";
import { changedFields } from "../db/changed.ts";
import type { Reader, Tx } from "../db/client.ts";
import { dayOf, isoOf } from "../db/dates.ts";
import type { Change } from "../db/write.ts";
import type { Json } from "../json.ts";
import { currentCampaign, openCampaign } from "../org/campaign/current.ts";
import type { Campaign } from "../org/campaign/model.ts";

/** A campaign with all that its file says. */
export type CampaignRecord = {
  id: string;
  name: string;
  nameEn: string;
  timeZone: string;
  startsOn: IsoDate;
  endsOn: IsoDate;
  topicRequiredOf: string[];
  weeksOff: IsoWeek[];
  selfCheckIn: boolean;
  lockDays: number;
  checkInMinutes: number;
  reminders: boolean;
  holidayCountry: string | null;
  phases: { name: string; nameEn: string; startsOn: IsoDate; endsOn: IsoDate }[];
  themes: { code: string; name: string; nameEn: string }[];
  directions: { code: string; name: string; nameEn: string }[];
};

export type CurrentCampaign = CampaignRecord & { isClosed: boolean };

/** The record as requests know it. */
export function campaignOf(record: CampaignRecord, isClosed: boolean): Campaign {
  const { startsOn, endsOn, phases: _, themes: __, directions: ___, ...rest } = record;
  return { ...rest, period: { from: startsOn, to: endsOn }, isClosed };
}

/** The open campaign. */
export const loadCampaign = (reader: Reader, workspaceId: string): Promise<CampaignRecord | undefined> =>
  load(reader, openCampaign(workspaceId));

/** The open campaign, else the one that was closed last. */
export async function loadCurrent(reader: Reader, workspaceId: string): Promise<CurrentCampaign | undefined> {
  const open = await loadCampaign(reader, workspaceId);
  if (open) return { ...open, isClosed: false };
  const closed = await load(reader, currentCampaign(workspaceId));
  return closed && { ...closed, isClosed: true };
}

async function load(
  reader: Reader,
  which: {
    where: { workspaceId: string; closedAt?: null };
    orderBy?: ReturnType<typeof currentCampaign>["orderBy"];
  },
): Promise<CampaignRecord | undefined> {
  const row = await reader.campaign.findFirst({
    ...which,
    omit: { workspaceId: true, createdAt: true, closedAt: true },
  });
  if (!row) return undefined;
  // One after the other: a transaction has one connection, which takes one question at a time.
  const listed = {
    where: { campaignId: row.id },
    omit: { campaignId: true },
    orderBy: { code: "asc" },
  } as const;
  const phases = await reader.phase.findMany({
    where: { campaignId: row.id },
    orderBy: { position: "asc" },
  });
  return {
    ...row,
    startsOn: isoOf(row.startsOn),
    endsOn: isoOf(row.endsOn),
    phases: phases.map(({ name, nameEn, startsOn, endsOn }) => ({
      name,
      nameEn,
      startsOn: isoOf(startsOn),
      endsOn: isoOf(endsOn),
    })),
    themes: await reader.theme.findMany(listed),
    directions: await reader.direction.findMany(listed),
  };
}

/** The codes under which something is recorded in the campaign. */
export async function usedCodes(
  reader: Reader,
  campaignId: string,
): Promise<{ themes: string[]; directions: string[] }> {
  const rows = await reader.$queryRaw<{ list: string; code: string }[]>`
    SELECT 'themes' AS list, theme_code AS code FROM discussion WHERE campaign_id = ${campaignId}::uuid
    UNION SELECT 'themes', theme_code FROM viewpoint WHERE campaign_id = ${campaignId}::uuid
    UNION SELECT 'directions', direction_code FROM topic WHERE campaign_id = ${campaignId}::uuid
    ORDER BY 1, 2`;
  const of = (list: string) => rows.filter((row) => row.list === list).map(({ code }) => code);
  return { themes: of("themes"), directions: of("directions") };
}

/** The campaigns that were closed, with the last day that each holds: of one closed early, the day of its closing. */
export async function formerCampaigns(
  reader: Reader,
  workspaceId: string,
): Promise<{ id: string; endsOn: IsoDate }[]> {
  return reader.$queryRaw`
    SELECT id, least(ends_on, (closed_at AT TIME ZONE time_zone)::date)::text AS "endsOn"
    FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND closed_at IS NOT NULL`;
}

/** The fields that differ, before and after; undefined when none does. Lists of codes are compared without order. */
export function campaignChange(
  held: CampaignRecord | undefined,
  wanted: CampaignRecord,
): Pick<Change, "before" | "after"> | undefined {
  const change = changedFields(held && fieldsOf(held), fieldsOf(wanted));
  return held && isEmpty(change.after) ? undefined : change;
}

const isEmpty = (fields: Json) =>
  fields !== null && typeof fields === "object" && Object.keys(fields).length === 0;

/** In one order of keys and rows, so that equal campaigns are equal as text. */
function fieldsOf(record: CampaignRecord): Record<string, Json> {
  const byCode = (list: CampaignRecord["themes"]) =>
    list
      .map(({ code, name, nameEn }) => ({ code, name, nameEn }))
      .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const {
    name,
    nameEn,
    timeZone,
    startsOn,
    endsOn,
    selfCheckIn,
    lockDays,
    checkInMinutes,
    reminders,
    holidayCountry,
  } = record;
  return {
    name,
    nameEn,
    timeZone,
    startsOn,
    endsOn,
    topicRequiredOf: record.topicRequiredOf.toSorted(),
    weeksOff: record.weeksOff.toSorted(),
    selfCheckIn,
    lockDays,
    checkInMinutes,
    reminders,
    holidayCountry,
    phases: record.phases,
    themes: byCode(record.themes),
    directions: byCode(record.directions),
  };
}

/** Makes the campaign, or changes it to what is wanted. People's first memberships begin with the campaign. */
export async function writeCampaign(
  tx: Tx,
  workspaceId: string,
  held: CampaignRecord | undefined,
  wanted: CampaignRecord,
): Promise<void> {
  const { id, phases, themes, directions, startsOn, endsOn, ...rest } = wanted;
  const data = { ...rest, startsOn: dayOf(startsOn), endsOn: dayOf(endsOn) };
  await tx.campaign.upsert({ where: { id }, create: { id, workspaceId, ...data }, update: data });
  const campaignId = id;
  await tx.phase.deleteMany({ where: { campaignId } });
  await tx.phase.createMany({
    data: phases.map((phase, position) => ({
      campaignId,
      position,
      name: phase.name,
      nameEn: phase.nameEn,
      startsOn: dayOf(phase.startsOn),
      endsOn: dayOf(phase.endsOn),
    })),
  });
  await tx.theme.deleteMany({ where: { campaignId } });
  await tx.theme.createMany({ data: themes.map((theme) => ({ campaignId, ...theme })) });
  await tx.direction.deleteMany({ where: { campaignId } });
  await tx.direction.createMany({ data: directions.map((direction) => ({ campaignId, ...direction })) });
  // Those that began with it and have nothing before them: whoever came from elsewhere that day did not come earlier.
  if (held && startsOn < held.startsOn) {
    await tx.$executeRaw`
      UPDATE role_held h SET starts_on = ${startsOn}::date
      WHERE h.workspace_id = ${workspaceId}::uuid AND h.starts_on = ${held.startsOn}::date
        AND NOT EXISTS (SELECT FROM membership e WHERE e.person_id = h.person_id AND e.starts_on < h.starts_on)`;
    await tx.$executeRaw`
      UPDATE membership m SET starts_on = ${startsOn}::date
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.starts_on = ${held.startsOn}::date
        AND NOT EXISTS (SELECT FROM membership e WHERE e.person_id = m.person_id AND e.starts_on < m.starts_on)`;
  }
}
