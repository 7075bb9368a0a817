import type { Period } from "../calendar.ts";
import type { Database, Tx } from "../db/client.ts";
import { isoOf } from "../db/dates.ts";
import { type Language, languageOf } from "../i18n/index.ts";
import { openCampaign } from "./current.ts";
import type { Settings } from "./service.ts";

export type Phase = { name: string; nameEn: string; period: Period };

export function campaignStore(db: Database, workspaceId: string) {
  return {
    async phases(campaignId: string): Promise<Phase[]> {
      const rows = await db.phase.findMany({ where: { campaignId }, orderBy: { position: "asc" } });
      return rows.map(({ name, nameEn, startsOn, endsOn }) => ({
        name,
        nameEn,
        period: { from: isoOf(startsOn), to: isoOf(endsOn) },
      }));
    },

    /** The settings as they were, locked until the transaction ends, so that two changes at once leave a true audit. */
    async lockSettings(tx: Tx): Promise<Settings> {
      await tx.$queryRaw`SELECT id FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND closed_at IS NULL FOR UPDATE`;
      const { selfCheckIn, lockDays, checkInMinutes } = await tx.campaign.findFirstOrThrow(
        openCampaign(workspaceId),
      );
      return { selfCheckIn, lockDays, checkInMinutes };
    },

    async saveSettings(tx: Tx, settings: Settings): Promise<void> {
      await tx.campaign.updateMany({ ...openCampaign(workspaceId), data: settings });
    },

    async language(tx: Tx, slackId: string): Promise<string | null> {
      const row = await tx.slackUser.findUnique({ where: { workspaceId_slackId: { workspaceId, slackId } } });
      return row?.language ?? null;
    },

    /** The language that Slack shows to that user. */
    async slackLanguage(slackId: string): Promise<Language> {
      const row = await db.slackUser.findUnique({ where: { workspaceId_slackId: { workspaceId, slackId } } });
      return languageOf(row?.locale);
    },

    async saveLanguage(tx: Tx, slackId: string, language: string | null): Promise<void> {
      await tx.slackUser.update({
        where: { workspaceId_slackId: { workspaceId, slackId } },
        data: { language },
      });
    },
  };
}

export type CampaignStore = ReturnType<typeof campaignStore>;
