import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { button } from "../../slack/blocks.ts";
import { bar, noted, type Part, said } from "../../slack/parts.ts";
import { kindText } from "../burden/view.ts";
import { actions as ids } from "../ids.ts";
import { mostPerWeek, officeHours } from "../schedule.ts";
import type { Got, Preferences } from "./store.ts";

/** What of one's own is switched on, with the switches, and what came in the last weeks. */
export function ownParts(
  facts: { preferences: Preferences; isLiaison: boolean; campaignIsOn: boolean; got: Got[] },
  locale: Locale,
): Part[] {
  const { preferences, isLiaison, campaignIsOn, got } = facts;
  const { remindersOff, remindBefore } = preferences;
  const times = { week: mostPerWeek, from: `${officeHours.from}:00`, to: `${officeHours.to}:00` };
  const head = Mrkdwn.join([
    locale.md(`reminders.own.${remindersOff ? "off" : "on"}`, times),
    ...(isLiaison && !remindersOff
      ? [locale.md(`reminders.own.${remindBefore ? "before" : "notBefore"}`)]
      : []),
    ...(campaignIsOn ? [] : [locale.md("reminders.own.campaignOff")]),
  ]);
  // A day's prompts came in one message, so they are one line.
  const lines = [...Map.groupBy(got, ({ date }) => date)].map(([date, some]) => {
    const what = some.map(({ unit, week, kind }) =>
      locale.t("reminders.own.gotWhat", {
        ...{ unit: shortName(unit), week: locale.week(week), kind: kindText(kind, locale) },
      }),
    );
    const joined = what.join(locale.t("common.semicolon"));
    return locale.md("reminders.own.got", { day: locale.day(date), what: joined });
  });
  const list = Mrkdwn.join([locale.md(`reminders.own.${got.length > 0 ? "lately" : "nothing"}`), ...lines]);
  const before = button(
    ids.before.id,
    locale.t(`reminders.own.${remindBefore ? "leaveBefore" : "takeBefore"}`),
    {
      value: ids.before.write({ on: !remindBefore }),
    },
  );
  const change = button(ids.switch.id, locale.t(`reminders.own.${remindersOff ? "switchOn" : "switchOff"}`), {
    value: ids.switch.write({ on: remindersOff }),
  });
  return [said(head), ...noted([list]), ...bar([change, ...(isLiaison && !remindersOff ? [before] : [])])];
}
