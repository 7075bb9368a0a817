import { describe, expect, it } from "vitest";
import { createI18n, languageOf, type Texts } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/slack/mrkdwn.ts";

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
    expect([en.percent(0.9264), zh.percent(0.9264), en.percent(null)]).toEqual(["92.6%", "92.6%", "–"]);
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
    expect(en.changeOfRate(0.926, 0.914)).toBe("+1.2");
    expect(en.changeOfRate(0.926, 0.9264)).toBe("±0.0");
    expect(en.changeOfRate(null, 0.9)).toBe("");
  });

  it("show a moment in the campaign's zone, whatever the machine's", () => {
    const instant = Temporal.Instant.from("2026-10-21T16:30:00Z");
    expect(en.moment(instant, "Asia/Shanghai")).toBe("22 Oct, 00:30");
    expect(zh.moment(instant, "Asia/Shanghai")).toBe("10月22日 00:30");
  });
});
