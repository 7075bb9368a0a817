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

/** Counts people: 42人. */
export const measureWords = ["人", "名", "位"] as const;
export const commandWords = {
  help: ["help", "?", "帮助"],
  open: ["open"],
  checkIn: ["签到"],
  status: ["status", "状态"],
  missing: ["missing", "未报"],
  history: ["history", "记录", "历史"],
  undo: ["undo", "撤销", "撤回"],
} as const;
export type CommandWord = keyof typeof commandWords;
