import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/client.ts";
import type { Change, Write } from "../db/write.ts";
import type { Recorded } from "../org/recorded.ts";
import { auditEnd, changedSince } from "./audit-store.ts";
import type { RecordFile } from "./file.ts";
import type { Note } from "./notes.ts";
import { type Conflicts, type Problem, told } from "./problems.ts";
import type { Progress } from "./progress.ts";
import { type ReadFiles, readFiles } from "./read.ts";
import { folderSource, NoRecords } from "./source.ts";
import { analyze, importMark, lockImports } from "./store.ts";

/**
 * `notes`: what of the files was passed over or read otherwise than it stands there. `conflicts`: what was changed here since, and stays unless the import was told to overwrite
 * it.
 */
export type ImportOutcome = {
  notes: Note[];
} /** Nothing was written. `count` may exceed the problems listed. */ & (
  | { kind: "refused"; problems: Problem[]; count: number; unread: string[]; conflicts: Conflicts }
  /** The database holds all of it already. */
  | { kind: "unchanged"; unread: string[]; conflicts: Conflicts }
  /** `files`: records made or changed, by file. */
  | {
      kind: "written";
      files: { name: string; records: number }[];
      unread: string[];
      conflicts: Conflicts;
    }
);

export type ImportDeps = {
  db: Database;
  workspaceId: string;
  clock: Clock;
  write: Write;
  /** Every file of the format, in the order in which they refer to each other. */
  files: RecordFile[];
  /** Of which dates each feature has records: a unit that has some is not put elsewhere unless `restate` says so. */
  recorded: Recorded[];
  restate?: boolean;
  progress: Progress;
  /** Rows that may be somebody of the roster with another number are of new people; else they are refused. */
  newPeople?: boolean;
  /** What was changed here since is changed to what the folder says, instead of staying. */
  overwrite?: boolean;
};

/** Somebody wrote the same while this import was reading: what it planned no longer fits. */
export class ImportedMeanwhile extends Error {
  constructor() {
    super("somebody wrote the same while this import was reading");
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

  const end = await auditEnd(db, workspaceId);
  const mark = await importMark(db, workspaceId);
  const start = {
    workspaceId,
    reader: db,
    now: deps.clock.now(),
    newcomers: "withCampaign" as const,
    recorded: deps.recorded,
    restates: deps.restate ? ("told" as const) : ("refused" as const),
    same: deps.newPeople ? ("allNew" as const) : ("refuse" as const),
    isSlackAdmin: false,
    overwrite: deps.overwrite ?? false,
  };
  const read = await readFiles(start, files, source, deps.progress);
  const { problems } = read.context;
  const names = files.map(({ name }) => name);
  const notes = read.context.notes.list();
  const conflicts = told(read.context.conflicts, names);
  if (problems.count > 0)
    return {
      kind: "refused",
      problems: problems.sorted(names),
      count: problems.count,
      unread,
      conflicts,
      notes,
    };
  const changed = read.files.some(({ reading }) => reading.pending() > 0);
  if (!changed) return { kind: "unchanged", unread, conflicts, notes };
  const written = await commit(deps, read, { mark, end });
  await analyze(db);
  return { kind: "written", files: written, unread, conflicts, notes };
}

/**
 * @param mark what the last import left before this one began to read
 * @param end how far the audit had come then
 * @returns records made or changed, by file
 */
function commit(
  deps: ImportDeps,
  read: ReadFiles,
  { mark, end }: { mark: string; end: bigint },
): Promise<{ name: string; records: number }[]> {
  const { workspaceId, write, progress } = deps;
  const pending = read.files
    .map(({ name, reading }) => ({ name, reading, records: reading.pending() }))
    .filter(({ records }) => records > 0);
  // The key names the files *and* what was imported before: the same folder brought again at once, by two terminals,
  // is written once; but A, then B, then A again is another import, which must be done. The checksum alone would
  // give back the outcome of the first time.
  const key = `import:${read.checksum}:${mark}${read.context.overwrite ? ":overwrite" : ""}`;
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
    await assertUntouched(tx, workspaceId, changes, end);
    return { outcome: pending.map(({ name, records }) => ({ name, records })), changes };
  });
}

/**
 * What was judged when the folder was read must still be so once it is written, and held by that: whoever changes the
 * same records, or something else of their units and dates, comes before or after.
 * @throws ImportedMeanwhile
 */
async function assertUntouched(tx: Tx, workspaceId: string, changes: Change[], end: bigint): Promise<void> {
  const keysOf = ({
    recordId,
    unitId,
    date,
  }: {
    recordId: string;
    unitId?: string | null;
    date?: string | null;
  }) => (unitId && date ? [recordId, `${unitId} ${date}`] : [recordId]);
  const written = new Set(changes.flatMap(keysOf));
  for (const entry of await changedSince(tx, workspaceId, end))
    if (keysOf(entry).some((key) => written.has(key))) throw new ImportedMeanwhile();
}
