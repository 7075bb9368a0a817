import { isDate } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { roles } from "../../org/scope.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  option,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { choiceBlocks } from "../choices.ts";
import { isTimeZone } from "../document.ts";
import { setupAnew, setupBack, setupForm, zoneMenu } from "../ids.ts";
import { blockOf, pages, type SetupEntry, type SetupField, type SetupPlace } from "./entry.ts";
import { longestText } from "./lines.ts";
import { zoneLabel } from "./suggest.ts";

export type SetupFacts = {
  place: SetupPlace;
  entry: SetupEntry;
  /** What happened: why it was not saved, or since when the form has been left. */
  note: Mrkdwn | undefined;
  /** Whether what stands in it was left there before, so that it can be begun anew. */
  isDraft: boolean;
};

/** A first campaign goes on with the roster's page. */
const pagesOf = ({ kind }: SetupPlace["base"]): string => String(pages.length + (kind === "new" ? 1 : 0));

/** A page of the set-up form. */
export function setupView({ place, entry, note, isDraft }: SetupFacts, locale: Locale): View {
  const { page, base } = place;
  const last = page === pages.length - 1;
  const buttons = [
    ...(page > 0
      ? [button(setupBack.id, locale.t("campaign.setup.back"), { value: setupBack.write({}) })]
      : []),
    ...(isDraft
      ? [button(setupAnew.id, locale.t("campaign.setup.anew"), { value: setupAnew.write({}) })]
      : []),
  ];
  return {
    type: "modal",
    callback_id: setupForm,
    private_metadata: JSON.stringify(place),
    notify_on_close: true,
    title: plain(locale.t(`campaign.setup.title.${base.kind}`), 24),
    submit: plain(locale.t(last ? "common.save" : "campaign.setup.next"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      context(locale.md(`campaign.setup.page${page + 1}`, { pages: pagesOf(base) })),
      ...(note ? [section(note)] : []),
      ...inputsOf(place, entry, locale),
      ...(buttons.length > 0 ? [actions(buttons)] : []),
    ],
  };
}

function inputsOf(place: SetupPlace, entry: SetupEntry, locale: Locale): Block[] {
  if (place.page === 0) return frameInputs(place, entry, locale);
  if (place.page === 1) return listInputs(place, entry, locale);
  return choiceBlocks(entry, (field) => blockOf(field, place), locale);
}

function frameInputs(place: SetupPlace, entry: SetupEntry, locale: Locale): Block[] {
  const named = (field: SetupField, element: unknown, more: { optional?: boolean; hint?: string } = {}) =>
    input(blockOf(field, place), locale.t(`campaign.setup.${field}`), element, more);
  const hint = (field: SetupField) => ({ hint: locale.t(`campaign.setup.${field}Hint`) });
  const day = (date: string) => ({
    type: "datepicker",
    action_id: "date",
    ...(isDate(date) ? { initial_date: date } : {}),
  });
  const { timeZone } = entry;
  const zone = {
    type: "external_select",
    action_id: zoneMenu,
    min_query_length: 0,
    placeholder: plain(locale.t("campaign.search"), 150),
    ...(isTimeZone(timeZone) ? { initial_option: option(zoneLabel(timeZone, locale), timeZone) } : {}),
  };
  return [
    named("name", typed(entry.name, 100)),
    named("nameEn", typed(entry.nameEn, 100), { optional: true, ...hint("nameEn") }),
    named("timeZone", zone, hint("timeZone")),
    named("start", day(entry.start)),
    named("end", day(entry.end)),
  ];
}

function listInputs(place: SetupPlace, entry: SetupEntry, locale: Locale): Block[] {
  const options = roles.map((role) => option(locale.t(`campaign.role.${role}`), role));
  const chosen = options.filter(({ value }) => entry.roles.includes(value));
  const boxes = {
    type: "checkboxes",
    action_id: "choice",
    options,
    ...(chosen.length > 0 ? { initial_options: chosen } : {}),
  };
  const optional = (field: SetupField, element: unknown) =>
    input(blockOf(field, place), locale.t(`campaign.setup.${field}`), element, {
      optional: true,
      hint: locale.t(`campaign.setup.${field}Hint`),
    });
  const list = (field: "phases" | "themes" | "directions") => {
    const text = entry[field];
    if (text === null) return section(locale.md(`campaign.setup.${field}TooLong`));
    const placeholder = plain(locale.t(`campaign.setup.${field}Example`), 150);
    return optional(field, { ...typed(text, longestText), multiline: true, placeholder });
  };
  return [
    list("phases"),
    list("themes"),
    list("directions"),
    optional("roles", boxes),
    optional("weeksOff", typed(entry.weeksOff, 1000)),
  ];
}

const typed = (text: string, longest: number) => ({
  type: "plain_text_input",
  action_id: "text",
  max_length: longest,
  ...(text === "" ? {} : { initial_value: text.slice(0, longest) }),
});
