import type { IsoDate, IsoWeek } from "../calendar.ts";
import { changedFields } from "../db/changed.ts";
import type { Reader, Tx } from "../db/client.ts";
import { dayOf, isoOf } from "../db/dates.ts";
import type { Change, Json } from "../db/write.ts";
import { openCampaign } from "./current.ts";

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

export async function loadCampaign(reader: Reader, workspaceId: string): Promise<CampaignRecord | undefined> {
  const listed = { omit: { campaignId: true }, orderBy: { code: "asc" } } as const;
  const row = await reader.campaign.findFirst({
    ...openCampaign(workspaceId),
    omit: { workspaceId: true, createdAt: true, closedAt: true },
    include: { phases: { orderBy: { position: "asc" } }, themes: listed, directions: listed },
  });
  if (!row) return undefined;
  return {
    ...row,
    startsOn: isoOf(row.startsOn),
    endsOn: isoOf(row.endsOn),
    phases: row.phases.map(({ name, nameEn, startsOn, endsOn }) => ({
      name,
      nameEn,
      startsOn: isoOf(startsOn),
      endsOn: isoOf(endsOn),
    })),
  };
}

/** The dates on which there is a session, each once. */
export async function sessionDates(reader: Reader, workspaceId: string): Promise<IsoDate[]> {
  const rows = await reader.session.groupBy({ by: "date", where: { workspaceId }, orderBy: { date: "asc" } });
  return rows.map(({ date }) => isoOf(date));
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
  if (held && startsOn < held.startsOn)
    await tx.membership.updateMany({
      where: { workspaceId, startsOn: dayOf(held.startsOn) },
      data: { startsOn: dayOf(startsOn) },
    });
}
