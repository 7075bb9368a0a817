import type { Locale } from "../i18n/index.ts";
import { type Block, input, option, plain } from "../slack/blocks.ts";
import { limits } from "./document.ts";
import { countryMenu } from "./ids.ts";
import { countryLabel } from "./setup/suggest.ts";

/** The choices that a campaign makes, as they stand in a form. */
export type TypedChoices = {
  selfCheckIn: boolean;
  lockDays: string;
  checkInMinutes: string;
  reminders: boolean;
  /** ISO 3166-1; "" for no country's holidays. */
  holidayCountry: string;
};

/** Their inputs, for the settings and for the set-up. @param blockId the block of a field */
export function choiceBlocks(
  typed: TypedChoices,
  blockId: (field: keyof TypedChoices) => string,
  locale: Locale,
): Block[] {
  const { language } = locale;
  const said = (field: keyof TypedChoices) => locale.t(`campaign.${field}`);
  const hint = (field: keyof TypedChoices) => ({ hint: locale.t(`campaign.${field}Hint`) });
  const switched = (field: "selfCheckIn" | "reminders") => {
    const on = option(locale.t(`campaign.${field}Choice`), "on");
    const initial = typed[field] ? { initial_options: [on] } : {};
    const element = { type: "checkboxes", action_id: "choice", options: [on], ...initial };
    return input(blockId(field), said(field), element, { optional: true, ...hint(field) });
  };
  const number = (field: "lockDays" | "checkInMinutes") =>
    input(blockId(field), said(field), numberInput(typed[field], limits[field]), hint(field));
  const country = typed.holidayCountry;
  const menu = {
    type: "external_select",
    action_id: countryMenu,
    min_query_length: 0,
    placeholder: plain(locale.t("campaign.search"), 150),
    ...(/^[A-Z]{2}$/.test(country)
      ? { initial_option: option(countryLabel(country, language), country) }
      : {}),
  };
  return [
    switched("selfCheckIn"),
    number("lockDays"),
    number("checkInMinutes"),
    switched("reminders"),
    input(blockId("holidayCountry"), said("holidayCountry"), menu, {
      optional: true,
      ...hint("holidayCountry"),
    }),
  ];
}

const numberInput = (typed: string, [least, most]: readonly [number, number]) => ({
  type: "number_input",
  action_id: "number",
  is_decimal_allowed: false,
  ...(/^\d{1,6}$/.test(typed) ? { initial_value: typed } : {}),
  min_value: String(least),
  max_value: String(most),
});
