import { describe, expect, it } from "vitest";
import {
  blocks,
  button,
  changed,
  inputs,
  many,
  mrkdwn,
  option,
  plain,
  problemsOfBlock,
  x,
} from "./examples.ts";

type Step = string | number;

describe("blocks of a message", () => {
  it.each(Object.entries(blocks))("accepts a valid %s", (_name, block) => {
    expect(problemsOfBlock(block)).toEqual([]);
  });

  const pictures = (count: number) => many(count, (i) => mrkdwn(`${i}`));
  const buttons = (count: number) => many(count, (i) => ({ ...button, action_id: `b${i}` }));
  it.each<[string, object, Step[], unknown, unknown, string]>([
    [
      "a long small picture's description",
      blocks.context,
      ["elements", 1, "alt_text"],
      x(2000),
      x(2001),
      ".elements[1].alt_text: 2001 characters, at most 2000",
    ],
    [
      "a long line of context",
      blocks.context,
      ["elements", 0, "text"],
      x(3000),
      x(3001),
      ".elements[0].text: 3001 characters, at most 3000",
    ],
    [
      "a long plain line of context",
      blocks.context,
      ["elements", 0],
      plain(x(3000)),
      plain(x(3001)),
      ".elements[0].text: 3001 characters, at most 3000",
    ],
    [
      "a long picture title",
      blocks.image,
      ["title"],
      plain(x(2000)),
      plain(x(2001)),
      ".title.text: 2001 characters, at most 2000",
    ],
    [
      "an unknown field",
      blocks.divider,
      ["text"],
      undefined,
      "a",
      ": has a field that Slack does not know: text",
    ],
    [
      "a long block_id",
      blocks.actions,
      ["block_id"],
      x(255),
      x(256),
      ".block_id: 256 characters, at most 255",
    ],
    ["an empty block_id", blocks.actions, ["block_id"], "a", "", ".block_id: is empty"],
    ["a section of nothing", blocks.section, ["text"], plain("a"), undefined, ": needs text or fields"],
    [
      "a long section",
      blocks.section,
      ["text", "text"],
      x(3000),
      x(3001),
      ".text.text: 3001 characters, at most 3000",
    ],
    ["a bare string for a text", blocks.section, ["text"], plain("a"), "a", ".text: must be an object"],
    [
      "an unknown kind of text",
      blocks.section,
      ["text", "type"],
      "plain_text",
      "html",
      `.text.type: "html" is not allowed here`,
    ],
    [
      "emoji on formatted text",
      blocks.section,
      ["text"],
      { ...plain("a"), emoji: true },
      { ...mrkdwn("a"), emoji: true },
      ".text: has a field that Slack does not know: emoji",
    ],
    [
      "too many fields",
      blocks.fields,
      ["fields"],
      pictures(10),
      pictures(11),
      ".fields: 11 fields, at most 10",
    ],
    ["no fields", blocks.fields, ["fields"], pictures(1), [], ".fields: no fields, at least 1"],
    [
      "a long field",
      blocks.fields,
      ["fields", 0, "text"],
      x(2000),
      x(2001),
      ".fields[0].text: 2001 characters, at most 2000",
    ],
    [
      "an input at a section's side",
      blocks.section,
      ["accessory"],
      inputs.select,
      inputs.text,
      `.accessory.type: "plain_text_input" is not allowed here`,
    ],
    [
      "a long header",
      blocks.header,
      ["text", "text"],
      x(150),
      x(151),
      ".text.text: 151 characters, at most 150",
    ],
    ["an empty header", blocks.header, ["text", "text"], "a", "", ".text.text: is empty"],
    [
      "a formatted header",
      blocks.header,
      ["text"],
      plain("a"),
      mrkdwn("a"),
      `.text.type: "mrkdwn" is not "plain_text"`,
    ],
    [
      "a full context",
      blocks.context,
      ["elements"],
      pictures(10),
      pictures(11),
      ".elements: 11 elements, at most 10",
    ],
    [
      "a button in a context",
      blocks.context,
      ["elements", 0],
      plain("a"),
      button,
      `.elements[0].type: "button" is not allowed here`,
    ],
    [
      "a small picture without a description",
      blocks.context,
      ["elements", 1, "alt_text"],
      "A",
      undefined,
      ".elements[1].alt_text: is required",
    ],
    [
      "a full row of actions",
      blocks.actions,
      ["elements"],
      buttons(25),
      buttons(26),
      ".elements: 26 elements, at most 25",
    ],
    [
      "an empty row of actions",
      blocks.actions,
      ["elements"],
      buttons(1),
      [],
      ".elements: no elements, at least 1",
    ],
    [
      "an action_id twice",
      blocks.actions,
      ["elements", 1, "action_id"],
      "other",
      "go",
      `: the action_id "go" stands twice`,
    ],
    ["a picture without a description", blocks.image, ["alt_text"], "A", undefined, ".alt_text: is required"],
    [
      "a picture without a source",
      blocks.image,
      ["image_url"],
      "http://example.com/a.png",
      undefined,
      ": needs either image_url or slack_file",
    ],
    [
      "a picture from two sources",
      blocks.image,
      ["slack_file"],
      undefined,
      { id: "F1" },
      ": needs either image_url or slack_file",
    ],
    [
      "a picture inlined",
      blocks.image,
      ["image_url"],
      "https://a.b/c",
      "data:image/png;base64,AA==",
      ".image_url: must start with http:// or https://",
    ],
    [
      "a long description",
      blocks.image,
      ["alt_text"],
      x(2000),
      x(2001),
      ".alt_text: 2001 characters, at most 2000",
    ],
    [
      "long Markdown",
      blocks.markdown,
      ["text"],
      x(12_000),
      x(12_001),
      ".text: 12001 characters, at most 12000",
    ],
  ])("refuses %s", (_name, good, path, fits, bad, expected) => {
    expect(problemsOfBlock(changed(good, path, fits))).toEqual([]);
    expect(problemsOfBlock(changed(good, path, bad))).toEqual([`blocks[0]${expected}`]);
  });

  it("reports menus at a section's side by their place", () => {
    const menu = { type: "static_select", options: many(101, (i) => option(`${i}`)) };
    expect(problemsOfBlock({ ...blocks.section, accessory: menu })).toEqual([
      "blocks[0].accessory.options: 101 options, at most 100",
    ]);
  });
});
