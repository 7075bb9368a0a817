import { describe, expect, it } from "vitest";
import { Names } from "../../src/line/names.ts";
import { anyOf, Reader, sticky } from "../../src/line/reader.ts";

const taken = (words: string[], text: string) => {
  const match = new Reader(text).peek(sticky(anyOf(words)), 0);
  return match?.[0];
};

it("takes the longest of the words that stands there", () => {
  expect(taken(["all", "all here", "全到", "全"], "all here!")).toBe("all here");
  expect(taken(["all", "all here", "全到", "全"], "全到了")).toBe("全到");
  expect(taken(["all", "all here"], "all heredity")).toBe("all");
});

it("takes a Latin word only where it stands alone, a Chinese one wherever it stands", () => {
  expect(taken(["late"], "later")).toBeUndefined();
  expect(taken(["late"], "late-comer")).toBeUndefined();
  expect(taken(["late"], "late迟")).toBe("late");
  expect(taken(["到"], "到底")).toBe("到");
});

it("says once for all words what a Latin one must not touch: said for each, the first line took seconds to read", () => {
  const source = anyOf(["late", "leave", "on leave", "迟到", "absent"]);
  expect(source.match(/\(\?<!/g)).toHaveLength(1);
  expect(source.match(/\(\?!/g)).toHaveLength(1);
});

describe("the names of a roster", () => {
  const at = (names: string[], text: string) => new Names(names).at(new Reader(text), 0);

  it("stand where they are whole, the longest where one begins another", () => {
    const names = ["Lin", "Lin Tao", "王伟"];
    const lengths = ["Linda", "Lin Tao", "Lin Taoism", "LinTao", "王伟late"].map((text) => at(names, text));
    expect(lengths).toEqual([0, 7, 3, 6, 2]);
    expect(new Names(["王伟", "王伟明"]).lengthsAt(new Reader("王伟明天请假"))).toEqual([3, 2]);
  });

  it("are read whatever dots, apostrophes, hyphens and unseen characters stand in them, and in no mention", () => {
    for (const typed of [
      "阿依古丽·买买提",
      "阿依古丽•买买提",
      "阿依古丽．买买提",
      "阿依古丽买买提",
      "阿依\u200d古丽 买买提",
    ])
      expect(at(["阿依古丽·买买提"], `${typed}请假`), typed).toBe(typed.length);
    for (const typed of ["O’Brien", "O'Brien", "Oʼbrien", "O＇BRIEN", "OBrien"])
      expect(at(["O'Brien"], `${typed} late`), typed).toBe(typed.length);
    expect(at(["R&D Bot", "D"], "RD Bot")).toBe(0);
    expect(at(["王伟"], "王<@U012AB>伟")).toBe(0);
  });

  it("are near to a part of them and to a slip, not to themselves in another spelling", () => {
    const names = new Names(["阿依古丽·买买提", "Anne-Marie Smith"]);
    expect(["阿依古丽", "买买提", "阿依古利买买提", "Marie"].map((text) => names.isNear(text))).toEqual([
      ...[true, true, true, true],
    ]);
    expect(["阿依古丽买买提", "annemarie smith"].map((text) => names.isNear(text))).toEqual([false, false]);
  });
});
