import { asTyped } from "../i18n/mrkdwn.ts";

/** The text after `/digest`, understood. */
export type DigestCommand =
  | { kind: "subscribe" | "list" | "pause" | "resume" | "remove" | "now" }
  /** `word`: what was not understood. */
  | { kind: "help"; word?: string }
  | { kind: "preview"; week?: WantedWeek };

/** A week as people say it; without a year it is one of the campaign's. */
export type WantedWeek = { number: number; year?: number };

type Verb = DigestCommand["kind"];

/** The words of `/digest`, in lower case and half width. */
export const digestWords = {
  subscribe: ["subscribe", "订阅", "设置", "修改", "change", "edit"],
  list: ["list", "列表", "查看"],
  pause: ["pause", "暂停"],
  resume: ["resume", "恢复", "继续"],
  remove: ["remove", "unsubscribe", "delete", "取消", "退订", "删除"],
  preview: ["preview", "预览"],
  now: ["now", "立即", "马上", "现在"],
  help: ["help", "帮助", "?"],
} as const satisfies Record<Verb, readonly string[]>;

const verbOf = new Map<string, Verb>(
  Object.entries(digestWords).flatMap(([verb, said]) => said.map((word) => [word, verb as Verb] as const)),
);

/** "W43", "43", "2026-W43", "2026W43", "week 43", "第43周", "43周", "2026年第43周"; weeks of ISO 8601. */
const weekPattern = /^(?:(\d{4})\s*(?:年|-)?\s*)?(?:w|week\s*|第)?\s*(\d{1,2})\s*周?$/;

/** Reads the text behind `/digest`, in English or Chinese; whatever is not understood is `help`. */
export function parseDigest(text: string): DigestCommand {
  const said = asTyped(text).normalize("NFKC").trim().toLowerCase();
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(said) ?? [];
  const verb = verbOf.get(word);
  if (verb === undefined) return said === "" ? { kind: "help" } : glued(said, word);
  if (rest === "") return { kind: verb };
  const week = verb === "preview" ? readWeek(rest) : undefined;
  return week ? { kind: "preview", week } : { kind: "help", word: rest };
}

/** Chinese is written without spaces: 预览第43周. */
function glued(said: string, first: string): DigestCommand {
  const word = digestWords.preview.find((preview) => said.startsWith(preview) && !/^[a-z]/.test(preview));
  const week = word === undefined ? undefined : readWeek(said.slice(word.length));
  return week ? { kind: "preview", week } : { kind: "help", word: first };
}

function readWeek(text: string): WantedWeek | undefined {
  const match = weekPattern.exec(text.trim());
  if (!match) return undefined;
  const number = Number(match[2]);
  // 53 is the longest year's last; whether this year has it, the campaign's calendar says.
  if (number < 1 || number > 53) return undefined;
  return match[1] === undefined ? { number } : { number, year: Number(match[1]) };
}
