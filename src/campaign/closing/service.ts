import { type IsoWeek, weekPeriod, weeksOf } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { nameKey } from "../../i18n/names.ts";
import type { Campaign } from "../../org/campaign/model.ts";
import { nameOf } from "../../org/campaign/name.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import type { Request } from "../../org/request.ts";
import { actorOf, assertMayConfigure } from "../../org/rights.ts";
import type { CampaignStore } from "../store.ts";

/** What is not finished when a campaign is closed now. */
export type Unfinished = { campaign: Campaign; openWeeks: IsoWeek[]; digests: number };

/** The rules of closing a campaign. Administrators only. */
export function closingService(deps: { write: Write; store: CampaignStore }) {
  const { write, store } = deps;
  return {
    /** What closing would end. @throws UserError when there is no open campaign */
    async facts({ viewer, campaign, today }: Request): Promise<Unfinished> {
      assertMayConfigure(viewer);
      if (campaign.isClosed) throw new UserError("campaign.refused.closed");
      const openWeeks = weeksOf(campaign.period).filter(
        (week) =>
          weekPeriod(week).from <= today &&
          !campaign.weeksOff.includes(week) &&
          !isLocked(weekPeriod(week).from, campaign, today),
      );
      const { digests } = await store.checklist(campaign.id);
      return { campaign, openWeeks, digests };
    },

    /**
     * Closes the campaign: from now on nothing is recorded in it, and its digests stop. Reading goes on.
     * @param campaignId the one that the asker saw
     * @param typed its name in either language, typed by the asker: closing cannot be undone
     * @throws UserError with field "name" for another name
     */
    async close(request: Request, campaignId: string, typed: string): Promise<null> {
      const { viewer, campaign } = request;
      assertMayConfigure(viewer);
      const names = [campaign.name, campaign.nameEn].map(nameKey).filter((name) => name !== "");
      if (campaign.id === campaignId && !names.includes(nameKey(typed)))
        throw new UserError("campaign.close.otherName", { name: nameOf(campaign, viewer.locale) }, "name");
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        await store.lockCampaigns(tx);
        if (!(await store.close(tx, campaignId, request.now)))
          throw new UserError("campaign.refused.changedMeanwhile");
        const change = {
          record: "campaign",
          recordId: campaignId,
          before: { closedAt: null },
          after: { closedAt: request.now.toString() },
        };
        return { outcome: null, changes: [change] };
      });
    },
  };
}

export type ClosingService = ReturnType<typeof closingService>;
