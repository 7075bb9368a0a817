import type { IsoWeek } from "../calendar.ts";
import type { DigestSource, PageRequest } from "../figures/digest.ts";
import type { Unit } from "../org/model.ts";
import type { listedBelow } from "../org/tree.ts";
import type { Block } from "../slack/blocks.ts";

/** A row of the table: a child of the page's unit, or that unit itself without what is below it. */
export type Row = { unit: Unit; itself: boolean; cells: string[] };
/** The unit itself and those right below it that have none below, as one row that opens. */
export type OwnRow = { units: number; cells: string[]; open: Block | undefined };
/** In the organisation's own order; empty where nothing is below the unit, and in a week without any report. */
export type Table = { columns: string[]; rows: Row[]; own: OwnRow | undefined };

/** What is asked for, the week that it is compared with, and which units its table lists. */
export type Frame = PageRequest & { before: IsoWeek | undefined; listed: ReturnType<typeof listedBelow> };

/** What a feature's figures answered for a unit's scope and a week. */
export type Facts<F> = (unit: Unit, week: IsoWeek) => F;

/** A column of the table, over units that have nothing in common. */
export type Column = { title: string; text(units: Unit[]): string };

/** The columns that a feature fills. */
export function columnsOf<F>({ table }: DigestSource<F>, facts: Facts<F>, frame: Frame): Column[] {
  if (!table) return [];
  const { unit, week, before, locale } = frame;
  const sum = (units: Unit[], when: IsoWeek) => table.sum(units.map((one) => facts(one, when)));
  return table.columns(locale, facts(unit, week)).map(({ title, text }) => ({
    title,
    text: (units) => text(sum(units, week), before ? sum(units, before) : null),
  }));
}

/** A column that says nothing in any row, as a change in the first week, is left out. */
export function tableOf(
  columns: Column[],
  { unit, listed, openOwn }: Pick<Frame, "unit" | "listed"> & { openOwn: Block | undefined },
): Table {
  if (columns.length === 0) return { columns: [], rows: [], own: undefined };
  const texts = [...listed.rows.map((row) => [row]), listed.own].map((units) =>
    units.length === 0 ? [] : columns.map(({ text }) => text(units)),
  );
  const said = columns.map((_, index) => texts.some((cells) => (cells[index] ?? "") !== ""));
  const cellsAt = (row: number) => (texts[row] ?? []).filter((_, index) => said[index]);
  const own = { units: listed.own.length, cells: cellsAt(listed.rows.length), open: openOwn };
  return {
    columns: columns.filter((_, index) => said[index]).map(({ title }) => title),
    rows: listed.rows.map((row, index) => ({ unit: row, itself: row.id === unit.id, cells: cellsAt(index) })),
    own: listed.own.length === 0 ? undefined : own,
  };
}
