import type { DiscussionCommand, DiscussionProblem } from "../../src/discussion/parse.ts";

/**
 * Lines of `/discussion` and what each becomes, read on Wednesday 21 October 2026. A record says theme, form and who,
 * and day and unit where they are written; a refusal says why and the word that it quotes.
 */

type Who = Extract<DiscussionCommand, { kind: "record" }>["who"];
const all: Who = { kind: "all", except: [] };
const except = (...names: string[]): Who => ({
  kind: "all",
  except: names.map((name) => ({ who: { name } })),
});
const named = (...names: string[]): Who => ({
  kind: "named",
  people: names.map((name) => ({ who: { name } })),
});
const count = (number: number): Who => ({ kind: "count", count: number });

const record = (theme: string, form: string, who: Who, more: { date?: string; unit?: string } = {}) => ({
  kind: "record",
  theme,
  form,
  who,
  ...more,
});
const refused = (code: DiscussionProblem["code"], word: string, more: object = {}) => ({
  code,
  word,
  ...more,
});

export const themes = [
  { code: "T1", name: "教育观念", nameEn: "education-ideas" },
  { code: "T2", name: "素质教育", nameEn: "quality-education" },
  { code: "T3", name: "帮助他人", nameEn: "status of teachers" },
];
export const today = "2026-10-21";

export const english: [string, object][] = [
  ["T1 meeting all", record("T1", "meeting", all)],
  ["t1 MEETING everybody attended", record("T1", "meeting", all)],
  ["meeting T1 all", record("T1", "meeting", all)],
  ["T1 meeting, all.", record("T1", "meeting", all)],
  ["education ideas forum everyone", record("T1", "forum", all)],
  ["quality-education online all staff", record("T2", "online", all)],
  ["status of teachers meeting 5", record("T3", "meeting", count(5))],
  ["T1 forum 23", record("T1", "forum", count(23))],
  ["T1 forum 23 people", record("T1", "forum", count(23))],
  ["T1 forum 23 teachers came", record("T1", "forum", count(23))],
  ["T1 forum ２３", record("T1", "forum", count(23))],
  ["T1 forum 9999", record("T1", "forum", count(9999))],
  ["T1 group Jiang Wen, Li Lei", record("T1", "small_group", named("Jiang Wen", "Li Lei"))],
  ["T1 small group Jiang Wen and Li Lei", record("T1", "small_group", named("Jiang Wen", "Li Lei"))],
  ["T1 meeting all except Li Lei", record("T1", "meeting", except("Li Lei"))],
  ["T1 meeting everyone but Li Lei, E1002", record("T1", "meeting", except("Li Lei", "E1002"))],
  ["T1 meeting except Li Lei, all attended", record("T1", "meeting", except("Li Lei"))],
  ["T1 forum 23 yesterday", record("T1", "forum", count(23), { date: "2026-10-20" })],
  ["yesterday T1 forum 23", record("T1", "forum", count(23), { date: "2026-10-20" })],
  ["T1 10-14 forum 23", record("T1", "forum", count(23), { date: "2026-10-14" })],
  ["T1 forum 23 2026-10-14", record("T1", "forum", count(23), { date: "2026-10-14" })],
  ["T1 forum all for Hill School", record("T1", "forum", all, { unit: "Hill School" })],
  ["for Hill School T1 forum 23", record("T1", "forum", count(23), { unit: "Hill School" })],
  ['T1 group "Ann for Bob"', record("T1", "small_group", named("Ann for Bob"))],
  ["help", { kind: "help" }],
  ["help me", refused("unknownWord", "me")],
  ["open T1 forum", { kind: "open", theme: "T1", form: "forum" }],
  ["open T1 tomorrow", refused("unknownWord", "tomorrow")],
  ["open T1 forum meeting", refused("unknownWord", "meeting")],
  ["T1 forum 23 potatoes", refused("unknownWord", "potatoes")],
  ["T1 forum 23 25", refused("unknownWord", "25")],
  ["T1 meeting all 23", refused("unknownWord", "23")],
  ["T1 meeting all please", refused("unknownWord", "please")],
  ["T1 meeting all Li Lei", refused("unknownWord", "Li")],
  ["T1 T2 meeting all", refused("unknownForm", "T2")],
  ["T1 meting all", refused("unknownForm", "meting")],
  ['"T1 or T2" meeting all', refused("unknownTheme", '"T1')],
  ["T9 meeting all", refused("unknownTheme", "T9")],
  ["meeting all", refused("noTheme", "all")],
  ["T1 all", refused("noForm", "all")],
  ["T1 meeting", refused("noWho", "")],
  ["T1 forum 0", refused("badCount", "0", { max: 100_000 })],
  ["T1 forum -3 people", refused("badCount", "-3 people", { max: 100_000 })],
  ["T1 meeting all 13-45", refused("badDate", "13-45")],
  ["T1 meeting all 10-14 10-15", refused("twice", "10-15", { what: "date" })],
  ["T1 meeting all except", refused("noName", "except")],
  ["T1 meeting Li Lei, Li Lei", refused("twice", "Li Lei", { what: "person" })],
];

export const chinese: [string, object][] = [
  ["T1 座谈会 全体", record("T1", "meeting", all)],
  ["T1座谈会全体参加", record("T1", "meeting", all)],
  ["教育观念 座谈会 全体出席", record("T1", "meeting", all)],
  ["教育观念座谈会全员到会", record("T1", "meeting", all)],
  ["素质教育论坛 大家都参加", record("T2", "forum", all)],
  ["Ｔ２　论坛　全体", record("T2", "forum", all)],
  ["帮助他人 论坛 5人", record("T3", "forum", count(5))],
  ["T1 论坛 23人", record("T1", "forum", count(23))],
  ["T1 论坛 ２３人参加", record("T1", "forum", count(23))],
  ["T1 论坛 23名教师参加", record("T1", "forum", count(23))],
  ["T1 论坛 参加23人", record("T1", "forum", count(23))],
  ["T1 论坛 出席 23 人", record("T1", "forum", count(23))],
  ["T1 论坛 9999", record("T1", "forum", count(9999))],
  ["T1 小组 王伟、李雷", record("T1", "small_group", named("王伟", "李雷"))],
  ["T1 小组 王伟、李雷参加", record("T1", "small_group", named("王伟", "李雷"))],
  ["T1 小组 王伟，李雷 出席。", record("T1", "small_group", named("王伟", "李雷"))],
  ["T1 小组讨论 王伟 和 李雷", record("T1", "small_group", named("王伟", "李雷"))],
  ["T1 线上 全体 除 王伟", record("T1", "online", except("王伟"))],
  ["T1 会议 除王伟外，全体参加", record("T1", "meeting", except("王伟"))],
  ["T1 会议 除了王伟、李雷之外全体参加", record("T1", "meeting", except("王伟", "李雷"))],
  ["T1 论坛 23人 昨天", record("T1", "forum", count(23), { date: "2026-10-20" })],
  ["昨天 T1 论坛 23人", record("T1", "forum", count(23), { date: "2026-10-20" })],
  ["10月14日 T1 论坛 全体", record("T1", "forum", all, { date: "2026-10-14" })],
  ["T1 论坛 全体 10.14", record("T1", "forum", all, { date: "2026-10-14" })],
  ["单位：青溪小学，T1 论坛 23人", record("T1", "forum", count(23), { unit: "青溪小学" })],
  ["T1 论坛 全体 单位 青溪小学", record("T1", "forum", all, { unit: "青溪小学" })],
  ["帮助", { kind: "help" }],
  ["帮助一下", refused("unknownWord", "一下")],
  ["发起 T1 线上", { kind: "open", theme: "T1", form: "online" }],
  ["发起 T1 明天", refused("unknownWord", "明天")],
  ["T1 论坛 23人 王伟", refused("unknownWord", "王伟")],
  ["T1 论坛 23人 25人", refused("unknownWord", "25人")],
  ["T1 会议 全体 23人", refused("unknownWord", "23人")],
  ["T1 会议 全体 谢谢", refused("unknownWord", "谢谢")],
  ["T1 会议 全体参加，王伟除外", refused("unknownWord", "王伟除外")],
  ["T1 T2 会议 全体", refused("unknownForm", "T2")],
  ["T1 开会 全体", refused("unknownForm", "开会")],
  ["“T1 或 T2” 会议 全体", refused("unknownTheme", "“T1")],
  ["安全教育 会议 全体", refused("unknownTheme", "安全教育")],
  ["会议 全体", refused("noTheme", "全体")],
  ["T1 全体", refused("noForm", "全体")],
  ["T1 会议", refused("noWho", "")],
  ["T1 论坛 0人", refused("badCount", "0人", { max: 100_000 })],
  ["T1 会议 全体 13月45日", refused("badDate", "13月45日")],
  ["T1 会议 全体 10月14日 10月15日", refused("twice", "10月15日", { what: "date" })],
  ["T1 会议 除", refused("noName", "除")],
  ["T1 小组 王伟、王伟", refused("twice", "王伟", { what: "person" })],
];
