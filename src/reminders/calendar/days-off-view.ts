import type { IsoDate, IsoWeek } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { DayOff } from "../../org/calendar/works.ts";
import type { Unit } from "../../org/model.ts";
import { button, input, plain, section, type View } from "../../slack/blocks.ts";
import { chooseDayButton } from "../../slack/choose-day.ts";
import type { PageView } from "../../slack/page.ts";
import { bar, partsPage, said } from "../../slack/parts.ts";
import { dayOffTarget, fields, actions as ids, views } from "../ids.ts";
import { mostReason } from "./changes.ts";
import { daysText, periodInputs } from "./holidays-view.ts";

/** `above`: it is a unit further up that rests, and all below it with it. */
export type DayOffRow = DayOff & { above: Unit | undefined };
export type DaysOffFacts = {
  unit: Unit;
  rows: DayOffRow[];
  more: number;
  /** Days on which the unit studies in the place of its own, by week. */
  makeUps: { week: IsoWeek; date: IsoDate }[];
  mayChange: boolean;
  mayChoose: boolean;
};

/** When a unit rests by itself, and when it studies instead. */
export function daysOffView(facts: DaysOffFacts, locale: Locale): PageView {
  const { unit, rows, more, makeUps, mayChange, mayChoose } = facts;
  const head = locale.md(`reminders.daysOff.${rows.length > 0 ? "head" : "none"}`, {
    unit: shortName(unit.name),
  });
  const remove = ({ id }: DayOffRow) =>
    button(ids.removeDayOff.id, locale.t("reminders.daysOff.remove"), {
      value: ids.removeDayOff.write({ unitId: unit.id, id }),
    });
  const left = section(locale.md("reminders.daysOff.more", { count: more }));
  const instead = makeUps.map(({ week, date }) =>
    locale.md("reminders.daysOff.makeUp", { day: locale.day(date), week: locale.week(week) }),
  );
  const add = button(ids.addDayOff.id, locale.t("reminders.daysOff.add"), {
    value: ids.addDayOff.write({ unitId: unit.id }),
  });
  const buttons = [
    ...(mayChange ? [add] : []),
    ...(mayChoose ? [chooseDayButton({ unitId: unit.id }, locale)] : []),
  ];
  return partsPage(locale.t("reminders.daysOff.title"), [
    said(head),
    ...rows.map((row) => said(lineOf(row, locale), row.above || !mayChange ? undefined : remove(row))),
    ...(more > 0 ? [{ lines: [], blocks: [left] }] : []),
    ...(instead.length > 0 ? [said(Mrkdwn.join(instead))] : []),
    ...bar(buttons),
  ]);
}

function lineOf({ period, reason, above }: DayOffRow, locale: Locale): Mrkdwn {
  const values = { days: daysText(period, locale), reason: shortName(reason ?? "", mostReason) };
  const line = locale.md(`reminders.daysOff.${reason === null ? "line" : "lineBecause"}`, values);
  if (!above) return line;
  return locale.md("reminders.daysOff.fromAbove", { line, unit: shortName(above.name) });
}

export function dayOffForm(unit: Unit, today: IsoDate, locale: Locale): View {
  return {
    type: "modal",
    callback_id: views.dayOff,
    title: plain(locale.t("reminders.daysOff.addTitle"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    private_metadata: JSON.stringify(dayOffTarget.parse({ unitId: unit.id })),
    blocks: [
      section(locale.md("reminders.daysOff.about", { unit: shortName(unit.name) })),
      ...periodInputs(today, locale),
      input(
        fields.reason,
        locale.t("reminders.daysOff.reason"),
        { type: "plain_text_input", action_id: "text", max_length: mostReason },
        { optional: true },
      ),
    ],
  };
}
