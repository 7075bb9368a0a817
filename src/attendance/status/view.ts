import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { actions, type Block, button, context, divider, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { shareOf } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { silentLines } from "../needs-view.ts";
import { answerNote } from "../reminders/view.ts";
import type { Counted, StatusFacts } from "./service.ts";
import { ownSession } from "./session-view.ts";

/**
 * A unit's week in the order in which it is read: what needs the reader, its figures, its own session, what is below it
 * in the organisation's own order.
 */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const title = titleText(facts, locale);
  const needs = needsBlocks(facts, locale);
  const figures = figuresOf(facts, locale);
  const own = ownSession(facts, locale);
  const rows = [
    ...facts.children.map((child) => childRow(child, facts, locale)),
    ...ownRow(facts, locale).map(({ block }) => block),
  ];
  const notes = pageNote(facts.page, locale);
  const blocks = [
    section(title),
    ...needs.blocks,
    ...figures.map((line) => section(line)),
    ...own.blocks,
    ...(rows.length > 0 ? [divider, ...rows] : []),
    ...(notes.length > 0 ? [context(...notes)] : []),
    ...navigation(facts, locale),
  ];
  const lines = [
    ...facts.children.map((child) => rowText(child, facts, locale)),
    ...ownRow(facts, locale).map(({ text }) => text),
  ];
  return {
    title: locale.t("attendance.status.title"),
    text: Mrkdwn.join([title, ...needs.lines, ...figures, ...own.lines, ...lines, ...notes]),
    blocks,
  };
}

function titleText({ unit, week, weekOff, notBegun, isOwn }: StatusFacts, locale: Locale): Mrkdwn {
  const key = isOwn ? "headlineOfOwn" : "headline";
  const title = locale.md(`attendance.status.${key}`, { unit: unit.name, week: locale.week(week) });
  if (!weekOff && !notBegun) return title;
  return Mrkdwn.join([title, locale.md(`attendance.status.${weekOff ? "weekOff" : "notBegun"}`)]);
}

/** Figures of many; what a unit by itself held stands in its session. */
function figuresOf({ weekOff, notBegun, facts, children, own, page }: StatusFacts, locale: Locale): Mrkdwn[] {
  const alone = children.length === 0 && page.total === 0 && !own;
  return weekOff || alone || (notBegun && facts.unitsReported === 0) ? [] : [figuresText(facts, locale)];
}

/** The units that are due and have not reported, with the button that lists them. */
function needsBlocks(facts: StatusFacts, locale: Locale): { lines: Mrkdwn[]; blocks: Block[] } {
  const { silent, unit } = facts;
  const lines = silent ? silentLines(silent, unit, locale) : [];
  if (lines.length === 0) return { lines: [], blocks: [] };
  const text = Mrkdwn.join([locale.md("common.needsYou"), ...lines.map(bullet)]);
  const accessory = whoMissingButton(facts, locale);
  return { lines: [text], blocks: [section(text, { accessory })] };
}

/** The unit's own offices, as one row that opens. */
function ownRow(
  { own, unit, week, notBegun }: StatusFacts,
  locale: Locale,
): { text: Mrkdwn; block: Block }[] {
  if (!own) return [];
  const name = locale.md("attendance.status.own", { unit: shortName(unit.name) });
  const isQuiet = notBegun && own.facts.unitsReported === 0;
  const text = isQuiet ? name : Mrkdwn.join([name, figuresText(own.facts, locale)], " · ");
  const value = ids.browseOwn.write({ unitId: unit.id, week, page: 0, own: true });
  const accessory = button(ids.browseOwn.id, locale.t("attendance.status.open"), { value });
  return [{ text, block: section(text, { accessory }) }];
}

/** "177 of 187 units reported, 5 off · attendance 92.6% of 3,285 expected"; a rate never without what it is a rate of. */
export function figuresText(facts: Counted, locale: Locale): Mrkdwn {
  const reported = locale.md(`attendance.status.${facts.off > 0 ? "reportedAndOff" : "reported"}`, {
    reported: facts.unitsReported,
    off: facts.off,
    count: facts.unitsTotal,
    total: facts.unitsTotal,
  });
  if (facts.rate === null) return reported;
  const rate = locale.md("attendance.status.rate", {
    rate: locale.percent(shareOf(facts)),
    expected: facts.expected,
  });
  return Mrkdwn.join([reported, rate], " · ");
}

type Child = StatusFacts["children"][number];

function rowText({ unit, facts, answer }: Child, { notBegun }: StatusFacts, locale: Locale): Mrkdwn {
  const name = locale.md("attendance.status.unit", { unit: shortName(unit.name) });
  // That a unit rests that week is known beforehand.
  if (notBegun && facts.unitsReported === 0 && (facts.off === 0 || facts.unitsTotal > 1))
    return Mrkdwn.join([name, ...(answer ? [answerNote(answer, locale)] : [])], " · ");
  if (facts.unitsTotal > 1) return Mrkdwn.join([name, figuresText(facts, locale)], " · ");
  if (facts.unitsReported === 0) {
    const key = facts.off > 0 ? "off" : "noReport";
    const silent = answer?.kind === "no_session" ? [] : [locale.md(`attendance.status.${key}`)];
    return Mrkdwn.join([name, ...silent, ...(answer ? [answerNote(answer, locale)] : [])], " · ");
  }
  const rate = locale.md("attendance.status.rate", {
    rate: locale.percent(shareOf(facts)),
    expected: facts.expected,
  });
  return Mrkdwn.join([name, rate], " · ");
}

function childRow(child: Child, page: StatusFacts, locale: Locale): Block {
  const value = ids.browse.write({ unitId: child.unit.id, week: page.week, page: 0 });
  return section(rowText(child, page, locale), {
    accessory: button(ids.browse.id, locale.t("attendance.status.open"), { value }),
  });
}

const whoMissingButton = ({ unit, week }: StatusFacts, locale: Locale): Block =>
  button(ids.browseMissing.id, locale.t("attendance.status.whoMissing"), {
    value: ids.browseMissing.write({ unitId: unit.id, week, page: 0 }),
  });

function navigation(facts: StatusFacts, locale: Locale): Block[] {
  const { unit, parent, week, earlier, later, page, isOwn, silent } = facts;
  const own = isOwn ? { own: true } : {};
  const to = (action: typeof ids.browse, text: string, target: Partial<ReturnType<typeof ids.browse.read>>) =>
    button(action.id, text, { value: action.write({ unitId: unit.id, week, page: 0, ...target }) });
  const value = (number: number) => ids.browsePrevious.write({ unitId: unit.id, week, page: number, ...own });
  // Where some are due the button stands beside that line.
  const isAbove = silent !== undefined && silent.due + silent.overdue > 0;
  const someMissing =
    !facts.weekOff && facts.facts.unitsReported < facts.facts.unitsTotal && page.total > 0 && !isOwn;
  const elements = [
    ...(parent ? [to(ids.browseUp, `▲ ${shortName(parent.name)}`, { unitId: parent.id })] : []),
    ...(earlier ? [to(ids.browseEarlier, `◀ ${locale.week(earlier)}`, { week: earlier, ...own })] : []),
    ...(later ? [to(ids.browseLater, `${locale.week(later)} ▶`, { week: later, ...own })] : []),
    ...turnButtons(page, { previous: ids.browsePrevious.id, next: ids.browseNext.id }, value, locale),
    ...(someMissing && !isAbove ? [whoMissingButton(facts, locale)] : []),
  ];
  return elements.length > 0 ? [divider, actions(elements)] : [];
}

const bullet = (line: Mrkdwn) => Mrkdwn.join([Mrkdwn.trusted("•"), line], " ");
