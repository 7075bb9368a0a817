import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDigest } from "../../src/digest/parse.ts";

describe("/digest", () => {
  it.each([
    ["subscribe", "subscribe"],
    ["订阅", "subscribe"],
    ["list", "list"],
    ["列表", "list"],
    ["pause", "pause"],
    ["暂停", "pause"],
    ["resume", "resume"],
    ["恢复", "resume"],
    ["remove", "remove"],
    ["取消", "remove"],
    ["preview", "preview"],
    ["预览", "preview"],
    ["now", "now"],
    ["立即", "now"],
    ["help", "help"],
    ["帮助", "help"],
    ["  NOW  ", "now"],
    ["ＬＩＳＴ", "list"], // full-width, as Chinese input methods type it
  ])("understands %j as %s", (text, kind) => {
    expect(parseDigest(text)).toEqual({ kind });
  });

  it.each([
    ["preview W43", { number: 43 }],
    ["preview w3", { number: 3 }],
    ["preview 43", { number: 43 }],
    ["preview week 43", { number: 43 }],
    ["preview 2026-W43", { number: 43, year: 2026 }],
    ["preview 2026W43", { number: 43, year: 2026 }],
    ["预览 第43周", { number: 43 }],
    ["预览第43周", { number: 43 }],
    ["预览43周", { number: 43 }],
    ["预览 2026年第43周", { number: 43, year: 2026 }],
    ["preview W53", { number: 53 }],
  ])("understands %j", (text, week) => {
    expect(parseDigest(text)).toEqual({ kind: "preview", week });
  });

  it.each<[string, string | undefined]>([
    ["", undefined],
    ["help", undefined],
    ["help me", "me"],
    ["subscribe now please", "now please"],
    ["pause please", "please"],
    ["preview W54", "w54"],
    ["preview W0", "w0"],
    ["preview soon", "soon"],
    ["preview W43 extra", "w43 extra"],
    ["pause W43", "w43"],
    ["constructor", "constructor"],
    ["预览x", "预览x"],
    ["puase", "puase"],
  ])("answers %j with its help, and the word that it did not understand", (text, word) => {
    expect(parseDigest(text)).toEqual({ kind: "help", ...(word === undefined ? {} : { word }) });
  });

  it("has an answer to any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(typeof parseDigest(text).kind).toBe("string");
      }),
    );
  });
});
