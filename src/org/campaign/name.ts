import type { Locale } from "../../i18n/index.ts";

/** The campaign's name as the language has it. */
export const nameOf = (campaign: { name: string; nameEn: string }, locale: Locale): string =>
  (locale.language === "en" ? campaign.nameEn : campaign.name) || campaign.name || campaign.nameEn;
