import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { texts } from "../../../sandbox/page/texts.ts";
import type { TextTree } from "../../../src/i18n/index.ts";

const folder = new URL("../../../sandbox/page/", import.meta.url);

/** Keys with their words; a plural counts once, by its `_other`. */
function flat(tree: TextTree, before = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== "string")
      for (const [inner, text] of flat(value, `${before}${key}.`)) all.set(inner, text);
    else if (!key.endsWith("_one")) all.set(`${before}${key}`.replace(/_other$/, ""), value);
  }
  return all;
}

const [en, zh] = [flat(texts.en), flat(texts["zh-CN"])];
const valuesIn = (text: string | undefined) =>
  [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe("the page's words", () => {
  it("are there in both languages, with the same values in them", () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [key, text] of en) expect([key, valuesIn(zh.get(key))]).toEqual([key, valuesIn(text)]);
  });

  it("are all that the page asks for", () => {
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts"));
    const asked = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(/\bt\(\s*"([\w.]+)"/g)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((key) => !en.has(key))).toEqual([]);
  });
});
