import { isAbsolute, relative } from "node:path";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import type { Write } from "../db/write.ts";
import type { FigureSource } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { orgStore } from "../org/store.ts";
import { unitTree } from "../org/tree.ts";
import { theWorkspace, WorkspaceUnclear } from "../org/workspace.ts";
import { type Command, parseCommand, UsageError } from "./arguments.ts";
import { askFigures, type Figures } from "./figures.ts";
import type { RecordFile } from "./file.ts";
import { ImportedMeanwhile, type ImportOutcome, importRecords } from "./import.ts";
import { problemLine, shown } from "./problems.ts";
import type { Progress } from "./progress.ts";
import { NoRecords } from "./source.ts";

export type CommandDeps = {
  /** Called once a command is understood that needs the database. */
  connect(): Promise<{ db: Database; close(): Promise<void> }>;
  write(db: Database, workspaceId: string): Write;
  clock: Clock;
  files: RecordFile[];
  sources: FigureSource[];
  locale: Locale;
  progress: Progress;
  /** What was asked for. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
};

/** Something that the command line is told in a sentence of its language. */
class Refusal extends Error {}

/** @returns the exit code: 0 done, 1 could not be done, 2 not understood */
export async function runCommand(args: string[], deps: CommandDeps): Promise<0 | 1 | 2> {
  const { locale } = deps;
  let command: Command;
  try {
    command = parseCommand(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const reason = locale.t(error.key, error.values);
    deps.err(locale.t("records.usageProblem", { reason, usage: locale.t("records.usage") }));
    return 2;
  }
  if (command.name === "help") {
    deps.out(locale.t("records.usage"));
    return 0;
  }
  try {
    const { db, close } = await deps.connect();
    try {
      const workspace = await theWorkspace(db, command.workspace);
      return command.name === "import"
        ? await runImport(command.folder, db, workspace.id, deps)
        : await runFigures(command, db, workspace.id, deps);
    } finally {
      await close();
    }
  } catch (error) {
    deps.err(refusal(error, deps));
    return 1;
  }
}

async function runImport(
  folder: string,
  db: Database,
  workspaceId: string,
  deps: CommandDeps,
): Promise<0 | 1> {
  const { clock, files, progress, locale } = deps;
  const write = deps.write(db, workspaceId);
  const outcome = await importRecords({ db, workspaceId, clock, write, files, progress }, folder).catch(
    (error) => {
      if (!(error instanceof NoRecords)) throw error;
      const names = files.map(({ name }) => name).join(", ");
      throw new Refusal(locale.t(`records.${error.reason}`, { folder: shownPath(folder), files: names }));
    },
  );
  tell(outcome, deps);
  return outcome.kind === "refused" ? 1 : 0;
}

function tell(outcome: ImportOutcome, { locale, out, err }: CommandDeps): void {
  if (outcome.kind === "refused") {
    for (const problem of outcome.problems) err(problemLine(problem, locale));
    const more = outcome.count - outcome.problems.length;
    if (more > 0) err(locale.t("records.more", { count: more }));
    err(locale.t("records.refused", { count: outcome.count }));
  } else if (outcome.kind === "unchanged") out(locale.t("records.unchanged"));
  else {
    out(locale.t("records.imported"));
    for (const { name, records } of outcome.files)
      out(locale.t("records.importedFile", { file: name, count: records }));
  }
  const say = outcome.kind === "refused" ? err : out;
  if (outcome.unread.length > 0)
    say(locale.t("records.unread", { files: locale.list(outcome.unread.map(shown)) }));
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
  else out(`${unit.name} (${unit.code}), ${period.from} – ${period.to}\n\n${table(figures)}`);
  return 0;
}

/** The figures as lines "attendance.present   8565", numbers below each other. */
function table(figures: Figures): string {
  const rows = Object.entries(figures).flatMap(([source, facts]) =>
    Object.entries(facts).map(
      ([name, value]) => [`${source}.${name}`, value === null ? "–" : String(value)] as const,
    ),
  );
  const names = Math.max(...rows.map(([name]) => name.length));
  const values = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(([name, value]) => `${name.padEnd(names)}  ${value.padStart(values)}`).join("\n");
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
