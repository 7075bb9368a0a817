/** Names as they are spoken: how they are put in order, and how their initials find them. */

const collator = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });

/**
 * Surnames that are spoken otherwise than their character mostly is (曾 zēng, not céng), each with a character that
 * is always spoken like them: the collator knows characters, not names.
 */
const spoken: Record<string, string> = {
  ...{ 曾: "增", 单: "善", 解: "谢", 仇: "求", 区: "欧", 查: "渣", 朴: "嫖", 乐: "月", 翟: "宅", 覃: "秦" },
  ...{
    员: "运",
    种: "虫",
    繁: "婆",
    召: "绍",
    盖: "葛",
    尉迟: "玉迟",
    长孙: "掌孙",
    万俟: "墨其",
    单于: "蝉于",
  },
};
const surnames = new RegExp(
  `^(?:${Object.keys(spoken)
    .toSorted((a, b) => b.length - a.length)
    .join("|")})`,
  "u",
);
const asSpoken = (name: string) => name.replace(surnames, (surname) => spoken[surname] ?? surname);

/** The order of names in every list: by pinyin, 老师2 before 老师10, names in letters after those in characters. */
export const compareNames = (a: string, b: string): number =>
  collator.compare(asSpoken(a), asSpoken(b)) || collator.compare(a, b);

/** People in the order of their names, those of one name by employee number. A new list. */
export const sortedByName = <P extends { name: string; employeeNo?: string }>(people: P[]): P[] =>
  people.toSorted(
    (a, b) => compareNames(a.name, b.name) || collator.compare(a.employeeNo ?? "", b.employeeNo ?? ""),
  );

/** True for a text that may be the spelling of a name, in whole or in part: letters, or letters among characters. */
export function isSpelling(text: string): boolean {
  const plain = text.normalize("NFKC");
  return /[a-zü]/iu.test(plain) && /^[a-zü\p{Script=Han}'’\s]+$/iu.test(plain);
}

/**
 * Finds names by how they are spelt: "zys", "zhangys" and "zhangyongshi" find 张咏诗, at 0; "ys" does at 1. A character
 * with several readings is found by each.
 * @returns where in a name the text begins; undefined for a name that is not spelt so
 */
export async function spelling(text: string): Promise<(name: string) => number | undefined> {
  if (!isSpelling(text)) return () => undefined;
  const plain = text.normalize("NFKC").toLowerCase();
  const letters = plain.replaceAll(/['’\s]+/gu, "").replaceAll("ü", "v");
  // Its dictionary is ten megabytes of heap: loaded when somebody first types letters.
  const { match } = await import("pinyin-pro");
  return (name) =>
    /\p{Script=Han}/u.test(name)
      ? match(name, letters, { continuous: true, precision: "start", v: true })?.[0]
      : undefined;
}
