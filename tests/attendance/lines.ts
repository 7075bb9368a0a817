import type { AttendanceCommand, Exception, When } from "../../src/attendance/parse.ts";
import { understand } from "../../src/attendance/understand.ts";
import { UserError } from "../../src/errors.ts";
import type { Listed } from "../../src/org/people.ts";
import { peopleNamed } from "../../src/org/people.ts";
import { i18n } from "./world.ts";

/**
 * What a line becomes, in few words. `all but …`, `only …`, `me …`, `counts present/late/leave/absent`; a day that was
 * read behind `@`, a reason in brackets; `ask doubt, doubt: …` where it is a question first; `refuse problem "word"`.
 */
export type Table = readonly (readonly [line: string, becomes: string])[];

/** A Thursday, in week 48; the unit studies on Fridays. */
export const today = "2026-11-26";
const period = { from: "2026-10-09", to: "2027-01-31" };

const people: Listed[] = [
  ...["王伟", "李雷", "王芳", "韩梅梅", "马明天", "周一", "欧阳娜娜", "王和平", "陈到", "赵敏", "赵敏"],
  ...["Wang Wei", "Sun Wei", "Lin Tao", "April Jones", "Ann Lee"],
  ...["阿依古丽·买买提", "Pat O’Brien", "Mary-Jane Cole", "高明", "高明天"],
].map((name, index) => ({ personId: name, name, employeeNo: `E${index + 1}`, position: null }));
const mentions = new Map([
  ["U0WANG", { personId: "王伟", name: "王伟" }],
  ["U0LIN", { personId: "Lin Tao", name: "Lin Tao" }],
]);

export type Asking = { enters?: boolean; language?: "en" | "zh-CN" };

/** Reads a line as the command does: first without the roster, then with it, then finds the people. */
export async function becomes(
  text: string,
  { enters = true, language = "en" }: Asking = {},
): Promise<string> {
  const about = { today, period, dayFirst: language === "en" };
  const names = people.map(({ name }) => name);
  const result = await understand(text, about, async () => ({ names, enters }));
  if (!result.ok) {
    const { code, ...facts } = result.problem;
    const what = "what" in facts ? ` ${facts.what}` : "";
    const word = "word" in facts ? ` "${facts.word}"` : "";
    return `refuse ${code}${what}${word}`;
  }
  try {
    const { command } = result;
    const doubts = "doubts" in command ? (command.doubts ?? []) : [];
    const asked = doubts.map((doubt) => (doubt.kind === "twoDays" ? `or ${doubt.other}` : doubt.kind));
    return (asked.length > 0 ? `ask ${asked.join(", ")}: ` : "") + said(command);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `refuse ${error.key.split(".").at(-1)} "${error.values.name ?? ""}"`;
  }
}

function said(command: AttendanceCommand): string {
  switch (command.kind) {
    case "self":
      return `me ${command.status}${why(command.reason)}${when(command)}${until(command)}`;
    case "everyone":
      return `all${command.stated === undefined ? "" : ` ${command.stated}`}${command.except.length > 0 ? ` but ${named(command.except)}` : ""}${whose(command)}`;
    case "people":
      return `only ${named(command.except)}${whose(command)}`;
    case "counts": {
      const { present, late, leave, absent } = command;
      return `counts ${present}/${late}/${leave}/${absent}${whose(command)}`;
    }
    case "noSession":
      return `no session${why(command.reason || undefined)} ${command.week}${whose({ unit: command.unit })}`;
    case "status":
    case "missing":
      return `${command.kind}${whose({ unit: "unit" in command ? command.unit : undefined })}${when(command)}`;
    case "history":
      return `history${whose(command)}`;
    case "cancelLeave":
      return `cancelLeave${when(command)}${until(command)}`;
    default:
      return command.kind;
  }
}

function named(except: Exception[]): string {
  return peopleNamed(except, people, mentions, i18n.locale("en"))
    .map(({ personId, status, reason }) => `${personId} ${status}${why(reason)}`)
    .join(", ");
}

const why = (reason: string | undefined) => (reason === undefined ? "" : ` (${reason})`);
const when = ({ date, week }: When) => (date ? ` @${date}` : week ? ` @${week}` : "");
const until = ({ until: last }: { until?: string }) => (last === undefined ? "" : `..${last}`);
const whose = ({ unit, ...day }: When & { unit?: string | undefined }) =>
  `${unit === undefined ? "" : ` for ${unit}`}${when(day)}`;
