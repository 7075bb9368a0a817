import { describe, expect, it } from "vitest";
import { compareNames, isSpelling, sortedByName, spelling } from "../../src/i18n/pinyin.ts";

describe("the order of names", () => {
  it("is that of their pinyin, with numbers as numbers and letters at the end", () => {
    const names = ["张三", "Zhao", "王伟", "老师10", "李雷", "安然", "老师2", "Li Lei"];
    expect(names.toSorted(compareNames)).toEqual([
      ...["安然", "老师2", "老师10", "李雷", "王伟", "张三"],
      ...["Li Lei", "Zhao"],
    ]);
  });

  it("puts a surname where it is spoken, which is not always where its character is", () => {
    const sorted = (...names: string[]) => names.toSorted(compareNames).join("");
    expect(sorted("曾", "草", "早")).toBe("草早曾");
    expect(sorted("单", "但", "沙")).toBe("但沙单");
    expect(sorted("解", "街", "下")).toBe("街下解");
    expect(sorted("仇", "抽", "平")).toBe("抽平仇");
    expect(sorted("区", "去", "那")).toBe("那区去");
    expect(sorted("查", "茶", "战")).toBe("茶查战");
    expect(sorted("尉迟恭", "威", "勇")).toBe("威勇尉迟恭");
    expect(sorted("万俟", "万", "莫")).toBe("莫万俟万");
  });

  it("keeps two of one surname apart by what follows, and those of one name by their number", () => {
    expect(["曾志伟", "增艾", "曾国藩"].toSorted(compareNames)).toEqual(["增艾", "曾国藩", "曾志伟"]);
    const people = [
      { name: "王伟", employeeNo: "10" },
      { name: "王伟", employeeNo: "9" },
    ];
    expect(sortedByName(people).map(({ employeeNo }) => employeeNo)).toEqual(["9", "10"]);
  });
});

describe("the spelling of a name", () => {
  const at = async (text: string, name: string) => (await spelling(text))(name);

  it("finds it by initials, in full, and by what is between", async () => {
    for (const text of ["zys", "ZYS", "zhangyongshi", "zhang yong shi", "zhangys", "zhyongsh", "z", "张ys"])
      expect(await at(text, "张咏诗"), text).toBe(0);
    expect(await at("ys", "张咏诗")).toBe(1);
  });

  it("leaves nothing of it out, and takes no name in letters for one in characters", async () => {
    for (const text of ["zs", "zysx", "hang", "syz"]) expect(await at(text, "张咏诗"), text).toBeUndefined();
    expect(await at("ll", "Li Lei")).toBeUndefined();
  });

  it("knows how surnames are spoken, and both readings of ü", async () => {
    const names = { zgf: "曾国藩", sxx: "单雄信", xxd: "解晓东", qy: "仇英", oxm: "区小明", zly: "查良镛" };
    for (const [text, name] of Object.entries({ ...names, moqixie: "万俟卨", yuchigong: "尉迟恭" }))
      expect(await at(text, name), name).toBe(0);
    expect([await at("lvbu", "吕布"), await at("lübu", "吕布")]).toEqual([0, 0]);
  });

  it("is letters, or letters among characters; a number or an address is none", () => {
    for (const text of ["zys", "张ys", "xi'an"]) expect(isSpelling(text), text).toBe(true);
    for (const text of ["", " ", "张", "e3", "a@b.cn", "12"]) expect(isSpelling(text), text).toBe(false);
  });
});
