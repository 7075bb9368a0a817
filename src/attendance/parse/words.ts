/**
 * The words that `/attendance` understands on one line, in both languages at once: nobody has to tell which one
 * they write. Written in lower case and half width, as the text that they are sought in; the spelling with
 * traditional characters is there because some keyboards produce it.
 */

/** A person's status at a session. */
export type AttendanceStatus = "present" | "late" | "leave" | "absent";

export const statusWords: Record<AttendanceStatus, readonly string[]> = {
  present: ["present", "here", "出勤", "实到", "已到", "到了", "到"],
  late: ["late", "迟到", "遲到"],
  leave: ["leave", "on leave", "请假", "請假"],
  absent: ["absent", "缺勤", "缺席"],
};

/** "Everyone is here": opens the list of exceptions, or closes it ("除王伟请假外，其余全到"). */
export const allWords = [
  ...[
    "everyone else",
    "everyone else here",
    "everyone else present",
    "all others",
    "all others here",
    "the rest",
    "the rest here",
  ],
  "all",
  "all here",
  "all present",
  "everyone",
  "everyone here",
  "everyone present",
  "全到",
  "全部到",
  "全部出勤",
  "全员到",
  "全员出勤",
  "全勤",
  "其余全到",
  "其他人全到",
  "其余出勤",
  "其他人出勤",
] as const;

/** Those of `allWords` that mean everybody who has not been named: they close a list that no word opened. */
export const restWords = allWords.filter((word) => /else|others|rest|其余|其他/.test(word));

export const exceptWords = ["except", "except for", "but", "除", "除了"] as const;
/** Closes the list that 除 opened, and means nothing by itself. */
export const outsideWords = ["外", "以外", "之外"] as const;
/** Joins two names; as a single character only where no name can be meant (王和平 is one person). */
export const joinWords = ["and", "&", "和", "与", "及", "跟"] as const;
/** Counts people: 42人. */
export const measureWords = ["人", "名", "位"] as const;
export const unitWords = ["for", "单位"] as const;

export const commandWords = {
  help: ["help", "?", "帮助"],
  open: ["open"],
  checkIn: ["签到"],
  status: ["status", "状态"],
  missing: ["missing", "未报"],
  history: ["history", "记录", "历史"],
} as const;
export type CommandWord = keyof typeof commandWords;

/** Days named by their distance from today. */
export const dayWords: ReadonlyArray<{ words: readonly string[]; days: number }> = [
  { words: ["today", "今天", "今日"], days: 0 },
  { words: ["yesterday", "昨天", "昨日"], days: -1 },
  { words: ["tomorrow", "明天", "明日"], days: 1 },
  { words: ["前天"], days: -2 },
  { words: ["后天"], days: 2 },
];

/** Weeks named by their distance from this one. */
export const weekWords: ReadonlyArray<{ words: readonly string[]; weeks: number }> = [
  { words: ["this week", "本周", "这周"], weeks: 0 },
  { words: ["last", "last week", "上周"], weeks: -1 },
];

/** What makes "3-4" or "1.5" a length of time and not a date: "leave 3-4 days", "请假 1.5天". */
export const durationWords = [
  "d",
  "day",
  "days",
  "h",
  "hr",
  "hrs",
  "hour",
  "hours",
  "week",
  "weeks",
  "天",
  "个",
  "小时",
  "周",
] as const;
