import { isAbsolute, relative } from "node:path";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import type { Write } from "../db/write.ts";
import { askFigures } from "../figures/ask.ts";
import type { FigureSource } from "../figures/source.ts";
import type { RecordFile } from "../files/file.ts";
import { ImportedMeanwhile, type ImportOutcome, importRecords } from "../files/import.ts";
import { noteLine } from "../files/notes.ts";
import { type Problem, problemLine, shown } from "../files/problems.ts";
import type { Progress } from "../files/progress.ts";
import { NoRecords } from "../files/source.ts";
import type { Locale } from "../i18n/index.ts";
import type { Recorded } from "../org/recorded.ts";
import { orgStore } from "../org/store.ts";
import { unitTree } from "../org/tree.ts";
import { theWorkspace, WorkspaceUnclear } from "../org/workspace.ts";
import { type Command, parseCommand, UsageError } from "./arguments.ts";
import { figuresView } from "./figures-view.ts";
import { helpFor, helpForAll, hintFor } from "./help.ts";

/** A command that works on the records; the others need no database. */
export type RecordsCommand = Exclude<Command, { name: "help" | "start" }>;

/** Where the command line answers, and in which language. */
export type Terminal = {
  locale: Locale;
  /** What was asked for. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
};

export type CommandDeps = Terminal & {
  connect(): Promise<{ db: Database; close(): Promise<void> }>;
  write(db: Database, workspaceId: string): Write;
  clock: Clock;
  files: RecordFile[];
  recorded: Recorded[];
  sources: FigureSource[];
  progress: Progress;
};

/** Something that the command line is told in a sentence of its language. */
class Refusal extends Error {}

/**
 * Reads the command line, and answers what can be answered without settings and records: help, and what was not
 * understood.
 * @returns the command that is left to do, or the exit code: 0 helped, 2 not understood
 */
export function understand(
  args: string[],
  { locale, out, err }: Terminal,
): Exclude<Command, { name: "help" }> | 0 | 2 {
  try {
    const command = parseCommand(args);
    if (command.name !== "help") return command;
    out(command.of === undefined ? helpForAll(locale) : helpFor(command.of, locale));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err(`${locale.t(error.key, error.values)}\n\n${hintFor(error.command, locale)}`);
    return 2;
  }
}

/** @returns the exit code: 0 done, 1 could not be done */
export async function runCommand(command: RecordsCommand, deps: CommandDeps): Promise<0 | 1> {
  try {
    const { db, close } = await deps.connect();
    try {
      const workspace = await theWorkspace(db, command.workspace);
      switch (command.name) {
        case "import":
          return await runImport(command, db, workspace.id, deps);
        case "figures":
          return await runFigures(command, db, workspace.id, deps);
      }
    } finally {
      await close();
    }
  } catch (error) {
    deps.err(refusal(error, deps));
    return 1;
  }
}

async function runImport(
  { folder, newPeople, overwrite, restate }: Command & { name: "import" },
  db: Database,
  workspaceId: string,
  deps: CommandDeps,
): Promise<0 | 1> {
  const { clock, files, recorded, progress, locale } = deps;
  const write = deps.write(db, workspaceId);
  const said = { newPeople, overwrite, restate };
  const into = { db, workspaceId, clock, write, files, recorded, progress, ...said };
  const outcome = await importRecords(into, folder).catch((error) => {
    if (!(error instanceof NoRecords)) throw error;
    const names = files.map(({ name }) => name).join(", ");
    throw new Refusal(locale.t(`records.${error.reason}`, { folder: shownPath(folder), files: names }));
  });
  tell(outcome, overwrite, deps);
  return outcome.kind === "refused" ? 1 : 0;
}

function tell(outcome: ImportOutcome, overwrite: boolean, { locale, out, err }: CommandDeps): void {
  if (outcome.kind === "refused") {
    list(outcome.problems, outcome.count, locale, err);
    err(locale.t("records.refused", { count: outcome.count }));
  } else if (outcome.kind === "unchanged")
    out(locale.t(outcome.conflicts.count > 0 ? "records.unchangedButKept" : "records.unchanged"));
  else {
    out(locale.t("records.imported"));
    for (const { name, records } of outcome.files)
      out(locale.t("records.importedFile", { file: name, count: records }));
  }
  const say = outcome.kind === "refused" ? err : out;
  if (outcome.notes.length > 0) say(locale.t("records.notes"));
  for (const note of outcome.notes) say(`  ${noteLine(note, locale)}`);
  const { list: conflicts, count } = outcome.conflicts;
  // What was refused may be so because of what stays, such as a record of the unit that somebody has left.
  if (count > 0 && !(overwrite && outcome.kind === "refused")) {
    list(conflicts, count, locale, say);
    say(locale.t(overwrite ? "records.overwritten" : "records.kept", { count }));
  }
  if (outcome.unread.length > 0)
    say(locale.t("records.unread", { files: locale.list(outcome.unread.map(shown)) }));
}

/** They line by line, and how many more there are. */
function list(problems: Problem[], count: number, locale: Locale, say: (text: string) => void): void {
  for (const problem of problems) say(problemLine(problem, locale));
  const more = count - problems.length;
  if (more > 0) say(locale.t("records.more", { count: more }));
}

async function runFigures(
  { unit: code, period, json }: Command & { name: "figures" },
  db: Database,
  workspaceId: string,
  { locale, sources, out }: CommandDeps,
): Promise<0> {
  const units = unitTree(await orgStore(db, workspaceId).units());
  if (!units.root) throw new Refusal(locale.t("records.noCampaign"));
  const unit = units.byCode(code);
  if (!unit) throw new Refusal(locale.t("records.noUnit", { code: shown(code) }));
  const [figures = {}] = await askFigures(sources, db, workspaceId, [{ unit, period }]);
  if (json) out(JSON.stringify(figures));
  else {
    const dates = { from: locale.date(period.from), to: locale.date(period.to) };
    const heading = locale.t("cli.figuresOf", { unit: unit.name, code: unit.code, ...dates });
    out(`${heading}\n\n${figuresView(figures, sources, locale)}`);
  }
  return 0;
}

function refusal(error: unknown, { locale }: CommandDeps): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ImportedMeanwhile) return locale.t("records.importedMeanwhile");
  if (error instanceof WorkspaceUnclear) {
    const known = error.teamIds.length > 0 ? locale.list(error.teamIds) : locale.t("records.noWorkspaces");
    if (error.wanted === undefined) return locale.t("records.workspaceUnclear", { known });
    return locale.t("records.workspaceUnknown", { wanted: shown(error.wanted), known });
  }
  return locale.t("records.failed", { reason: error instanceof Error ? error.message : String(error) });
}

const shownPath = (path: string) => (isAbsolute(path) ? path : relative(".", path) || ".");
