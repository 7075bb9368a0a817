import { dateLikeAt, peekDate, peekWholeWeek } from "../../line/date.ts";
import { anyOf, type Reader, Refused, sticky } from "../../line/reader.ts";
import { untilWords } from "../../line/words.ts";
import type { ParseProblem } from "../parse.ts";
import { isCountAt } from "./counts.ts";
import { doubtOnce, type Line } from "./line.ts";
import { commonReasons, vagueDayWords } from "./reason-words.ts";

/** The longest reason, in characters. */
export const maxReason = 200;

const until = sticky(` {0,8}${anyOf(untilWords)} {0,8}`);
const vague = sticky(anyOf(vagueDayWords));
const dayNumber = /\d{1,2}[日号]?/y;
/** 到 is the end of a status as well: 迟到 10-14. */
const untilBefore = /(?:until|till|through|至|(?<![迟遲晚已实未没])到)\s*$/iu;
/** More than one day: 3天, two weeks, 一周; not 半天, 1天, an hour. */
const long =
  /(?:(?<![\d月年.])\d+(?:\.\d+)?(?: ?[-~至到] ?\d+(?:\.\d+)?)?|[一两二三四五六七八九十几数多]+|(?<!\p{L})(?:an?|one|two|three|four|five|six|seven|several|a few|few|some|a couple of)) ?多?个?半?(?:天|(?:工作|working |business |school )?days?(?!\p{L})|工作日|日(?!常|程|报)|周(?!年|[一二三四五六日末])|星期|礼拜|月(?!\d)|weeks?(?!\p{L})|months?(?!\p{L})|wks?(?!\p{L}))|半个月|半年|半学期|整[周月个]|全周|这几天|这两天|近期|长期|all (?:week|month)/iu;
const oneDay = /^(?:0?1|0?\.\d+|0\.\d+|一|半|an?|one) ?个?(?:天|日|days?)$/iu;

/** Refuses what says more days than one: an entry is for one day, and must not shrink to the first. @throws Refused `span` */
export function refuseSpan(reader: Reader, at: number): void {
  const first = peekDate(reader, at)?.length ?? peekWholeWeek(reader, at)?.length;
  if (first === undefined) return;
  const before = untilBefore.exec(reader.plain.slice(Math.max(0, at - 10), at));
  if (before) throw span(reader, at - before[0].length, at + first);
  const gap = reader.peek(until, at + first)?.[0].length ?? 0;
  const next = at + first + gap;
  const last = peekDate(reader, next)?.length ?? peekWholeWeek(reader, next)?.length;
  // 10月14日到22人: 到 says how many came, unless a day is written behind it.
  const blanks = reader.peek(/ */y, at + first)?.[0].length ?? 0;
  const isCount = isCountAt(reader, at + first + blanks);
  const day = gap > 0 && !isCount ? reader.peek(dayNumber, next)?.[0].length : undefined;
  const end = gap > 0 ? (last ?? day) : undefined;
  if (end !== undefined) throw span(reader, at, next + end);
}

const span = (reader: Reader, from: number, to: number) =>
  new Refused<ParseProblem>({ code: "span", word: reader.slice(from, to) });

/** A reason may hold anything, but what else it may mean is asked about. @throws Refused `tooLong`, `span`, `badDate` */
export function checkReason(reader: Reader, line: Line, from: number, to: number): string {
  const reason = shortEnough(reader.slice(from, to));
  checkDays(reader, line, from, to);
  checkNames(reader, line, reason, from, to);
  return reason;
}

/** @throws Refused `tooLong` */
export function shortEnough(reason: string): string {
  if ([...reason].length > maxReason) throw new Refused<ParseProblem>({ code: "tooLong", max: maxReason });
  return reason;
}

function checkDays(reader: Reader, line: Line, from: number, to: number): void {
  const length = long.exec(reader.plain.slice(from, to));
  if (length && !oneDay.test(length[0])) doubtOnce(line, { kind: "longer", word: length[0].trim() });
  if (/^\s*\d+\s*$/.test(reader.plain.slice(from, to)))
    doubtOnce(line, { kind: "longer", word: reader.slice(from, to) });
  for (let at = from; at < to; at += 1) {
    if (!reader.startsWord(at) || line.names.at(reader, at) > 0) continue;
    const date = peekDate(reader, at)?.length ?? peekWholeWeek(reader, at)?.length;
    const like = date === undefined ? (dateLikeAt(reader, at) ?? vagueAt(reader, at)) : undefined;
    if (date === undefined && like === undefined) continue;
    refuseSpan(reader, at);
    doubtOnce(line, { kind: "dayInReason", word: like ?? reader.slice(at, at + (date ?? 0)) });
    at += (date ?? like?.length ?? 1) - 1;
  }
}

function checkNames(reader: Reader, line: Line, reason: string, from: number, to: number): void {
  const word = nameIn(reader, line, reason, from, to);
  if (word !== undefined) doubtOnce(line, { kind: "nameInReason", word });
}

function vagueAt(reader: Reader, at: number): string | undefined {
  const match = reader.peek(vague, at);
  return match && reader.typed(match);
}

/** What in a reason is, or could be meant as, somebody else. */
function nameIn(reader: Reader, line: Line, reason: string, from: number, to: number): string | undefined {
  for (let at = from; at < to; at += 1) if (reader.isMention(at)) return reason;
  if (reason === "") return undefined;
  const name = line.names.within(reason);
  if (name !== undefined || isCommon(reason)) return name;
  const pieces = reason.split(/[\s,，;；、。:：]+/u).filter((piece) => piece !== "" && !isCommon(piece));
  const near = pieces.find((piece) => line.names.isNear(piece) || (line.enters && looksLikeName(piece)));
  return near ?? (line.names.isNear(reason) ? reason : undefined);
}

/** 10分钟, 1天: how long, which is nobody's name. */
const duration = /^\d{1,3}(?:\.\d)? ?(?:分钟?|个?半?小时|天|minutes?|mins?|hours?|hrs?|days?)$/u;

/** A reason that is nobody's name. */
export function isCommon(reason: string): boolean {
  const plain = reason.normalize("NFKC").trim().toLowerCase();
  return duration.test(plain) || commonReasons.some((known) => known === plain);
}

/** The hundred family names that most people have: 请假 张三丰 is somebody else, though not of this unit. */
const familyNames =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤";
const looksLikeName = (piece: string) =>
  /^\p{Script=Han}{2,3}$/u.test(piece) &&
  familyNames.includes(piece.slice(0, 1)) &&
  !vagueDayWords.some((word) => word === piece);
