import { describe, expect, it } from "vitest";
import { blocks, changed, problemsOfBlock } from "./examples.ts";

type Step = string | number;

describe("rich text", () => {
  it.each<[string, Step[], unknown, unknown, string]>([
    ["a thick border", [1, "border"], 1, 2, "[1].border: 2 is not 0 or 1"],
    ["a negative border", [1, "border"], 0, -1, "[1].border: -1 is not 0 or 1"],
    ["a negative start", [1, "offset"], 0, -1, "[1].offset: must be at least 0"],
    ["an empty text", [0, "elements", 0, "text"], "a", "", "[0].elements[0].text: is empty"],
    [
      "an unknown style",
      [0, "elements", 0, "style"],
      { code: true },
      { size: 3 },
      "[0].elements[0].style: has a field that Slack does not know: size",
    ],
    [
      "an unknown element",
      [0, "elements", 0, "type"],
      "text",
      "script",
      `[0].elements[0].type: "script" is not allowed here`,
    ],
    [
      "an empty section",
      [0, "elements"],
      [{ type: "emoji", name: "wave" }],
      [],
      "[0].elements: no elements, at least 1",
    ],
    [
      "an unknown bullet",
      [1, "style"],
      "ordered",
      "stars",
      `[1].style: "stars" is not "bullet" or "ordered"`,
    ],
    ["a deep list", [1, "indent"], 8, 9, "[1].indent: must be at most 8"],
    [
      "a list of texts",
      [1, "elements", 0, "type"],
      "rich_text_section",
      "text",
      `[1].elements[0].type: "text" is not "rich_text_section"`,
    ],
    [
      "a broken link",
      [2, "elements", 0, "url"],
      "mailto:a@b.c",
      "nowhere",
      "[2].elements[0].url: is not a complete URL",
    ],
    [
      "a mention in preformatted text",
      [3, "elements", 0],
      { type: "link", url: "https://a.b" },
      { type: "user", user_id: "U1" },
      `[3].elements[0].type: "user" is not allowed here`,
    ],
    [
      "an unknown part",
      [3, "type"],
      "rich_text_quote",
      "rich_text_table",
      `[3].type: "rich_text_table" is not allowed here`,
    ],
  ])("refuses rich text with %s", (_name, path, fits, bad, expected) => {
    expect(problemsOfBlock(changed(blocks.rich, ["elements", ...path], fits))).toEqual([]);
    const found = problemsOfBlock(changed(blocks.rich, ["elements", ...path], bad));
    expect(found).toEqual([`blocks[0].elements${expected}`]);
  });
});
