import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { actions, type Block, context, divider, section } from "./blocks.ts";
import { type Page, type PageView, pageNote } from "./page.ts";

/** A piece of a page: what a screen reader reads of it, and how it stands. */
export type Part = { lines: Mrkdwn[]; blocks: Block[] };

/** A sentence or some, with a button beside it where there is one. */
export const said = (line: Mrkdwn, accessory?: unknown): Part => ({
  lines: [line],
  blocks: [section(line, accessory ? { accessory } : {})],
});

/** Small print; nothing where there is none. */
export const noted = (lines: Mrkdwn[]): Part[] =>
  lines.length > 0 ? [{ lines, blocks: [context(...lines)] }] : [];

/** A row of buttons; nothing where there is none. */
export const bar = (buttons: unknown[]): Part[] =>
  buttons.length > 0 ? [{ lines: [], blocks: [actions(buttons)] }] : [];

/** The same below a rule. */
export const ruled = (parts: Part[]): Part[] =>
  parts.length > 0 ? [{ lines: [], blocks: [divider] }, ...parts] : [];

/** A page of such pieces, one below the other. */
export const partsPage = (title: string, parts: Part[]): PageView => ({
  title,
  text: Mrkdwn.join(parts.flatMap(({ lines }) => lines)),
  blocks: parts.flatMap(({ blocks }) => blocks),
});

/** A page of lines below a headline; `none` stands where there is no line. */
export function linesPage(
  of: { title: string; head: Mrkdwn; lines: Mrkdwn[]; none: Mrkdwn; page: Page; buttons: unknown[] },
  locale: Locale,
): PageView {
  const { title, head, buttons } = of;
  const lines = of.lines.length > 0 ? of.lines : [of.none];
  const parts = [head, ...lines].map((line) => said(line));
  return partsPage(title, [...parts, ...noted(pageNote(of.page, locale)), ...bar(buttons)]);
}
