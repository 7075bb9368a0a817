import type { IsoWeek } from "../calendar.ts";
import type { DigestSource } from "../figures/digest.ts";
import type { Locale } from "../i18n/index.ts";
import type { Unit } from "../org/model.ts";
import type { listedBelow } from "../org/tree.ts";
import type { Block } from "../slack/blocks.ts";

/** A row of the table: a child of the page's unit, or that unit itself without what is below it. */
export type Row = { unit: Unit; itself: boolean; cells: string[] };
/** The unit itself and those right below it that have none below, as one row that opens. */
export type OwnRow = { units: number; cells: string[]; open: Block | undefined };
/** In the organisation's own order; empty where nothing is below the unit, and in a week without any report. */
export type Table = { columns: string[]; rows: Row[]; own: OwnRow | undefined };

export type Facts = Record<string, unknown>;
/** What a feature shows of its facts. */
export type Answered = { source: DigestSource; facts: (unit: Unit, week: IsoWeek) => Facts };
export type Listed = ReturnType<typeof listedBelow>;
type TableRequest = {
  unit: Unit;
  week: IsoWeek;
  before: IsoWeek | undefined;
  listed: Listed;
  locale: Locale;
};

/** A column that says nothing in any row, as a change in the first week, is left out. */
export function tableOf(answered: Answered[], request: TableRequest): Table {
  const { unit, week, before, locale, listed } = request;
  const columns = answered.flatMap(({ source, facts }) =>
    (source.columns?.(locale, facts(unit, week)) ?? []).map((column) => ({
      title: column.title,
      text(units: Unit[]) {
        const sum = (when: IsoWeek) =>
          sumOf(
            source,
            units.map((one) => facts(one, when)),
          );
        return column.text(sum(week), before ? sum(before) : null);
      },
    })),
  );
  if (columns.length === 0) return { columns: [], rows: [], own: undefined };
  const texts = [...listed.rows.map((row) => [row]), listed.own].map((units) =>
    units.length === 0 ? [] : columns.map(({ text }) => text(units)),
  );
  const said = columns.map((_, index) => texts.some((cells) => (cells[index] ?? "") !== ""));
  const cellsAt = (row: number) => (texts[row] ?? []).filter((_, index) => said[index]);
  return {
    columns: columns.filter((_, index) => said[index]).map(({ title }) => title),
    rows: listed.rows.map((row, index) => ({ unit: row, itself: row.id === unit.id, cells: cellsAt(index) })),
    own:
      listed.own.length === 0
        ? undefined
        : { units: listed.own.length, cells: cellsAt(listed.rows.length), open: openOwn(answered, request) },
  };
}

function sumOf(source: DigestSource, facts: Facts[]): Facts {
  const [only, ...more] = facts;
  return more.length === 0 ? (only ?? {}) : (source.sum?.(facts) ?? {});
}

function openOwn(answered: Answered[], request: TableRequest): Block | undefined {
  return answered.map(({ source }) => source.openOwn?.(request)).find((button) => button !== undefined);
}
