import { z } from "zod";
import type { Notes } from "./notes.ts";
import { shown } from "./problems.ts";

/**
 * Cells as spreadsheets and offices write them, put into the format's own words before they are checked: what is read
 * otherwise than it stands there is told (notes.ts).
 */

/** By the schema of a column: what its cells say in the format. A cell that says so already stays as it is. */
const readings = z.registry<{ read: (cell: string) => string }>();

/** The same schema, with a reading of its cells. */
export function readAs<S extends z.ZodType>(schema: S, read: (cell: string) => string): S {
  readings.add(schema, { read });
  return schema;
}

type Column = { column: string; read: (cell: string) => string };

/** How the cells of a file are read, by column. */
export const readingsOf = ({ shape }: z.ZodObject): Column[] =>
  Object.entries(shape).flatMap(([column, schema]) => {
    const reading = readings.get(schema);
    return reading ? [{ column, read: reading.read }] : [];
  });

/** Puts cells into the format's own words, and tells which were written otherwise. */
export function readOtherwise(
  fields: Record<string, unknown>,
  columns: Column[],
  notes?: Pick<Notes, "add">,
): void {
  for (const { column, read } of columns) {
    const cell = fields[column];
    if (typeof cell !== "string") continue;
    const text = read(cell);
    if (text === cell) continue;
    fields[column] = text;
    const written = cell.trim();
    if (written === text) continue;
    if (text === "") notes?.add(column, "empty", { text: shown(written) });
    else notes?.add(column, "read", { text: shown(written), as: shown(text) });
  }
}

/** Most cells need no look: they hold nothing but letters, digits and what stands between them. */
const plain = /^[\w.]*$/;

/** What people write where there is nothing. */
const nothing = /^(?:无|[/／\\]|[-－–—]+|n\/a)$/i;

const fullWidth = /[０-９]/g;
const digits = (text: string): string =>
  text.replace(fullWidth, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** A code: `="001001"` and `'001001` keep a spreadsheet from making it a number. */
export function codeIn(cell: string): string {
  if (plain.test(cell)) return cell;
  const text = cell.trim();
  const code = /^="(.*)"$/.exec(text)?.[1] ?? (text.startsWith("'") ? text.slice(1) : text);
  return digits(code);
}

export const digitsIn = (cell: string): string => (plain.test(cell) ? cell : digits(cell));

/** A cell that may be empty. */
export const emptyIn = (cell: string): string => (!plain.test(cell) && nothing.test(cell.trim()) ? "" : cell);

const day = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?: 0?0:00(?::00)?)?$/;

const written = /^\d{4}-\d\d-\d\d$/;

/** A date with its year first, as spreadsheets show it. */
export function dateIn(cell: string): string {
  if (written.test(cell)) return cell;
  const text = digits(cell).trim();
  const [, year, month = "", date = ""] = day.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
}

const weekdays = "一二三四五六日";

/** 周三, 星期三 and 礼拜三 for 3. */
export function weekdayIn(cell: string): string {
  const [, name] = /^(?:周|星期|礼拜)([一二三四五六日天])$/.exec(cell.trim()) ?? [];
  return name === undefined ? digitsIn(cell) : String(weekdays.indexOf(name === "天" ? "日" : name) + 1);
}

/** Words as people say them, between marks as they write them: "联络员、讲师" for "liaison;lecturer". */
export function wordsIn(cell: string, said: Record<string, string>): string {
  if (plain.test(cell)) return cell;
  const parts = cell.split(/[;；、,，]/).map((part) => part.trim());
  const known = parts.map((part) => (Object.hasOwn(said, part) ? said[part] : part));
  return known.every((part, at) => part === parts[at]) && !/[；、,，]/.test(cell) ? cell : known.join(";");
}
