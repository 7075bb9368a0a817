import { z } from "zod";
import type { Outcome } from "../../sandbox/slack/index.ts";
import { type Prediction, refused } from "./attendance.ts";
import { discussionLine } from "./discussing.ts";
import { noteShown, removable, type Shown, submission } from "./forms.ts";
import type { Discussion } from "./kept.ts";
import { asSeen, attendanceLine, longText } from "./lines.ts";
import { type Play, settled } from "./play.ts";
import { inModal, onScreen, type Touchable, topView, touch, upload } from "./touch.ts";
import { channels, people, type UnitCode, users } from "./town.ts";
import type { Asker } from "./who.ts";

/** One thing that somebody did. `typed`: what they wrote, which they may be told again. */
export type Step = {
  who: string;
  what: string;
  outcome: Outcome | undefined;
  /** Undefined: nothing of the model's records may change. */
  predicted: Prediction | undefined;
  /** The discussion that it should make; null: none; undefined: the model does not know. */
  made?: Discussion | null;
  typed: string;
};

/** Does one random thing. */
export async function takeStep(play: Play, shown: Shown): Promise<Step> {
  const { chance, slack } = play;
  const busy = users.filter(({ id }) => slack.views(id).length > 0);
  const known = users.filter(({ id }) => people.some((one) => one.slack === id && one.roles.length > 0));
  const other = chance.of(55) ? chance.one(known) : chance.one(users);
  const who = (busy.length > 0 && chance.of(60) ? chance.one(busy) : other).id;
  const step = slack.views(who).length > 0 ? await inTheModal(play, shown, who) : await atLarge(play, who);
  noteShown(play, shown, topView(play, who));
  return step;
}

async function atLarge(play: Play, who: string): Promise<Step> {
  const { chance, slack } = play;
  const kind = chance.weighted({
    ...{
      line: 34,
      discussion: 14,
      form: 14,
      press: 26,
      home: 5,
      other: 10,
      shortcut: 3,
      message: 2,
      keep: 2,
    },
  });
  const actor = slack.as(who);
  const channel = chance.of(85) ? chance.one(channels).id : slack.directChannel(who);
  if (kind === "line") return line(play, who, channel);
  if (kind === "discussion") return discussing(play, who, channel);
  if (kind === "form") return command(play, who, chance.one(openers), channel);
  if (kind === "other") return command(play, who, chance.one(otherLines), channel);
  if (kind === "home")
    return { ...quiet(who, "opens Home"), outcome: await settled(play, who, 0, () => actor.openHome()) };
  if (kind === "shortcut") {
    const id = chance.one(["attendance.record", "discussion.record"]);
    return {
      ...quiet(who, `shortcut ${id}`),
      outcome: await settled(play, who, 1, () => actor.shortcut(id)),
    };
  }
  if (kind === "press") {
    const touchable = onScreen(play, who);
    const fit = touchable.filter(({ element }) => !notTouched.test(element.action_id));
    if (fit.length > 0) return press(play, who, chance.one(fit));
  }
  const posted = channels.flatMap(({ id }) => slack.messages(id).filter(({ bot }) => !bot));
  if (kind === "keep" && posted.length > 0) {
    const { channel: place, ts } = chance.one(posted);
    const run = () => actor.messageShortcut("discussion.keepMessage", place, ts);
    return { ...quiet(who, "keeps a message"), outcome: await settled(play, who, 1, run) };
  }
  const text = chance.one(["hello", "T1 <!channel> *bold*", "今天的讨论很好", longText.slice(0, 900)]);
  return {
    ...quiet(who, `says ${text.slice(0, 40)}`),
    outcome: await actor.say(chance.one(channels).id, text),
  };
}

const quiet = (who: string, what: string) => ({ who, what, predicted: undefined, typed: "" });

const openers = [
  ...["/attendance", "/attendance", "/attendance", "/attendance", "/attendance", "/digest subscribe"],
  ...["/discussion", "/discussion", "/discussion", "/topic", "/topic", "/topic", "/topic"],
];
const otherLines = [
  ...["/digest", "/digest list", "/digest preview", "/digest preview W43", "/digest pause", "/digest resume"],
  ...["/digest remove", "/digest now", "/digest 预览第41周", "/digest xyz", `/digest ${longText}`],
  ...["/campaign", "/campaign help", "/campaign language zh", "/campaign language en", "/campaign 语言 自动"],
  ...["/campaign constructor", `/campaign ${longText}`, "/campaign <!channel>"],
  ...["/attendance help", "/nosuch thing", "/discussion help", "/discussion status", "/discussion 统计 W43"],
  ...[
    "/discussion open T1",
    "/discussion open T2 forum",
    "/discussion open T9",
    "/discussion T1",
    "/discussion T2 all",
  ],
  ...[
    "/discussion meeting all",
    "/discussion T1 meeting 0",
    "/discussion status HILL",
    `/discussion ${longText}`,
  ],
  ...[
    "/topic status",
    "/topic missing",
    "/topic approvals",
    "/topic 状态 HILL",
    "/topic xyz",
    `/topic ${longText}`,
  ],
  ...[
    "/campaign people",
    "/campaign people 王",
    "/campaign 人员 <@U0WANG>",
    "/campaign units",
    "/campaign units Hill",
  ],
  ...["/campaign reminders", "/campaign 提醒", "/campaign holidays", "/campaign daysoff", "/campaign 休息日"],
  ...[
    "/campaign settings",
    "/campaign settings",
    "/campaign setup",
    "/campaign roster",
    "/campaign close",
    "/campaign next",
  ],
];

async function command(play: Play, who: string, text: string, channel: string): Promise<Step> {
  const known = play.bot.features.some(({ commands }) =>
    Object.hasOwn(commands ?? {}, text.split(/\s/)[0] ?? ""),
  );
  const ends = known ? 1 : 0;
  const outcome = await settled(play, who, ends, () => play.slack.as(who).command(text, channel));
  return {
    who,
    what: `types ${text.slice(0, 160)} in ${channel}`,
    outcome,
    predicted: undefined,
    typed: text,
  };
}

async function discussing(play: Play, who: string, channel: string): Promise<Step> {
  const { text, predict } = discussionLine(play, play.rules.askerOf(who));
  const { answer, made } = predict();
  return { ...(await command(play, who, `/discussion ${text}`, channel)), predicted: answer, made };
}

/**
 * Forms and buttons by which administrators would change who belongs where, or end the campaign: not the model's. Nor
 * is [Undo] under an answer: what it puts back depends on what each write changed of each record and on who changed the
 * same since, which is the audit's own account; tests/attendance and tests/discussion follow it.
 */
const notTouched = /^(?:undo\.|org\.(?!people|units)|campaign\.(?!settings|language|country|zone))/;

async function line(play: Play, who: string, channel: string): Promise<Step> {
  const asker = play.rules.askerOf(who);
  const { text, predict } = attendanceLine(play, asker, channel);
  play.lines.set(asSeen(text), predict);
  const step = await command(play, who, `/attendance ${text}`, channel);
  return { ...step, predicted: predict(asker) };
}

async function press(play: Play, who: string, touchable: Touchable): Promise<Step> {
  const value = typeof touchable.element.value === "string" ? touchable.element.value : "";
  const action = touchable.element.action_id;
  const seen = action === "attendance.removeYes" ? await newestOf(play, value) : "";
  const { done, outcome } = await touch(play, who, touchable);
  const predicted = pressed(play, play.rules.askerOf(who), action, value, seen);
  return { ...quiet(who, `presses ${done} ${value.slice(0, 200)}`), outcome, predicted };
}

const checkIn = z.object({
  unitId: z.string(),
  date: z.string(),
  closesAt: z.number(),
  checkInId: z.string(),
});
const dated = z.object({ date: z.string() });
const statusOf = {
  "attendance.here": "present",
  "attendance.late": "late",
  "attendance.leave": "leave",
} as const;

/** What a press records: most only show something. */
function pressed(
  play: Play,
  asker: Asker | undefined,
  action: string,
  value: string,
  seen: string,
): Prediction | undefined {
  const { attendance, clock } = play;
  if (action === "line.yes") return yes(play, asker, value);
  if (action === "attendance.removeYes") {
    if (!asker) return refused("common.notOnRoster");
    const wanted = removable.parse(JSON.parse(value));
    const [unit, { date }] = [play.codeOf(wanted.unitId) as UnitCode, wanted];
    const no = attendance.mayRemove(asker, unit, date);
    if (no) return no;
    // A locked week's reason is asked for in a form.
    if (play.rules.isLocked(date)) return undefined;
    return wanted.seen === seen ? attendance.remove(unit, date) : refused("attendance.undo.changedMeanwhile");
  }
  if (action === "attendance.requestYes" || action === "attendance.requestNo") {
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(value));
    const request = attendance.requests.find((one) => one.id === id);
    if (!request) throw new Error(`the model knows no request ${id}`);
    return asker ? attendance.decide(asker, request, action.endsWith("Yes")) : refused("common.notOnRoster");
  }
  const now = clock.now().epochMilliseconds;
  if (action === "attendance.withdrawLeave" || action === "attendance.homeWithdraw") {
    if (!asker) return refused("common.notOnRoster");
    attendance.withdraw(asker, dated.parse(JSON.parse(value)).date);
    return undefined;
  }
  if (action === "attendance.homeHere") {
    if (!asker) return refused("common.notOnRoster");
    const { date, unitId } = dated.extend({ unitId: z.string() }).parse(JSON.parse(value));
    if (date !== play.rules.now() || play.codeOf(unitId) !== asker.unit) return refused("common.outOfDate");
    return attendance.own(asker, { status: "present", reason: null, date });
  }
  const status = Object.entries(statusOf).find(([id]) => id === action)?.[1];
  if (!status && action !== "attendance.closeCheckIn") return undefined;
  const { unitId, date, closesAt, checkInId } = checkIn.parse(JSON.parse(value));
  // The button stands in a message of the channel that the check-in was opened in: there is one a unit, day and channel.
  const at = attendance.checkIns.find((one) => one.id === checkInId);
  if (!at) throw new Error(`the model knows no check-in of ${play.codeOf(unitId)} on ${date}`);
  if (status) return attendance.press(asker, at, closesAt, now, status);
  if (!asker) return refused("common.notOnRoster");
  if (asker.slack !== at.openedBy && !play.rules.enters(asker, at.unit))
    return refused("attendance.refused.mayNotClose");
  at.closed = true;
  return undefined;
}

const answered = z.object({ command: z.string(), text: z.string(), sure: z.string() });
/** Yes under a question runs the line once more; of other commands' lines the model knows nothing. */
function yes(play: Play, asker: Asker | undefined, value: string): Prediction | undefined {
  const { command, text, sure } = answered.parse(JSON.parse(value));
  if (command !== "/attendance") return undefined;
  // Slack writes a mention's name behind it.
  const predict = play.lines.get(text.replaceAll(/<@(\w+)\|[^>]*>/g, "<@$1>"));
  if (!predict) throw new Error(`the model does not know the line ${text}`);
  return predict(asker, sure);
}

const sureIn = /(?:form\.sure\.|sure\\+":\\+")([\w-]{22})/g;
/** Notes what the Yes agrees to of the question that was just asked. @returns what is wrong with it */
export function learnQuestions({ attendance, slack }: Play, { who, outcome, predicted }: Step): string[] {
  const shown = JSON.stringify([outcome?.body, slack.ephemerals(who).slice(-30), slack.views(who)]);
  const fresh = new Set([...shown.matchAll(sureIn)].map(([, sure = ""]) => sure));
  const reading = predicted && "asked" in predicted ? predicted.reading : undefined;
  for (const sure of fresh) if (!attendance.agreed.has(sure)) attendance.agreed.set(sure, reading);
  const isKnown = reading === undefined || [...fresh].some((sure) => attendance.agreed.get(sure) === reading);
  return isKnown ? [] : ["nothing on the screen agrees to what is asked"];
}

const placed = z.object({ unitId: z.uuid(), date: z.iso.date() });
/** How far the audit has come of the unit and day that a button or a form is about. */
async function newestOf({ db }: Play, value: string): Promise<string> {
  const { unitId, date } = placed.parse(JSON.parse(value));
  const { _max } = await db.auditEntry.aggregate({
    ...{ _max: { id: true }, where: { unitId, date: new Date(date) } },
  });
  return String(_max.id ?? 0);
}

async function inTheModal(play: Play, shown: Shown, who: string): Promise<Step> {
  const { chance, slack } = play;
  const view = topView(play, who);
  if (!view) throw new Error("there is no modal");
  const parts = inModal(view).filter(({ element }) => !notTouched.test(element.action_id));
  const submits = view.view.submit && !notTouched.test(view.view.callback_id);
  const kind = chance.weighted({
    ...{ touch: parts.length > 0 ? 60 : 0, submit: submits ? 16 : 0, whole: submits ? 24 : 0, close: 12 },
  });
  if (kind === "close") {
    const ends = view.view.notify_on_close ? 1 : 0;
    const outcome = await settled(play, who, ends, () => slack.as(who).closeView(view.id));
    return { ...quiet(who, `closes ${view.view.callback_id}`), outcome };
  }
  if (kind === "touch") {
    const part = chance.one(parts);
    if (part.element.type !== "file_input") return press(play, who, part);
    return { ...quiet(who, `uploads ${await upload(play, who, view, part)}`), outcome: undefined };
  }
  if (kind === "whole") for (const part of parts) await fillIn(play, who, part);
  const current = topView(play, who);
  if (current?.id !== view.id) return quietStep(who, "has another modal before they submit");
  const before = structuredClone(current);
  noteShown(play, shown, before);
  const isRemoval = before.view.callback_id === "attendance.removeForm";
  const seen = isRemoval ? await newestOf(play, before.view.private_metadata) : "";
  const outcome = (await settled(play, who, 1, () => slack.as(who).submit(view.id))) as Outcome;
  // Slack's own client did not send what does not fit its inputs.
  const sent = outcome.status !== 0;
  const predicted = sent ? submission(play, play.rules.askerOf(who), before, shown, seen) : undefined;
  const what = `submits ${before.view.callback_id} ${before.view.private_metadata} ${JSON.stringify(before.state.values)}`;
  return {
    who,
    what: `${sent ? "" : "(not sent) "}${what.slice(0, 1200)}`,
    predicted,
    typed: "",
    outcome: sent ? outcome : undefined,
  };
}

const quietStep = (who: string, what: string): Step => ({ ...quiet(who, what), outcome: undefined });

/** Somebody fills a form as it is meant: what is empty, and now and then something else. */
async function fillIn(play: Play, who: string, part: Touchable): Promise<void> {
  const view = topView(play, who);
  const { type } = part.element;
  const isThere = view && inModal(view).some(({ blockId }) => blockId === part.blockId);
  if (!isThere || /button|overflow|file_input/.test(type) || part.element.action_id === "attendance.date")
    return;
  const state = view.state.values[part.blockId]?.[part.element.action_id] ?? {};
  const held = Object.entries(state).find(([field]) => field !== "type")?.[1];
  const isEmpty = held === null || held === undefined || (Array.isArray(held) && held.length === 0);
  if (isEmpty ? play.chance.of(85) : play.chance.of(15)) await touch(play, who, part);
}

/** Mostly minutes pass; now and then hours or days. */
export function timePasses({ chance, clock }: Play): void {
  const minutes = chance.weighted({ moments: 70, hours: 25, days: 4 });
  const more = { moments: chance.whole(1, 20), hours: chance.whole(60, 480), days: chance.whole(1440, 5760) };
  clock.set(clock.now().add({ minutes: more[minutes], seconds: 31 }));
}
