import type { Locale } from "./index.ts";

const mostNames = 5;
/**
 * A name (or another short text) as it stands in a list: the longest allowed would fill a message by themselves.
 * `most` counts as Slack does, where `&` is written with five characters and `<` with four.
 */
export function shortName(name: string, most = 40): string {
  let length = 0;
  let shown = "";
  for (const letter of name) {
    length += letter === "&" ? 5 : letter === "<" || letter === ">" ? 4 : letter.length;
    if (length > most) return `${shown.slice(0, -1).replace(/[\uD800-\uDBFF]$/, "")}…`;
    shown += letter;
  }
  return shown;
}

/**
 * "王伟, 李雷 and 3 more": the first names of `all`, each shortened. `of`: whose names they are, for Chinese counts
 * people and units with different words.
 */
export function nameList(
  names: string[],
  all: number,
  locale: Locale,
  {
    most = mostNames,
    longest = 40,
    of = "people",
  }: { most?: number; longest?: number; of?: "people" | "units" } = {},
): string {
  const shown = names.slice(0, most).map((name) => shortName(name, longest));
  if (all <= shown.length) return locale.list(shown);
  return locale.t(`common.andMore.${of}`, {
    names: shown.join(locale.t("common.comma")),
    more: all - shown.length,
  });
}

/**
 * What is written within a name in more than one way, or left out, and tells nobody apart: the dots of 阿依古丽·买买提,
 * kinds of apostrophe (O’Brien) and hyphen, what joins letters or chooses among shapes of one, and blanks. All of it is
 * as NFKC leaves it, so that a full-width dot is one of them.
 */
export const besideNames =
  " .·•‧∙⋅●・⸱ꞏ" +
  "'’‘‛ʼʻʽˈ′`՚ꞌ" +
  "-‐‑‒–—―−⁃" +
  "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe00\ufe01\ufe02\ufe0e\ufe0f\ufeff";
const beside = new RegExp(
  `[\\s\\p{Cc}\\p{Default_Ignorable_Code_Point}${besideNames.replace("-", "\\-")}]`,
  "gu",
);

/**
 * What names are compared by, wherever one was typed: width, case, and what stands beside the letters (`besideNames`)
 * make no other name. It is never stored and never shown. A name of nothing else is its own key.
 */
export function nameKey(name: string): string {
  const plain = name.replaceAll("´", "'").normalize("NFKC").toLowerCase();
  return plain.replace(beside, "") || plain.trim();
}

/** An English name as people write it: in files it is often one word ("quality-education"). */
export function writtenOut(name: string): string {
  const spaced = /^[a-z0-9-]+$/.test(name) ? name.replaceAll("-", " ") : name;
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
