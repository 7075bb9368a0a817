import { createHash } from "node:crypto";
import type { Values } from "../i18n/index.ts";
import { readCsv } from "./csv.ts";
import { decoded, type Encoding, judge } from "./encoding.ts";
import { type ImportContext, noDoubt, type OpenFile, type RecordFile } from "./file.ts";
import { readJson } from "./json.ts";
import { type NoteKey, notes } from "./notes.ts";
import { type Problem, problems, type Report } from "./problems.ts";
import type { Progress } from "./progress.ts";
import type { Source } from "./source.ts";

/** Files that have been read to their end. Nothing of them has been written. */
export type ReadFiles = {
  files: { name: string; reading: OpenFile }[];
  /** SHA-256 of what was read. */
  checksum: string;
  context: ImportContext;
};

/**
 * Reads the source's files in the order of the list. What is wrong with them is in the context's `problems`.
 */
export async function readFiles(
  start: Pick<
    ImportContext,
    | "workspaceId"
    | "reader"
    | "now"
    | "newcomers"
    | "same"
    | "isSlackAdmin"
    | "overwrite"
    | "recorded"
    | "restates"
  >,
  files: RecordFile[],
  source: Source,
  progress: Progress,
): Promise<ReadFiles> {
  const context: ImportContext = {
    ...start,
    problems: problems(),
    questions: [],
    leftOut: [],
    restated: [],
    conflicts: problems(),
    notes: notes(),
    campaign: undefined,
    units: new Map(),
    people: new Map(),
    doubtful: { units: noDoubt(), people: noDoubt() },
  };
  const checksum = createHash("sha256");
  const opened: ReadFiles["files"] = [];
  for (const file of files) {
    const reading = await file.open(context);
    opened.push({ name: file.name, reading });
    if (source.present.includes(file.name)) {
      checksum.update(`${file.name}\0`);
      const hash = (chunk: Buffer) => checksum.update(chunk);
      await readFile(source, file, reading, { context, hash, progress });
    } else if (file.needed && !reading.held) {
      context.problems.add({ file: file.name, key: "records.fileMissing", values: {} });
      reading.refused?.(undefined);
    }
    await reading.end();
  }
  return { files: opened, checksum: checksum.digest("hex"), context };
}

async function readFile(
  source: Source,
  file: RecordFile,
  reading: OpenFile,
  to: { context: ImportContext; hash(chunk: Buffer): void; progress: Progress },
): Promise<void> {
  const problem = (found: Omit<Problem, "file">) => to.context.problems.add({ file: file.name, ...found });
  const refused = (fields: Record<string, unknown> | undefined) => reading.refused?.(fields);
  try {
    const { size, content: whole } = await source.open(file.name);
    const judged = await judge(whole);
    if ("is" in judged) {
      problem({ key: judged.is === "empty" ? "records.emptyFile" : `records.is.${judged.is}`, values: {} });
      return refused(undefined);
    }
    const { content } = await source.open(file.name);
    const step = to.progress.file(file.name, size);
    const bytes = (chunk: Buffer) => {
      to.hash(chunk);
      step.more(chunk.length);
    };
    const edge = { problem, refused, note: noteIn(to.context, file.name) };
    if (judged.encoding === "gb18030") edge.note(undefined, undefined, "gb18030", {});
    const text = decoded(passing(content, bytes), judged.encoding);
    await (file.name.endsWith(".json")
      ? readDocument(text, reading, edge)
      : readRows(text, judged, file, reading, edge)
    ).finally(step.end);
  } catch (error) {
    // A file that cannot be opened or read is the administrator's to mend; everything else is ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    problem({ key: "records.unreadable", values: { reason: error.message } });
    refused(undefined);
  }
}

async function* passing(content: AsyncIterable<Buffer>, see: (chunk: Buffer) => void) {
  for await (const chunk of content) {
    see(chunk);
    yield chunk;
  }
}

type Edge = {
  problem(found: Omit<Problem, "file">): void;
  refused(fields: Record<string, unknown> | undefined): void;
  note(line: number | undefined, column: string | undefined, key: NoteKey, values: Values): void;
};

const noteIn =
  ({ notes: told }: ImportContext, file: string): Edge["note"] =>
  (line, column, key, values) => {
    told.at(file, line);
    told.add(column, key, values);
  };

const reportAt =
  (edge: Edge, line: number | undefined): Report =>
  (column, key, values = {}) =>
    edge.problem({ line, column, key, values });

async function readDocument(content: AsyncIterable<string>, reading: OpenFile, edge: Edge): Promise<void> {
  const document = await readJson(content, edge);
  if (document) reading.row(document, 1, reportAt(edge, undefined));
  else edge.refused(undefined);
}

async function readRows(
  content: AsyncIterable<string>,
  { tabs }: { encoding: Encoding; tabs: boolean },
  file: RecordFile,
  reading: OpenFile,
  edge: Edge,
): Promise<void> {
  await readCsv(
    content,
    { tabs },
    {
      ...edge,
      columns: Object.keys(file.schema.shape),
      row: (fields, line) => reading.row(fields, line, reportAt(edge, line)),
    },
  );
}
