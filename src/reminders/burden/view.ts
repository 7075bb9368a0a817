import { addWeeks, type IsoWeek } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { type Block, button, context, section } from "../../slack/blocks.ts";
import { pageNote, turnButtons } from "../../slack/page.ts";
import { bar, type Part, said } from "../../slack/parts.ts";
import { actions as ids } from "../ids.ts";
import type { Burden, BurdenRow } from "./service.ts";

/**
 * What a prompt was for, in the words of its feature: "attendance.after" is its text "attendance.prompt.after", and a
 * kind without a rung is what somebody sent by hand. Those of a later version are "others" to this one.
 */
export function kindText(kind: string, locale: Locale): string {
  const [feature, rung = "byHand"] = kind.split(".");
  const key = `${feature}.prompt.${rung}`;
  const text = locale.t(key);
  return text === key ? locale.t("reminders.otherKind") : text;
}

/** Which units got how many prompts in a week, in the tree's order: nobody is ranked. */
export function burdenParts(burden: Burden, locale: Locale): Part[] {
  const { unit, week, rows, prompts, prompted, unitsTotal } = burden;
  const key = prompted === 0 ? "none" : unitsTotal > 1 ? "head" : "headOfOne";
  const head = locale.md(`reminders.burden.${key}`, {
    unit: shortName(unit.name),
    week: locale.week(week),
    prompts: locale.t("reminders.burden.prompts", { count: prompts }),
    count: prompted,
    total: unitsTotal,
  });
  const lines = rows.map((row) => rowText(row, locale));
  const list = lines.length > 0 ? [said(Mrkdwn.join(lines))] : [];
  const note = pageNote(burden, locale).map((line) => ({ lines: [], blocks: [context(line)] }));
  return [said(head), ...list, ...note, ...bar(turns(burden, locale))];
}

function rowText({ unit, prompts, kinds: counts }: BurdenRow, locale: Locale): Mrkdwn {
  const parts = counts.map(({ kind, prompts: count }) =>
    locale.t("reminders.burden.kind", { kind: kindText(kind, locale), count }),
  );
  return locale.md("reminders.burden.row", {
    unit: shortName(unit.name),
    prompts: locale.t("reminders.burden.prompts", { count: prompts }),
    kinds: parts.join(locale.t("common.comma")),
  });
}

function turns(burden: Burden, locale: Locale): unknown[] {
  const { unit, week, earlier, later } = burden;
  const value = (page: number) => ids.burdenNext.write({ unitId: unit.id, week, page });
  const turn = (action: typeof ids.burdenNext, text: string, to: IsoWeek) =>
    button(action.id, text, { value: action.write({ unitId: unit.id, week: to, page: 0 }) });
  return [
    ...turnButtons(burden, { previous: ids.burdenPrevious.id, next: ids.burdenNext.id }, value, locale),
    ...(earlier ? [turn(ids.burdenEarlier, locale.t("reminders.burden.earlier"), addWeeks(week, -1))] : []),
    ...(later ? [turn(ids.burdenLater, locale.t("reminders.burden.later"), addWeeks(week, 1))] : []),
  ];
}

/** The line on the Home tab of those above units. */
export function burdenLine({ unit, week, prompts, prompted }: Burden, locale: Locale): Block {
  const text = locale.md(`reminders.burden.${prompted === 0 ? "lineNone" : "line"}`, {
    prompts: locale.t("reminders.burden.prompts", { count: prompts }),
    count: prompted,
  });
  const open = button(ids.openBurden.id, locale.t("reminders.burden.open"), {
    value: ids.openBurden.write({ unitId: unit.id, week }),
  });
  return section(text, { accessory: open });
}
