import { z } from "zod";
import { languages } from "../i18n/index.ts";
import { actionId } from "../slack/ids.ts";

/** The language of the texts that one person sees; "auto" follows Slack. */
export const languageChoice = z.enum([...languages, "auto"]);
export type LanguageChoice = z.infer<typeof languageChoice>;

/** The language menu of the Home tab: options carry the choice itself. */
export const chooseLanguage = "campaign.language";
/** Opens the settings. */
export const openSettings = actionId("campaign.settings", z.object({}));
/** The settings' form, and its fields. */
export const settingsForm = "campaign.settings";
export const settingsFields = {
  selfCheckIn: "self_check_in",
  lockDays: "lock_days",
  checkInMinutes: "check_in_minutes",
};
