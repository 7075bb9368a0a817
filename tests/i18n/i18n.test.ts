import { describe, expect, it } from "vitest";
import { createI18n, languageOf, type Texts } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";

const texts: Texts = {
  en: {
    hello: "Hello {{name}}",
    units_one: "{{count}} unit",
    units_other: "{{count}} units",
    people: "{{people}} people",
  },
  "zh-CN": { hello: "您好，{{name}}", units_other: "{{count}} 个单位", people: "{{people}} 人" },
};
const i18n = createI18n({ test: texts });
const en = i18n.locale("en");
const zh = i18n.locale("zh-CN");

describe("a translation", () => {
  it("escapes what a user wrote where Slack reads mrkdwn, and leaves plain text alone", () => {
    expect(en.md("test.hello", { name: "<!channel> & Co" }).text).toBe("Hello &lt;!channel&gt; &amp; Co");
    expect(en.t("test.hello", { name: "<!channel> & Co" })).toBe("Hello <!channel> & Co");
  });

  it("takes our own markup as it is", () => {
    expect(en.md("test.hello", { name: Mrkdwn.user("U0AB") }).text).toBe("Hello <@U0AB>");
  });

  it("does not read i18next's own syntax in what a user wrote", () => {
    for (const name of ["{{name}}", "$t(test.people)", "{{- name}}", "$t(test.hello, {})"]) {
      expect(en.t("test.hello", { name })).toBe(`Hello ${name}`);
      expect(zh.md("test.hello", { name }).text).toBe(`您好，${name}`);
    }
  });

  it("chooses the plural of the language and writes numbers as it does", () => {
    expect(en.t("test.units", { count: 1 })).toBe("1 unit");
    expect(en.t("test.units", { count: 0 })).toBe("0 units");
    expect(zh.t("test.units", { count: 1 })).toBe("1 个单位");
    expect(en.t("test.people", { people: 3285 })).toBe("3,285 people");
    expect(en.t("test.units", { count: 3285 })).toBe("3,285 units");
    expect(zh.md("test.units", { count: 3285 }).text).toBe("3,285 个单位");
  });

  it("speaks Chinese to every Chinese locale of Slack's and English to all others", () => {
    expect(["zh-CN", "zh-TW", "zh", "en-GB", "de-DE", "", null, undefined].map(languageOf)).toEqual([
      ...["zh-CN", "zh-CN", "zh-CN"],
      ...["en", "en", "en", "en", "en"],
    ]);
  });

  it("can be added to by a feature", () => {
    i18n.add("late", { en: { word: "late" }, "zh-CN": { word: "迟到" } });
    expect([en.t("late.word"), zh.t("late.word")]).toEqual(["late", "迟到"]);
  });
});

describe("numbers and dates", () => {
  it("are written as each language does", () => {
    const share = { part: 3043, whole: 3285 };
    expect([en.percent(share), zh.percent(share), en.percent({ part: 0, whole: 0 })]).toEqual([
      "92.6%",
      "92.6%",
      "–",
    ]);
    expect([en.day("2026-10-21"), zh.day("2026-10-21")]).toEqual(["Wed 21 Oct", "10月21日 周三"]);
    expect([en.week("2026-W43"), zh.week("2026-W43")]).toEqual([
      "week 43 (19–25 Oct)",
      "第43周（10月19日–10月25日）",
    ]);
    expect([en.week("2026-W53"), zh.week("2026-W53")]).toEqual([
      "week 53 (28 Dec 2026–3 Jan 2027)",
      "第53周（12月28日–1月3日）",
    ]);
  });

  it("show a change with its sign, and none as ±0", () => {
    expect([en.change(2), en.change(-3), en.change(0)]).toEqual(["+2", "−3", "±0"]);
    const of1000 = (part: number) => ({ part, whole: 1000 });
    expect(en.changeOfShare(of1000(926), of1000(914))).toBe("+1.2");
    expect(en.changeOfShare({ part: 9260, whole: 10_000 }, { part: 9264, whole: 10_000 })).toBe("±0.0");
    expect(en.changeOfShare({ part: 0, whole: 0 }, of1000(900))).toBe("");
  });

  it("round a rate once, from part and whole: halves up, changes away from nothing", () => {
    // 15 / 19 = 0.78947…, which 4 decimals make 0.7895 and one decimal of that 79.0.
    expect(
      [
        [15, 19],
        [29, 31],
        [1, 2000],
        [1999, 2000],
        [1, 3],
      ].map(([part = 0, whole = 0]) => en.percent({ part, whole })),
    ).toEqual(["78.9%", "93.5%", "0.1%", "100.0%", "33.3%"]);
    const [some, more] = [
      { part: 15, whole: 19 },
      { part: 29, whole: 31 },
    ];
    // 14.6010…, of which the shown ones would make 14.6 as well; 0.05 points are a half.
    expect([en.changeOfShare(more, some), en.changeOfShare(some, more)]).toEqual(["+14.6", "−14.6"]);
    const [half, none] = [
      { part: 1, whole: 2000 },
      { part: 0, whole: 1 },
    ];
    expect([en.changeOfShare(half, none), en.changeOfShare(none, half)]).toEqual(["+0.1", "−0.1"]);
  });

  it("show a moment in the campaign's zone, whatever the machine's", () => {
    const instant = Temporal.Instant.from("2026-10-21T16:30:00Z");
    expect(en.moment(instant, "Asia/Shanghai")).toBe("22 Oct, 00:30");
    expect(zh.moment(instant, "Asia/Shanghai")).toBe("10月22日 00:30");
  });
});
