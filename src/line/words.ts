/**
 * Words that lines of every command share, in both languages at once: nobody has to tell which one they write. In
 * lower case and half width, as the text that they are sought in; the spelling with traditional characters is there
 * because some keyboards produce it.
 */

export const exceptWords = ["except", "except for", "but", "除", "除了"] as const;
/** Closes the list that 除 opened, and means nothing by itself. */
export const outsideWords = ["外", "以外", "之外"] as const;
/** Joins two names; as a single character only where no name can be meant (王和平 is one person). */
export const joinWords = ["and", "&", "和", "与", "及", "跟"] as const;
export const unitWords = ["for", "单位"] as const;

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
