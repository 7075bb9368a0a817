import { describe, expect, it } from "vitest";
import { viewProblems } from "../../../../sandbox/slack/limits/index.ts";
import {
  blocks,
  button,
  changed,
  confirm,
  inputOf,
  inputs,
  modalOf,
  mrkdwn,
  option,
  options,
  plain,
  problemsOfBlock,
  problemsOfInput,
  x,
} from "./examples.ts";

describe("elements of an input block", () => {
  it.each(Object.entries(inputs))("accepts a valid %s", (_name, element) => {
    expect(problemsOfInput(element)).toEqual([]);
  });

  it.each<[string, object, (string | number)[], unknown, unknown, string]>([
    ["a negative length", inputs.text, ["min_length"], 0, -1, "min_length: must be at least 0"],
    ["no room at all", inputs.text, ["max_length"], 1, 0, "max_length: must be at least 1"],
    [
      "a long address to start with",
      inputs.email,
      ["initial_value"],
      x(3000),
      x(3001),
      "initial_value: 3001 characters, at most 3000",
    ],
    [
      "a long URL to start with",
      inputs.url,
      ["initial_value"],
      x(3000),
      x(3001),
      "initial_value: 3001 characters, at most 3000",
    ],
    [
      "an unknown trigger",
      inputs.text,
      ["dispatch_action_config"],
      { trigger_actions_on: ["on_enter_pressed", "on_character_entered"] },
      { trigger_actions_on: ["on_blur"] },
      `dispatch_action_config.trigger_actions_on[0]: "on_blur" is not "on_enter_pressed" or "on_character_entered"`,
    ],
    [
      "a time of nine digits",
      inputs.dateTime,
      ["initial_date_time"],
      1_000_000_000,
      999_999_999,
      "initial_date_time: is not a Unix time of 10 digits",
    ],
    [
      "a long action_id",
      inputs.text,
      ["action_id"],
      x(255),
      x(256),
      "action_id: 256 characters, at most 255",
    ],
    [
      "a long start",
      inputs.text,
      ["initial_value"],
      x(3000),
      x(3001),
      "initial_value: 3001 characters, at most 3000",
    ],
    ["an impossible length", inputs.text, ["min_length"], 500, 501, ": min_length is above max_length"],
    ["a length above 3,000", inputs.text, ["max_length"], 3000, 3001, "max_length: must be at most 3000"],
    ["a number as a number", inputs.number, ["min_value"], "-1.5", 1, "min_value: must be a string"],
    [
      "a number in words",
      inputs.number,
      ["initial_value"],
      "7",
      "seven",
      "initial_value: is not a number written as text",
    ],
    [
      "a minimum above the maximum",
      inputs.number,
      ["min_value"],
      "500",
      "501",
      ": min_value is above max_value",
    ],
    [
      "a number_input that leaves decimals open",
      inputs.number,
      ["is_decimal_allowed"],
      true,
      undefined,
      "is_decimal_allowed: is required",
    ],
    [
      "no trigger",
      inputs.text,
      ["dispatch_action_config"],
      { trigger_actions_on: ["on_character_entered"] },
      { trigger_actions_on: [] },
      "dispatch_action_config.trigger_actions_on: no triggers, at least 1",
    ],
    ["too many files", inputs.file, ["max_files"], 10, 11, "max_files: must be at most 10"],
    ["room for no file", inputs.file, ["max_files"], 1, 0, "max_files: must be at least 1"],
    ["no file type", inputs.file, ["filetypes"], ["csv"], [], "filetypes: no file types, at least 1"],
    [
      "a long placeholder",
      inputs.email,
      ["placeholder", "text"],
      x(150),
      x(151),
      "placeholder.text: 151 characters, at most 150",
    ],
    [
      "a formatted placeholder",
      inputs.email,
      ["placeholder"],
      plain("a"),
      mrkdwn("a"),
      `placeholder.type: "mrkdwn" is not "plain_text"`,
    ],
    [
      "a day that does not exist",
      inputs.date,
      ["initial_date"],
      "2028-02-29",
      "2026-02-29",
      "initial_date: is not a date like 2026-10-21",
    ],
    [
      "a time that does not exist",
      inputs.time,
      ["initial_time"],
      "23:59",
      "24:00",
      "initial_time: is not a time like 14:30",
    ],
    [
      "milliseconds",
      inputs.dateTime,
      ["initial_date_time"],
      9_999_999_999,
      10_000_000_000,
      "initial_date_time: is not a Unix time of 10 digits",
    ],
  ])("refuses %s", (_name, good, path, fits, bad, expected) => {
    expect(problemsOfInput(changed(good, path, fits))).toEqual([]);
    const prefix = expected.startsWith(":") ? "" : ".";
    expect(problemsOfInput(changed(good, path, bad))).toEqual([`blocks[0].element${prefix}${expected}`]);
  });

  it.each(["label", "hint"])("takes 2,000 plain characters in an input's %s", (field) => {
    const view = (text: unknown) => modalOf({ ...inputOf(inputs.text), [field]: text });
    expect(viewProblems(view(plain(x(2000))))).toEqual([]);
    expect(viewProblems(view(plain(x(2001))))).toEqual([
      `blocks[0].${field}.text: 2001 characters, at most 2000`,
    ]);
    expect(viewProblems(view(mrkdwn("a")))).toEqual([
      `blocks[0].${field}.type: "mrkdwn" is not "plain_text"`,
    ]);
  });

  it("refuses an input without a label or without an element", () => {
    const { label: _, ...unnamed } = inputOf(inputs.text);
    expect(viewProblems(modalOf(unnamed))).toEqual(["blocks[0].label: is required"]);
    expect(viewProblems(modalOf(inputOf(undefined)))).toEqual(["blocks[0].element: is required"]);
  });

  it("starts typed inputs empty when told so", () => {
    for (const element of [inputs.text, inputs.email, inputs.url]) {
      expect(problemsOfInput({ ...element, initial_value: "" })).toEqual([]);
    }
  });

  it("refuses an element that stands in other blocks", () => {
    expect(problemsOfInput(button)).toEqual([`blocks[0].element.type: "button" is not allowed here`]);
  });
});

describe("buttons and overflow menus", () => {
  const asking = changed(blocks.actions, ["elements", 0, "confirm"], confirm);
  const at = (...path: (string | number)[]) => ["elements", 0, ...path];

  it.each<[string, (string | number)[], unknown, unknown, string]>([
    ["a long text", ["text", "text"], x(75), x(76), "text.text: 76 characters, at most 75"],
    ["an empty text", ["text", "text"], "a", "", "text.text: is empty"],
    ["a formatted text", ["text"], plain("a"), mrkdwn("a"), `text.type: "mrkdwn" is not "plain_text"`],
    ["a long value", ["value"], x(2000), x(2001), "value: 2001 characters, at most 2000"],
    ["an empty value", ["value"], undefined, "", "value: is empty"],
    ["half an address", ["url"], "https://example.com/a", "example.com/a", "url: is not a complete URL"],
    ["an unknown colour", ["style"], "danger", "green", `style: "green" is not "primary" or "danger"`],
    ["a long label", ["accessibility_label"], x(75), x(76), "accessibility_label: 76 characters, at most 75"],
    [
      "a long question",
      ["confirm", "title"],
      plain(x(100)),
      plain(x(101)),
      "confirm.title.text: 101 characters, at most 100",
    ],
    [
      "a long explanation",
      ["confirm", "text"],
      plain(x(300)),
      plain(x(301)),
      "confirm.text.text: 301 characters, at most 300",
    ],
    [
      "a long yes",
      ["confirm", "confirm"],
      plain(x(30)),
      plain(x(31)),
      "confirm.confirm.text: 31 characters, at most 30",
    ],
    [
      "a long no",
      ["confirm", "deny"],
      plain(x(30)),
      plain(x(31)),
      "confirm.deny.text: 31 characters, at most 30",
    ],
    ["a question without a no", ["confirm", "deny"], plain("No"), undefined, "confirm.deny: is required"],
  ])("refuses a button with %s", (_name, path, fits, bad, expected) => {
    expect(problemsOfBlock(changed(asking, at(...path), fits))).toEqual([]);
    expect(problemsOfBlock(changed(asking, at(...path), bad))).toEqual([`blocks[0].elements[0].${expected}`]);
  });

  it("refuses a button's address above 3,000 characters", () => {
    const leading = (length: number) => changed(blocks.actions, at("url"), `https://a.b/${x(length - 12)}`);
    expect(problemsOfBlock(leading(3000))).toEqual([]);
    expect(problemsOfBlock(leading(3001))).toEqual([
      "blocks[0].elements[0].url: 3001 characters, at most 3000",
    ]);
  });

  it("takes 1 to 5 entries in an overflow menu, which may lead elsewhere", () => {
    const overflow = (list: unknown[]) => ({
      ...blocks.section,
      accessory: { type: "overflow", options: list },
    });
    expect(problemsOfBlock(overflow(options(5)))).toEqual([]);
    expect(problemsOfBlock(overflow([{ ...option("a"), url: "https://example.com" }]))).toEqual([]);
    expect(problemsOfBlock(overflow(options(6)))).toEqual([
      "blocks[0].accessory.options: 6 options, at most 5",
    ]);
    expect(problemsOfBlock(overflow([]))).toEqual(["blocks[0].accessory.options: no options, at least 1"]);
  });
});
