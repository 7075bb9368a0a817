import type { Locale } from "../../i18n/index.ts";
import { shortName } from "../../i18n/names.ts";
import { actions, type Block, button, context, section } from "../../slack/blocks.ts";
import { Mrkdwn } from "../../slack/mrkdwn.ts";
import { rateOf } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { total } from "../model.ts";
import { countsText } from "../phrases.ts";
import { actorName } from "../status/history-view.ts";
import { type PageView, pageNote, turnButtons } from "../status/page-view.ts";
import type { Page } from "../status/service.ts";
import { figuresText } from "../status/view.ts";
import type { Mine, MyRecord, Owed, WeekFacts } from "./service.ts";
import type { AboutMe } from "./store.ts";

/** Weeks owed that are listed, the newest ones; the form opens for any. */
const mostOwed = 6;
const mostSessions = 3;
const mostOfReason = 80;

/** My unit's week and my place in it; then what the unit owes, a button each. */
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
    ...owedBlocks(facts, locale),
  ];
}

function unitLines(facts: WeekFacts, locale: Locale): Mrkdwn[] {
  const { sessions, sessionDay, isAhead, weekOff, owed, week } = facts;
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
  if (sessionDay === undefined)
    return [locale.md("attendance.home.none", { unit }), ...nextLine(facts, locale)];
  if (isAhead) return [locale.md("attendance.home.later", { unit, day: locale.day(sessionDay) })];
  // Those who are to record it read it below, with its button.
  return owed.some((one) => one.week === week) ? [] : [missingText(unit, sessionDay, locale)];
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

function buttons({ unit, week, mayEnter, below, weekOff }: WeekFacts, locale: Locale): Block[] {
  const silent = below && !weekOff ? below.unitsTotal - below.unitsReported : 0;
  return [
    ...(mayEnter
      ? [button(ids.record.id, locale.t("attendance.home.record"), { value: ids.record.write({}) })]
      : []),
    button(ids.openStatus.id, locale.t("attendance.home.status"), {
      value: ids.openStatus.write({ unitId: unit.id, week }),
    }),
    ...(silent > 0
      ? [
          button(ids.openMissing.id, locale.t("attendance.home.silent", { count: silent }), {
            value: ids.openMissing.write({ unitId: unit.id, week }),
          }),
        ]
      : []),
  ];
}

function owedBlocks({ unit, owed }: WeekFacts, locale: Locale): Block[] {
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

/** My record this campaign, and what was entered about me last. Nobody else's stands beside it. */
export function recordBlocks({ counts, about, total: entries }: MyRecord, locale: Locale): Block[] {
  const expected = total(counts);
  if (expected === 0 && entries === 0) return [];
  const values = {
    counts: countsText(counts, 0, locale),
    rate: locale.percent(expected === 0 ? null : rateOf(counts.present + counts.late, expected)),
  };
  const lines = about.map((entry) => aboutText(entry, locale));
  const list = button(ids.aboutMe.id, locale.t("attendance.home.aboutAll"), {
    value: ids.aboutMe.write({ page: 0 }),
  });
  return [
    section(locale.md("attendance.home.myRecord", values)),
    ...(lines.length > 0
      ? [section(Mrkdwn.join([locale.md("attendance.home.about"), ...lines]), { accessory: list })]
      : []),
  ];
}

/** All that was entered about the asker, newest first. */
export function aboutMeView(
  { entries, page }: { entries: AboutMe[]; page: Page },
  timeZone: string,
  locale: Locale,
): PageView {
  const head = locale.md("attendance.home.aboutHead");
  const lines = entries.map((entry) => {
    const values = { entry: aboutText(entry, locale), at: locale.moment(entry.at, timeZone) };
    return locale.md("attendance.home.aboutEntry", values);
  });
  const body = lines.length > 0 ? lines : [locale.md("attendance.home.aboutNone")];
  const notes = pageNote(page, locale);
  const turns = turnButtons(
    page,
    { previous: ids.aboutMeNewer.id, next: ids.aboutMeOlder.id },
    (number) => ids.aboutMe.write({ page: number }),
    locale,
  );
  return {
    title: locale.t("attendance.home.aboutTitle"),
    text: Mrkdwn.join([head, ...body, ...notes]),
    blocks: [
      section(head),
      ...body.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...(turns.length > 0 ? [actions(turns)] : []),
    ],
  };
}

/** "Wed 21 Oct: present → on leave, by 金永". */
function aboutText({ date, from, to, actor, byMyself, reason }: AboutMe, locale: Locale): Mrkdwn {
  const word = (status: string | null) => locale.t(`attendance.${status ?? "silent"}`);
  const by = byMyself ? locale.t("attendance.home.myself") : actorName(actor, locale);
  const key = from === null ? "aboutRecorded" : "aboutChanged";
  const text = locale.md(`attendance.home.${key}`, {
    ...{ date: locale.day(date), from: word(from), to: word(to), by },
  });
  if (reason === null) return text;
  const why = locale.md("attendance.history.why", { reason: shortName(reason, mostOfReason) });
  return Mrkdwn.join([text, why], " ");
}
