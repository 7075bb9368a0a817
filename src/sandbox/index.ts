import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBot } from "../bot.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Connected } from "../db/connect.ts";
import type { Logger } from "../log.ts";
import { type Cast, readCast } from "./cast.ts";
import { type SandboxClock, sandboxClock } from "./clock.ts";
import { openingScene } from "./opening.ts";
import { mountPage } from "./page/index.ts";
import { loadSample } from "./sample.ts";
import { type LocalSlack, startLocalSlack } from "./slack/index.ts";

const sample = {
  settings: fileURLToPath(new URL("../../sample/sandbox.json", import.meta.url)),
  county: fileURLToPath(new URL("../../sample/county", import.meta.url)),
};
/** The sample county's own; its `campaign.json` says the same. */
const timeZone = "Asia/Shanghai";

/**
 * A bot with a Slack workspace of its own, in one process: the local Slack, the page on it, the sample county, and
 * a clock that starts inside the sample campaign. Everything is kept below `dataDir`/sandbox, apart from the
 * records of a real workspace.
 */
export async function startSandbox(
  config: Config,
  log: Logger,
): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = join(config.dataDir, "sandbox");
  await mkdir(dataDir, { recursive: true });
  const cast = await readCast(sample);
  const clock = await sandboxClock(
    join(dataDir, "clock.json"),
    cast.start.toZonedDateTime(timeZone).toInstant(),
  );
  const local = await startLocalSlack({
    port: config.port,
    users: cast.users,
    channels: cast.channels,
    team: { id: "T0SANDBOX", name: "Studyhall sandbox" },
    stateFile: join(dataDir, "slack.json"),
    now: () => clock.now().epochMilliseconds,
  });
  try {
    const bot = await startWithSample(config, dataDir, local, clock, log);
    showPage(local, cast, clock, bot.tick);
    await openingScene(local, cast);
    log.info("The sandbox is ready.");
    console.log(`\n  Studyhall's sandbox is running: open http://localhost:${new URL(local.url).port}\n`);
    const stop = async () => {
      await bot.stop();
      await clock.keep();
      await local.close();
    };
    return { url: local.url, stop };
  } catch (error) {
    await local.close();
    throw error;
  }
}

async function startWithSample(
  config: Config,
  dataDir: string,
  local: LocalSlack,
  clock: Clock,
  log: Logger,
) {
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
    { clock, prepare: ({ db }: Connected) => loadSample(db, sample.county, clock, log) },
  );
}

function showPage(local: LocalSlack, cast: Cast, clock: SandboxClock, tick: () => Promise<void>): void {
  mountPage(local, {
    personas: cast.personas.map(({ userId, language, role, name, unit }) => ({
      userId,
      language,
      label: { en: name, "zh-CN": name },
      role: { en: `${roleNames[role].en} · ${unit}`, "zh-CN": `${unit} · ${roleNames[role]["zh-CN"]}` },
    })),
    shortcuts: [{ callbackId: "attendance.record", label: { en: "Record attendance", "zh-CN": "登记考勤" } }],
    clock: {
      now: clock.now,
      timeZone,
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
};
