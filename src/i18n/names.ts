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

/** An English name as people write it: in files it is often one word ("quality-education"). */
export function writtenOut(name: string): string {
  const spaced = /^[a-z0-9-]+$/.test(name) ? name.replaceAll("-", " ") : name;
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
