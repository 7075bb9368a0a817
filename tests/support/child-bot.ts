import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import type { SlackConfig } from "../../src/config.ts";
import { afterwards, type Place } from "./bot.ts";
import type { BotProcessConfig, Told } from "./bot-process.ts";

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

/** A bot in a process of its own; it may be killed and started again. Over HTTP, Slack delivers to the one started last. */
export type ChildBot = {
  /** Starts it, or starts it again. Resolves when it takes requests. */
  start(): Promise<void>;
  /** SIGKILL: it has no time to end anything. */
  kill(): Promise<void>;
  /** Tells it the clock's time, and to look for what has fallen due. It need not live to do so. */
  tick(): void;
};

export async function childBot(
  place: Place,
  clock: RunningClock,
  over: "http" | "socket",
): Promise<ChildBot> {
  const { botToken, appToken, signingSecret } = place.slack.credentials;
  const mode: SlackConfig["mode"] =
    over === "socket" ? { kind: "socket", appToken } : { kind: "http", signingSecret };
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
    kill,
    async start() {
      const aheadMilliseconds = clock.ahead();
      const config: BotProcessConfig = {
        ...{ databaseUrl, aheadMilliseconds },
        slack: { botToken, apiUrl: slack.apiUrl, mode },
      };
      const started = fork(new URL("./bot-process.ts", import.meta.url), [JSON.stringify(config)], {
        stdio: "inherit",
        execArgv: [],
      });
      child = started;
      const port = await ready(started);
      if (over === "http") slack.deliverOverHttp(`http://127.0.0.1:${port}/slack/events`);
    },
    tick() {
      tell({ aheadMilliseconds: clock.ahead() });
      tell({ tick: true });
    },
  };
}

const readiness = z.object({ ready: z.number() });

/** The port of the process, once it says that it is ready; rejects when it ends before. */
function ready(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("message", (message) => {
      const { data } = readiness.safeParse(message);
      if (data) resolve(data.ready);
    });
    child.once("exit", (code, signal) =>
      reject(new Error(`the bot ended before it was ready: ${code ?? signal}`)),
    );
  });
}
