import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import type { Change, Write } from "../db/write.ts";
import { readCsv } from "./csv.ts";
import { type ImportContext, noDoubt, type OpenFile, type RecordFile } from "./file.ts";
import { readJson } from "./json.ts";
import { type Problem, problems, type Report } from "./problems.ts";
import type { Progress } from "./progress.ts";
import { importMark, lockImports } from "./store.ts";

export type ImportOutcome =
  /** Nothing was written. `count` may exceed the problems listed. */
  | { kind: "refused"; problems: Problem[]; count: number; unread: string[] }
  /** The database holds all of it already. */
  | { kind: "unchanged"; unread: string[] }
  /** `files`: records made or changed, by file. */
  | { kind: "written"; files: { name: string; records: number }[]; unread: string[] };

export type ImportDeps = {
  db: Database;
  workspaceId: string;
  clock: Clock;
  write: Write;
  /** Every file of the format, in the order in which they refer to each other. */
  files: RecordFile[];
  progress: Progress;
};

/** The folder cannot be read, or holds no file of the format. */
export class NoRecords extends Error {
  readonly reason: "noFolder" | "noFiles";
  constructor(reason: "noFolder" | "noFiles") {
    super(reason);
    this.name = "NoRecords";
    this.reason = reason;
  }
}

/** Another import wrote while this one was reading: what it planned no longer fits. */
export class ImportedMeanwhile extends Error {
  constructor() {
    super("another import wrote while this one was reading");
    this.name = "ImportedMeanwhile";
  }
}

/**
 * Imports a folder of the import format: checks everything first, then writes in one transaction or nothing.
 * @throws NoRecords, ImportedMeanwhile; and what the database throws, with nothing written
 */
export async function importRecords(deps: ImportDeps, folder: string): Promise<ImportOutcome> {
  const { db, workspaceId, files } = deps;
  const present = await filesIn(folder);
  if (!files.some(({ name }) => present.includes(name))) throw new NoRecords("noFiles");
  const unread = present
    .filter((name) => name.endsWith(".csv") && !files.some((file) => file.name === name))
    .sort();

  const mark = await importMark(db, workspaceId);
  const context: ImportContext = {
    workspaceId,
    reader: db,
    problems: problems(),
    now: deps.clock.now(),
    campaign: undefined,
    units: new Map(),
    people: new Map(),
    doubtful: { units: noDoubt(), people: noDoubt() },
  };
  const checksum = createHash("sha256");
  const open: { name: string; reading: OpenFile }[] = [];
  for (const file of files) {
    const reading = await file.open(context);
    open.push({ name: file.name, reading });
    if (present.includes(file.name)) {
      checksum.update(`${file.name}\0`);
      await read(
        join(folder, file.name),
        file,
        reading,
        context,
        (chunk) => checksum.update(chunk),
        deps.progress,
      );
    } else if (file.needed && !reading.held) {
      context.problems.add({ file: file.name, key: "records.fileMissing", values: {} });
      reading.refused?.(undefined);
    }
    await reading.end();
  }
  const { problems: found } = context;
  if (found.count > 0)
    return {
      kind: "refused",
      problems: found.sorted(files.map(({ name }) => name)),
      count: found.count,
      unread,
    };

  const total = open.reduce((sum, { reading }) => sum + reading.pending(), 0);
  if (total === 0) return { kind: "unchanged", unread };
  // The key names the files *and* what was imported before: the same folder brought again at once, by two terminals,
  // is written once; but A, then B, then A again is another import, which must be done. The checksum alone would
  // give back the outcome of the first time.
  const key = `import:${checksum.digest("hex")}:${mark}`;
  const done = await deps.write({ actor: { name: "import" }, key }, async (tx) => {
    await lockImports(tx, workspaceId);
    if ((await importMark(tx, workspaceId)) !== mark) throw new ImportedMeanwhile();
    const changes: Change[] = [];
    const written: { name: string; records: number }[] = [];
    const step = deps.progress.begin("write", total);
    let before = 0;
    for (const { name, reading } of open) {
      const records = reading.pending();
      if (records === 0) continue;
      for (const change of await reading.write(tx, (finished) => step.at(before + finished)))
        changes.push(change);
      before += records;
      step.at(before);
      written.push({ name, records });
    }
    step.end();
    return { outcome: written, changes };
  });
  return { kind: "written", files: done, unread };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) throw new NoRecords("noFolder");
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

async function read(
  path: string,
  file: RecordFile,
  reading: OpenFile,
  context: ImportContext,
  hash: (chunk: Buffer) => void,
  progress: Progress,
): Promise<void> {
  const problem = (found: Omit<Problem, "file">) => context.problems.add({ file: file.name, ...found });
  const reportAt =
    (line: number | undefined): Report =>
    (column, key, values = {}) =>
      problem({ line, column, key, values });
  const step = await progress.file(path, file.name);
  const bytes = (chunk: Buffer) => {
    hash(chunk);
    step.more(chunk.length);
  };
  const refused = (fields: Record<string, unknown> | undefined) => reading.refused?.(fields);
  try {
    if (file.name.endsWith(".json")) {
      const document = await readJson(path, { problem, bytes });
      if (document) reading.row(document, 1, reportAt(undefined));
      else refused(undefined);
    } else {
      const row = (fields: Record<string, string>, line: number) => reading.row(fields, line, reportAt(line));
      await readCsv(path, { columns: Object.keys(file.schema.shape), row, refused, problem, bytes });
    }
  } catch (error) {
    // A file that cannot be opened or read is the administrator's to mend; everything else is ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    problem({ key: "records.unreadable", values: { reason: error.message } });
    refused(undefined);
  } finally {
    step.end();
  }
}
