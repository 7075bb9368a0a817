import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { type Block, button } from "../../slack/blocks.ts";
import { type PageView, pageNote } from "../../slack/page.ts";
import { bar, noted, type Part, partsPage, ruled, said } from "../../slack/parts.ts";
import { type TreeTarget, treeButtons, treeRow } from "../../slack/tree-page.ts";
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
  const children = facts.children.map((child) => childRow(child, facts, locale));
  return partsPage(locale.t("attendance.status.title"), [
    said(titleText(facts, locale)),
    ...needsPart(facts, locale),
    ...figuresOf(facts, locale).map((line) => said(line)),
    ownSession(facts, locale),
    ...ruled([...children, ...ownRow(facts, locale)]),
    ...noted(pageNote(facts.page, locale)),
    ...ruled(navigation(facts, locale)),
  ]);
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
function needsPart(facts: StatusFacts, locale: Locale): Part[] {
  const { silent, unit } = facts;
  const lines = silent ? silentLines(silent, unit, locale) : [];
  if (lines.length === 0) return [];
  const text = Mrkdwn.join([locale.md("common.needsYou"), ...lines.map(bullet)]);
  return [said(text, whoMissingButton(facts, locale))];
}

/** The unit's own offices, as one row that opens. */
function ownRow({ own, unit, week, notBegun }: StatusFacts, locale: Locale): Part[] {
  if (!own) return [];
  const isQuiet = notBegun && own.facts.unitsReported === 0;
  const told = isQuiet ? [] : [figuresText(own.facts, locale)];
  const value = ids.browseOwn.write({ unitId: unit.id, week, page: 0, own: true });
  const open = button(ids.browseOwn.id, locale.t("attendance.status.open"), { value });
  return [treeRow("common.offices", unit, told, open, locale)];
}

/** "177 of 187 units reported, 5 off · attendance 92.6% of 3,285 expected"; a rate never without what it is a rate of. */
export function figuresText(facts: Counted, locale: Locale): Mrkdwn {
  const reported = locale.md(`attendance.status.${facts.off > 0 ? "reportedAndOff" : "reported"}`, {
    reported: facts.unitsReported,
    off: facts.off,
    count: facts.unitsTotal,
    total: facts.unitsTotal,
  });
  return facts.rate === null ? reported : Mrkdwn.join([reported, rateText(facts, locale)], " · ");
}

const rateText = (facts: Counted, locale: Locale): Mrkdwn =>
  locale.md("attendance.status.rate", {
    rate: locale.percent(shareOf(facts)),
    expected: facts.expected,
  });

type Child = StatusFacts["children"][number];

/** What stands beside the name of a unit below. */
function told({ facts, answer }: Child, { notBegun }: StatusFacts, locale: Locale): Mrkdwn[] {
  const answered = answer ? [answerNote(answer, locale)] : [];
  // That a unit rests that week is known beforehand.
  if (notBegun && facts.unitsReported === 0 && (facts.off === 0 || facts.unitsTotal > 1)) return answered;
  if (facts.unitsTotal > 1) return [figuresText(facts, locale)];
  if (facts.unitsReported > 0) return [rateText(facts, locale)];
  const key = facts.off > 0 ? "off" : "noReport";
  const silent = answer?.kind === "no_session" ? [] : [locale.md(`attendance.status.${key}`)];
  return [...silent, ...answered];
}

function childRow(child: Child, page: StatusFacts, locale: Locale): Part {
  const value = ids.browse.write({ unitId: child.unit.id, week: page.week, page: 0 });
  const open = button(ids.browse.id, locale.t("attendance.status.open"), { value });
  return treeRow("common.unit", child.unit, told(child, page, locale), open, locale);
}

const whoMissingButton = ({ unit, week }: StatusFacts, locale: Locale): Block =>
  button(ids.browseMissing.id, locale.t("attendance.status.whoMissing"), {
    value: ids.browseMissing.write({ unitId: unit.id, week, page: 0 }),
  });

function navigation(facts: StatusFacts, locale: Locale): Part[] {
  const { page, isOwn, silent } = facts;
  const value = ({ week = facts.week, ...target }: TreeTarget) => ids.browse.write({ ...target, week });
  // Where some are due the button stands beside that line.
  const isAbove = silent !== undefined && silent.due + silent.overdue > 0;
  const someMissing =
    !facts.weekOff && facts.facts.unitsReported < facts.facts.unitsTotal && page.total > 0 && !isOwn;
  return bar([
    ...treeButtons(facts, ids, value, locale),
    ...(someMissing && !isAbove ? [whoMissingButton(facts, locale)] : []),
  ]);
}

const bullet = (line: Mrkdwn) => Mrkdwn.join([Mrkdwn.trusted("•"), line], " ");
