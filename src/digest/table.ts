import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { type Block, context, section } from "../slack/blocks.ts";
import type { Page } from "./facts.ts";
import type { Row } from "./rows.ts";
import { shortened } from "./shorten.ts";

/** Slack's `table`: at most 100 rows with the header, and 10,000 characters in all; a little is left for safety. */
const maxRows = 100;
const maxCharacters = 9500;
/** A name as long as this is still read at a glance; longer ones would fill the table with few units. */
const maxName = 60;

/**
 * The table of what is below the page's unit, with its title and, where not all fit, how many are left out; the unit's
 * own offices below it, a row that opens. It is Slack's `table`: a `data_table` would let every reader sort the
 * districts by attendance, which is the ranking that nobody wants, and shows five rows a page.
 */
export function tableBlocks(page: Page, locale: Locale): Block[] {
  const { columns, rows } = page.table;
  if (rows.length === 0 || columns.length === 0) return [];
  const head = [locale.t("digest.page.unit"), ...columns];
  const fitting = rowsThatFit(head, page, locale);
  const left = rows.length - fitting.length;
  return [
    section(locale.md(titleKey(rows))),
    {
      type: "table",
      rows: [head, ...fitting].map((cells) => cells.map((text) => ({ type: "raw_text", text: text || "–" }))),
      column_settings: head.map((_, index) => ({
        align: index === 0 ? "left" : "right",
        is_wrapped: index === 0,
      })),
    },
    ...(left > 0 ? [context(locale.md("digest.page.more", { count: left, left }))] : []),
    ...ownLine(page, locale).map((text) => section(text, accessoryOf(page))),
  ];
}

const accessoryOf = ({ table: { own } }: Page) => (own?.open ? { accessory: own.open } : {});

/** The same for the message's text: as many lines as the reader of a text will hear out. */
export function tableLines(page: Page, locale: Locale): Mrkdwn[] {
  const { columns, rows } = page.table;
  if (rows.length === 0 || columns.length === 0) return [];
  const lines = rows.map((row) =>
    locale.md("digest.page.row", { unit: nameOfRow(row, locale), cells: cellsText(row.cells, page, locale) }),
  );
  return [locale.md(titleKey(rows)), ...lines, ...ownLine(page, locale)];
}

/** The unit itself and those of its own, in one line. */
function ownLine(page: Page, locale: Locale): Mrkdwn[] {
  const { own } = page.table;
  if (!own) return [];
  const values = { unit: shortened(page.unit.name, maxName), count: own.units };
  return [locale.md("digest.page.own", { ...values, cells: cellsText(own.cells, page, locale) })];
}

const cellsText = (cells: string[], { table: { columns } }: Page, locale: Locale) =>
  cells
    .map((cell, index) => locale.t("digest.page.cell", { title: columns[index] ?? "", value: cell || "–" }))
    .join(" · ");

function rowsThatFit(head: string[], { table }: Page, locale: Locale): string[][] {
  const fitting: string[][] = [];
  let characters = lengthOf(head);
  for (const row of table.rows.slice(0, maxRows - 1)) {
    const cells = [nameOfRow(row, locale), ...row.cells];
    characters += lengthOf(cells);
    if (characters > maxCharacters) break;
    fitting.push(cells);
  }
  return fitting;
}

const lengthOf = (cells: string[]) => cells.reduce((sum, cell) => sum + Math.max(cell.length, 1), 0);

const nameOfRow = ({ unit, itself }: Row, locale: Locale) => {
  const name = shortened(unit.name, maxName);
  return itself ? locale.t("digest.page.itself", { unit: name }) : name;
};

/** Districts, units, or both: what stands right below differs from county to county. */
function titleKey(rows: Row[]): string {
  const children = rows.filter(({ itself }) => !itself);
  const above = children.filter(({ unit }) => unit.treeLast > unit.treeFirst).length;
  if (above === 0) return "digest.page.byUnit";
  return above === children.length ? "digest.page.byDistrict" : "digest.page.byDistrictAndUnit";
}
