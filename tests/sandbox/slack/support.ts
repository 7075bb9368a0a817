import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { afterEach } from "vitest";
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from "../../../sandbox/slack/index.ts";
import { portOf } from "../../../src/requests/listen.ts";

/** 21 October 2026, 08:00 UTC. */
export const wednesday = Date.UTC(2026, 9, 21, 8);

export const people = {
  liaison: { id: "U0LIAISON", name: "li.wei", realName: "Li Wei", email: "li@example.org", locale: "en-US" },
  teacher: { id: "U0TEACHER", name: "wang", realName: "王伟", email: "wang@example.org", locale: "zh-CN" },
  head: { id: "U0HEAD", name: "zhao", realName: "赵敏", locale: "zh-CN", owner: true },
} as const;

export const bureau = {
  id: "C0BUREAU",
  name: "bureau",
  members: ["U0LIAISON", "U0TEACHER"],
  botMember: true,
};
export const lounge = { id: "C0LOUNGE", name: "lounge", members: ["U0LIAISON"], botMember: false };
export const secret = {
  id: "C0SECRET",
  name: "secret",
  private: true,
  members: ["U0HEAD"],
  botMember: false,
};

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Runs `stop` after the test, the last one first. */
export function afterwards(stop: () => Promise<unknown>): void {
  stops.push(stop);
}

/** A local Slack that stands at `wednesday` until `clock.at` is moved. */
export async function localSlack(options: Partial<LocalSlackOptions> = {}) {
  const clock = { at: wednesday };
  const slack = await startLocalSlack({
    users: Object.values(people),
    channels: [bureau, lounge, secret],
    team: { id: "T0LOCAL", name: "Study County" },
    now: () => clock.at,
    ...options,
  });
  let closed = false;
  const close = async () => {
    if (!closed) await slack.close();
    closed = true;
  };
  afterwards(close);
  return { slack, clock, close, web: webClient(slack) };
}

/** A client that tries once and says so at once. */
export function webClient(slack: LocalSlack, token = slack.credentials.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: quiet,
  });
}

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

export type Mode = "http" | "socket";

/** A small bot in the same process, with the listeners that `register` adds. */
export async function startBot(slack: LocalSlack, mode: Mode, register: (app: App) => void): Promise<App> {
  const { signingSecret, appToken, botToken } = slack.credentials;
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver =
    mode === "http"
      ? new HTTPReceiver({ signingSecret, logger: quiet, installerOptions: { clientOptions } })
      : new SocketModeReceiver({ appToken, logger: quiet, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, clientOptions, logger: quiet });
  register(app);
  if (mode === "http") {
    const server = await app.start(0);
    slack.deliverOverHttp(`http://127.0.0.1:${portOf(server)}/slack/events`);
  } else {
    await app.start();
    slack.deliverOverSocket();
  }
  afterwards(() => app.stop());
  return app;
}

/** A promise and the way to fulfil it: for waiting until a listener was called. */
export function signal<T>() {
  return Promise.withResolvers<T>();
}

/** The error code that a call of the Web API was refused with; `ok` when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    const data = (error as { data?: { error?: string } }).data;
    return data?.error ?? (error as { code?: string }).code ?? String(error);
  }
}
