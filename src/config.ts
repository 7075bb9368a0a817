import { existsSync } from "node:fs";
import { z } from "zod";

/** Settings that cannot be used. The message has a line for each variable; their values are never in it. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

export type SlackConfig = {
  botToken: string;
  /** Another base for the Web API, with its trailing slash. */
  apiUrl?: string;
  mode: { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string };
};

export type Config = {
  /** Undefined without any Slack variable: the sandbox. */
  slack?: SlackConfig;
  /** Where HTTP listens: Slack's requests in HTTP mode, /healthz and /readyz always. */
  port: number;
  /** Undefined: the embedded database. */
  databaseUrl?: string;
  dataDir: string;
  logLevel: LogLevel;
};

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

function startsWith(prefix: string, where: string) {
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}[A-Za-z0-9-]+$`),
      `should begin with ${prefix} (${where}), without spaces or quotes`,
    );
}

function isUrl(text: string, protocols: string[]): boolean {
  return protocols.includes(URL.parse(text)?.protocol ?? "");
}

/** Each message ends the sentence "NAME …". */
const variables = z.object({
  SLACK_BOT_TOKEN: startsWith("xoxb-", "Slack app settings, OAuth & Permissions").optional(),
  SLACK_APP_TOKEN: startsWith("xapp-", "Slack app settings, Basic Information, App-Level Tokens").optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,}$/,
      "should be the text of Slack app settings, Basic Information, Signing Secret",
    )
    .optional(),
  SLACK_API_URL: z
    .string()
    .refine((text) => isUrl(text, ["http:", "https:"]), "should be an address like https://slack.com/api/")
    .transform((text) => (text.endsWith("/") ? text : `${text}/`))
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => isUrl(text, ["postgres:", "postgresql:"]),
      "should be an address like postgresql://user:password@host:5432/database (special characters of the password as %XX)",
    )
    .optional(),
  STUDYHALL_DATA_DIR: z.string().default("./data"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "should be a number from 0 to 65535 (0 takes any free port)")
    .transform(Number)
    .refine((port) => port <= 65_535, "should be a number from 0 to 65535 (0 takes any free port)")
    .default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `should be one of ${LOG_LEVELS.join(", ")}`).default("info"),
});
type Variables = z.infer<typeof variables>;
type Environment = Record<string, string | undefined>;

/** An empty variable counts as not set: that is how one is switched off in `.env` and in compose files. */
function given(env: Environment): Record<string, string> {
  const entries = Object.keys(variables.shape).map((name) => [name, env[name]?.trim()] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Which Slack variables are missing, once one of them is given: a half-connected bot is a mistake, not a sandbox. */
function missing(set: Record<string, string>): string[] {
  const problems: string[] = [];
  const delivery = set.SLACK_APP_TOKEN ?? set.SLACK_SIGNING_SECRET;
  if (delivery !== undefined && set.SLACK_BOT_TOKEN === undefined)
    problems.push(
      "SLACK_BOT_TOKEN is missing: the bot token, beginning with xoxb- (Slack app settings, OAuth & Permissions)",
    );
  if (set.SLACK_BOT_TOKEN !== undefined && delivery === undefined)
    problems.push(
      "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: the first (beginning with xapp-) for Socket Mode, the second for HTTP",
    );
  return problems;
}

function slackConfig(set: Variables): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = set;
  if (botToken === undefined) return undefined;
  const apiUrl = set.SLACK_API_URL === undefined ? {} : { apiUrl: set.SLACK_API_URL };
  if (appToken !== undefined) return { botToken, ...apiUrl, mode: { kind: "socket", appToken } };
  if (signingSecret !== undefined) return { botToken, ...apiUrl, mode: { kind: "http", signingSecret } };
  return undefined;
}

/**
 * The settings in these environment variables. With both an app token and a signing secret, Socket Mode is chosen:
 * it needs no public address, and who created an app token wants to use it.
 * @throws ConfigError naming every wrong and missing variable at once
 */
export function loadConfig(env: Environment): Config {
  const set = given(env);
  const parsed = variables.safeParse(set);
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) ?? [];
  const problems = [...wrong, ...missing(set)];
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(
      `These settings (environment or .env) need correcting; .env.example explains each:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
  const slack = slackConfig(parsed.data);
  const {
    DATABASE_URL: databaseUrl,
    STUDYHALL_DATA_DIR: dataDir,
    PORT: port,
    LOG_LEVEL: logLevel,
  } = parsed.data;
  return { ...(slack && { slack }), ...(databaseUrl && { databaseUrl }), port, dataDir, logLevel };
}

/**
 * The settings of this process: its environment, which wins, and `.env`. When they cannot be used, standard error is
 * told why.
 */
export function configOfProcess(): Config | undefined {
  try {
    process.loadEnvFile();
  } catch {
    // Node says of one that it may not read, too, that there is none: without its tokens the sandbox would run.
    if (existsSync(".env")) {
      console.error(
        ".env cannot be read: correct its permissions (this user must be able to read it), then start again.",
      );
      return undefined;
    }
  }
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

/** The values in a configuration that must never be written anywhere (for `createLogger`). */
export function secretsOf({ slack }: Config): string[] {
  if (!slack) return [];
  return [slack.botToken, slack.mode.kind === "socket" ? slack.mode.appToken : slack.mode.signingSecret];
}
