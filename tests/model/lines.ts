import type { Doubt, Exception, Named, Prediction, Status } from "./attendance.ts";
import { done, refused } from "./attendance.ts";
import type { Chance } from "./chance.ts";
import { isoWeek, plus } from "./days.ts";
import type { Play } from "./play.ts";
import { campaign, people, stranger, type UnitCode, units } from "./town.ts";
import type { Asker } from "./who.ts";

/** Lines that somebody types, in both languages, and what the model expects of each. */

/** `sure`: what the asker said Yes to, where the line runs again under its question. */
export type Line = {
  text: string;
  predict: (asker: Asker | undefined, sure?: string) => Prediction | undefined;
};

/** What people may type where a text is free. Each begins and ends with a letter, so that nothing is trimmed. */
export const nasty = [
  "because of <!channel> and <!here|here>",
  "because *bold* _it_ ~no~ `code` ```x``` end",
  "because \u202eright to left\u202c 中文",
  "because 👨‍👩‍👧‍👦 🇨🇳 e\u0301 end",
  "because <@U0BOSS> <#C0HILL> <https://example.org|here> &amp; <b>",
  "because {{unit}} $& %s \\n $1 end",
  "because of 看病、住院，检查。好",
  "a",
];
/** Without what turns the direction of writing: what is typed is kept as it is seen. */
export const asSeen = (text: string): string => text.replace(/[\u202a-\u202e]/g, "");
/** Those that Slack sends as they were typed: it turns mentions and addresses into something else. */
const typable = nasty.filter((text) => !/<[@#]|https?:/.test(text));
/** Reasons that may mean something else, and what is asked about them. */
const doubtful = [
  { reason: "because three days away", doubt: "longer" },
  { reason: "看病 三天", doubt: "longer" },
  { reason: "because of 2026-10-14 trains", doubt: "dayInReason" },
] as const;
export const longText = `because ${"很长的话 and more ".repeat(170)}end`;

const notUnderstood = [
  ...[
    "xyzzy",
    "all excpet 王伟 leave",
    "42",
    "late late",
    "for",
    "for HILL",
    "全到全到",
    "除",
    "除外",
    "2026-13-45 all",
  ],
  ...[
    "all except",
    "all except ,,, late",
    "<!channel>",
    "<!channel> late",
    "@nobody leave",
    "😀",
    "-1 present",
  ],
  ...[
    "100001 present",
    "history 99-99",
    "status for for",
    "open now please",
    "absent",
    "here there",
    "all all all x",
  ],
  ...["\u202e全到\u202c x", "today yesterday all", "10-14 10-15 all", "w99 status", "leave 3-4"],
  longText,
];

/** What is typed for `/attendance`, and what the model expects. */
export function attendanceLine(play: Play, asker: Asker | undefined, channel: string): Line {
  const { chance } = play;
  const kind = chance.weighted({
    ...{ everyone: 26, some: 8, counts: 12, own: 26, open: 8, undo: 5, look: 12, nothing: 8 },
  });
  if (kind === "everyone") return everyone(play, asker);
  if (kind === "some") return some(play, asker);
  if (kind === "undo") return takeBack(play, asker);
  if (kind === "counts") return counts(play, asker);
  if (kind === "own") return own(play);
  if (kind === "open") return open(play, channel);
  if (kind === "look") return look(play);
  return { text: chance.one(notUnderstood), predict: () => undefined };
}

/** Days around today, now and then far away. */
export function someDay(play: Play): string {
  const { chance, rules } = play;
  const today = rules.now();
  if (chance.of(4)) return chance.one(["2026-09-20", "2027-02-01", "2026-09-30", "2025-10-14", campaign.to]);
  return plus(today, chance.of(90) ? -chance.whole(0, 9) : chance.whole(-40, 20));
}

const written = (chance: Chance, date: string) =>
  chance.of(70)
    ? date
    : `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** A line's date and unit, mostly the asker's own. */
export function about(play: Play, asker: Asker | undefined) {
  const { chance } = play;
  const date = chance.of(45) ? someDay(play) : undefined;
  const other: UnitCode | "NOWHERE" = chance.of(92) ? chance.one(units).code : "NOWHERE";
  const unit = chance.of(asker?.roles.includes("administrator") ? 70 : 15) ? other : undefined;
  const clauses = [
    ...(date ? [written(chance, date)] : []),
    ...(unit ? [chance.of(50) ? `for ${unit}` : `单位 ${unit}`] : []),
  ].join(" ");
  return { date, unit, before: clauses };
}

function named(play: Play, who: Named): string {
  const { chance } = play;
  const person = people.find(({ no }) => no === who.no);
  if (who.as === "mention") return `<@${person?.slack ?? stranger}>`;
  if (!person) return chance.one(["Nobody Atall", "赵不在", "999"]);
  return chance.of(50) ? person.no : `"${person.name}"`;
}

function exceptions(play: Play, unit: UnitCode, date: string): Exception[] {
  const { chance, attendance } = play;
  const list = [...attendance.expected(unit, date).keys()];
  const inside = chance.some(list, 2).map((no) => ({ no }));
  const outside = chance.of(8) ? [{ no: chance.of(50) ? chance.one(people).no : undefined }] : [];
  return [...inside, ...outside].map(({ no }) => {
    const person = people.find((one) => one.no === no);
    const mention = chance.of(30) && (person === undefined || person.slack !== null);
    return {
      who: { no, as: mention ? "mention" : "name" },
      status: chance.one(["late", "leave", "absent"] as const),
    };
  });
}

const words = {
  late: ["late", "迟到"],
  leave: ["leave", "请假"],
  absent: ["absent", "缺勤"],
} as const;

function everyone(play: Play, asker: Asker | undefined): Line {
  const { chance, attendance } = play;
  const { date, unit: code, before } = about(play, asker);
  const meant = units.find((one) => one.code === (code ?? asker?.unit))?.code ?? "HILL";
  const except = exceptions(play, meant, date ?? attendance.lastDay(meant));
  const language = chance.whole(0, 1);
  // "all but 王伟": how they were missing is left open.
  const isBare = except.length > 0 && chance.of(6);
  if (isBare) for (const one of except) one.status = "absent";
  const said = except.map(({ who, status }) =>
    isBare ? named(play, who) : `${named(play, who)} ${words[status][language] ?? status}`,
  );
  const all = language === 0 ? chance.one(["all", "everyone here"]) : chance.one(["全到", "全部出勤"]);
  const but =
    said.length === 0 ? "" : language === 0 ? ` except ${said.join(", ")}` : `，除 ${said.join("，")}`;
  // Written twice alike, somebody is refused while the line is read, before anything else is looked at.
  const isTwice = new Set(except.map((one) => one.who.no)).size < except.length;
  const orTwice = (prediction: Prediction): Prediction =>
    isTwice && "refused" in prediction
      ? refused(...prediction.refused, "attendance.parse.twicePerson")
      : prediction;
  return {
    text: `${before} ${all}${but}`.trim(),
    predict: (who, sure) => orTwice(predicted(who, sure)),
  };
  function predicted(who: Asker | undefined, sure: string | undefined): Prediction {
    if (!who) return refused("common.notOnRoster");
    const unit = attendance.named(who, code);
    if (typeof unit !== "string") return unit;
    const day = date ?? attendance.lastDay(unit);
    const doubts = isBare ? [{ kind: "noStatus" }] : [];
    return byName(play, who, { unit, day, except, line: { dated: date !== undefined, doubts }, sure });
  }
}

/** An entry by name, as a line says it. */
function byName(
  { attendance, rules }: Play,
  who: Asker,
  entry: {
    unit: UnitCode;
    day: string;
    except: Exception[];
    line: { dated: boolean; doubts: Doubt[] };
    others?: boolean;
    sure: string | undefined;
  },
): Prediction {
  const { unit, day, except, ...how } = entry;
  const no = attendance.barred(who, unit, day);
  const list = attendance.expected(unit, day);
  const found = list.size === 0 ? [] : attendance.found(unit, day, except);
  // Whom a locked line names is looked for as well, to be handed over.
  const isLocked = rules.isLocked(day);
  if (no)
    return isLocked && "refused" in no && !Array.isArray(found) && "refused" in found
      ? refused(...no.refused, ...found.refused)
      : no;
  if (!Array.isArray(found)) return found;
  if (isLocked) return refused("attendance.refused.reasonOnForm");
  return attendance.byName(unit, day, found, { ...how, by: who.person?.no ?? who.slack });
}

/** Some people alone, and nothing of the others. */
function some(play: Play, asker: Asker | undefined): Line {
  const { chance, attendance, rules } = play;
  const { date, unit: code, before } = about(play, asker);
  const meant = units.find((one) => one.code === (code ?? asker?.unit))?.code ?? "HILL";
  const except = exceptions(play, meant, date ?? attendance.lastDay(meant));
  if (except.length === 0) return everyone(play, asker);
  const language = chance.whole(0, 1);
  // A number before a status would be a head-count.
  const name = ({ no, as }: Named) => {
    const person = people.find((one) => one.no === no);
    return as === "name" ? `"${person?.name ?? "Nobody Atall"}"` : `<@${person?.slack ?? stranger}>`;
  };
  const said = except.map(({ who, status }) => `${name(who)} ${words[status][language] ?? status}`);
  const isTwice = new Set(except.map((one) => one.who.no)).size < except.length;
  const list = said.join(language === 0 ? ", " : "，");
  return {
    // Before people a unit's name would not end.
    text: (code === undefined ? `${before} ${list}` : `${list} ${before}`).trim(),
    predict: (who, sure) => {
      const prediction = predicted(who, sure);
      return isTwice && "refused" in prediction
        ? refused(...prediction.refused, "attendance.parse.twicePerson")
        : prediction;
    },
  };
  function predicted(who: Asker | undefined, sure: string | undefined): Prediction {
    if (!who) return refused("common.notOnRoster");
    const unit = attendance.named(who, code);
    if (typeof unit !== "string") return unit;
    const day = date ?? attendance.lastDay(unit);
    const [only, ...more] = except;
    const isMe = only?.who.as === "name" && only.who.no !== undefined && only.who.no === who.person?.no;
    if (isMe && more.length === 0 && code === undefined && only.status !== "absent")
      if (!rules.mayEnter(who, unit, day) && attendance.expected(unit, day).has(who.person?.no ?? ""))
        return attendance.own(who, { status: only.status, reason: null, ...(date ? { date } : {}), sure });
    const others = attendance.isByName(unit, day);
    const doubts = others ? [] : [{ kind: "othersCame" }];
    const line = { dated: date !== undefined, doubts };
    return byName(play, who, { unit, day, except, line, others, sure });
  }
}

/** "undo": asks before a whole session is taken back. */
function takeBack(play: Play, asker: Asker | undefined): Line {
  const { chance, attendance } = play;
  const code = asker?.roles.includes("administrator") || chance.of(15) ? chance.one(units).code : undefined;
  const day = chance.of(40) ? someDay(play) : undefined;
  return {
    text: [chance.one(["undo", "撤销"]), code, day].filter((part) => part !== undefined).join(" "),
    predict: (who) => {
      if (!who) return refused("common.notOnRoster");
      const unit = attendance.named(who, code);
      if (typeof unit !== "string") return unit;
      return attendance.mayRemove(who, unit, day ?? attendance.lastRecorded(unit)) ?? done;
    },
  };
}

function counts(play: Play, asker: Asker | undefined): Line {
  const { chance, attendance } = play;
  const { date, unit: code, before } = about(play, asker);
  const most = chance.of(80) ? 2 : 40;
  const numbers = { present: chance.whole(0, most), late: 0, leave: 0, absent: 0 };
  for (const status of chance.some(["late", "leave", "absent"] as const, 2))
    numbers[status] = chance.whole(0, 2);
  const { present, late, leave, absent } = numbers;
  const text = chance.of(50)
    ? `${present} present ${late} late, ${leave} leave, ${absent} absent`
    : `出勤${present}人 迟到${late}，请假${leave}、缺勤${absent}`;
  return {
    text: `${before} ${text}`.trim(),
    predict: (who, sure) => {
      if (!who) return refused("common.notOnRoster");
      const unit = attendance.named(who, code);
      if (typeof unit !== "string") return unit;
      const day = date ?? attendance.lastDay(unit);
      const no = attendance.barred(who, unit, day);
      if (no) return no;
      if (play.rules.isLocked(day)) return refused("attendance.refused.reasonOnForm");
      const by = who.person?.no ?? who.slack;
      return attendance.byCount(unit, day, numbers, { by, line: { dated: date !== undefined }, sure });
    },
  };
}

function own(play: Play): Line {
  const { chance, attendance } = play;
  const status = chance.one(["present", "late", "leave", "leave"] as const satisfies Status[]);
  const date = chance.of(40) ? someDay(play) : undefined;
  const isAsked = status !== "present" && date !== undefined && chance.of(12);
  const other = isAsked ? chance.one(doubtful) : undefined;
  const clear = status !== "present" && chance.of(60) ? chance.one([...typable, longText]) : null;
  const reason = other?.reason ?? clear;
  const said = { present: ["here", "出勤"], late: ["late", "迟到"], leave: ["leave", "请假"] }[status];
  return {
    text: [chance.one(said), date && written(chance, date), reason].filter((part) => part).join(" "),
    predict: (who, sure) => {
      // A reason that is too long is not understood: it says so before it asks who is there.
      if (reason === longText) return refused("attendance.parse.tooLong");
      if (!who) return refused("common.notOnRoster");
      return attendance.own(who, {
        status,
        reason: reason === null ? null : asSeen(reason).normalize("NFC"),
        ...(date ? { date } : {}),
        ...(other ? { doubts: [{ kind: other.doubt }] } : {}),
        sure,
      });
    },
  };
}

function open(play: Play, channel: string): Line {
  const { chance, attendance, rules, clock } = play;
  const chinese = chance.of(40);
  return {
    text: chinese ? "签到" : "open",
    predict: (who) => {
      if (!who) return refused("common.notOnRoster");
      // 签到 is "I am here" for those who enter for nobody else.
      if (chinese && !rules.enters(who, who.unit))
        return attendance.own(who, { status: "present", reason: null });
      return attendance.openCheckIn(who, channel, clock.now().epochMilliseconds);
    },
  };
}

function look(play: Play): Line {
  const { chance, attendance, rules } = play;
  const code = chance.of(60) ? chance.one([...units.map((one) => one.code), "NOWHERE"]) : undefined;
  const kind = chance.one(["status", "missing", "history"] as const);
  const far = chance.of(8) ? chance.one(["2026-W10", "2027-W20"]) : undefined;
  const week = far ?? (chance.of(40) ? isoWeek(rules.now()) : undefined);
  const day = chance.of(50) ? someDay(play) : undefined;
  const said = { status: ["status", "状态"], missing: ["missing", "未报"], history: ["history", "历史"] }[
    kind
  ];
  const parts = { status: [code, week], missing: [week], history: [code, day] }[kind];
  return {
    text: [chance.one(said), ...parts].filter((part) => part !== undefined).join(" "),
    predict: (who) => {
      if (!who) return refused("common.notOnRoster");
      const unit = attendance.named(who, kind === "missing" ? undefined : code);
      if (typeof unit !== "string") return unit;
      const today = rules.now();
      const shown = kind === "history" || !week ? undefined : week;
      const outside = shown && (shown < isoWeek(campaign.from) || shown > isoWeek(campaign.to));
      return outside && today ? refused("common.refused.weekOutside") : { done: true };
    },
  };
}
