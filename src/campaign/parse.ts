import type { LanguageChoice } from "./ids.ts";

export type CampaignCommand =
  | { kind: "show" }
  | { kind: "settings" }
  | { kind: "language"; choice: LanguageChoice }
  | { kind: "help" };

const words: Record<string, CampaignCommand["kind"]> = {
  "": "show",
  show: "show",
  查看: "show",
  活动: "show",
  settings: "settings",
  设置: "settings",
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

/** The text after `/campaign`; what is not understood is `help`. */
export function parseCampaign(text: string): CampaignCommand {
  const [verb = "", word, ...more] = text.normalize("NFKC").trim().toLowerCase().split(/\s+/);
  // Own properties only: "constructor" is no word of ours.
  const kind = Object.hasOwn(words, verb) ? words[verb] : undefined;
  if (kind === undefined || more.length > 0) return { kind: "help" };
  if (kind !== "language") return word === undefined ? { kind } : { kind: "help" };
  const choice = word !== undefined && Object.hasOwn(choices, word) ? choices[word] : undefined;
  return choice ? { kind, choice } : { kind: "help" };
}
