import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forms } from "../../src/discussion/model.ts";
import { parseDiscussion } from "../../src/discussion/parse.ts";

const themes = [
  { code: "T1", name: "教育观念", nameEn: "education-ideas" },
  { code: "T2", name: "素质教育", nameEn: "quality-education" },
  { code: "T10", name: "素质教育评价", nameEn: "Assessment & more" },
];
const today = "2026-10-21"; // a Wednesday
const parse = (text: string) => parseDiscussion(text, today, themes);
const command = (text: string) => {
  const result = parse(text);
  return result.ok ? result.command : result.problem;
};
const record = (more: object) => ({ kind: "record", theme: "T2", form: "meeting", ...more });
const everyone = { kind: "all", except: [] };
const name = (text: string) => ({ who: { name: text } });

describe("a line of /discussion", () => {
  it.each<[string, object]>([
    ["", { kind: "form" }],
    ["  ", { kind: "form" }],
    ["help", { kind: "help" }],
    ["帮助", { kind: "help" }],
    ["open T2", { kind: "open", theme: "T2" }],
    ["open t2 forum", { kind: "open", theme: "T2", form: "forum" }],
    ["发起 素质教育 线上", { kind: "open", theme: "T2", form: "online" }],
    ["open online quality education", { kind: "open", theme: "T2", form: "online" }],
    ["T2 meeting all", record({ who: everyone })],
    ["Ｔ２ MEETING Everyone.", record({ who: everyone })],
    ["T2会议全体", record({ who: everyone })],
    ["T2座谈会全体参加", record({ who: everyone })],
    ["meeting T2 all", record({ who: everyone })],
    ["素质教育评价 论坛 23人", record({ theme: "T10", form: "forum", who: { kind: "count", count: 23 } })],
    [
      "“Assessment &amp; more” forum 23",
      record({ theme: "T10", form: "forum", who: { kind: "count", count: 23 } }),
    ],
    ["T2 forum 23", record({ form: "forum", who: { kind: "count", count: 23 } })],
    [
      "T2 forum 23 people yesterday",
      record({ form: "forum", date: "2026-10-20", who: { kind: "count", count: 23 } }),
    ],
    [
      "T2 meeting all except <@U0WANG|wang>",
      record({ who: { kind: "all", except: [{ who: { slackUserId: "U0WANG" } }] } }),
    ],
    [
      "T2 meeting all except 王伟, 李雷",
      record({ who: { kind: "all", except: [name("王伟"), name("李雷")] } }),
    ],
    ["T2 会议 全到", record({ who: everyone })],
    ["T2 会议 除 丁世敏 全体", record({ who: { kind: "all", except: [name("丁世敏")] } })],
    ["T2 会议 除王伟外，全体参加", record({ who: { kind: "all", except: [name("王伟")] } })],
    [
      "T1 小组 王伟、李雷",
      record({
        theme: "T1",
        form: "small_group",
        who: { kind: "named", people: [name("王伟"), name("李雷")] },
      }),
    ],
    [
      "T1 small group 王伟 and 李雷",
      record({
        theme: "T1",
        form: "small_group",
        who: { kind: "named", people: [name("王伟"), name("李雷")] },
      }),
    ],
    [
      "T1 group 王伟、E1001 10月14日",
      record({
        theme: "T1",
        form: "small_group",
        date: "2026-10-14",
        who: { kind: "named", people: [name("王伟"), name("E1001")] },
      }),
    ],
    [
      "T2 meeting Jiang Wen for Hill School",
      record({ unit: "Hill School", who: { kind: "named", people: [name("Jiang Wen")] } }),
    ],
    [
      "for Hill School T2 meeting 10-14 all",
      record({ unit: "Hill School", date: "2026-10-14", who: everyone }),
    ],
    ["10-14 T2 meeting all for HILL", record({ unit: "HILL", date: "2026-10-14", who: everyone })],
    ["单位：青溪小学 T2 会议 全体", record({ unit: "青溪小学", who: everyone })],
    ["status", { kind: "status" }],
    ["统计 青溪小学", { kind: "status", unit: "青溪小学" }],
    [
      "status Hill School week 43",
      { kind: "status", unit: "Hill School", period: { from: "2026-10-19", to: "2026-10-25" } },
    ],
    ["status 2026-10-09 2026-10-20", { kind: "status", period: { from: "2026-10-09", to: "2026-10-20" } }],
    [
      "status N 10月9日至10月20日",
      { kind: "status", unit: "N", period: { from: "2026-10-09", to: "2026-10-20" } },
    ],
    ["情况 本周", { kind: "status", period: { from: "2026-10-19", to: "2026-10-25" } }],
    ["status N campaign", { kind: "status", unit: "N" }],
  ])("%s", (line, expected) => {
    expect(command(line)).toEqual(expected);
  });

  it.each<[string, object]>([
    ["T9 meeting all", { code: "unknownTheme", word: "T9" }],
    ["T1x meeting all", { code: "unknownTheme", word: "T1x" }],
    ["open", { code: "noTheme" }],
    ["open T9", { code: "unknownTheme", word: "T9" }],
    ["meeting all", { code: "noTheme" }],
    ["T2 all", { code: "noForm" }],
    ["T2 meeting", { code: "noWho" }],
    ["T2 meeting for Hill School", { code: "noWho" }],
    ["T2 meeting all except", { code: "noName" }],
    ["T2 forum 0", { code: "badCount", word: "0" }],
    ["T2 forum -3", { code: "badCount" }],
    ["T2 forum 1000000000", { code: "badCount", max: 100_000 }],
    ["T2 forum 23 potatoes", { code: "unknownWord", word: "potatoes" }],
    ["T2 meeting 10-14 10-15 all", { code: "twice", what: "date" }],
    ["T2 meeting all except 王伟, 王伟", { code: "twice", what: "person" }],
    ["T2 meeting 13-45 all", { code: "badDate", word: "13-45" }],
    ["status N week 99", { code: "badWeek" }],
    ["status 2026-10-20 2026-10-09", { code: "periodOrder" }],
    ["T2 meeting <#C012|general>", { code: "unknownWord" }],
  ])("%s is refused with its reason", (line, problem) => {
    expect(parse(line).ok).toBe(false);
    expect(command(line)).toMatchObject(problem);
  });

  it("names the word that stands where the form belongs", () => {
    expect(command("T2 meting all")).toEqual({ code: "unknownForm", word: "meting" });
    expect(command("T2 all")).toMatchObject({ code: "noForm" });
  });

  it("without themes says so of every entry", () => {
    expect(parseDiscussion("T2 meeting all", today, [])).toMatchObject({ problem: { code: "unknownTheme" } });
  });
});

const scraps = fc.constantFrom(
  ...[
    "T1",
    "T2",
    "T10",
    "素质教育",
    "quality education",
    "meeting",
    "论坛",
    "小组",
    "online",
    "all",
    "全体",
    "except",
    "除",
    "外",
  ],
  ...[
    "王伟",
    "李雷",
    "<@U012AB>",
    "、",
    "，",
    ",",
    "and",
    "和",
    "23",
    "人",
    "-3",
    "10-14",
    "10月14日",
    "yesterday",
    "13-45",
  ],
  ...[
    "for Hill",
    "单位",
    "status",
    "统计",
    "open",
    "发起",
    "week 43",
    "本周",
    "参加",
    '"',
    "“",
    "<!channel>",
    "&amp;",
    "?",
    "。",
    " ",
  ],
);

describe("any line of /discussion", () => {
  it("gets an answer of the right shape, in pieces that people type", () => {
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 12 }), fc.constantFrom("", " "), (pieces, glue) => {
        const result = parse(pieces.join(glue));
        if (!result.ok) expect(result.problem.code).toMatch(/^[a-zA-Z]+$/);
        else if (result.command.kind === "record") {
          const { theme, form, who, date } = result.command;
          expect(themes.map(({ code }) => code)).toContain(theme);
          expect(forms).toContain(form);
          if (who.kind === "count") expect(who.count).toBeGreaterThan(0);
          if (who.kind === "named") expect(who.people.length).toBeGreaterThan(0);
          if (date) expect(date <= today || date === "2026-10-22" || date === "2026-10-23").toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("gets an answer whatever the text, and quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => void parse(text)),
      { numRuns: 1000 },
    );
    parse(`T2 meeting ${"王".repeat(3000)}`);
    parse("T2 meeting all except ".repeat(200));
    parse("9".repeat(4000));
  });

  it("reads back the record that a line was written from", () => {
    const wordsOf = {
      meeting: ["meeting", "会议"],
      forum: ["forum", "论坛"],
      small_group: ["group", "小组"],
      online: ["online", "线上"],
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...themes),
        fc.constantFrom(...forms),
        fc.nat(1),
        fc.nat(2),
        fc.integer({ min: 1, max: 100_000 }),
        (theme, form, language, called, count) => {
          const themeWord = [theme.code, theme.name, theme.nameEn][called] ?? "";
          const line = `${themeWord} ${wordsOf[form][language] ?? ""} ${count}${language === 1 ? "人" : ""}`;
          expect(command(line)).toEqual({
            kind: "record",
            theme: theme.code,
            form,
            who: { kind: "count", count },
          });
        },
      ),
    );
  });
});

describe("a week by its number", () => {
  const period = { from: "2026-09-21", to: "2027-01-31" };
  const status = (text: string, within?: typeof period) => {
    const result = parseDiscussion(text, today, themes, within);
    return result.ok && result.command.kind === "status" ? result.command.period : result;
  };

  it("is the campaign's, also while it is still to come", () => {
    expect(status("status W50", period)).toEqual({ from: "2026-12-07", to: "2026-12-13" });
    expect(status("status W53", period)).toEqual({ from: "2026-12-28", to: "2027-01-03" });
  });

  it("outside the campaign is a week all the same, for the page to say so", () => {
    const short = { from: "2026-09-21", to: "2026-11-30" };
    expect(status("status W53", short)).toEqual({ from: "2026-12-28", to: "2027-01-03" });
    expect(status("status W54", short)).toMatchObject({ problem: { code: "badWeek" } });
  });
});
