/**
 * Words that lines of every command share, in both languages at once: nobody has to tell which one they write. In
 * lower case and half width, as the text that they are sought in; the spelling with traditional characters is there
 * because some keyboards produce it.
 */

export const exceptWords = [
  ...["except", "except for", "but", "but for", "apart from", "除", "除了", "除去"],
] as const;
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
  { words: ["the day before yesterday", "day before yesterday", "前天"], days: -2 },
  { words: ["the day after tomorrow", "day after tomorrow", "后天"], days: 2 },
  { words: ["大前天"], days: -3 },
  { words: ["大后天"], days: 3 },
];

/** Weeks named by their distance from this one. */
export const weekWords: ReadonlyArray<{ words: readonly string[]; weeks: number }> = [
  { words: ["this week", "本周", "这周", "本星期", "这星期", "这个星期", "本礼拜", "这礼拜"], weeks: 0 },
  { words: ["last", "last week", "上周", "上星期", "上个星期", "上礼拜", "上个礼拜"], weeks: -1 },
  { words: ["next week", "下周", "下星期", "下个星期", "下礼拜", "下个礼拜"], weeks: 1 },
];

/** Monday first. */
export const weekdayWords: ReadonlyArray<readonly string[]> = [
  ["monday", "mon"],
  ["tuesday", "tues", "tue"],
  ["wednesday", "weds", "wed"],
  ["thursday", "thurs", "thur", "thu"],
  ["friday", "fri"],
  ["saturday", "sat"],
  ["sunday", "sun"],
];

/** January first. */
export const monthWords: ReadonlyArray<readonly string[]> = [
  ["january", "jan"],
  ["february", "feb"],
  ["march", "mar"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
];

/** Joins the first and the last day of a span: 周一到周三, Mon to Wed. */
export const untilWords = [
  "to",
  "until",
  "till",
  "through",
  "thru",
  "至",
  "到",
  "直到",
  "-",
  "–",
  "—",
  "~",
] as const;

/** Say that a row of days begins there: from Monday, 从明天, 明天起. */
export const sinceWords = {
  before: ["from", "starting", "beginning", "从", "自"],
  behind: ["onward", "onwards", "起", "开始"],
} as const;
/** Lengths of time that are counted in days. */
export const lengthWords = {
  days: ["day", "days", "天"],
  weeks: ["week", "weeks", "wk", "wks", "周", "个周", "週", "星期", "个星期", "礼拜", "个礼拜"],
  months: ["month", "months", "个月"],
} as const;
/** One first. */
export const countWords = [
  ["a", "an", "one"],
  ...[["two"], ["three"], ["four"], ["five"], ["six"], ["seven"], ["eight"], ["nine"], ["ten"]],
] as const;

/** What makes "3-4" or "1.5" a length of time and not a date: "leave 3-4 days", "请假 1.5天". */
export const durationWords = [
  ...["d", "day", "days", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes"],
  ...["week", "weeks", "month", "months", "%", "℃", "度", "天", "个", "小时", "分钟", "周", "星期"],
] as const;
