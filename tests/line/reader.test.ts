import { expect, it } from "vitest";
import { anyName, Names } from "../../src/line/names.ts";
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

it("says once for all names what one in letters must not touch", () => {
  const source = anyName(["wang wei", "王伟", "lin"]);
  expect(source.match(/\(\?<!/g)).toHaveLength(1);
  const at = (text: string) => new Names(["Lin", "Lin Tao", "王伟"]).at(new Reader(text), 0);
  expect([at("Linda"), at("Lin Tao"), at("Lin Taoism"), at("LinTao"), at("王伟late")]).toEqual([
    0, 7, 3, 6, 2,
  ]);
});
