import { asTyped } from "../slack/mrkdwn.ts";
import type { LanguageChoice } from "./ids.ts";

export type CampaignCommand =
  | { kind: "show" | "settings" | "setup" | "roster" | "close" | "next" }
  /** `word`: what was not understood. */
  | { kind: "help"; word?: string }
  | { kind: "language"; choice?: LanguageChoice }
  /** A word that belongs to another feature, and what stands after it. */
  | { kind: "word"; word: string; rest: string };

const words: Record<string, Exclude<CampaignCommand["kind"], "word">> = {
  "": "show",
  show: "show",
  查看: "show",
  活动: "show",
  settings: "settings",
  设置: "settings",
  setup: "setup",
  新建: "setup",
  筹备: "setup",
  roster: "roster",
  upload: "roster",
  import: "roster",
  名册: "roster",
  导入: "roster",
  close: "close",
  结束: "close",
  next: "next",
  下一期: "next",
  language: "language",
  lang: "language",
  语言: "language",
  help: "help",
  帮助: "help",
};

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
  // Own properties only: "constructor" is no word of ours.
  const kind = Object.hasOwn(words, verb) ? words[verb] : undefined;
  if (kind === undefined) return { kind: "help", word: asTyped(typed) };
  if (rest === "") return { kind };
  if (kind !== "language") return { kind: "help", word: asTyped(rest) };
  const word = rest.toLowerCase();
  const choice = Object.hasOwn(choices, word) ? choices[word] : undefined;
  return choice ? { kind, choice } : { kind: "help", word: asTyped(rest) };
}
