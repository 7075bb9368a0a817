import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningBot, startBot } from "../src/bot.ts";
import type { Clock } from "../src/clock.ts";
import type { Config } from "../src/config.ts";
import type { Database } from "../src/db/client.ts";
import { type Health, healthHeaders } from "../src/health.ts";
import { during, type Logger } from "../src/log.ts";
import { adoptWorkspace } from "../src/org/workspace.ts";
import { type Cast, readCast } from "./cast.ts";
import { type SandboxClock, sandboxClock } from "./clock.ts";
import { type Offered, readManifest } from "./manifest.ts";
import { openingScene } from "./opening.ts";
import { mountPage } from "./page/index.ts";
import { loadSample } from "./sample.ts";
import { type LocalSlack, startLocalSlack } from "./slack/index.ts";

const sample = {
  settings: fileURLToPath(new URL("../sample/sandbox.json", import.meta.url)),
  county: fileURLToPath(new URL("../sample/county", import.meta.url)),
};
const manifest = new URL("../manifest.yml", import.meta.url);
const team = { id: "T0SANDBOX", name: "Studyhall sandbox" };
/** So much of the clock's time is lost when the sandbox is killed. */
const keepClockMilliseconds = 30_000;

/**
 * A bot with a Slack workspace of its own, in one process: the local Slack, the page on it, the sample county, and
 * a clock that starts inside the sample campaign. Everything is kept below `dataDir`/sandbox, apart from the
 * records of a real workspace.
 */
export async function startSandbox(
  config: Config,
  log: Logger,
): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await folderBelow(config.dataDir);
  const cast = await readCast(sample);
  const offered = await readManifest(manifest);
  const clock = await sandboxClock(join(dataDir, "clock.json"), cast.start);
  const local = await startLocalSlack({
    ...{ port: config.port, users: cast.users, channels: cast.channels, team },
    timeZone: cast.timeZone,
    stateFile: join(dataDir, "slack.json"),
    now: () => clock.now().epochMilliseconds,
  });
  const started: { stop(): Promise<void> }[] = [{ stop: local.close }];
  try {
    const bot = await startWithSample(config, dataDir, local, clock, log);
    started.unshift(bot);
    local.commands.set(offered.commands);
    showHealth(local, bot.health);
    showPage(local, { cast, offered }, clock, bot.tick);
    await during(log, "Setting the scene", () => openingScene(local, cast));
  } catch (error) {
    for (const one of started) await one.stop();
    throw error;
  }
  const keeping = setInterval(() => void clock.keep(), keepClockMilliseconds);
  const stop = async () => {
    clearInterval(keeping);
    for (const one of started) await one.stop();
    await clock.keep();
  };
  console.log(`\n  Studyhall's sandbox is running: open http://localhost:${new URL(local.url).port}\n`);
  return { url: local.url, stop };
}

/** @throws Error that says what to do when it cannot be made */
async function folderBelow(dataDir: string): Promise<string> {
  const folder = join(dataDir, "sandbox");
  await mkdir(folder, { recursive: true }).catch((cause) => {
    const what = `${resolve(folder)} cannot be made or written (${cause.code})`;
    throw new Error(`${what}: correct its permissions, or set STUDYHALL_DATA_DIR to another directory.`, {
      cause,
    });
  });
  return folder;
}

async function startWithSample(
  config: Config,
  dataDir: string,
  local: LocalSlack,
  clock: Clock,
  log: Logger,
): Promise<RunningBot> {
  const { botToken, appToken } = local.credentials;
  local.deliverOverSocket();
  return startBot(
    {
      ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
      dataDir,
      port: 0,
      slack: { botToken, apiUrl: local.apiUrl, mode: { kind: "socket", appToken } },
    },
    log,
    { clock, prepare: ({ db }) => prepare(db, clock, log) },
  );
}

/**
 * Makes the sandbox's workspace, with the sample in it.
 * @throws Error when the database holds a real workspace: what is tried out must not stand among its records
 */
async function prepare(db: Database, clock: Clock, log: Logger): Promise<void> {
  if ((await db.workspace.count({ where: { slackTeamId: { not: team.id } } })) > 0)
    throw new Error(
      "the database at DATABASE_URL holds an organisation's records, and without Slack's credentials only the sandbox can run. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to run the bot, or leave DATABASE_URL out to try the sandbox on a database of its own.",
    );
  await adoptWorkspace(db, team.id, team.name);
  await loadSample(db, sample.county, clock, log);
}

/** Beside the page, as they stand beside Slack's requests in a bot that is connected. */
function showHealth({ hono }: LocalSlack, health: Health): void {
  for (const path of ["/healthz", "/readyz"])
    hono.get(path, async (context) => {
      const page = await health(path);
      if (!page) return context.notFound();
      return Response.json(page.body, { status: page.status, headers: healthHeaders });
    });
}

function showPage(
  local: LocalSlack,
  { cast, offered }: { cast: Cast; offered: Offered },
  clock: SandboxClock,
  tick: () => Promise<void>,
): void {
  mountPage(local, {
    personas: cast.personas.map(({ userId, language, role, name, unit, isAdmin }) => ({
      userId,
      language,
      label: { en: name, "zh-CN": name },
      role: {
        en: [roleNames[role].en, ...(isAdmin ? ["administrator"] : []), unit].filter(Boolean).join(" · "),
        "zh-CN": [unit, roleNames[role]["zh-CN"], ...(isAdmin ? ["管理员"] : [])].filter(Boolean).join(" · "),
      },
    })),
    defaultChannel: cast.firstChannel,
    shortcuts: offered.shortcuts,
    messageShortcuts: offered.messageShortcuts,
    clock: {
      now: clock.now,
      timeZone: cast.timeZone,
      async moveTo(instant) {
        await clock.moveTo(instant);
        await tick();
      },
    },
  });
}

const roleNames: Record<Cast["personas"][number]["role"], { en: string; "zh-CN": string }> = {
  liaison: { en: "liaison", "zh-CN": "联络员" },
  teacher: { en: "teacher", "zh-CN": "教师" },
  head: { en: "unit head", "zh-CN": "单位负责人" },
  district: { en: "district leader", "zh-CN": "学区负责人" },
  bureau: { en: "bureau leader", "zh-CN": "局领导" },
  guest: { en: "not on the roster", "zh-CN": "不在名册上" },
};
