import { createRequire } from "node:module";
import type { Logger as BoltLogger, LogLevel } from "@slack/bolt";
import { type DestinationStream, type LevelWithSilent, type Logger, pino } from "pino";

export type { Logger } from "pino";

const HIDDEN = "[hidden]";
/** Names whose value is never written, whatever it looks like. */
const SECRET_NAMES =
  "authorization|cookie|password|(?:bot|app|access|refresh)?_?token|signing_?secret|client_?secret|(?:x-slack-)?signature";
const PATTERNS: [RegExp, string][] = [
  // Slack's tokens: xoxb-, xoxp-, xoxe.xoxb-, xapp-
  [/\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+/g, HIDDEN],
  // The password of a database address, up to the last "@": an unescaped one may hold an "@" itself.
  [/(postgres(?:ql)?:\/\/[^:@/\s"]*:)[^\s"]+@/gi, `$1${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  // Addresses that authorise whoever knows them: answers to an interaction, the socket's one-time address.
  [/https:\/\/hooks\.slack\.com\/[^\s"\\]+/g, `https://hooks.slack.com/${HIDDEN}`],
  [/\b((?:token|ticket|client_secret)=)[^&\s"\\]+/gi, `$1${HIDDEN}`],
  [new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, "gi"), `$1"${HIDDEN}"`],
  [new RegExp(`\\b((?:${SECRET_NAMES})\\s*[:=]\\s*')[^']*'`, "gi"), `$1${HIDDEN}'`],
];

/** The text without anything that opens a door: tokens, passwords, signatures, and the given secrets wherever they stand. */
export function hideSecrets(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length > 0);
  const unnamed = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), unnamed);
}

/** Lines for people on a terminal, when the formatter (a development dependency) is there. */
function prettyStream(): DestinationStream | undefined {
  try {
    const pretty = createRequire(import.meta.url)("pino-pretty") as (options: object) => DestinationStream;
    return pretty({
      ...{ sync: true, singleLine: true, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss" },
    });
  } catch {
    return undefined;
  }
}

function standardOutput(): DestinationStream {
  return (process.stdout.isTTY && prettyStream()) || pino.destination({ fd: 1, sync: true });
}

/**
 * A logger: JSON lines, or readable ones when standard output is a terminal. Each finished line passes
 * `hideSecrets`, so a secret inside a message, an error or a nested field is hidden too.
 * @param secrets values that must never be written although nothing in their form gives them away (the signing secret)
 */
export function createLogger(
  level: LevelWithSilent,
  destination: DestinationStream = standardOutput(),
  secrets: readonly string[] = [],
): Logger {
  const options = { level, base: null, serializers: { error: pino.stdSerializers.err } };
  return pino(options, { write: (line) => void destination.write(hideSecrets(line, secrets)) });
}

/** Whoever waits longer than this is told that the work goes on. */
const betweenSigns = 2000;

/** Says what is being done and, every two seconds that it takes, for how long already. @throws what `work` throws */
export async function during<T>(log: Pick<Logger, "info">, what: string, work: () => Promise<T>): Promise<T> {
  log.info(`${what} …`);
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += betweenSigns / 1000;
    log.info(`${what} … (${seconds} s)`);
  }, betweenSigns);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** What Bolt hands its logger is a list of anything; ours takes fields and one sentence. */
function sentence(parts: unknown[]): [{ error?: Error }, string] {
  const error = parts.find((part) => part instanceof Error);
  const words = parts.map((part) =>
    part instanceof Error ? part.message : typeof part === "string" ? part : JSON.stringify(part),
  );
  return [error ? { error } : {}, words.join(" ")];
}

/** Bolt's level by its name: its enum is not imported, since that would load all of Bolt (40 MB) into the command line. */
const boltLevel = (name: "debug" | "info" | "warn" | "error") => name as LogLevel;

/** Our logger in the form Bolt and Slack's clients take. The level stays ours: what Bolt would set is ignored. */
export function boltLogger(log: Logger): BoltLogger {
  const levels: Record<string, LogLevel> = {
    trace: boltLevel("debug"),
    debug: boltLevel("debug"),
    warn: boltLevel("warn"),
  };
  return {
    debug: (...parts) => log.debug(...sentence(parts)),
    info: (...parts) => log.info(...sentence(parts)),
    warn: (...parts) => log.warn(...sentence(parts)),
    error: (...parts) => log.error(...sentence(parts)),
    setLevel: () => undefined,
    getLevel: () => levels[log.level] ?? boltLevel(log.isLevelEnabled("info") ? "info" : "error"),
    setName: () => undefined,
  };
}
