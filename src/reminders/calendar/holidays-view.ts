import { addDays, type IsoDate, type Period } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { type Holiday, holidayName } from "../../org/calendar/works.ts";
import type { Campaign } from "../../org/campaign/model.ts";
import { type Block, button, context, input, plain, type View } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { bar, type Part, partsPage, said } from "../../slack/parts.ts";
import { correctionTarget, fields, actions as ids, views } from "../ids.ts";
import { mostName } from "./changes.ts";
import { countryName } from "./countries.ts";

/** Days in a row that are alike; a correction stands alone, so that it can be taken back. */
export type Row = Pick<Holiday, "source" | "working" | "name"> & { period: Period };
export type HolidayFacts = {
  campaign: Campaign;
  rows: Row[];
  total: number;
  page: number;
  mayChange: boolean;
  byRule: number[];
};

export const pageSize = 20;

/** The holidays as the page lists them: a date's correction in the place of what it corrects. */
export function rowsOf(holidays: Holiday[]): Row[] {
  const corrected = new Set(
    holidays.filter(({ source }) => source === "administrator").map(({ date }) => date),
  );
  const rows: Row[] = [];
  for (const { date, source, working, name } of holidays) {
    if (source === "calendar" && corrected.has(date)) continue;
    const last = rows.at(-1);
    const goesOn =
      last?.source === "calendar" &&
      source === "calendar" &&
      last.working === working &&
      last.name === name &&
      addDays(last.period.to, 1) === date;
    if (goesOn) last.period = { from: last.period.from, to: date };
    else rows.push({ source, working, name, period: { from: date, to: date } });
  }
  return rows;
}

/** Years of China's whose adjusted working days are not decided yet: their holidays follow the rule alone. */
export function yearsByRule(
  { holidayCountry }: Pick<Campaign, "holidayCountry">,
  holidays: Holiday[],
): number[] {
  if (holidayCountry !== "CN") return [];
  const calendar = holidays.filter(({ source }) => source === "calendar");
  const years = Map.groupBy(calendar, ({ date }) => Number(date.slice(0, 4)));
  return [...years].filter(([, rows]) => !rows.some(({ working }) => working)).map(([year]) => year);
}

export function holidaysView(facts: HolidayFacts, locale: Locale): PageView {
  const { campaign, rows, total, page, mayChange, byRule } = facts;
  const country = campaign.holidayCountry;
  const head = locale.md(`reminders.holidays.${country === null ? "ofNobody" : "of"}`, {
    country: country === null ? "" : countryName(country, locale),
    from: locale.date(campaign.period.from),
    to: locale.date(campaign.period.to),
  });
  const notes = [
    ...byRule.map((year) => locale.md("reminders.holidays.byRule", { year: String(year) })),
    ...(total === 0 ? [locale.md("reminders.holidays.none")] : []),
  ];
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const turns = { previous: ids.holidaysPrevious.id, next: ids.holidaysNext.id };
  const value = (number: number) => ids.holidaysNext.write({ page: number });
  const buttons = [
    ...turnButtons({ page, pages }, turns, value, locale),
    ...(mayChange
      ? (["addRest", "addWork", "country"] as const).map((name) =>
          button(ids[name].id, locale.t(`reminders.holidays.${name}`), { value: ids[name].write({}) }),
        )
      : []),
  ];
  const note = pageNote({ page, pages }, locale).map((line) => ({ lines: [], blocks: [context(line)] }));
  return partsPage(locale.t("reminders.holidays.title"), [
    said(Mrkdwn.join([head, ...notes])),
    ...rows.map((row) => rowPart(row, page, mayChange, locale)),
    ...note,
    ...bar(buttons),
  ]);
}

function rowPart(row: Row, page: number, mayChange: boolean, locale: Locale): Part {
  const name = holidayName(row, locale.language);
  const text = locale.md(
    `reminders.holidays.${row.working ? "working" : "rest"}${row.source === "calendar" ? "" : "ByHand"}${name === "" ? "Nameless" : ""}`,
    { days: daysText(row.period, locale), name },
  );
  if (row.source === "calendar" || !mayChange) return said(text);
  const back = button(ids.takeBack.id, locale.t("reminders.holidays.takeBack"), {
    value: ids.takeBack.write({ date: row.period.from, page }),
  });
  return said(text, back);
}

/** "Thu 1 Oct – Wed 7 Oct". */
export const daysText = ({ from, to }: Period, locale: Locale): string =>
  from === to
    ? locale.day(from)
    : locale.t("reminders.period", { from: locale.day(from), to: locale.day(to) });

/** The form that makes dates days off, or working days. */
export function correctionView(working: boolean, today: IsoDate, locale: Locale): View {
  return {
    type: "modal",
    callback_id: views.correction,
    title: plain(locale.t(`reminders.holidays.${working ? "addWork" : "addRest"}Title`), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    private_metadata: JSON.stringify(correctionTarget.parse({ working })),
    blocks: [
      ...periodInputs(today, locale),
      input(
        fields.name,
        locale.t("reminders.holidays.name"),
        { type: "plain_text_input", action_id: "text", max_length: mostName },
        { optional: true },
      ),
    ],
  };
}

/** From a date to another one; the second may be left out. */
export function periodInputs(today: IsoDate, locale: Locale): Block[] {
  return [
    input(fields.from, locale.t("reminders.from"), {
      type: "datepicker",
      action_id: "date",
      initial_date: today,
    }),
    input(
      fields.to,
      locale.t("reminders.to"),
      { type: "datepicker", action_id: "date" },
      { optional: true, hint: locale.t("reminders.toHint") },
    ),
  ];
}

export function countryView({ holidayCountry }: Campaign, locale: Locale): View {
  const value = holidayCountry ?? "none";
  const name = holidayCountry ? countryName(holidayCountry, locale) : locale.t("reminders.holidays.nobody");
  return {
    type: "modal",
    callback_id: views.country,
    title: plain(locale.t("reminders.holidays.countryTitle"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      input(
        fields.country,
        locale.t("reminders.holidays.whose"),
        {
          type: "external_select",
          action_id: fields.country,
          min_query_length: 0,
          initial_option: { text: plain(name, 75), value },
        },
        { hint: locale.t("reminders.holidays.whoseHint") },
      ),
    ],
  };
}
