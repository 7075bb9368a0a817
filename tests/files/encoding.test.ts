import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/files/csv.ts";
import { decoded, judge } from "../../src/files/encoding.ts";
import { gb18030Character } from "../../src/files/private-use.ts";

async function* inParts(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
const judgeOf = (bytes: Uint8Array, size = 7) => judge(inParts(bytes, size));
const bytesOf = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

describe("the encoding of a file", () => {
  // 王伟 in GB2312.
  const wang = [0xcd, 0xf5, 0xce, 0xb0];
  it.each<[what: string, Uint8Array, string]>([
    ["ASCII", bytesOf("a,b\n1,2\n"), "utf-8"],
    ["UTF-8", bytesOf("姓名\n王伟\n"), "utf-8"],
    ["UTF-8 with its mark", bytesOf([0xef, 0xbb, 0xbf], "a\n"), "utf-8"],
    ["UTF-8 in Latin letters", bytesOf("Süd,Nordtal\n"), "utf-8"],
    ["UTF-8 in Cyrillic letters", bytesOf("1,Иван\n"), "utf-8"],
    ["UTF-8 with a broken byte", bytesOf("王伟,李雷\n", [0xff], "\n"), "utf-8"],
    ["lost characters only, in UTF-8", bytesOf("1,\ufffd\ufffd\n"), "utf-8"],
    ["GB18030", bytesOf("1,", wang, "\n"), "gb18030"],
    ["GB18030 with a broken byte", bytesOf("1,", wang, wang, wang, "\n2,", [0xff], "\n"), "gb18030"],
    ["UTF-16, as Excel's Unicode text", utf16("姓名\n王伟\n"), "utf-16le"],
    ["UTF-16 with its bytes the other way", utf16("姓名\n").swap16(), "utf-16be"],
  ])("is found: %s", async (_what, bytes, encoding) => {
    expect(await judgeOf(bytes)).toMatchObject({ encoding });
    expect(await judgeOf(bytes, 1)).toMatchObject({ encoding });
  });

  it.each<[what: string, Uint8Array, string]>([
    ["nothing", Buffer.from(""), "empty"],
    ["a workbook", bytesOf("PK\x03\x04\0\0xl/workbook.xml"), "workbook"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "workbook"],
    ["a Word document", bytesOf("PK\x03\x04\0\0word/document.xml"), "word"],
    ["an archive", bytesOf("PK\x03\x04\0\0people.csv"), "archive"],
    ["a PDF", bytesOf("%PDF-1.7\n"), "pdf"],
    ["a web page", bytesOf([0xef, 0xbb, 0xbf], "\r\n<!DOCTYPE html><table>"), "webPage"],
    ["a table of a web page", bytesOf('<table border="1"><tr><td>"</td>'), "webPage"],
    ["a web page in UTF-16", utf16("<html><table>"), "webPage"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "noText"],
    ["UTF-16 without its mark", Buffer.from("a,b\n1,2\n", "utf16le"), "noText"],
    // 通 in GB2312 is valid UTF-8 too.
    ["what fits two encodings", bytesOf("1,", [0xcd, 0xa8], ",\n"), "unclear"],
    // "Süd" in ISO 8859-1 has a place in GB18030.
    ["Western letters", bytesOf("1,S", [0xfc], "d\n"), "unclear"],
  ])("is none: %s", async (_what, bytes, is) => {
    expect(await judgeOf(bytes)).toEqual({ is });
  });

  it("of a file with tabs says so", async () => {
    expect(await judgeOf(utf16("名册\n工号\t姓名\t单位\n"))).toMatchObject({ tabs: true });
    expect(await judgeOf(bytesOf("a,b,c\n1,x\ty,2\n"))).toMatchObject({ tabs: false });
  });
});

describe("private characters of GB18030", () => {
  const gb18030 = new TextDecoder("gb18030");
  const codes = (lead: number, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => [lead, from + at]).filter(([, trail]) => trail !== 0x7f);
  // Where GB18030 has them, in the order of the private area.
  const places: [first: number, codes: (number | undefined)[][]][] = [
    [0xe76c, [[0xa2, 0xe3]]],
    [0xe78d, [...codes(0xa6, 0xd9, 0xdf), [0xa6, 0xec], [0xa6, 0xed], [0xa6, 0xf3]]],
    [
      0xe7c7,
      [
        [0xa8, 0xbc],
        [0xa8, 0xbf],
      ],
    ],
    [0xe7e7, codes(0xa9, 0x89, 0x95)],
    [0xe815, codes(0xfe, 0x50, 0xa0)],
  ];
  it("are what their codes stand for since", () => {
    const kept: string[] = [];
    for (const [first, all] of places)
      for (const [at, code] of all.entries()) {
        const decodedNow = gb18030.decode(Uint8Array.from(code.map(Number)));
        const read = gb18030Character(String.fromCodePoint(first + at));
        if (/\p{Co}/u.test(decodedNow)) kept.push(read ?? "");
        else expect(read).toBe(decodedNow);
      }
    // Those that the standard keeps there since they double others.
    expect(kept.join("")).toBe("𠂇𠂉𠃌𡗗𢦏𤇾");
  });

  it("that are somebody's own stand for nothing", () => {
    expect(gb18030Character("\ue000")).toBeUndefined();
    expect(gb18030Character("\uf8ff")).toBeUndefined();
  });
});

describe("any bytes", () => {
  const columns = ["code", "name", "kind"];
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc
      .constantFrom(
        "code,name,kind\n",
        "代码,名称,类别\r\n",
        "1,王伟,x\n",
        '"',
        ",",
        "\n",
        '="001",b,c\n',
        "合计,,\n",
        "\ue863,\ufffd,\0\n",
        "<",
        "\ufeff",
      )
      .map((text) => Uint8Array.from(Buffer.from(text))),
  );
  const file = fc.array(piece, { maxLength: 12 }).map((parts) => Buffer.concat(parts));

  it("give rows or what is wrong, never a crash, and nothing illegible in a row", async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), async (bytes, size) => {
        const judged = await judgeOf(bytes, size);
        if ("is" in judged) return;
        let [rows, problems] = [0, 0];
        await readCsv(decoded(inParts(bytes, size), judged.encoding), judged, {
          columns,
          row(fields) {
            rows++;
            expect(Object.keys(fields)).toEqual(columns);
            expect(Object.values(fields).join("")).not.toMatch(/[\0\ufffd\p{Co}\p{Cn}]/u);
          },
          problem: () => problems++,
          refused: () => undefined,
          note: () => undefined,
        });
        const text = (await Array.fromAsync(decoded(inParts(bytes, size), judged.encoding))).join("");
        if (!/code,name,kind|代码,名称,类别/.test(text)) expect(rows === 0 || problems > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
