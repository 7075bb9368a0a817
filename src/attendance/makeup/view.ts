import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { input, type Option, option, plain, section, type View } from "../../slack/blocks.ts";
import { dayField, makeUpTarget, views } from "../ids.ts";
import { answerNote } from "../reminders/view.ts";
import type { WeekChoice } from "./choices.ts";
import type { Chosen } from "./service.ts";

/** The form that lets a unit study on another day; an option is a day, or a week whose usual day is to count again. */
export function makeUpView({ unit, choices }: { unit: Unit; choices: WeekChoice[] }, locale: Locale): View {
  const [only, ...more] = choices;
  const groups = choices.map((choice) => ({
    label: plain(groupLabel(choice, locale), 75),
    options: optionsOf(choice, locale),
  }));
  const chosen = only && more.length === 0 ? only.chosen : undefined;
  const initial = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
  const select = {
    type: "static_select",
    action_id: dayField,
    option_groups: groups,
    ...(initial ? { initial_option: initial } : {}),
  };
  return {
    type: "modal",
    callback_id: views.makeUp,
    title: plain(locale.t("attendance.makeUp.title"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    private_metadata: JSON.stringify(makeUpTarget.parse({ unitId: unit.id })),
    blocks: [
      section(locale.md("attendance.makeUp.about", { unit: shortName(unit.name) })),
      input(dayField, locale.t("attendance.makeUp.day"), select),
    ],
  };
}

/** "Week 40 · usually Thu 1 Oct, a day off". */
function groupLabel({ week, usual }: WeekChoice, locale: Locale): string {
  const key = usual === undefined ? "group" : usual.rests ? "groupRests" : "groupUsual";
  const day = usual === undefined ? "" : locale.day(usual.day);
  return locale.t(`attendance.makeUp.${key}`, { week: locale.week(week), day });
}

function optionsOf({ week, usual, chosen, days }: WeekChoice, locale: Locale): Option[] {
  const back = usual === undefined ? "backNone" : "back";
  return [
    ...days.map(({ date, kind }) =>
      option(locale.t(`attendance.makeUp.${kind}`, { day: locale.day(date) }), date),
    ),
    ...(chosen === undefined
      ? []
      : [option(locale.t(`attendance.makeUp.${back}`, { day: usual ? locale.day(usual.day) : "" }), week)]),
  ];
}

/** The day that holds now, and what it did away with. */
export function chosenText(unit: Unit, { week, date, answer }: Chosen, locale: Locale): Mrkdwn {
  const values = { unit: shortName(unit.name), week: locale.week(week), day: locale.day(date) };
  const saved = locale.md("attendance.makeUp.saved", values);
  if (!answer) return saved;
  return Mrkdwn.join([
    saved,
    locale.md("attendance.makeUp.answerGone", { answer: answerNote(answer, locale) }),
  ]);
}
