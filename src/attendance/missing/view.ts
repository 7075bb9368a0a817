import type { IsoDate, IsoWeek } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import { mostNotReached, notReachedNames, type Reach } from "../../messages/by-hand-edge.ts";
import type { Unit } from "../../org/model.ts";
import { actions, button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf, type PageView, pageNote, sentence, turnButtons } from "../../slack/page.ts";
import type { Wanted } from "../form/entry.ts";
import { actions as ids } from "../ids.ts";
import { wantedText } from "../phrases.ts";
import { answerNote } from "../reminders/view.ts";
import type { MissingFacts, MissingRow, Reminded } from "./service.ts";

/** Units without a report: whom to ask, and how often they were asked. */
export function missingView(
  { unit, week, weekOff, notBegun, rows, unitsTotal, off, page, mayRemind }: MissingFacts,
  locale: Locale,
): PageView {
  const head = locale.md("attendance.missing.headline", { unit: unit.name, week: locale.week(week) });
  const none = page.total === 0;
  const values = { count: page.total, total: unitsTotal };
  // Who reports for whom is worth knowing before the week begins.
  const sum =
    weekOff || notBegun
      ? locale.md(weekOff ? "attendance.status.weekOff" : "attendance.status.notBegun")
      : Mrkdwn.join([
          locale.md(`attendance.missing.${sumKey(none, unitsTotal, off)}`, values),
          ...offNote(off, unitsTotal, locale),
        ]);
  const shown = weekOff ? [] : rows;
  const lines = shown.map((row) => rowText(row, locale));
  const notes = weekOff ? [] : pageNote(page, locale);
  const value = (number: number) => ids.missingPrevious.write({ unitId: unit.id, week, page: number });
  const turns = weekOff
    ? []
    : turnButtons(page, { previous: ids.missingPrevious.id, next: ids.missingNext.id }, value, locale);
  const back = button(ids.browse.id, locale.t("attendance.missing.backToStatus"), {
    value: ids.browse.write({ unitId: unit.id, week, page: 0 }),
  });
  const remind =
    mayRemind && !notBegun && shown.length > 0
      ? [
          button(ids.remind.id, locale.t("attendance.missing.remind"), {
            value: ids.remind.write({ unitId: unit.id, week }),
          }),
        ]
      : [];
  return {
    title: locale.t("attendance.missing.title"),
    text: Mrkdwn.join([head, sum, ...lines, ...notes]),
    blocks: [
      section(Mrkdwn.join([head, sum])),
      ...lines.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      actions([...remind, ...turns, back]),
    ],
  };
}

function sumKey(none: boolean, unitsTotal: number, off: number): string {
  if (!none) return unitsTotal === 1 ? "alone" : "count";
  return off === 0 ? "none" : unitsTotal === 1 ? "offAlone" : "noneOwed";
}

/** Units that the list leaves out, since they owe nothing. */
const offNote = (off: number, unitsTotal: number, locale: Locale): Mrkdwn[] =>
  off > 0 && unitsTotal > 1 ? [locale.md("attendance.missing.off", { count: off })] : [];

function rowText(
  { unit, liaisons, prompts, promptedToday, answer, owing }: MissingRow,
  locale: Locale,
): Mrkdwn {
  const names = liaisons.map((liaison) => liaison.name);
  const who =
    names.length > 0
      ? nameList(names, names.length, locale, { most: 3 })
      : locale.t("attendance.missing.noLiaison");
  const notes = [
    ...(answer ? [answerNote(answer, locale)] : []),
    ...(owing.state === "ahead"
      ? [locale.md("attendance.missing.later", { day: locale.day(owing.day) })]
      : []),
    ...(prompts > 0 ? [locale.md("attendance.missing.prompted", { count: prompts })] : []),
    ...(promptedToday ? [locale.md("attendance.missing.promptedToday")] : []),
  ];
  const line = locale.md("attendance.missing.unit", { unit: shortName(unit.name), liaisons: who });
  return Mrkdwn.join([line, ...notes], " · ");
}

type Reminding = { done: Reminded; unit: Unit; nameOf: (unitId: string) => string };

/**
 * Whom "Remind" reaches, and who is left out and why; once it is `sending`, with the prompts that each unit has had.
 */
export function remindReach(
  { done, unit, nameOf }: Reminding,
  head: "ask" | "sending",
  locale: Locale,
): Reach {
  const { going, already, answered, ahead, off, unreachable, liaisons } = done;
  const nobody = already + answered + ahead + unreachable.length === 0;
  const named = going.map(({ unitId, prompts }) => `${shortName(nameOf(unitId), 30)} ${prompts}`);
  const lines = [
    going.length > 0
      ? locale.md(`attendance.remind.${head}`, {
          count: going.length,
          liaisons: locale.t("attendance.remind.liaisons", { count: liaisons }),
        })
      : nobody
        ? locale.md(`attendance.remind.${off > 0 ? "nobodyOwes" : "allReported"}`, {
            unit: unit.name,
            week: locale.week(done.week),
          })
        : locale.md("attendance.remind.nobody"),
    ...Object.entries({ already, answered, later: ahead, off }).flatMap(([why, count]) =>
      count > 0 ? [locale.md(`attendance.remind.${why}`, { count })] : [],
    ),
    ...(unreachable.length > 0
      ? [
          locale.md("attendance.remind.unreachable", {
            count: unreachable.length,
            units: notReachedNames(unreachable.map(nameOf), locale, "units"),
          }),
        ]
      : []),
    ...(head === "sending" && named.length > 0
      ? [
          locale.md("attendance.remind.prompts", {
            units: nameList(named, named.length, locale, { most: mostNotReached, of: "units" }),
          }),
        ]
      : []),
  ];
  return { title: "attendance.remind.title", text: Mrkdwn.join(lines), people: liaisons };
}

/** What a liaison gets. `count`: the prompts to the unit about that week, this one included. */
export function reminderMessage(
  facts: { unit: Unit; week: IsoWeek; date: IsoDate; asker: string; count: number },
  locale: Locale,
): Message {
  const { unit, week, date, count } = facts;
  const text = locale.md("attendance.remind.message", { unit: unit.name, week: locale.week(week) });
  const asker = shortName(facts.asker);
  const foot = locale.md("attendance.remind.asked", { asker, unit: shortName(unit.name), count });
  const open = button(ids.record.id, locale.t("attendance.openForm"), {
    value: ids.record.write({ unitId: unit.id, date }),
    style: "primary",
  });
  return messageOf(Mrkdwn.join([text, foot]), [section(text), actions([open]), context(foot)]);
}

/** Says to whoever asked a head that the message did not arrive. */
export function askLostMessage(
  { unit, date, head }: { unit: Unit; date: IsoDate; head: string },
  locale: Locale,
): Message {
  const values = { name: shortName(head), unit: unit.name, date: locale.day(date) };
  return sentence(locale.md("attendance.askLost", values));
}

/** What a head gets whom somebody asks to correct a locked week; `wanted`: what they tried to save, which the form holds. */
export function askMessage(
  facts: { unit: Unit; date: IsoDate; asker: string; by: string; wanted: Wanted | undefined },
  locale: Locale,
): Message {
  const { unit, date, asker, by, wanted } = facts;
  const values = { asker: shortName(asker), unit: unit.name, date: locale.day(date) };
  const text = Mrkdwn.join([
    locale.md("attendance.askMessage", values),
    ...(wanted ? [locale.md("attendance.askedFor.wants", { changes: wantedText(wanted, locale) })] : []),
  ]);
  const at = { unitId: unit.id, date };
  const [id, value] = wanted
    ? [ids.recordAsked.id, ids.recordAsked.write({ ...at, by })]
    : [ids.record.id, ids.record.write(at)];
  const open = button(id, locale.t("attendance.openForm"), { value, style: "primary" });
  return messageOf(text, [section(text), actions([open])]);
}
