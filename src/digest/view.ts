import { createHash } from "node:crypto";
import { addWeeks } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { nameOf } from "../org/campaign/name.ts";
import { actions, type Block, context, header, type Message, section } from "../slack/blocks.ts";
import { chartBlocks, trendLines } from "./chart.ts";
import type { Page } from "./facts.ts";
import { shortened } from "./shorten.ts";
import { tableBlocks, tableLines } from "./table.ts";

/** How a page is shown. `chart`: as Slack's own chart; else its numbers stand in a line. */
export type Showing = { chart: boolean; updatedAt?: Temporal.Instant; preview?: boolean };

/** A message's `text` is read whole by screen readers; Slack recommends at most so many characters. */
const maxText = 4000;
/** Slack's most for the text of all blocks is near 9,500: every feature keeps its share. */
const maxLines = 6000;

/**
 * The page as a message, in the order in which it is read: what needs somebody, how it stands, how it went, the table,
 * what can be done. Pure; `locale` is the language that it was collected in.
 */
export function pageMessage(page: Page, locale: Locale, showing: Showing): Message {
  const { lines, needs, actions: buttons } = page;
  const title = titleOf(page, locale);
  const share = Math.floor(maxLines / Math.max(lines.length, 1));
  const shown = lines.map((some) => Mrkdwn.join(some).cut(Math.min(share, 2900)));
  const todo = todoOf(needs, locale);
  const drawn = showing.chart && !showing.preview ? chartBlocks(page.trends, locale) : [];
  const trend = trendLines(page.trends, locale);
  const notes = notesOf(page, locale, showing);
  const blocks: Block[] = [
    header(title),
    section(todo),
    ...shown.map((text) => section(text)),
    ...(drawn.length > 0 ? drawn : trend.length > 0 ? [section(Mrkdwn.join(trend))] : []),
    ...tableBlocks(page, locale),
    context(...notes),
    ...(buttons.length > 0 ? [actions(buttons.slice(0, 25))] : []),
  ];
  const text = [Mrkdwn.escape(title), todo, ...shown, ...trend, ...notes, ...tableLines(page, locale)];
  return { text: Mrkdwn.join(text).cut(maxText).text, blocks };
}

function todoOf(needs: Mrkdwn[], locale: Locale): Mrkdwn {
  const head = locale.md("common.needsYou");
  if (needs.length === 0) return Mrkdwn.join([head, locale.md("digest.page.nothingNeedsYou")]);
  return Mrkdwn.join([head, ...needs.map(bullet)]).cut(2900);
}

/**
 * Names the page by what it says: two pages with one hash show the same. When it was updated is not part of it, nor
 * whether Slack drew the chart.
 */
export function pageHash(page: Page, locale: Locale): string {
  return createHash("sha256")
    .update(JSON.stringify(pageMessage(page, locale, { chart: true })))
    .digest("hex");
}

/** A header holds 150 characters: with the longest names each keeps its beginning. */
function titleOf(page: Page, locale: Locale): string {
  const { campaign, unit, week } = page;
  const name = shortened(nameOf(campaign, locale), 50);
  return locale.t("digest.page.title", {
    campaign: name,
    week: locale.week(week),
    unit: shortened(unit.name, 60),
  });
}

function notesOf(
  { week, before, isRunning, campaign }: Page,
  locale: Locale,
  { updatedAt, preview }: Showing,
): Mrkdwn[] {
  const compared = isRunning
    ? locale.md("digest.page.running")
    : before === undefined
      ? locale.md("digest.page.firstWeek")
      : locale.md(before === addWeeks(week, -1) ? "digest.page.compared" : "digest.page.comparedEarlier", {
          week: locale.week(before),
        });
  return [
    ...(preview ? [locale.md("digest.page.preview")] : []),
    compared,
    ...(updatedAt
      ? [locale.md("digest.page.updated", { moment: locale.moment(updatedAt, campaign.timeZone) })]
      : []),
  ];
}

const bullet = (line: Mrkdwn) => Mrkdwn.join([Mrkdwn.trusted("•"), line], " ");
