import type { Database, Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import type { Restated } from "../org/restate.ts";
import type { ImportContext, RecordFile, SameQuestion } from "./file.ts";
import type { Note } from "./notes.ts";
import { type Conflicts, type Problem, told } from "./problems.ts";
import { silent } from "./progress.ts";
import { readFiles } from "./read.ts";
import type { Source } from "./source.ts";
import { lockImports, lockRoster } from "./store.ts";

/** What an import of those files does. `count` may exceed the problems listed. */
export type Imported =
  | { kind: "refused"; problems: Problem[]; count: number }
  /** It is not clear who is meant by some rows; nothing was written. */
  | { kind: "asked"; questions: SameQuestion[] }
  /** `leftOut`: ids of people who belong to a unit and are not in people.csv. */
  | {
      kind: "done";
      changes: Change[];
      files: { name: string; records: number }[];
      leftOut: string[];
      conflicts: Conflicts;
      notes: Note[];
      restated: Restated[];
    };

type Into = Pick<
  ImportContext,
  "workspaceId" | "now" | "newcomers" | "same" | "isSlackAdmin" | "overwrite" | "recorded" | "restates"
> & { files: RecordFile[] };

/** Checks the files and, when nothing is wrong with them, writes what they change; all inside the transaction. */
export async function importInto(tx: Tx, { files, ...into }: Into, source: Source): Promise<Imported> {
  await lockImports(tx, into.workspaceId);
  const read = await readFiles({ ...into, reader: tx }, files, source, silent);
  const { problems, questions, leftOut, conflicts, restated } = read.context;
  const names = files.map(({ name }) => name);
  if (problems.count > 0) return { kind: "refused", problems: problems.sorted(names), count: problems.count };
  if (questions.length > 0) return { kind: "asked", questions };
  const changes: Change[] = [];
  const written: { name: string; records: number }[] = [];
  for (const { name, reading } of read.files) {
    const records = reading.pending();
    if (records === 0) continue;
    for (const change of await reading.write(tx, () => undefined)) changes.push(change);
    written.push({ name, records });
  }
  const notes = read.context.notes.list();
  return {
    kind: "done",
    changes,
    files: written,
    leftOut,
    conflicts: told(conflicts, names),
    notes,
    restated,
  };
}

/** The same with everybody else who would change units or people waiting until the transaction ends. */
export async function importAlone(tx: Tx, into: Into, source: Source): Promise<Imported> {
  await lockRoster(tx, into.workspaceId);
  return importInto(tx, into, source);
}

class Rehearsed extends Error {}

/**
 * What the import would do, found by doing it and taking it back: the database's own rules are asked too.
 * @param look reads what the preview names, while the records stand as they would
 */
export async function rehearse<T>(
  db: Database,
  into: Into,
  source: Source,
  look: (tx: Tx, imported: Imported) => Promise<T>,
): Promise<T> {
  let seen: { is: T } | undefined;
  try {
    await db.$transaction(
      async (tx) => {
        seen = { is: await look(tx, await importInto(tx, into, source)) };
        throw new Rehearsed();
      },
      { timeout: 120_000, maxWait: 10_000 },
    );
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  if (!seen) throw new Error("a rehearsal ended without a result");
  return seen.is;
}
