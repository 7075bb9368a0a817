import { anyOf, type Reader, sticky } from "../../line/reader.ts";
import { leaveKindWords } from "./reason-words.ts";
import { type AttendanceStatus, linkWords, statusWords } from "./words.ts";

/** A status as a line says it; `kind` is the reason that its word holds: 病假, sick. */
export type Said = { status: AttendanceStatus; text: string; kind?: string };

const statuses: AttendanceStatus[] = ["present", "late", "leave", "absent"];
const link = `(?:${anyOf(linkWords)} {1,8})?`;
const leave = anyOf(statusWords.leave);
const kind = `(?:on )?(?:[请休請])?(?<kind>${anyOf(leaveKindWords)})(?: {0,2}${leave})?`;
const plain = (among: AttendanceStatus[]) =>
  among.map((status) => `(?<${status}>${anyOf(statusWords[status])})`).join("|");

/** Any status, as one says it of oneself or of a number of people. */
export const statusPattern = sticky(`${link}(?:${kind}|${plain(statuses)})了?`);
/** 到 is no status of somebody named, it may be part of a name (陈到). */
export const exceptionPattern = sticky(`${link}(?:${kind}|${plain(["late", "leave", "absent"])})了?`);

/** The status that a match of one of the patterns names. */
export function statusOf(match: RegExpExecArray): AttendanceStatus | undefined {
  if (match.groups?.kind !== undefined) return "leave";
  return statuses.find((status) => match.groups?.[status] !== undefined);
}

/** Takes a status, if one stands here. */
export function takeStatus(reader: Reader, pattern: RegExp = statusPattern): Said | undefined {
  const from = reader.pos;
  const match = reader.take(pattern);
  const status = match && statusOf(match);
  if (!match || !status) return undefined;
  const word = match.groups?.kind;
  const at = from + (word === undefined ? 0 : match[0].indexOf(word));
  return {
    status,
    text: reader.typed(match),
    ...(word !== undefined && { kind: reader.slice(at, at + word.length) }),
  };
}

/** True when somebody's status is said anywhere from a place (here, unless told) on. */
export function isStatusAhead(reader: Reader, from: number = reader.pos): boolean {
  for (let at = from; at < reader.plain.length; at += 1) if (reader.peek(exceptionPattern, at)) return true;
  return false;
}
