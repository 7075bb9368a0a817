import { createHash } from "node:crypto";
import { readCsv } from "./csv.ts";
import { type ImportContext, noDoubt, type OpenFile, type RecordFile } from "./file.ts";
import { readJson } from "./json.ts";
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
    "workspaceId" | "reader" | "now" | "newcomers" | "same" | "isSlackAdmin" | "overwrite"
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
    conflicts: problems(),
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
    const { size, content } = await source.open(file.name);
    const step = to.progress.file(file.name, size);
    const bytes = (chunk: Buffer) => {
      to.hash(chunk);
      step.more(chunk.length);
    };
    const edge = { problem, refused, bytes };
    await (file.name.endsWith(".json")
      ? readDocument(content, reading, edge)
      : readRows(content, file, reading, edge)
    ).finally(step.end);
  } catch (error) {
    // A file that cannot be opened or read is the administrator's to mend; everything else is ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    problem({ key: "records.unreadable", values: { reason: error.message } });
    refused(undefined);
  }
}

type Edge = {
  problem(found: Omit<Problem, "file">): void;
  refused(fields: Record<string, unknown> | undefined): void;
  bytes(chunk: Buffer): void;
};

const reportAt =
  (edge: Edge, line: number | undefined): Report =>
  (column, key, values = {}) =>
    edge.problem({ line, column, key, values });

async function readDocument(content: AsyncIterable<Buffer>, reading: OpenFile, edge: Edge): Promise<void> {
  const document = await readJson(content, edge);
  if (document) reading.row(document, 1, reportAt(edge, undefined));
  else edge.refused(undefined);
}

async function readRows(
  content: AsyncIterable<Buffer>,
  file: RecordFile,
  reading: OpenFile,
  edge: Edge,
): Promise<void> {
  await readCsv(content, {
    ...edge,
    columns: Object.keys(file.schema.shape),
    row: (fields, line) => reading.row(fields, line, reportAt(edge, line)),
  });
}
