import type { IsoDate, IsoWeek } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { actions, button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf, type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { reachQuestion } from "../../slack/reach.ts";
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

const mostUnits = 20;

type Reminding = { done: Reminded; unit: Unit; nameOf: (unitId: string) => string };

/** What pressing "Remind" did, and how many prompts each unit has had. */
export function remindedView(facts: Reminding, locale: Locale): PageView {
  const text = remindText(facts, "sending", locale);
  return { title: locale.t("attendance.remind.title"), text, blocks: [section(text)] };
}

/** Asks before messages go to many: how many, and who is left out. */
export function remindQuestion(facts: Reminding, locale: Locale): PageView {
  const text = remindText(facts, "ask", locale);
  const { done, unit } = facts;
  const yes = {
    id: ids.remindYes.id,
    value: ids.remindYes.write({ unitId: unit.id, week: done.week }),
  };
  const title = locale.t("attendance.remind.title");
  return reachQuestion({ title, text, people: done.liaisons, yes }, locale);
}

function remindText({ done, unit, nameOf }: Reminding, head: "ask" | "sending", locale: Locale): Mrkdwn {
  const { going, already, answered, ahead, off, unreachable } = done;
  const list = (texts: string[], all: number) =>
    nameList(texts, all, locale, { most: mostUnits, of: "units" });
  const named = going
    .slice(0, mostUnits)
    .map(({ unitId, prompts }) => `${shortName(nameOf(unitId), 30)} ${prompts}`);
  const lost = unreachable.slice(0, mostUnits).map((unitId) => shortName(nameOf(unitId), 30));
  const nobody = already + answered + ahead + unreachable.length === 0;
  const lines = [
    going.length > 0
      ? locale.md(`attendance.remind.${head}`, {
          count: going.length,
          liaisons: locale.t("attendance.remind.liaisons", { count: done.liaisons }),
        })
      : nobody
        ? locale.md(`attendance.remind.${off > 0 ? "nobodyOwes" : "allReported"}`, {
            unit: unit.name,
            week: locale.week(done.week),
          })
        : locale.md("attendance.remind.nobody"),
    ...(already > 0 ? [locale.md("attendance.remind.already", { count: already })] : []),
    ...(answered > 0 ? [locale.md("attendance.remind.answered", { count: answered })] : []),
    ...(ahead > 0 ? [locale.md("attendance.remind.later", { count: ahead })] : []),
    ...(off > 0 ? [locale.md("attendance.remind.off", { count: off })] : []),
    ...(lost.length > 0
      ? [
          locale.md("attendance.remind.unreachable", {
            count: unreachable.length,
            units: list(lost, unreachable.length),
          }),
        ]
      : []),
    ...(head === "sending" && named.length > 0
      ? [locale.md("attendance.remind.prompts", { units: list(named, going.length) })]
      : []),
  ];
  return Mrkdwn.join(lines);
}

/** What a liaison gets. `count`: the prompts to the unit about that week, this one included. */
export function reminderMessage(
  facts: { unit: Unit; week: IsoWeek; date: IsoDate; asker: string | undefined; count: number },
  locale: Locale,
): Message {
  const { unit, week, date, count } = facts;
  const text = locale.md("attendance.remind.message", { unit: unit.name, week: locale.week(week) });
  const asker = shortName(facts.asker ?? locale.t("common.anAdministrator"));
  const foot = locale.md("attendance.remind.asked", { asker, unit: shortName(unit.name), count });
  const open = button(ids.record.id, locale.t("attendance.openForm"), {
    value: ids.record.write({ unitId: unit.id, date }),
    style: "primary",
  });
  return messageOf(Mrkdwn.join([text, foot]), [section(text), actions([open]), context(foot)]);
}

/** Says to whoever had liaisons reminded which units the message did not reach. */
export function undeliveredMessage(
  { week, units }: { week: IsoWeek; units: string[] },
  locale: Locale,
): Message {
  const names = nameList(
    units.map((name) => shortName(name, 30)),
    units.length,
    locale,
    {
      most: mostUnits,
      of: "units",
    },
  );
  const text = locale.md("attendance.remind.undelivered", { week: locale.week(week), units: names });
  return messageOf(text, [section(text)]);
}

/** Says to whoever asked a head that the message did not arrive. */
export function askLostMessage(
  { unit, date, head }: { unit: Unit; date: IsoDate; head: string },
  locale: Locale,
): Message {
  const values = { name: shortName(head), unit: unit.name, date: locale.day(date) };
  const text = locale.md("attendance.askLost", values);
  return messageOf(text, [section(text)]);
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
