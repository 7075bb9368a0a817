import { asTyped } from "../i18n/mrkdwn.ts";
import type { LanguageChoice } from "./ids.ts";

export type CampaignCommand =
  | { kind: "show" | "settings" | "setup" | "roster" | "close" | "next" }
  /** `word`: what was not understood. */
  | { kind: "help"; word?: string }
  | { kind: "language"; choice?: LanguageChoice }
  /** A word that belongs to another feature, and what stands after it. */
  | { kind: "word"; word: string; rest: string };

/** The words of `/campaign`, in lower case and half width. */
export const campaignWords = {
  show: ["show", "查看", "活动"],
  settings: ["settings", "设置"],
  setup: ["setup", "新建", "筹备"],
  roster: ["roster", "upload", "import", "名册", "导入"],
  close: ["close", "结束"],
  next: ["next", "下一期"],
  language: ["language", "lang", "语言"],
  help: ["help", "?", "帮助"],
} as const satisfies Record<Exclude<CampaignCommand["kind"], "word">, readonly string[]>;

const kinds = new Map<string, keyof typeof campaignWords>(
  Object.entries(campaignWords).flatMap(([kind, said]) =>
    said.map((word) => [word, kind as keyof typeof campaignWords] as const),
  ),
);

const choices: Record<string, LanguageChoice> = {
  en: "en",
  english: "en",
  英文: "en",
  英语: "en",
  zh: "zh-CN",
  "zh-cn": "zh-CN",
  chinese: "zh-CN",
  中文: "zh-CN",
  简体中文: "zh-CN",
  auto: "auto",
  自动: "auto",
};

/**
 * The text after `/campaign`; what is not understood is `help`.
 * @param others words of other features, in lower case
 */
export function parseCampaign(text: string, others: ReadonlySet<string> = new Set()): CampaignCommand {
  const [, typed = "", rest = ""] = /^(\S*)\s*([\s\S]*)$/.exec(text.normalize("NFKC").trim()) ?? [];
  const verb = typed.toLowerCase();
  if (others.has(verb)) return { kind: "word", word: verb, rest };
  const kind = verb === "" ? "show" : kinds.get(verb);
  if (kind === undefined) return { kind: "help", word: asTyped(typed) };
  if (rest === "") return { kind };
  if (kind !== "language") return { kind: "help", word: asTyped(rest) };
  const word = rest.toLowerCase();
  const choice = Object.hasOwn(choices, word) ? choices[word] : undefined;
  return choice ? { kind, choice } : { kind: "help", word: asTyped(rest) };
}
