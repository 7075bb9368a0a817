import type { LocalSlack, Outcome, Where } from "../slack/types.ts";
import { clockTime, secondsOfLocal, shortDay } from "./dates.ts";
import type { FaultBook } from "./fault-book.ts";
import { choiceOf, findElement } from "./held.ts";
import type { Memory } from "./memory.ts";
import type { Requests } from "./requests.ts";
import type { SandboxClock } from "./scene.ts";
import { type Fields, type Show, textOf } from "./show.ts";

/** What the page tells its visitor at once; what happened in Slack is seen on the page itself. */
export type Reply = { toast?: string /** Give the typed text back. */; keep?: true };

export type DoingDeps = { local: LocalSlack; clock: SandboxClock; memory: Memory; faults: FaultBook };
type Doing<Name extends keyof Requests> = (
  deps: DoingDeps,
  show: Show,
  request: Requests[Name],
) => Promise<Reply>;

/** What was touched is no longer on the screen, as after the bot replaced a message. */
export class Gone extends Error {}

/**
 * What a visitor can do, by the name of the request. They throw `Gone`, and what the local Slack throws when it
 * has nobody to deliver to.
 */
export const doings: { [Name in keyof Requests]: Doing<Name> } = {
  say,
  act,
  submit: async ({ local }, _show, { as, viewId }) => {
    if (!local.views(as).some((view) => view.id === viewId)) throw new Gone(viewId);
    await local.as(as).submit(viewId);
    return {};
  },
  close: async ({ local }, _show, { as, viewId, which }) => {
    const views = local.views(as).map((view) => view.id);
    for (const id of which === "top" ? [viewId] : views.reverse()) {
      // A modal may take those below with it.
      if (local.views(as).some((view) => view.id === id)) unheeded(local.as(as).closeView(id));
    }
    return {};
  },
  home: async ({ local }, _show, { as }) => {
    unheeded(local.as(as).openHome());
    return {};
  },
  shortcut: async ({ local }, show, { as, callbackId }) =>
    troubleOf(await local.as(as).shortcut(callbackId), show),
  messageShortcut: async ({ local }, show, { as, callbackId, channelId, ts }) => {
    if (!local.messages(channelId).some((message) => message.ts === ts)) throw new Gone(ts);
    return troubleOf(await local.as(as).messageShortcut(callbackId, channelId, ts), show);
  },
  clock: moveClock,
  faults: async ({ faults }, _show, request) => {
    faults.set(request);
    return {};
  },
};

/** Nobody waits for what the bot makes of it: what is to be seen arrives as a change. */
function unheeded(outcome: Promise<Outcome>): void {
  outcome.catch(() => undefined);
}

/** Where the blocks of a message, modal or Home tab are. */
export function blocksAt(local: LocalSlack, userId: string, where: Where): Fields[] {
  if (where === "home") return local.home(userId)?.blocks ?? [];
  if ("viewId" in where) return local.views(userId).find(({ id }) => id === where.viewId)?.view.blocks ?? [];
  const messages =
    "ephemeral" in where
      ? local.ephemerals(userId).filter(({ ts }) => ts === where.ephemeral)
      : local.messages(where.channelId).filter(({ ts }) => ts === where.ts);
  return messages[0]?.blocks ?? [];
}

async function say(
  { local }: DoingDeps,
  show: Show,
  { as, channelId, text }: Requests["say"],
): Promise<Reply> {
  const typed = text.trim();
  const name = /^\/\S+/.exec(typed)?.[0];
  if (name === undefined) {
    await local.as(as).say(channelId, typed);
    return {};
  }
  if (name === "/invite" && local.channels(as).some(({ id }) => id === channelId)) {
    local.inviteBot(channelId);
    return { toast: show.t("composer.invited") };
  }
  const known = local.commands.list();
  if (known.length > 0 && !known.some(({ command }) => command === name)) {
    return { toast: show.t("composer.unknownCommand", { command: name }), keep: true };
  }
  await local.as(as).command(typed, channelId);
  return {};
}

async function act(
  { local, clock, memory }: DoingDeps,
  show: Show,
  request: Requests["act"],
): Promise<Reply> {
  const { as, where, blockId, actionId, picked, how } = request;
  const found = findElement(blocksAt(local, as, where), blockId, actionId);
  if (found === undefined) throw new Gone(`${blockId}/${actionId}`);
  const actor = local.as(as);
  // Slack's action ids are unique within a block only.
  const type = textOf(found.type);
  if (type === "button" || type === "overflow") {
    const outcome = await actor.press(where, actionId, typeof picked === "string" ? picked : null, blockId);
    return inView(where) ? {} : troubleOf(outcome, show);
  }
  const choice = choiceOf(found, picked, clock.timeZone);
  if (inView(where)) {
    const at = [where.viewId, blockId, actionId] as const;
    if (how === undefined) await actor.fill(...at, choice);
    else await actor.type(...at, String(choice ?? ""));
    if (how === "entered") await actor.enter(...at);
    return {};
  }
  memory.choose(as, JSON.stringify(where), { ...found, blockId }, picked);
  return troubleOf(await actor.press(where, actionId, choice, blockId), show);
}

const inView = (where: Where): where is { viewId: string } => typeof where === "object" && "viewId" in where;

/** Slack shows nothing of its own when a press outside a modal fails, so the page says it. */
function troubleOf(outcome: Outcome, show: Show): Reply {
  if (outcome.acknowledged) return {};
  if (outcome.status === "timeout") return { toast: show.t("trouble.timeout") };
  if (outcome.status === 0) return { toast: show.t("trouble.noAnswer") };
  return { toast: show.t("trouble.status", { status: String(outcome.status) }) };
}

async function moveClock(
  { clock }: DoingDeps,
  show: Show,
  { minutes, to }: Requests["clock"],
): Promise<Reply> {
  const now = clock.now();
  const say = (moment: Temporal.Instant) =>
    show.t("clock.now", {
      date: shortDay(moment, show),
      time: clockTime(moment.epochMilliseconds / 1000, show),
    });
  const target =
    to === undefined
      ? now.add({ minutes: minutes ?? 5 })
      : Temporal.Instant.fromEpochMilliseconds(secondsOfLocal(to, clock.timeZone) * 1000);
  if (Temporal.Instant.compare(target, now) <= 0)
    return { toast: show.t("clock.backwards", { now: say(now) }) };
  await clock.moveTo(target);
  return { toast: show.t("clock.moved", { now: say(clock.now()) }) };
}
