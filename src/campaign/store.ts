import type { Period } from "../calendar.ts";
import type { Database, Tx } from "../db/client.ts";
import { isoOf, momentOf } from "../db/dates.ts";
import { type Language, languageOf } from "../i18n/index.ts";
import { openCampaign } from "../org/campaign/current.ts";
import type { Settings } from "./service.ts";

export type Phase = { name: string; nameEn: string; period: Period };

/** How far the set-up has come. */
export type Checklist = {
  made: boolean;
  isClosed: boolean;
  phases: number;
  themes: number;
  units: number;
  people: number;
  digests: number;
  holidayCountry: string | null;
};

export function campaignStore(db: Database, workspaceId: string) {
  const user = (slackId: string) => ({ where: { workspaceId_slackId: { workspaceId, slackId } } });
  return {
    async phases(campaignId: string): Promise<Phase[]> {
      const rows = await db.phase.findMany({ where: { campaignId }, orderBy: { position: "asc" } });
      return rows.map(({ name, nameEn, startsOn, endsOn }) => ({
        name,
        nameEn,
        period: { from: isoOf(startsOn), to: isoOf(endsOn) },
      }));
    },

    /** @param campaignId undefined while there is none */
    async checklist(campaignId: string | undefined): Promise<Checklist> {
      const id = campaignId ?? null;
      const [row] = await db.$queryRaw<Checklist[]>`
        SELECT ${id}::uuid IS NOT NULL AS made, c.closed_at IS NOT NULL AS "isClosed",
          c.holiday_country AS "holidayCountry",
          (SELECT count(*)::int FROM phase WHERE campaign_id = ${id}::uuid) AS phases,
          (SELECT count(*)::int FROM theme WHERE campaign_id = ${id}::uuid) AS themes,
          (SELECT count(*)::int FROM unit WHERE workspace_id = w.id) AS units,
          (SELECT count(*)::int FROM person WHERE workspace_id = w.id) AS people,
          (SELECT count(*)::int FROM digest_subscription WHERE workspace_id = w.id AND removed_at IS NULL) AS digests
        FROM workspace w LEFT JOIN campaign c ON c.id = ${id}::uuid WHERE w.id = ${workspaceId}::uuid`;
      if (!row) throw new RangeError("no workspace");
      return row;
    },

    /** Nobody else makes, changes or closes a campaign until the transaction ends, also where there is none yet. */
    async lockCampaigns(tx: Tx): Promise<void> {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`studyhall campaign ${workspaceId}`}, 0))`;
      await tx.$queryRaw`SELECT id FROM campaign WHERE workspace_id = ${workspaceId}::uuid FOR UPDATE`;
    },

    /** The settings as they were, locked until the transaction ends, so that two changes at once leave a true audit. */
    async lockSettings(tx: Tx): Promise<Settings | undefined> {
      await tx.$queryRaw`SELECT id FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND closed_at IS NULL FOR UPDATE`;
      const row = await tx.campaign.findFirst(openCampaign(workspaceId));
      if (!row) return undefined;
      const { selfCheckIn, lockDays, checkInMinutes, reminders, holidayCountry } = row;
      return { selfCheckIn, lockDays, checkInMinutes, reminders, holidayCountry };
    },

    async saveSettings(tx: Tx, settings: Settings): Promise<void> {
      await tx.campaign.updateMany({ ...openCampaign(workspaceId), data: settings });
    },

    /** @returns false when that campaign is not the open one */
    async close(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
      const { count } = await tx.campaign.updateMany({
        where: { id, workspaceId, closedAt: null },
        data: { closedAt: momentOf(now) },
      });
      return count > 0;
    },

    async language(tx: Tx, slackId: string): Promise<string | null> {
      return (await tx.slackUser.findUnique(user(slackId)))?.language ?? null;
    },

    /** The language that the user chose; null when Slack's holds. */
    async chosenLanguage(slackId: string): Promise<string | null> {
      return (await db.slackUser.findUnique(user(slackId)))?.language ?? null;
    },

    /** The language that Slack shows to that user. */
    async slackLanguage(slackId: string): Promise<Language> {
      return languageOf((await db.slackUser.findUnique(user(slackId)))?.locale);
    },

    /** The user's time zone as Slack said it. */
    async timeZone(slackId: string): Promise<string | null> {
      return (await db.slackUser.findUnique(user(slackId)))?.timeZone ?? null;
    },

    /** Slack's owners and administrators, as far as they are known: those who may begin a campaign. */
    async slackAdministrators(): Promise<string[]> {
      const rows = await db.slackUser.findMany({
        where: { workspaceId, isAdmin: true },
        orderBy: { checkedAt: "desc" },
        take: 3,
      });
      return rows.map(({ slackId }) => slackId);
    },

    async saveLanguage(tx: Tx, slackId: string, language: string | null): Promise<void> {
      await tx.slackUser.update({ ...user(slackId), data: { language } });
    },
  };
}

export type CampaignStore = ReturnType<typeof campaignStore>;
