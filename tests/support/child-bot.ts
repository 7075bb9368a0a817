import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { SlackConfig } from "../../src/config.ts";
import { afterwards, freePort, type Place } from "./bot.ts";
import type { BotProcessConfig, Said, Told } from "./bot-process.ts";

/** A clock that runs like the machine's, and can be set; child bots follow it. */
export type RunningClock = { now(): Temporal.Instant; set(instant: Temporal.Instant): void; ahead(): number };

export function runningClock(start: Temporal.Instant): RunningClock {
  const machine = () => Temporal.Now.instant();
  let ahead = start.since(machine()).total("milliseconds");
  return {
    now: () => machine().add({ milliseconds: Math.round(ahead) }),
    set: (instant) => {
      ahead = instant.since(machine()).total("milliseconds");
    },
    ahead: () => Math.round(ahead),
  };
}

/** A bot in a process of its own; it may be killed and started again, on the same port. */
export type ChildBot = {
  /** Starts it, or starts it again. Resolves when it takes requests. */
  start(): Promise<void>;
  /** SIGKILL: it has no time to end anything. */
  kill(): Promise<void>;
  /** Tells it the clock's time, and to look for what has fallen due. It need not live to do so. */
  tick(): void;
  url: string;
};

export async function childBot(
  place: Place,
  clock: RunningClock,
  over: "http" | "socket",
): Promise<ChildBot> {
  const { botToken, appToken, signingSecret } = place.slack.credentials;
  const mode: SlackConfig["mode"] =
    over === "socket" ? { kind: "socket", appToken } : { kind: "http", signingSecret };
  const port = await freePort();
  const { databaseUrl, slack } = place;
  let child: ChildProcess | undefined;
  const tell = (what: Told) => {
    if (child?.connected) child.send(what, () => undefined);
  };
  const kill = async () => {
    const killed = child;
    child = undefined;
    if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
    killed.kill("SIGKILL");
    await once(killed, "exit");
  };
  afterwards(kill);
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    kill,
    async start() {
      const aheadMilliseconds = clock.ahead();
      const config: BotProcessConfig = {
        ...{ databaseUrl, port, aheadMilliseconds },
        slack: { botToken, apiUrl: slack.apiUrl, mode },
      };
      const started = fork(new URL("./bot-process.ts", import.meta.url), [JSON.stringify(config)], {
        stdio: "inherit",
        execArgv: [],
      });
      child = started;
      await said(started, "ready");
    },
    tick() {
      tell({ aheadMilliseconds: clock.ahead() });
      tell({ tick: true });
    },
  };
}

/** Resolves when the process says the word; rejects when it ends before. */
function said(child: ChildProcess, word: Said): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("message", (message) => message === word && resolve());
    child.once("exit", (code, signal) =>
      reject(new Error(`the bot ended before it was ${word}: ${code ?? signal}`)),
    );
  });
}
