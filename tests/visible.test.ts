import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { name } from "../src/files/fields.ts";
import { formValues } from "../src/slack/form.ts";
import { visible, visibleLine, withoutUnseen } from "../src/visible.ts";

describe("text as it is seen", () => {
  it.each([
    ["王\u200b伟", "王伟"],
    ["\ufeff王伟\u2060", "王伟"],
    ["王\u200d伟", "王伟"],
    ["\u202e王伟\u202c", "王伟"],
    ["wang\u200f\u2066wei\u2069", "wangwei"],
    ["co\u00adoperate", "cooperate"],
    ["nul\0 and bell\u0007", "nul and bell"],
    ["a\u{e0041}b", "ab"],
    ["🙂\u200d", "🙂"],
    ["🙂\u200cx", "🙂x"],
    ["one\r\ntwo\u2028three", "one\ntwo\nthree"],
  ])("leaves nothing that cannot be seen: %j", (text, seen) => {
    expect(visible(text)).toBe(seen);
  });

  it.each([
    ["a family", "👨\u200d👩\u200d👧"],
    ["a burning heart", "❤\ufe0f\u200d🔥"],
    ["a doctor", "👩🏽\u200d⚕\ufe0f"],
    ["a flag made of tags", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["Persian", "می\u200cخواهم"],
    ["a half form in Devanagari", "क्\u200dष"],
    ["a half form at a word's end", "क्\u200d अ"],
    ["Sinhala", "ශ්\u200dරී"],
    ["a variant of a character", "葛\u{e0100}城"],
    ["several lines and a tab", "one\n\ttwo"],
    ["blanks of any width", "王\u3000伟 a\u00a0b"],
    ["marks and punctuation", "é ü “王伟”——100%（好）"],
  ])("keeps what shapes what is seen: %s", (_, text) => {
    expect(visible(text)).toBe(text);
  });

  it("puts a space where a text of one line broke", () => {
    expect(visibleLine("one\r\ntwo\tthree")).toBe("one two three");
  });

  it("leaves it to files to refuse control characters", () => {
    expect(withoutUnseen("a\u0007\nb\u200b")).toBe("a\u0007\nb");
  });

  it("takes nothing else away from any text, and nothing more the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const seen = visible(text);
        expect(visible(seen)).toBe(seen);
        const shown = (from: string) => from.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "");
        expect(shown(seen)).toBe(shown(text));
      }),
    );
  });
});

it("is what a file's name and a form's text come to, in one line where the form has one", () => {
  expect(name.parse("\u2067王\u200b伟\u2069 ")).toBe("王伟");
  expect(name.safeParse("王\n伟").success).toBe(false);
  const typed = { type: "plain_text_input", value: "rea\u200bding\r\nand \u202etalk\0" };
  const state = { values: { one: { a: typed }, several: { a: typed } } };
  const input = (block_id: string, multiline: boolean) => ({
    ...{ type: "input", block_id },
    element: { type: "plain_text_input", action_id: "a", multiline },
  });
  expect(formValues(state, [input("one", false), input("several", true)])).toEqual({
    one: "reading and talk",
    several: "reading\nand talk",
  });
});
