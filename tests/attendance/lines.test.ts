import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAttendance } from "../../src/attendance/parse.ts";
import { Names } from "../../src/line/names.ts";
import { becomes, type Table, today } from "./lines.ts";
import { linesEn } from "./lines-en.ts";
import { linesZh } from "./lines-zh.ts";

/** Lines of somebody who enters for nobody else: a name is never whom they record. */
const ownLines: Table = [
  ["请假 王伟", "ask nameInReason: me leave (王伟)"],
  ["请假 送王伟去医院", "ask nameInReason: me leave (送王伟去医院)"],
  ["leave <@U0WANG>", "ask nameInReason: me leave (<@U0WANG>)"],
  ["leave Wei", "ask nameInReason: me leave (Wei)"],
  ["late with Lin Tao", "ask nameInReason: me late (with Lin Tao)"],
  ["周一请假", "ask or 2026-11-23: me leave @2026-11-30"],
  ["请假 张三丰", "me leave (张三丰)"],
  ["leave dentist", "me leave (dentist)"],
  // Refused by who may enter, when it comes to that.
  ["王伟请假", "only 王伟 leave"],
];

const each = (table: Table, how: Parameters<typeof becomes>[1]) => {
  for (const [line, expected] of table)
    it(`“${line}” becomes ${expected}`, async () => expect(await becomes(line, how)).toBe(expected));
};

describe("a line in Chinese", () => each(linesZh, { language: "zh-CN" }));
describe("a line in English", () => each(linesEn, { language: "en" }));
describe("a line of somebody who enters for nobody", () => each(ownLines, { enters: false }));

describe("the roster", () => {
  const asked = (text: string) => {
    const names = new Names();
    parseAttendance(text, { today, names });
    return names.asked;
  };

  it("is not read for what people say most", () => {
    for (const text of ["here", "late", "leave", "出勤", "迟到", "请假", "病假", "all", "全到", "10-14 全到"])
      expect(asked(text), text).toBe(false);
    for (const text of ["42 present 1 late", "应到23人 实到23人", "status W46", "停课：考试", "help"])
      expect(asked(text), text).toBe(false);
  });

  it("is read where a name would change what is meant", () => {
    for (const text of [
      "请假 看病",
      "late traffic",
      "王伟",
      "王伟请假",
      "周三全到",
      "all but 王伟",
      "leave <@U1>",
    ])
      expect(asked(text), text).toBe(true);
  });
});

describe("no word of a line is ignored", () => {
  const understood = [...linesZh, ...linesEn].filter(
    ([, became]) => !/^(?:ask|refuse|help|form|status|missing|history|undo)/.test(became),
  );

  // Letters that stand in no word of the grammar, and Chinese ones that stand in no name.
  const unknown = fc.constantFrom("zzyzx", "qwv", "囧囧", "鑫淼", "zz9", "%%", "zzyzx's");
  const where = fc.nat({ max: 40 });

  it("wherever it stands: it is refused, asked about, or part of a reason that is shown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...understood), unknown, where, async ([line], word, at) => {
        const gaps = [0, ...[...line.matchAll(/[\s，,、；;。]/gu)].map(({ index }) => index), line.length];
        const gap = gaps[at % gaps.length] ?? 0;
        const text = `${line.slice(0, gap)} ${word} ${line.slice(gap)}`;
        const became = await becomes(text);
        // A unit of that name is sought, and there is none.
        const shown = new RegExp(`(?:\\(| for ).*${word}`, "u");
        const isHeard = /^(?:ask|refuse|help)/.test(became) || shown.test(became);
        expect(isHeard, `${text} → ${became}`).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
