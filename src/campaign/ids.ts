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
  reminders: "reminders",
  holidayCountry: "holiday_country",
};
/** The menus that search: time zones, countries. */
export const zoneMenu = "campaign.zone";
export const countryMenu = "campaign.country";

/** The set-up form: opened, a page back, begun anew. */
export const openSetup = actionId("campaign.openSetup", z.object({ page: z.literal(1).optional() }));
export const setupForm = "campaign.setup";
export const setupBack = actionId("campaign.setupBack", z.object({}));
export const setupAnew = actionId("campaign.setupAnew", z.object({}));

/** The roster's upload: its form with its fields, the preview, the pages of what is wrong. */
export const openRoster = actionId("campaign.openRoster", z.object({}));
export const rosterForm = "campaign.roster";
export const rosterFields = { campaign: "campaign", units: "units", people: "people" };
export const rosterPreview = "campaign.rosterPreview";
/** The questions whether a row is somebody of the roster with another number; each block is named by the number. */
export const rosterSame = "campaign.rosterSame";
export const sameBlock = "same";
const upload = z.object({ uploadId: z.uuid() });
export const rosterNext = actionId("campaign.rosterNext", upload.extend({ page: z.int().min(0) }));
export const rosterPrevious = actionId("campaign.rosterPrevious", upload.extend({ page: z.int().min(0) }));
export const rosterList = actionId("campaign.rosterList", upload);
/** What was changed here since, to be overwritten by the files too, or kept after all. */
export const rosterOverwrite = actionId(
  "campaign.rosterOverwrite",
  upload.extend({ overwrite: z.boolean() }),
);
/** What was uploaded and not decided about yet, looked at again. */
export const rosterResume = actionId("campaign.rosterResume", upload);
/** The form once more, in place of what was wrong. */
export const rosterAgain = actionId("campaign.rosterAgain", z.object({}));

/** Closing: the form that asks to confirm, and the way to the next campaign. */
export const closeForm = "campaign.close";
/** The name that is typed to close it. */
export const closeName = "campaign.closeName";
export const openNext = actionId("campaign.openNext", z.object({}));
