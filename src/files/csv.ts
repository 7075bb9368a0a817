import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { type Header, type HeaderReader, seekHeader } from "./header.ts";
import { gb18030Character } from "./private-use.ts";
import { shown } from "./problems.ts";

export type CsvReader = HeaderReader & {
  /** A row with as many fields as the header. */
  row(fields: Record<string, string>, line: number): void;
  /** A row that could not be taken, as far as it could be read. */
  refused(fields: Record<string, string> | undefined): void;
};

/** No line of a record file is longer; a quote that is never closed would swallow the rest of the file. */
const longestRecord = 100_000;

/**
 * Reads the text of a CSV as a stream: lines ending in \n or \r\n, empty lines skipped, and told what else is: rows
 * above the header and sums. What is wrong with the file goes to `reader.problem`; only a failing disk makes it reject.
 */
export async function readCsv(
  content: AsyncIterable<string>,
  { tabs }: { tabs: boolean },
  reader: CsvReader,
): Promise<void> {
  const seek = seekHeader(reader);
  let header: Header | undefined;
  let broken: { code: string; line: number } | undefined;
  let lastLine = 0;
  // After a line that makes the rest meaningless the file is still read to its end: it goes into the checksum.
  let given = true;
  let quoteAt: number | undefined;
  const quoteInside = (line: number) => {
    if (!given || line === quoteAt) return;
    quoteAt = line;
    reader.problem({ line, key: "records.quoteMisplaced", values: {} });
    reader.refused(undefined);
  };
  const take = (record: string[], line: number) => {
    given &&= line < (broken?.line ?? Infinity);
    if (!given) return;
    lastLine = line;
    if (header) return readRow(record, line, header, reader);
    header = seek.look(record, line);
    if (!header && seek.lost) given = false;
  };
  await pipeline(
    quotedFormulas(content),
    parse({
      ...format,
      delimiter: tabs ? "\t" : ",",
      on_skip: (error) => {
        // It ends with its line, unlike a quote that swallows what follows.
        if (error?.code === "INVALID_OPENING_QUOTE") quoteInside(Number(error.lines));
        else
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
  else if (!header) {
    seek.report();
    reader.refused(undefined);
  }
}

const format = {
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  skip_records_with_empty_values: true,
  skip_records_with_error: true,
  max_record_size: longestRecord,
};

/**
 * `="001001"` put into quotes as the format has it, line by line: exporting programs write it bare. Inside of quotes
 * each quote stands twice, so it is never found there.
 */
async function* quotedFormulas(content: AsyncIterable<string>): AsyncGenerator<string> {
  const quoted = (text: string) =>
    text.includes('="') ? text.replaceAll(/(?<=^|[,\t])="([^"\r\n\t,]*)"(?=$|[,\t\r])/gm, '"=""$1"""') : text;
  let rest = "";
  for await (const part of content) {
    const text = rest + part;
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    yield quoted(text.slice(0, end));
  }
  yield quoted(rest);
}

/** A quote in the wrong place swallows what follows: one is reported, and the rest of the file cannot be judged. */
function reportBroken(error: { code: string; line: number }, lastLine: number, reader: CsvReader): void {
  const misplaced = error.code === "CSV_INVALID_CLOSING_QUOTE";
  const key = error.code === "CSV_QUOTE_NOT_CLOSED" ? "records.quoteNotClosed" : "records.rowTooLong";
  // Where the parser gives up is far from where the quote was opened: that is in the line after the last good one.
  const line = misplaced ? error.line : lastLine + 1;
  reader.problem({ line, key: misplaced ? "records.quoteMisplaced" : key, values: {} });
  reader.refused(undefined);
}

/** Rows that only add up others: a word stands where a row begins, in place of its number or its code, or with no code. */
const sum = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|sub-?total|grand total|total)\s*[:：]?$/i;

function isSum(record: string[], { places }: Header, keyColumn: string | undefined): boolean {
  const first = record.findIndex((cell) => cell.trim() !== "");
  if (!sum.test(record[first]?.trim() ?? "")) return false;
  const at = places.find(([column]) => column === keyColumn)?.[1] ?? 0;
  // In a column that counts the lines it is no field of anybody, whatever sum stands beside it.
  const isRead = places.some(([, place]) => place === first);
  return !isRead || at === first || (record[at] ?? "").trim() === "";
}

function readRow(record: string[], line: number, header: Header, reader: CsvReader): void {
  if (isSum(record, header, reader.columns[0])) {
    reader.note(line, undefined, "sum", { text: shown(record.filter(Boolean).join(" ")) });
    return;
  }
  const fields: Record<string, string> = {};
  let legible = true;
  for (const [column, at] of header.places) {
    const field = record[at] ?? "";
    fields[column] = usual.test(field) ? field : fieldOf(field);
    if (!usual.test(field)) legible = isLegible(field, fields[column], { line, column }, reader) && legible;
  }
  const expected = header.names.length;
  if (record.length !== expected)
    reader.problem({ line, key: "records.fieldCount", values: { found: record.length, expected } });
  if (record.length === expected && legible) reader.row(fields, line);
  else reader.refused(fields);
}

/** What nearly all fields hold, so that they need no closer look. */
const usual = /^[ -~\u4e00-\u9fa5]*$/;
const privateOnes = /\p{Co}/gu;

const fieldOf = (field: string): string =>
  field.replace(privateOnes, (character) => gb18030Character(character) ?? character);

/** True when everybody sees the same in the field; says what is wrong with it, and what was read for a private character. */
function isLegible(
  field: string,
  read: string,
  { line, column }: { line: number; column: string },
  reader: CsvReader,
): boolean {
  if (read !== field)
    for (const character of new Set(field.match(privateOnes)))
      reader.note(line, column, "character", {
        point: pointOf(character),
        as: gb18030Character(character) ?? character,
        text: shown(read),
      });
  if (/[\0\ufffd]/.test(read)) {
    reader.problem({ line, column, key: "records.lostCharacter", values: { value: shown(read) } });
    return false;
  }
  const unknown = read.match(/[\p{Co}\p{Cn}]/gu);
  if (!unknown) return true;
  const points = [...new Set(unknown)].map(pointOf).join(", ");
  reader.problem({ line, column, key: "records.privateUse", values: { points, value: shown(read) } });
  return false;
}

const pointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
