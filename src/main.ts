import { startBot } from "./bot.ts";
import { type Config, configOfProcess, secretsOf } from "./config.ts";
import { isDatabaseAway } from "./db/away.ts";
import { createLogger, type Logger } from "./log.ts";
import { SlackRefused, SlackUnreachable } from "./slack/gateway.ts";

/** A second signal, or a shutdown that takes longer than this, ends the process at once. */
const shutdownMilliseconds = 15_000;

/**
 * Starts the bot, or the sandbox when there are no Slack credentials, and runs until a signal comes.
 * @returns the exit code: 0 after a clean shutdown, 1 when it could not start (and said why)
 */
export async function main(): Promise<number> {
  const config = configOfProcess();
  if (!config) return 1;
  const log = createLogger(config.logLevel, undefined, secretsOf(config));
  process.on("unhandledRejection", (error) =>
    log.error({ err: error }, "something failed where nobody was waiting"),
  );
  // Heard from the beginning: a start that is broken off would leave its database running.
  const told = signal();
  try {
    const { slack } = config;
    const running = slack ? await startConnected({ ...config, slack }, log) : await startAlone(config, log);
    await told;
    log.info("Stopping: letting running work end.");
    setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
    await running.stop();
    log.info("Stopped.");
    return 0;
  } catch (error) {
    console.error(whyNot(error, config));
    log.debug({ err: error }, "did not start");
    return 1;
  }
}

async function startConnected(config: Config & { slack: NonNullable<Config["slack"]> }, log: Logger) {
  const bot = await startBot(config, log);
  const how =
    config.slack.mode.kind === "socket"
      ? `over Socket Mode; /healthz and /readyz are on port ${bot.port}`
      : `for Slack's requests on port ${bot.port}, path /slack/events`;
  log.info(`Studyhall is running, ${how}.`);
  return bot;
}

/** The sandbox is loaded only when it is wanted: a bot with a real workspace has no use for a Slack of its own. */
async function startAlone(config: Config, log: Logger) {
  const { startSandbox } = await import("../sandbox/index.ts");
  return startSandbox(config, log);
}

/** Resolves at the first signal; a second Ctrl-C ends the process at once. */
function signal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    // The terminal was closed: what is still said reaches nobody, and must not end us half way.
    process.once("SIGHUP", () => {
      process.stdout.on("error", () => undefined);
      resolve();
    });
    process.once("SIGINT", () => {
      resolve();
      process.once("SIGINT", () => process.exit(1));
    });
  });
}

/** PostgreSQL's classes for a user or password that it does not take (28), and a database that it does not have (3D). */
const isRefusedThere = (code: unknown) => /^(28|3D)/.test(String(code));

/** One sentence that says what is missing. */
function whyNot(error: unknown, config: Config): string {
  if (error instanceof SlackRefused)
    return `Slack refused this token (${error.code}). Check SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode, in the app's settings.`;
  if (error instanceof SlackUnreachable)
    return "Slack could not be reached. Check this machine's connection to slack.com (or SLACK_API_URL), then start again.";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${config.port} is already in use. Stop what uses it, or choose another with PORT=….`;
  const message = error instanceof Error ? error.message : String(error);
  return config.databaseUrl && (isDatabaseAway(error) || isRefusedThere(code))
    ? `Studyhall did not start: the database at DATABASE_URL could not be used (${message}). Check that it runs and that the address, user and password are right, then start again.`
    : `Studyhall did not start: ${message}`;
}
