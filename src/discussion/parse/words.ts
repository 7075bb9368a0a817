import type { DiscussionForm } from "../model.ts";

/** The words of `/discussion`, in both languages at once, as `line/words.ts` writes them. */
export const commandWords = {
  help: ["help", "?", "帮助"],
  open: ["open", "发起", "開放", "邀请"],
  status: ["status", "状态", "统计", "情况"],
} as const;
export type CommandWord = keyof typeof commandWords;

export const formWords: Record<DiscussionForm, readonly string[]> = {
  meeting: ["meeting", "会议", "座谈会", "座谈", "讨论会", "會議"],
  forum: ["forum", "论坛", "論壇"],
  small_group: ["small group", "small_group", "small groups", "group", "小组", "小组讨论", "分组", "小組"],
  online: ["online", "线上", "网上", "在线", "線上"],
};

/** The whole unit took part. */
export const allWords = [
  ...[
    "all",
    "everyone",
    "everybody",
    "the whole unit",
    "all staff",
    "everyone else",
    "all others",
    "the rest",
  ],
  ...[
    "全到",
    "全体",
    "全体人员",
    "全体职工",
    "全体教师",
    "全员",
    "全部",
    "所有人",
    "大家",
    "全单位",
    "其余全体",
    "其余全部",
  ],
  ...["全體", "全員"],
] as const;

/** What may stand behind the people and says nothing more: 全体参加. */
export const attendedWords = [
  ...["attended", "took part", "came", "joined", "were there"],
  ...["参加", "都参加", "均参加", "参会", "参与", "出席", "到会", "到场", "參加"],
] as const;

/** Counts people: 23人. */
export const measureWords = [
  "people",
  "persons",
  "person",
  "participants",
  "teachers",
  "colleagues",
  "人",
  "名",
  "位",
  "人次",
  "名教师",
  "名老师",
  "位教师",
  "位老师",
  "名职工",
  "名同志",
  "位同志",
] as const;

/** The whole campaign, as a period. */
export const campaignWords = ["campaign", "the campaign", "the whole campaign", "全部", "整个活动"] as const;
/** Joins the first and the last day of a period. */
export const untilWords = ["to", "until", "至", "到", "-", "–", "—", "~"] as const;
