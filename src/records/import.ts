import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import type { Change, Write } from "../db/write.ts";
import type { RecordFile } from "./file.ts";
import type { Problem } from "./problems.ts";
import type { Progress } from "./progress.ts";
import { type ReadFiles, readFiles } from "./read.ts";
import { folderSource, NoRecords } from "./source.ts";
import { analyze, importMark, lockImports } from "./store.ts";

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
  /** Rows that may be somebody of the roster with another number are of new people; else they are refused. */
  newPeople?: boolean;
};

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
  const source = await folderSource(folder);
  if (!files.some(({ name }) => source.present.includes(name))) throw new NoRecords("noFiles");
  const unread = source.present
    .filter((name) => name.endsWith(".csv") && !files.some((file) => file.name === name))
    .sort();

  const mark = await importMark(db, workspaceId);
  const start = {
    workspaceId,
    reader: db,
    now: deps.clock.now(),
    newcomers: "withCampaign" as const,
    same: deps.newPeople ? ("allNew" as const) : ("refuse" as const),
    isSlackAdmin: false,
  };
  const read = await readFiles(start, files, source, deps.progress);
  const { problems } = read.context;
  if (problems.count > 0) {
    const sorted = problems.sorted(files.map(({ name }) => name));
    return { kind: "refused", problems: sorted, count: problems.count, unread };
  }
  const changed = read.files.some(({ reading }) => reading.pending() > 0);
  if (!changed) return { kind: "unchanged", unread };
  const written = await commit(deps, read, mark);
  await analyze(db);
  return { kind: "written", files: written, unread };
}

/**
 * @param mark what the last import left before this one began to read
 * @returns records made or changed, by file
 */
function commit(
  deps: ImportDeps,
  read: ReadFiles,
  mark: string,
): Promise<{ name: string; records: number }[]> {
  const { workspaceId, write, progress } = deps;
  const pending = read.files
    .map(({ name, reading }) => ({ name, reading, records: reading.pending() }))
    .filter(({ records }) => records > 0);
  // The key names the files *and* what was imported before: the same folder brought again at once, by two terminals,
  // is written once; but A, then B, then A again is another import, which must be done. The checksum alone would
  // give back the outcome of the first time.
  const key = `import:${read.checksum}:${mark}`;
  return write({ actor: { name: "import" }, key }, async (tx) => {
    await lockImports(tx, workspaceId);
    if ((await importMark(tx, workspaceId)) !== mark) throw new ImportedMeanwhile();
    const changes: Change[] = [];
    const step = progress.begin(
      "write",
      pending.reduce((sum, { records }) => sum + records, 0),
    );
    let before = 0;
    for (const { reading, records } of pending) {
      for (const change of await reading.write(tx, (done) => step.at(before + done))) changes.push(change);
      before += records;
      step.at(before);
    }
    step.end();
    return { outcome: pending.map(({ name, records }) => ({ name, records })), changes };
  });
}
