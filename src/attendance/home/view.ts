import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { actions, type Block, button, context, section } from "../../slack/blocks.ts";
import { chooseDayButton } from "../../slack/choose-day.ts";
import { actions as ids } from "../ids.ts";
import { silentLines } from "../needs-view.ts";
import { countsText } from "../phrases.ts";
import { noSessionText, offText } from "../status/session-view.ts";
import { figuresText } from "../status/view.ts";
import type { Mine, Owed, Todo, WeekFacts } from "./service.ts";

/** Weeks owed that are listed, the newest ones; the form opens for any. */
const mostOwed = 6;
const mostSessions = 3;

/** What my unit owes, a button each, and which units below have not reported; nothing where nothing is to do. */
export function todoBlocks(todo: Todo, locale: Locale): Block[] {
  const { unit, week, silent } = todo;
  const lines = silent ? silentLines(silent, unit, locale) : [];
  const accessory = button(ids.openMissing.id, locale.t("attendance.status.whoMissing"), {
    value: ids.openMissing.write({ unitId: unit.id, week }),
  });
  return [
    ...(lines.length > 0 ? [section(Mrkdwn.join(lines), { accessory })] : []),
    ...owedBlocks(todo, locale),
  ];
}

/** My unit's week, then my place in it. */
export function weekBlocks(facts: WeekFacts, locale: Locale): Block[] {
  const { unit, week, below, weekOff, mine } = facts;
  const title = locale.md(`attendance.home.${facts.when}`, {
    unit: shortName(unit.name),
    week: locale.week(week),
  });
  const figures = below && !weekOff ? [figuresText(below, locale)] : [];
  return [
    section(Mrkdwn.join([title, ...figures, ...unitLines(facts, locale)])),
    ...(mine ? mineBlocks(mine, unit.id, locale) : []),
    actions(buttons(facts, locale)),
  ];
}

function unitLines(facts: WeekFacts, locale: Locale): Mrkdwn[] {
  const { sessions, answer, sessionDay, isAhead, weekOff, isClosed, isOwed } = facts;
  const unit = shortName(facts.unit.name);
  if (weekOff) return [locale.md("attendance.status.weekOff"), ...nextLine(facts, locale)];
  if (sessions.length > 0)
    return [
      ...sessions.slice(0, mostSessions).map((session) =>
        locale.md("attendance.status.session", {
          unit,
          date: locale.day(session.date),
          counts: countsText(session.counts, session.silent, locale),
        }),
      ),
      ...nextLine(facts, locale),
    ];
  if (isClosed) return [];
  if (answer?.kind === "no_session")
    return [noSessionText(facts.unit, answer, locale), ...nextLine(facts, locale)];
  if (facts.off) return [offText(facts.unit, facts.off, locale), ...nextLine(facts, locale)];
  if (sessionDay === undefined)
    return [locale.md("attendance.home.none", { unit }), ...nextLine(facts, locale)];
  if (isAhead) return [locale.md("attendance.home.later", { unit, day: locale.day(sessionDay) })];
  // Those who are to record it read it in the rows of what is owed, with its button.
  return isOwed ? [] : [missingText(unit, sessionDay, locale)];
}

const missingText = (unit: string, day: string, locale: Locale) =>
  locale.md("attendance.home.missing", { unit, day: locale.day(day) });

const nextLine = ({ unit, next }: WeekFacts, locale: Locale): Mrkdwn[] =>
  next ? [locale.md("attendance.home.later", { unit: shortName(unit.name), day: locale.day(next) })] : [];

/** What I am in today's session, or in the next one, and how to say so. */
function mineBlocks({ date, isToday, status, announced }: Mine, unitId: string, locale: Locale): Block[] {
  const values = { date: locale.day(date), status: status ? locale.t(`attendance.${status}`) : "" };
  const key = status ? "iAm" : announced ? "iAnnounced" : isToday ? "iToday" : "iNext";
  const here = button(ids.homeHere.id, locale.t("attendance.home.here"), {
    value: ids.homeHere.write({ unitId, date }),
    style: "primary",
  });
  const leave = button(ids.homeLeave.id, locale.t("attendance.home.leave"), {
    value: ids.homeLeave.write({ date }),
  });
  const change = button(ids.homeLeave.id, locale.t("attendance.home.change"), {
    value: ids.homeLeave.write({ date }),
  });
  const withdraw = button(ids.homeWithdraw.id, locale.t("attendance.own.withdraw"), {
    value: ids.homeWithdraw.write({ date }),
  });
  const choices = status
    ? [change]
    : announced
      ? [...(isToday ? [here] : []), withdraw]
      : [...(isToday ? [here] : []), leave];
  return [section(locale.md(`attendance.home.${key}`, values)), actions(choices)];
}

function buttons({ unit, week, mayEnter, weekOff, off }: WeekFacts, locale: Locale): Block[] {
  return [
    ...(mayEnter && off && !weekOff ? [chooseDayButton({ unitId: unit.id, week }, locale)] : []),
    ...(mayEnter
      ? [button(ids.record.id, locale.t("attendance.home.record"), { value: ids.record.write({}) })]
      : []),
    button(ids.openStatus.id, locale.t("attendance.home.status"), {
      value: ids.openStatus.write({ unitId: unit.id, week }),
    }),
  ];
}

function owedBlocks({ unit, owed }: Todo, locale: Locale): Block[] {
  const shown = owed.slice(-mostOwed);
  const hidden = owed.length - shown.length;
  const row = ({ date }: Owed) =>
    section(missingText(shortName(unit.name), date, locale), {
      accessory: button(ids.record.id, locale.t("attendance.home.recordDay", { day: locale.day(date) }), {
        value: ids.record.write({ unitId: unit.id, date }),
        style: "primary",
      }),
    });
  return [
    ...(hidden > 0 ? [context(locale.md("attendance.home.owedEarlier", { count: hidden }))] : []),
    ...shown.map(row),
  ];
}
