import pino from "pino";
import { type RecordsCommand, runCommand, type Terminal, understand } from "./cli/command.ts";
import { consoleProgress } from "./cli/progress.ts";
import { texts as cliTexts } from "./cli/texts.ts";
import { systemClock } from "./clock.ts";
import { type Config, configOfProcess, secretsOf } from "./config.ts";
import { connectDatabase } from "./db/connect.ts";
import { createWrite } from "./db/write.ts";
import { figureSources, recordedByAll, recordFiles } from "./features.ts";
import { texts } from "./files/texts.ts";
import { createI18n, languageOf } from "./i18n/index.ts";
import { createLogger } from "./log.ts";

/**
 * The command line: `npm run studyhall -- COMMAND`, whose commands stand in cli/commands.ts. Help needs no settings.
 * Standard output carries the answer alone, so that another program can read it; logs and progress go to stderr.
 * @returns the exit code: 0 done, 1 could not be done, 2 not understood
 */
export async function main(args: string[]): Promise<number> {
  const terminal: Terminal = {
    locale: createI18n({ records: texts, cli: cliTexts }).locale(languageOf(userLanguage(process.env))),
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  };
  const command = understand(args, terminal);
  if (typeof command === "number") return command;
  if (command.name !== "start") return onRecords(command, terminal);
  const bot = await import("./main.ts");
  return bot.main();
}

async function onRecords(command: RecordsCommand, terminal: Terminal): Promise<number> {
  const config = configOfProcess();
  if (!config) return 1;
  const log = createLogger(quieter(config), pino.destination({ fd: 2, sync: true }), secretsOf(config));
  const { locale } = terminal;
  return runCommand(command, {
    ...terminal,
    connect: () => connectDatabase(config, log, { poolSize: 2 }),
    write: (db, workspaceId) =>
      createWrite({ db, workspaceId, clock: systemClock, onRecords: async () => undefined }),
    clock: systemClock,
    files: recordFiles,
    recorded: recordedByAll,
    sources: figureSources,
    progress: consoleProgress(process.stderr, (what, file) =>
      locale.t(what === "read" ? "records.reading" : "records.writing", { file }),
    ),
  });
}

/** A command answers for itself: what a running bot notes as ordinary would only stand in its way. */
function quieter({ logLevel }: Config): Config["logLevel"] {
  return logLevel === "info" ? "warn" : logLevel;
}

/** The language that the terminal is set to, "zh_CN.UTF-8"; the first of these variables that is set counts (POSIX). */
function userLanguage(env: NodeJS.ProcessEnv): string | undefined {
  return env.LC_ALL || env.LC_MESSAGES || env.LANG;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
