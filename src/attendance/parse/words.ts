/**
 * The words that `/attendance` understands on one line, in both languages at once: nobody has to tell which one
 * they write. Written in lower case and half width, as the text that they are sought in; the spelling with
 * traditional characters is there because some keyboards produce it.
 */

/** A person's status at a session. */
export type AttendanceStatus = "present" | "late" | "leave" | "absent";

export const statusWords: Record<AttendanceStatus, readonly string[]> = {
  present: ["present", "here", "attended", "出勤", "实到", "已到", "到了", "到"],
  late: ["late", "running late", "迟到", "遲到", "晚到"],
  leave: ["leave", "on leave", "请假", "請假", "告假"],
  absent: ["absent", "not here", "not present", "缺勤", "缺席", "未到", "没到", "没来", "沒來"],
};

/** Before a status, and without a meaning of their own: 王伟 is late. */
export const linkWords = [
  ...["is", "is on", "was", "was on", "are", "are on", "were", "will be", "will be on"],
] as const;
/** Who speaks of themselves. */
export const meWords = [
  ...["i", "i am", "i'm", "i’m", "i am on", "i'm on", "i’m on", "i will be", "我", "本人"],
] as const;

/** Whose status the next words say; 其余 and its like mean those who have not been named. */
export const everybodyWords = [
  ...["全", "全部", "全体", "全體", "全员", "全員", "全体人员", "全体教师", "全体职工", "所有人", "大家"],
] as const;
export const othersWords = [
  ...[
    "其余",
    "其他",
    "其它",
    "其余人",
    "其他人",
    "其余人员",
    "其他人员",
    "其余的",
    "其他的",
    "其余同志",
    "其他同志",
  ],
] as const;
/** All of them, and that they came: 全体都到齐了. */
export const eachWords = ["全", "都", "均", "全部", "全都", "皆"] as const;
export const cameWords = [
  ...["到", "到了", "到齐", "到齐了", "到场", "到会", "出勤", "来了", "在", "参加", "参加了"],
] as const;

const here = [
  "",
  " here",
  " present",
  " came",
  " attended",
  " is here",
  " are here",
  " is present",
  " are present",
];
const english = (who: string[]) => who.flatMap((one) => here.map((how) => one + how));

/** Everybody who has not been named, in whole phrases. */
export const restWords: readonly string[] = [
  ...english(["everyone else", "everybody else", "all others", "all the others", "the others", "the rest"]),
  ...["others here", "others present", "others came"],
];
/** "Everyone is here", in whole phrases: opens the list of exceptions, or closes it ("除王伟请假外，其余全到"). */
export const allWords: readonly string[] = [
  ...english(["all", "everyone", "everybody"]),
  ...["everyone's here", "everyone’s here", "all in"],
  ...[
    "全勤",
    "都到",
    "都到了",
    "都来了",
    "都到齐了",
    "全都到了",
    "全都来了",
    "人都到齐了",
    "到齐",
    "到齐了",
    "无人缺席",
  ],
];

/** Counts people: 42人. */
export const measureWords = ["人", "名", "位"] as const;
/** How many there should be: 应到23人. */
export const expectedWords = [
  "expected",
  "should be",
  "应到",
  "应出勤",
  "应参加",
  "应到会",
  "应有",
  "總數",
  "总数",
  "共",
] as const;

/** The unit has no session that week. */
export const noSessionWords = [
  ...["no session", "no meeting", "session cancelled", "session canceled", "cancelled", "canceled"],
  ...[
    "停课",
    "停課",
    "停学",
    "不学习",
    "没有学习",
    "没学习",
    "学习取消",
    "取消学习",
    "暂停学习",
    "不安排学习",
    "无学习",
  ],
] as const;

export const commandWords = {
  help: ["help", "?", "帮助"],
  open: ["open"],
  checkIn: ["签到"],
  status: ["status", "状态"],
  missing: ["missing", "未报"],
  history: ["history", "记录", "历史"],
  cancelLeave: [
    ...["cancel leave", "cancel my leave", "withdraw leave", "withdraw my leave"],
    ...["销假", "取消请假", "撤销请假", "撤回请假"],
  ],
  undo: ["undo", "撤销", "撤回"],
} as const;
export type CommandWord = keyof typeof commandWords;
