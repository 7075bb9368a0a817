import { type AttendanceStatus, commandWords, statusWords } from "../../src/attendance/parse/words.ts";
import type { AttendanceCommand, Exception } from "../../src/attendance/parse.ts";
import { addDays, addWeeks, weekOf } from "../../src/calendar.ts";

/** Takes one of the ways that it is offered. */
export type Choose = <T>(...options: [T, ...T[]]) => T;

/**
 * Writes a command as a user might: English or Chinese words, dates long or short, any spacing, full or half width.
 * What Slack escapes is escaped. The rules for what is unambiguous are written down here once more, on purpose.
 */
export function formatAttendance(command: AttendanceCommand, today: string, choose: Choose): string {
  const words = new Writer(today, choose);
  return words.blankOrNothing() + body(command, words) + words.blankOrNothing();
}

function body(command: AttendanceCommand, words: Writer): string {
  switch (command.kind) {
    case "form":
      return "";
    case "help":
    case "open":
    case "checkIn":
      return words.oneOf(commandWords[command.kind]);
    case "missing":
    case "status":
      return lookUp(command.kind, command.kind === "status" ? command.unit : undefined, command.week, words);
    case "history":
    case "undo":
      return lookUp(command.kind, command.unit, command.date, words);
    case "cancelLeave": {
      const date = command.date === undefined ? [] : [words.date(command.date, "nearest")];
      return [words.oneOf(commandWords.cancelLeave), ...date].join(words.blank());
    }
    case "self":
      return self(command, words);
    case "everyone":
      return everyone(command, words);
    case "people":
      return entryWith(command, exceptions(command.except, words), words);
    case "noSession":
      return noSession(command, words);
    case "counts":
      return entryWith(command, headCounts(command, words), words);
  }
}

function noSession({ week, unit, reason }: Extract<AttendanceCommand, { kind: "noSession" }>, words: Writer) {
  const said = words.oneOf(["no session", "no meeting", "停课", "不学习"]);
  const about = unit === undefined ? "" : words.choose("for ", "单位 ") + words.unit(unit) + words.gap();
  const why = reason === "" ? "" : words.choose(": ", "：", " because ", "，因为") + escaped(reason);
  return about + words.week(week) + words.blank() + said + why;
}

function lookUp(
  kind: "status" | "missing" | "history" | "undo",
  unit: string | undefined,
  when: string | undefined,
  words: Writer,
): string {
  const parts: string[] = [];
  if (unit !== undefined) parts.push(words.choose("", `for${words.blank()}`, "单位 ") + words.unit(unit));
  if (when !== undefined)
    parts.push(kind === "history" || kind === "undo" ? words.date(when, "latest") : words.week(when));
  if (words.choose(true, false)) parts.reverse();
  return [words.oneOf(commandWords[kind]), ...parts].join(words.blank());
}

function self(command: Extract<AttendanceCommand, { kind: "self" }>, words: Writer): string {
  const status = words.status(command.status);
  const date = command.date === undefined ? [] : [words.date(command.date, "nearest")];
  const parts = words.choose(true, false) ? [...date, status] : [status, ...date];
  return [...parts, ...(command.reason === undefined ? [] : [escaped(command.reason)])].join(words.blank());
}

function everyone(command: Extract<AttendanceCommand, { kind: "everyone" }>, words: Writer): string {
  const all = words.styled(words.choose("all", "everyone", "all present", "全到", "全部出勤", "全勤"));
  if (command.except.length === 0) return entryWith(command, all, words);
  const list = exceptions(command.except, words);
  const except = words.styled(words.choose("except ", "except for ", "but ", "除", "除 ", "除了 "));
  if (words.choose(true, false)) return entryWith(command, `${all}${words.gap()}${except}${list}`, words);
  const outside = words.choose("外", " 以外");
  return entryWith(command, `${except}${list}${outside}${words.choose("，", ", ", "")}其余全到`, words);
}

/** The date and unit before or behind the entry. */
function entryWith(about: { date?: string; unit?: string }, entry: string, words: Writer): string {
  const unit =
    about.unit === undefined ? [] : [words.choose("for ", "单位 ", "单位：") + words.unit(about.unit)];
  const date = about.date === undefined ? [] : [words.date(about.date, "latest")];
  const parts = words.choose([...date, ...unit, entry], [...unit, ...date, entry], [...date, entry, ...unit]);
  return parts.join(words.gap());
}

function exceptions(list: Exception[], words: Writer): string {
  let text = "";
  for (const [index, { who, status }] of list.entries()) {
    text += "name" in who ? words.name(who.name) : `<@${who.slackUserId}${words.choose("", "|someone")}>`;
    const last = index === list.length - 1;
    if (!last && list[index + 1]?.status === status && words.choose(true, false)) {
      text += words.choose(",", "，", "、", " , ", ", and ", " and ", " 和 ");
      continue;
    }
    const written = words.status(status);
    text += (/^\p{Script=Han}/u.test(written) ? words.blankOrNothing() : words.blank()) + written;
    if (!last) text += words.choose(", ", "，", "、", "；", "; ", " ", " and ");
  }
  return text;
}

const order: AttendanceStatus[] = ["present", "late", "leave", "absent"];

function headCounts(command: Extract<AttendanceCommand, { kind: "counts" }>, words: Writer): string {
  const said = order.filter((status) => command[status] > 0 || words.choose(true, false));
  const statuses = said.length > 0 ? said : (["present"] as const);
  const sorted = words.choose([...statuses], [...statuses].reverse());
  return sorted
    .map((status) => {
      const number = words.fullWidth(String(command[status])) + words.choose("", "", "人", " 名");
      // "leave 2" alone is one person's leave with a reason.
      const wordFirst = (statuses.length > 1 || status !== "leave") && words.choose(true, false);
      const between = words.blankOrNothing();
      if (wordFirst) return words.status(status) + words.choose(between, "：", ": ") + number;
      return number + between + words.status(status);
    })
    .join(words.choose(" ", ", ", "，", "；", "、", "\u3000"));
}

class Writer {
  readonly today: string;
  readonly choose: Choose;
  constructor(today: string, choose: Choose) {
    this.today = today;
    this.choose = choose;
  }

  blank(): string {
    return this.choose(" ", "  ", "\u3000", "\t");
  }

  blankOrNothing(): string {
    return this.choose("", " ", "\u3000");
  }

  gap(): string {
    return this.choose(" ", "\u3000", ", ", "，");
  }

  fullWidth(text: string): string {
    const wide = text.replace(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0));
    return this.choose(text, text, wide);
  }

  styled(word: string): string {
    return this.choose(
      word,
      word.toUpperCase(),
      word.slice(0, 1).toUpperCase() + word.slice(1),
      this.fullWidth(word),
    );
  }

  oneOf(words: readonly string[]): string {
    const [first = "", ...others] = words;
    return this.styled(this.choose(first, ...others));
  }

  status(status: AttendanceStatus): string {
    return this.oneOf(statusWords[status]);
  }

  name(name: string): string {
    const plain =
      /^[\p{L}\p{M}·’. &-]+$/u.test(name) && !/late$|leave$|absent$/i.test(name) && name.length > 1;
    return plain && !isReserved(name) ? this.choose(escaped(name), this.quoted(name)) : this.quoted(name);
  }

  unit(unit: string): string {
    const plain = /^(?:OFF01|清溪小学|No\. 1 Middle School|教师 进修学校)$/.test(unit);
    return plain ? this.choose(unit, this.quoted(unit)) : this.quoted(unit);
  }

  quoted(text: string): string {
    return this.choose(`"${escaped(text)}"`, `“${escaped(text)}”`, `「${escaped(text)}」`);
  }

  date(date: string, rule: "latest" | "nearest"): string {
    const [year = "", month = "", day = ""] = date.split("-");
    const [m, d] = [String(Number(month)), String(Number(day))];
    const ways = [date, `${year}/${m}/${d}`, `${year}.${month}.${day}`, `${year}年${m}月${d}日`];
    if (this.#isShort(date, rule)) ways.push(`${month}-${day}`, `${m}/${d}`, `${m}月${d}日`, `${m}月${d}号`);
    if (date === this.today) ways.push("today", "今天");
    if (date === addDays(this.today, -1)) ways.push("yesterday", "昨天");
    if (date === addDays(this.today, 1)) ways.push("tomorrow", "明天");
    return this.fullWidth(this.choose(date, ...ways));
  }

  /** True when the date without its year can only mean this year's. */
  #isShort(date: string, rule: "latest" | "nearest"): boolean {
    const away = Temporal.PlainDate.from(this.today).until(date).days;
    // 29 February is left out: the year before has none to take it for.
    if (date.endsWith("02-29")) return false;
    return rule === "latest" ? away <= 0 && away > -365 : Math.abs(away) < 182;
  }

  week(week: string): string {
    const [year = "", number = ""] = week.split("-W");
    const ways = [week, `${year}w${number}`, `${year}年第${Number(number)}周`];
    const now = weekOf(this.today);
    if (week <= now && week > addWeeks(now, -52) && number !== "53") {
      ways.push(`W${number}`, `w${Number(number)}`, `week ${number}`, `${Number(number)}周`, `第${number}周`);
    }
    if (week === now) ways.push("this week", "本周");
    if (week === addWeeks(now, -1)) ways.push("last", "last week", "上周");
    return this.fullWidth(this.choose(week, ...ways));
  }
}

/** Words that end an unquoted name, or that an unquoted name may not be. */
function isReserved(name: string): boolean {
  const words = /(?<![\p{L}\p{M}_-])(?:late|leave|absent|all|everyone|for|and|but|here)(?![\p{L}\p{M}_-])/iu;
  return (
    words.test(name) ||
    /迟到|遲到|请假|請假|缺勤|缺席|[单全其和与及跟除外]$|^[单全其和与及跟.&]| [&和与及跟] /u.test(name)
  );
}

/** As Slack sends what a user typed. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
