import { z } from "zod";
import type { Write } from "../db/write.ts";
import { FormError, UserError } from "../errors.ts";
import type { Request, WithoutCampaign } from "../org/request.ts";
import { actorOf, assertMayConfigure, isOfRoster } from "../org/rights.ts";
import type { TypedChoices } from "./choices.ts";
import { campaignDocument, limits } from "./document.ts";
import { type LanguageChoice, settingsFields } from "./ids.ts";
import type { CampaignStore } from "./store.ts";

export { actorOf, mayConfigure } from "../org/rights.ts";

/** The choices that a campaign makes; `lockDays` counts from a week's Sunday. */
export const settingsShape = z.object({
  selfCheckIn: z.boolean(),
  lockDays: z.int(),
  checkInMinutes: z.int(),
  reminders: z.boolean(),
  holidayCountry: z.string().nullable(),
});
export type Settings = z.infer<typeof settingsShape>;

export function campaignService(deps: { store: CampaignStore; write: Write }) {
  const { store, write } = deps;
  return {
    /**
     * @param entered the form's texts
     * @param opened what the form began with: what was left as it was stays as somebody else may have set it since
     * @throws FormError with a sentence at each wrong field; UserError for everybody but administrators
     */
    async saveSettings(request: Request, entered: TypedChoices, opened: Settings): Promise<Settings> {
      assertMayConfigure(request.viewer);
      const typed = readSettings(entered);
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        const before = await store.lockSettings(tx);
        if (!before) throw new UserError("campaign.refused.closed");
        const settings = settingsShape.parse({ ...before, ...touchedIn(typed, opened) });
        await store.saveSettings(tx, settings);
        const changed = JSON.stringify(before) !== JSON.stringify(settings);
        const change = { record: "campaign", recordId: request.campaign.id, before, after: settings };
        return { outcome: settings, changes: changed ? [change] : [] };
      });
    },

    async chooseLanguage(request: WithoutCampaign, choice: LanguageChoice): Promise<LanguageChoice> {
      const { slackUserId } = request.viewer;
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        const before = await store.language(tx, slackUserId);
        const after = choice === "auto" ? null : choice;
        await store.saveLanguage(tx, slackUserId, after);
        const change = { record: "language", recordId: slackUserId, before, after };
        // Strangers are spoken to as they like, but what they do is no part of the campaign's history.
        const told = before !== after && (request.viewer.isAdmin || isOfRoster(request.viewer));
        return { outcome: choice, changes: told ? [change] : [] };
      });
    },
  };
}

/** The fields of the form that are not what it began with. */
const touchedIn = (typed: Settings, opened: Settings) =>
  Object.fromEntries(
    settingsShape
      .keyof()
      .options.filter((field) => typed[field] !== opened[field])
      .map((field) => [field, typed[field]]),
  );

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

function readSettings(entered: TypedChoices): Settings {
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
  const [lockDays, checkInMinutes] = [read("lockDays"), read("checkInMinutes")];
  const country = campaignDocument.shape.holiday_country.safeParse(entered.holidayCountry);
  if (!country.success) problems.push(new UserError("records.notCountry", {}, settingsFields.holidayCountry));
  if (problems.length > 0) throw new FormError(problems);
  const { selfCheckIn, reminders } = entered;
  return { selfCheckIn, lockDays, checkInMinutes, reminders, holidayCountry: country.data || null };
}
