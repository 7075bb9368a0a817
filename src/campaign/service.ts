import { z } from "zod";
import type { Actor, Write } from "../db/write.ts";
import { FormError, UserError } from "../errors.ts";
import type { Request, Viewer } from "../feature.ts";
import { may } from "../org/scope.ts";
import { type LanguageChoice, settingsFields } from "./ids.ts";
import type { CampaignStore } from "./store.ts";

/** The choices that a campaign makes; `lockDays` counts from a week's Sunday. */
export type Settings = { selfCheckIn: boolean; lockDays: number; checkInMinutes: number };

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const limits = { lockDays: [0, 366], checkInMinutes: [1, 1440] } as const;

export function campaignService(deps: { store: CampaignStore; write: Write }) {
  const { store, write } = deps;
  return {
    /** @param entered the form's texts @throws FormError with a sentence at each wrong field; UserError for everybody but administrators */
    async saveSettings(
      request: Request,
      entered: { selfCheckIn: boolean; lockDays: string; checkInMinutes: string },
    ): Promise<Settings> {
      if (!mayConfigure(request.viewer)) throw new UserError("campaign.administratorsOnly");
      const settings = readSettings(entered);
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        const before = await store.lockSettings(tx);
        await store.saveSettings(tx, settings);
        const changed = JSON.stringify(before) !== JSON.stringify(settings);
        const change = { record: "campaign", recordId: request.campaign.id, before, after: settings };
        return { outcome: settings, changes: changed ? [change] : [] };
      });
    },

    async chooseLanguage(request: Request, choice: LanguageChoice): Promise<LanguageChoice> {
      const { slackUserId } = request.viewer;
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        const before = await store.language(tx, slackUserId);
        const after = choice === "auto" ? null : choice;
        await store.saveLanguage(tx, slackUserId, after);
        const change = { record: "language", recordId: slackUserId, before, after };
        return { outcome: choice, changes: before === after ? [] : [change] };
      });
    },
  };
}

/** An administrator of the roster, or Slack's own owner or administrator: the first to set a campaign up. */
export function mayConfigure(viewer: Viewer): boolean {
  return (
    viewer.isAdmin ||
    (viewer.staff !== undefined && may(viewer.staff.member, "configureCampaign", viewer.staff.unit))
  );
}

export const actorOf = (viewer: Viewer): Actor => ({
  name: viewer.slackUserId,
  ...(viewer.staff ? { personId: viewer.staff.id } : {}),
});

function readSettings(entered: { selfCheckIn: boolean; lockDays: string; checkInMinutes: string }): Settings {
  const problems: UserError[] = [];
  const read = (field: "lockDays" | "checkInMinutes") => {
    const [least, most] = limits[field];
    const number = wholeNumber(least, most).safeParse(
      entered[field].trim() === "" ? undefined : entered[field],
    );
    if (!number.success)
      problems.push(new UserError("campaign.wholeNumber", { least, most }, settingsFields[field]));
    return number.data ?? least;
  };
  const settings = {
    selfCheckIn: entered.selfCheckIn,
    lockDays: read("lockDays"),
    checkInMinutes: read("checkInMinutes"),
  };
  if (problems.length > 0) throw new FormError(problems);
  return settings;
}
