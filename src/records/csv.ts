import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import type { Problem } from "./problems.ts";
import { shown } from "./problems.ts";

export type CsvReader = {
  /** The columns that the header must have, in any order. */
  columns: string[];
  /** A row with as many fields as the header. */
  row(fields: Record<string, string>, line: number): void;
  /** A row that could not be taken, as far as it could be read. */
  refused(fields: Record<string, string> | undefined): void;
  problem(problem: Omit<Problem, "file">): void;
  /** What was read of the file, as it came. */
  bytes(chunk: Buffer): void;
};

/** No line of a record file is longer; a quote that is never closed would swallow the rest of the file. */
const longestRecord = 100_000;

/**
 * Reads a CSV as a stream: UTF-8 with or without a byte order mark, lines ending in \n or \r\n, empty lines skipped.
 * What is wrong with the file goes to `reader.problem`; only a failing disk makes it reject.
 */
export async function readCsv(content: AsyncIterable<Buffer>, reader: CsvReader): Promise<void> {
  let header: Header | undefined;
  let broken: { code: string; line: number } | undefined;
  let lastLine = 0;
  // After a line that makes the rest meaningless the file is still read to its end: it goes into the checksum.
  let given = true;
  const take = (record: string[], line: number) => {
    given &&= isText(record, line, header, reader) && line < (broken?.line ?? Infinity);
    if (!given) return;
    lastLine = line;
    if (header) return readRow(record, line, header, reader);
    header = readHeader(record, line, reader);
    given = header !== undefined;
  };
  await pipeline(
    content,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        reader.bytes(chunk);
        yield chunk;
      }
    },
    parse({
      ...format,
      on_skip: (error) => {
        broken ??= {
          code: error?.code ?? "",
          line: typeof error?.lines === "number" ? error.lines : lastLine + 1,
        };
        return undefined;
      },
      // Taken as it is found, and not handed on: rows that wait in a stream's buffer cost memory.
      on_record: (record, { lines }) => {
        take(record, lines);
        return null;
      },
    }),
    async (nothing: AsyncIterable<unknown>) => {
      for await (const _ of nothing);
    },
  );
  if (broken) reportBroken(broken, lastLine, reader);
  else if (given && !header) reader.problem({ key: "records.emptyFile", values: {} });
}

const format = {
  bom: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  skip_records_with_empty_values: true,
  skip_records_with_error: true,
  max_record_size: longestRecord,
};

/** A quote in the wrong place swallows what follows: one is reported, and the rest of the file cannot be judged. */
function reportBroken(error: { code: string; line: number }, lastLine: number, reader: CsvReader): void {
  const misplaced = error.code === "CSV_INVALID_CLOSING_QUOTE";
  const key = error.code === "CSV_QUOTE_NOT_CLOSED" ? "records.quoteNotClosed" : "records.rowTooLong";
  // Where the parser gives up is far from where the quote was opened: that is in the line after the last good one.
  const line = misplaced ? error.line : lastLine + 1;
  reader.problem({ line, key: misplaced ? "records.quoteMisplaced" : key, values: {} });
  reader.refused(undefined);
}

/**
 * The decoder puts U+FFFD where bytes are not UTF-8. One is enough: a file in another encoding has thousands, and
 * nothing in it can be trusted.
 */
function isText(record: string[], line: number, header: Header | undefined, reader: CsvReader): boolean {
  const at = record.findIndex((field) => field.includes("\ufffd"));
  if (at === -1) return true;
  reader.problem({ line, column: header?.names[at], key: "records.notUtf8", values: {} });
  reader.refused(undefined);
  return false;
}

/** The columns as they stand, and where each column that is read stands (the first, if it stands there twice). */
type Header = { names: string[]; places: [column: string, at: number][] };

/** @returns undefined when rows cannot be read by it */
function readHeader(record: string[], line: number, reader: CsvReader): Header | undefined {
  const header = record.map((field) => field.trim());
  const missing = reader.columns.filter((column) => !header.includes(column));
  for (const column of missing)
    reader.problem({
      line,
      column,
      key: "records.columnMissing",
      values: { columns: reader.columns.join(",") },
    });
  for (const [at, column] of header.entries()) {
    const place = { line, column: shown(column) };
    if (!reader.columns.includes(column))
      reader.problem({
        ...place,
        key: "records.columnUnknown",
        values: { columns: reader.columns.join(",") },
      });
    else if (header.indexOf(column) !== at)
      reader.problem({ ...place, key: "records.columnTwice", values: {} });
  }
  if (missing.length === 0)
    return { names: header, places: reader.columns.map((column) => [column, header.indexOf(column)]) };
  reader.refused(undefined);
  return undefined;
}

function readRow(record: string[], line: number, header: Header, reader: CsvReader): void {
  const fields: Record<string, string> = {};
  for (const [column, at] of header.places) fields[column] = record[at] ?? "";
  const expected = header.names.length;
  if (record.length === expected) reader.row(fields, line);
  else {
    reader.problem({ line, key: "records.fieldCount", values: { found: record.length, expected } });
    reader.refused(fields);
  }
}
