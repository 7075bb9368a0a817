import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDiscussion } from "../../src/discussion/parse.ts";
import { chinese, english, themes, today } from "./line-table.ts";
import { boss, discussing, liaison } from "./town.ts";

const read = (line: string) => {
  const result = parseDiscussion(line, today, themes);
  return result.ok ? result.command : result.problem;
};

describe("what a line of /discussion becomes", () => {
  it.each(english)("%s", (line, becomes) => {
    expect(read(line)).toEqual(becomes);
  });
  it.each(chinese)("%s", (line, becomes) => {
    expect(read(line)).toEqual(becomes);
  });
});

describe("no word of a line", () => {
  const understood = [...english, ...chinese].filter(([, becomes]) => "kind" in becomes);
  // Nobody's name, no word of any command, no separator.
  const strangers = fc.constantFrom("qzx", "谢谢", "extra9x", "#5", "1001x", "啦");

  it("is ignored: a stranger among the words of a line changes what is read, or is refused", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...understood),
        strangers,
        fc.nat(20),
        ([line, becomes], stranger, place) => {
          const words = line.split(" ");
          words.splice(place % (words.length + 1), 0, stranger);
          const result = read(words.join(" "));
          expect(result).not.toEqual(becomes);
          // What is read anyhow has the stranger in it, as a name or a unit that the roster is asked for.
          if ("kind" in result) expect(JSON.stringify(result)).toContain(stranger);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("is ignored, save those that say nothing more: what counts people, or says once more that they came", () => {
    const idle = new Set<string>();
    for (const [line, becomes] of understood) {
      const words = line.split(" ");
      for (const [at, word] of words.entries())
        if (JSON.stringify(read(words.toSpliced(at, 1).join(" "))) === JSON.stringify(becomes))
          idle.add(word);
    }
    expect(idle).toEqual(
      new Set([
        // "all except" says no more than "except", "small group" no more than "group".
        ...["all", "everyone", "全体", "small", "staff"],
        ...["people", "teachers", "人", "attended", "came", "出席", "出席。"],
      ]),
    );
  });

  it("is lost on the way to the record: what no roster knows is refused with the word", async () => {
    const { say, records } = await discussing();
    for (const word of ["extra9x", "next Fri-day", "王伟 sick"])
      expect(await say(liaison.id, `T1 group 江文, ${word}`)).toContain("is not on the list");
    expect(await say(boss.id, "T1 论坛 1人 下下周")).toContain("下下周");
    expect(await records()).toEqual([]);
  });
});
