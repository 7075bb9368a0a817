import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import type { Persona } from "../../sandbox/page/index.ts";
import { mountPage } from "../../sandbox/page/index.ts";
import { type LocalSlack, startLocalSlack } from "../../sandbox/slack/index.ts";
import { portOf } from "../../src/requests/listen.ts";
import { type Heard, trialBot } from "./trial-bot.ts";

const users = [
  { id: "U0LIAISON", name: "li.wei", realName: "Li Wei", locale: "en-US" },
  { id: "U0TEACHER", name: "wangwei", realName: "王伟", locale: "zh-CN" },
  { id: "U0BUREAU", name: "zhao.min", realName: "赵敏", locale: "zh-CN", admin: true },
] as const;
const everyone = users.map(({ id }) => id);

const personas: Persona[] = [
  {
    userId: "U0LIAISON",
    label: { en: "Li Wei", "zh-CN": "李薇" },
    role: { en: "liaison · Qingxi Primary", "zh-CN": "联络员 · 青溪小学" },
    language: "en",
  },
  {
    userId: "U0TEACHER",
    label: { en: "Wang Wei", "zh-CN": "王伟" },
    role: { en: "teacher · Qingxi Primary", "zh-CN": "教师 · 青溪小学" },
    language: "zh-CN",
  },
  {
    userId: "U0BUREAU",
    label: { en: "Zhao Min", "zh-CN": "赵敏" },
    role: { en: "bureau leader", "zh-CN": "局领导" },
    language: "zh-CN",
  },
];

/**
 * A local Slack with the page on it, at 21 October 2026, 15:00 in Shanghai, and a clock that stands.
 * @param seenBy puts something between the page and the local Slack
 */
export async function openTown(port = 0, seenBy = (slack: LocalSlack) => slack) {
  const clock = { at: Temporal.Instant.from("2026-10-21T07:00:00Z") };
  const slack = await startLocalSlack({
    port,
    users: [...users],
    channels: [
      { id: "C0BUREAU", name: "bureau", members: everyone, botMember: true },
      { id: "C0QINGXI", name: "qingxi-primary", members: everyone, botMember: false },
      { id: "C0LEADERS", name: "leaders", private: true, members: ["U0BUREAU"], botMember: true },
    ],
    team: { id: "T0TOWN", name: "Town" },
    now: () => clock.at.epochMilliseconds,
  });
  mountPage(seenBy(slack), {
    personas,
    clock: {
      now: () => clock.at,
      moveTo: async (instant) => {
        clock.at = instant;
      },
      timeZone: "Asia/Shanghai",
    },
    defaultChannel: "bureau",
    shortcuts: [
      { callbackId: "record", label: { en: "Record attendance", "zh-CN": "登记考勤" } },
      { callbackId: "titles", label: { en: "Register a title", "zh-CN": "登记题目" } },
    ],
    messageShortcuts: [{ callbackId: "keep", label: { en: "Keep as viewpoint", "zh-CN": "留作观点" } }],
  });
  slack.commands.set([
    { command: "/form", description: "Open the form with every input", usageHint: "" },
    { command: "/rows", description: "Rows with a button each", usageHint: "[unit]" },
    { command: "/silent", description: "Gets no answer", usageHint: "" },
    { command: "/gone", description: "Nobody listens to this one", usageHint: "" },
  ]);
  return { slack, clock };
}

/** Starts the small bot; tells what it hears, and how to stop it. */
export async function startTrialBot(slack: LocalSlack) {
  const heard: Heard = { submissions: [], actions: [], typed: [] };
  const { signingSecret, botToken } = slack.credentials;
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new HTTPReceiver({
    signingSecret,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  trialBot(app, heard);
  const port = portOf(await app.start(0));
  slack.deliverOverHttp(`http://127.0.0.1:${port}/slack/events`);
  return { heard, stop: () => app.stop() };
}
