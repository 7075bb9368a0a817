import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedText, phasesText, readCoded, readPhases, readWeeks } from "../../src/campaign/setup/lines.ts";

const autumn = { from: "2026-09-21", to: "2027-01-31" };
const weeks = (text: string, period: typeof autumn | undefined = autumn) => readWeeks(text, period);

describe("phases, a line each", () => {
  it.each([
    ["学习调研 | Study | 2026-09-21 – 2026-11-08"],
    ["学习调研｜Study｜2026/9/21至2026/11/8"],
    ["  学习调研 |Study| 2026.09.21 ~ 2026.11.08  "],
    ["学习调研 | Study | 2026年9月21日—2026年11月8日"],
    ["学习调研 | Study | ２０２６-０９-２１ - ２０２６-１１-０８"],
  ])("are read from “%s”", (text) => {
    const value = { name: "学习调研", name_en: "Study", start: "2026-09-21", end: "2026-11-08" };
    expect(readPhases(`\n${text}`)).toEqual({ items: [{ line: 2, value }], problems: [] });
  });

  it.each([
    ["Study"],
    ["2026-09-21 – 2026-11-08"],
    ["Study | 2026-02-29 – 2026-03-01"],
    ["Study | 2026-09-21"],
    ["Study | 2026-09-21 – 2026-11-08 – 2026-12-01"],
    ["a | b | c | 2026-09-21 – 2026-11-08"],
    ["| | 2026-09-21 – 2026-11-08"],
  ])("are refused with their line when they are like “%s”", (text) => {
    expect(readPhases(text)).toMatchObject({
      items: [],
      problems: [{ line: 1, key: "campaign.refused.phaseLine" }],
    });
  });
});

describe("what a list's text says", () => {
  const name = fc
    .string({ minLength: 1, maxLength: 30, unit: "grapheme" })
    .map((text) => text.replaceAll(/[\p{Cc}\p{Z}|｜]/gu, ""))
    .filter((text) => text !== "");

  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ code: name, name, nameEn: name }), { maxLength: 20 }), (list) => {
        const read = readCoded(codedText(list) ?? "");
        expect(read.problems).toEqual([]);
        expect(read.items.map(({ value }) => value)).toEqual(
          list.map(({ nameEn, ...rest }) => ({ ...rest, name_en: nameEn })),
        );
      }),
    );
  });

  it("is not offered where it could not be read back, or would not fit", () => {
    const phase = { name: "a | b", nameEn: "x", startsOn: "2026-09-21", endsOn: "2026-11-08" };
    expect(phasesText([phase])).toBeNull();
    const many = Array.from({ length: 100 }, (_, at) => ({
      code: `T${at}`,
      name: "题".repeat(30),
      nameEn: "x",
    }));
    expect(codedText(many)).toBeNull();
  });
});

describe("weeks off", () => {
  it.each([
    ["40", ["2026-W40"]],
    ["第40周、W41，2026-W42; 2026W43", ["2026-W40", "2026-W41", "2026-W42", "2026-W43"]],
    ["53 1", ["2026-W53", "2027-W01"]],
    ["52–2", ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]],
    ["40-41", ["2026-W40", "2026-W41"]],
    ["2026-W52至2027-W01", ["2026-W52", "2026-W53", "2027-W01"]],
    ["", []],
  ])("are read from “%s”", (text, expected) => {
    expect(weeks(text)).toEqual({ weeks: expected, problems: [] });
  });

  it.each([
    ["30", "weekOutside"],
    ["2027-W53", "notWeek"],
    ["forty", "notWeek"],
    ["2-52", "notWeek"],
    ["1-2-3", "notWeek"],
  ])("are refused when they are like “%s”", (text, reason) => {
    expect(weeks(text)).toMatchObject({ weeks: [], problems: [{ key: `campaign.refused.${reason}` }] });
  });
});
