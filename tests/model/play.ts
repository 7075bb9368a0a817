import { pino } from "pino";
import { z } from "zod";
import type { Call, LocalSlack, Outcome } from "../../sandbox/slack/index.ts";
import { startBot } from "../../src/bot.ts";
import { afterwards, standingClock, type TestClock, townAndSlack } from "../support/bot.ts";
import { top } from "../support/screen.ts";
import { callsIn, refusalFinder, textsIn } from "./answers.ts";
import { attendanceModel } from "./attendance.ts";
import { chanceFrom } from "./chance.ts";
import { todayAt } from "./days.ts";
import { keptFollower } from "./kept.ts";
import type { Line } from "./lines.ts";
import { auditFollower } from "./records.ts";
import { changes, channels, installer, people, secrets, users } from "./town.ts";
import { covers, withoutRoster, world } from "./who.ts";

/** The bot in its town, and the model beside it. */
export type Play = Awaited<ReturnType<typeof startPlay>>;

const start = Temporal.Instant.from("2026-09-22T01:00:00Z");

export async function startPlay(seed: number) {
  const clock: TestClock = standingClock(start);
  const errors: string[] = [];
  /** What the bot's handlers ended with, in the order of their ends: "ephemeral", "openView", "nothing" … */
  const handled: string[] = [];
  const log = pino(
    { level: "debug" },
    {
      write(line: string) {
        const { level, msg, kind } = JSON.parse(line) as { level: number; msg: string; kind?: string };
        if (level >= 50) errors.push(line);
        if (msg === "handled" && kind) handled.push(kind);
      },
    },
  );
  const place = await townAndSlack({
    clock,
    town: changes,
    slack: { users, channels: structuredClone(channels) },
  });
  const { slack, db, until } = place;
  await db.unit.updateMany({ where: { code: { in: withoutRoster } }, data: { hasRoster: false } });
  const { botToken, signingSecret } = slack.credentials;
  const bot = await startBot(
    {
      ...{ databaseUrl: place.databaseUrl, dataDir: "", port: 0 },
      slack: { botToken, apiUrl: slack.apiUrl, mode: { kind: "http", signingSecret } },
    },
    log,
    { clock },
  );
  afterwards(bot.stop);
  slack.deliverOverHttp(`http://127.0.0.1:${bot.port}/slack/events`);
  // Everybody is known before it begins: a mention of somebody not met yet would be refused.
  const withSlack = people.filter((one) => one.slack !== null).length;
  await until(async () => (await db.slackUser.count({ where: { personId: { not: null } } })) === withSlack);
  const ids = new Map((await db.person.findMany()).map((one) => [one.id, one.employeeNo]));
  const codes = new Map((await db.unit.findMany()).map((one) => [one.id, one.code]));
  const rules = world(() => todayAt(clock.now()));
  const attendance = attendanceModel(rules, () => clock.now().epochMilliseconds);
  const audit = auditFollower(db);
  await audit.next(); // what the import left
  /** Check-ins get their ids from the bot; the model knows them by unit, day and channel. */
  async function learnCheckIns() {
    if (attendance.checkIns.every(({ id }) => id !== undefined)) return;
    for (const row of await db.checkIn.findMany()) {
      const date = row.date.toISOString().slice(0, 10);
      const known = attendance.checkIns.find(
        (one) => one.unit === codes.get(row.unitId) && one.date === date && one.channel === row.channelId,
      );
      if (known) known.id = row.id;
    }
  }
  /** Requests too: the last of a person, unit and day is the one that is kept. */
  async function learnRequests() {
    const unknown = attendance.requests.filter(({ id }) => id === undefined);
    for (const request of unknown) {
      const unitId = [...codes].find(([, code]) => code === request.unit)?.[0];
      const form = `attendanceOwnAsked ${unitId} ${request.date}`;
      const row = await db.draft.findFirst({ where: { slackId: request.slack, form } });
      request.id = z.object({ id: z.string() }).parse(row?.values).id;
    }
  }
  return {
    ...{ slack, db, until, bot, clock, errors, handled, rules },
    /** What each line that was typed for `/attendance` means, for the Yes under its question. */
    lines: new Map<string, Line["predict"]>(),
    chance: chanceFrom(seed),
    attendance,
    learnCheckIns,
    learnRequests,
    audit,
    kept: keptFollower(db),
    refusals: refusalFinder(bot.features),
    /** Employee number of a person's id; code of a unit's. */
    ...{ noOf: (id: string) => ids.get(id) ?? id, codeOf: (id: string) => codes.get(id) ?? id },
    watch: watcher(slack),
  };
}

/** True for what is said at once when the answer takes longer. */
export const isLate = (shown: unknown): boolean =>
  textsIn(shown).some((text) => /^(?:Still working|正在处理)/.test(text));

/** Nobody waits longer for the bot, by the machine's clock: what has not come by then does not come. */
const longest = 3000;

/**
 * Does something, and waits until what the bot does after its acknowledgement has come to the user's screen.
 * @param ends how many of the bot's handlers it sets going
 */
export async function settled(
  { slack, until, handled }: Pick<Play, "slack" | "until" | "handled">,
  user: string,
  ends: number,
  work: () => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  const [before, calls] = [handled.length, slack.calls.length];
  const outcome = await work();
  if (!outcome || outcome.status === 0) return outcome;
  const deadline = performance.now() + longest;
  const isOver = () => performance.now() > deadline;
  const comes = (condition: () => boolean) => until(() => condition() || isOver());
  await comes(() => handled.length >= before + ends);
  const shown = handled.slice(before).filter((kind) => kind !== "nothing" && kind !== "closeViews");
  if (shown.length > 0 && outcome.body === "") await comes(() => slack.calls.length >= calls + shown.length);
  const isLoading = () => /^(?:Opening…|正在打开…)$/.test(top(slack, user)?.view.title?.text ?? "");
  await comes(() => !isLoading());
  if (isLate(outcome.body))
    await comes(() => !isLate(slack.ephemerals(user).at(-1)?.text) && !isLate(top(slack, user)?.view));
  return outcome;
}

/**
 * Slack lays no fourth modal over three; the bot then shows it in place of the third. It takes no answer at the place
 * that a form was asked for any more, half an hour later; then that is a direct message. A Home tab that is being
 * published while this clock leaps over its lease is published by somebody else too: who comes second makes it anew.
 */
const handledLimits = ["push_limit_reached", "expired_url", "hash_conflict"];

/** Looks at everything that the bot sent to Slack since it last looked. */
function watcher(slack: LocalSlack) {
  let seen = 0;
  const direct = new Map(users.map(({ id }) => [slack.directChannel(id), id]));
  const parsed = (value: unknown) =>
    typeof value === "string" && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;

  function readersOf({ method, args }: Call, actor: string): string[] {
    if (method === "views.publish") return [String(args.user_id)];
    if (!method.startsWith("chat.")) return [actor];
    const channel = String(args.channel);
    return direct.has(channel)
      ? [direct.get(channel) ?? ""]
      : users.some(({ id }) => id === channel)
        ? [channel]
        : users.map(({ id }) => id);
  }

  return (actor: string, outcome: Outcome | undefined, typed: string): string[] => {
    const calls = slack.calls.slice(seen);
    seen = slack.calls.length;
    const shown = calls.map((call) => ({
      readers: readersOf(call, actor),
      what: Object.fromEntries(
        Object.entries(call.args).map(([key, value]) => [key, parsed(value)]),
      ) as unknown,
    }));
    if (outcome) shown.push({ readers: [actor], what: outcome.body });
    return [
      ...calls
        .filter((call) => !call.ok && !handledLimits.includes(call.error ?? ""))
        .map((call) => `Slack refused ${call.method}: ${call.error}`),
      ...shown.flatMap(({ what }) => callsIn(what).map((text) => `would call somebody: ${text}`)),
      ...shown.flatMap(({ readers, what }) => told(readers, what, typed)),
    ];
  };
}

/** Names of people that somebody reads who must not know them; what they typed themselves is no news. */
function told(readers: string[], what: unknown, typed: string): string[] {
  const said = textsIn(what).join("\n").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return secrets
    .filter(({ name }) => said.includes(name) && !typed.includes(name))
    .flatMap((secret) => {
      const strangers = readers.filter((slack) => {
        const reader = people.find((one) => one.slack === slack);
        const knows = reader && (reader.roles.includes("administrator") || covers(reader.unit, secret.unit));
        return slack !== installer && !knows;
      });
      return strangers.map((slack) => `${slack} reads of ${secret.name}`);
    });
}
