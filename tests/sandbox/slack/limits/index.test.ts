import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../../../sandbox/slack/limits/index.ts";
import {
  blocks,
  changed,
  homeOf,
  inputOf,
  inputs,
  many,
  modalOf,
  mrkdwn,
  plain,
  problemsOfBlock,
  x,
} from "./examples.ts";

const dividers = (count: number) => many(count, () => blocks.divider);

describe("messages", () => {
  it("accepts text alone, and every block type together", () => {
    expect(messageProblems({ text: "Hello" })).toEqual([]);
    expect(messageProblems({ text: "Hello", blocks: Object.values(blocks) })).toEqual([]);
  });

  it.each([undefined, "", " \n", 7])(
    "refuses the text %j, which leaves a screen reader nothing to read",
    (text) => {
      expect(messageProblems({ text, blocks: [blocks.section] })).toEqual([
        "text: is required, screen readers read it",
      ]);
    },
  );

  it("takes 4,000 characters of text and no more", () => {
    expect(messageProblems({ text: x(4000) })).toEqual([]);
    expect(messageProblems({ text: x(4001) })).toEqual(["text: 4001 characters, at most 4000"]);
  });

  it("takes 1 to 50 blocks", () => {
    expect(messageProblems({ text: "a", blocks: dividers(50) })).toEqual([]);
    expect(messageProblems({ text: "a", blocks: dividers(51) })).toEqual(["blocks: 51 blocks, at most 50"]);
    expect(messageProblems({ text: "a", blocks: [] })).toEqual(["blocks: no blocks, at least 1"]);
  });

  it.each([
    ["an object", {}, "blocks: must be a list"],
    ["a text that is not JSON", "[", "blocks: must be a list"],
    ["a list of texts", ["hello"], "blocks[0]: must be an object"],
    [
      "a block without a type",
      [{ text: plain("a") }],
      `blocks[0].type: "undefined" is not a block for a message`,
    ],
    ["an invented block", [{ type: "toast" }], `blocks[0].type: "toast" is not a block for a message`],
    ["an input", [inputOf(inputs.text)], `blocks[0].type: "input" is not a block for a message`],
  ])("refuses blocks that are %s", (_name, list, expected) => {
    expect(messageProblems({ text: "a", blocks: list })).toEqual([expected]);
  });

  it("reads blocks, attachments and metadata that arrive as JSON text", () => {
    const message = (block: unknown) => ({
      text: "a",
      blocks: JSON.stringify([block]),
      attachments: JSON.stringify([{ blocks: [block] }]),
      metadata: JSON.stringify({ event_type: "digest", event_payload: {} }),
    });
    expect(messageProblems(message(blocks.header))).toEqual([]);
    expect(messageProblems(message(changed(blocks.header, ["text", "text"], "")))).toEqual([
      "blocks[0].text.text: is empty",
      "attachments[0].blocks[0].text.text: is empty",
    ]);
  });

  it("overlooks fields set to undefined, which are never sent", () => {
    expect(problemsOfBlock({ ...blocks.section, accessory: undefined, unknown: undefined })).toEqual([]);
  });

  it("refuses the same block_id twice", () => {
    const named = (id: string) => ({ ...blocks.divider, block_id: id });
    expect(messageProblems({ text: "a", blocks: [named("a"), named("b")] })).toEqual([]);
    expect(messageProblems({ text: "a", blocks: [named("a"), named("a")] })).toEqual([
      `blocks[1].block_id: "a" stands twice`,
    ]);
  });

  it("takes one table and two charts, wherever they stand", () => {
    const { table, lineChart, divider } = blocks;
    expect(messageProblems({ text: "a", blocks: [table, lineChart, lineChart] })).toEqual([]);
    expect(
      messageProblems({
        text: "a",
        blocks: [table, lineChart, lineChart],
        attachments: [{ blocks: [table, lineChart, divider] }],
      }),
    ).toEqual([
      "blocks: 2 blocks of type table, at most 1",
      "blocks: 3 blocks of type data_visualization, at most 2",
    ]);
  });

  it("bounds the text of all blocks together, tables apart", () => {
    const sections = many(3, () => ({ type: "section", text: mrkdwn(x(3000)) }));
    const rest = (length: number) => ({ type: "section", fields: [plain(x(length))] });
    expect(messageProblems({ text: "a", blocks: [...sections, rest(500), blocks.table] })).toEqual([]);
    expect(messageProblems({ text: "a", blocks: [...sections, rest(501), blocks.table] })).toEqual([
      "blocks: 9501 characters of text outside tables, at most 9500",
    ]);
    const halves = many(2, () => ({ type: "markdown", text: x(6001) }));
    expect(messageProblems({ text: "a", blocks: halves })).toEqual([
      "blocks: 12002 characters of markdown, at most 12000",
    ]);
  });

  it("takes at most 100 attachments, each an object", () => {
    const attachments = many(100, () => ({ text: "old style" }));
    expect(messageProblems({ text: "a", attachments })).toEqual([]);
    expect(messageProblems({ text: "a", attachments: [...attachments, {}] })).toEqual([
      "attachments: 101 attachments, at most 100",
    ]);
    expect(messageProblems({ text: "a", attachments: ["a"] })).toEqual(["attachments[0]: must be an object"]);
    expect(messageProblems({ text: "a", attachments: {} })).toEqual(["attachments: must be a list"]);
  });
});

describe("metadata", () => {
  const good = {
    event_type: "digest_posted",
    event_payload: { week: "2026-W43", unit: { id: 1 }, parts: [{ ok: true }] },
  };
  const nested = "must be a text, a number, a truth value, a flat object or a list of flat objects";

  it.each<[string, string[], unknown, unknown, string]>([
    ["no type", ["event_type"], "a", undefined, ".event_type: is required"],
    ["an empty type", ["event_type"], "a", "", ".event_type: is empty"],
    ["a type with spaces", ["event_type"], "a_1", "a 1", ".event_type: may hold letters, digits and _ only"],
    ["no payload", ["event_payload"], {}, undefined, ".event_payload: is required"],
    ["null in its payload", ["event_payload", "week"], 43, null, `.event_payload.week: ${nested}`],
    [
      "a deep payload",
      ["event_payload", "unit"],
      { a: "b" },
      { a: { b: 1 } },
      `.event_payload.unit: ${nested}`,
    ],
    ["a further field", ["extra"], undefined, 1, ": has a field that Slack does not know: extra"],
  ])("refuses metadata with %s", (_name, path, fits, bad, expected) => {
    expect(messageProblems({ text: "a", metadata: changed(good, path, fits) })).toEqual([]);
    expect(messageProblems({ text: "a", metadata: changed(good, path, bad) })).toEqual([
      `metadata${expected}`,
    ]);
  });

  it("bounds its size", () => {
    const sized = (length: number) => ({ event_type: "a", event_payload: { b: x(length) } });
    const frame = JSON.stringify(sized(0)).length;
    expect(messageProblems({ text: "a", metadata: sized(8000 - frame) })).toEqual([]);
    expect(messageProblems({ text: "a", metadata: sized(8001 - frame) })).toEqual([
      "metadata: 8001 bytes, at most 8000",
    ]);
  });
});

describe("views", () => {
  const modal = modalOf(blocks.section, inputOf(inputs.text));

  it("accepts a modal with every input, and a Home tab with those it takes", () => {
    const all = Object.entries(inputs).map(([name, element]) => ({ ...inputOf(element), block_id: name }));
    expect(viewProblems(modalOf(...all))).toEqual([]);
    expect(viewProblems(JSON.stringify(modal))).toEqual([]);
    expect(viewProblems(homeOf(blocks.header, inputOf(inputs.select)))).toEqual([]);
  });

  it.each<[string, string[], unknown, unknown, string]>([
    ["no title", ["title"], plain("a"), undefined, "title: is required"],
    ["a long title", ["title", "text"], x(24), x(25), "title.text: 25 characters, at most 24"],
    ["a formatted title", ["title"], plain("a"), mrkdwn("a"), `title.type: "mrkdwn" is not "plain_text"`],
    ["a long submit", ["submit", "text"], x(24), x(25), "submit.text: 25 characters, at most 24"],
    ["a long close", ["close", "text"], x(24), x(25), "close.text: 25 characters, at most 24"],
    [
      "inputs but no submit",
      ["submit"],
      plain("Save"),
      undefined,
      "submit: is required when a modal has input blocks",
    ],
    [
      "long private metadata",
      ["private_metadata"],
      x(3000),
      x(3001),
      "private_metadata: 3001 characters, at most 3000",
    ],
    ["a long callback_id", ["callback_id"], x(255), x(256), "callback_id: 256 characters, at most 255"],
    ["a long external_id", ["external_id"], x(255), x(256), "external_id: 256 characters, at most 255"],
    ["an unknown type", ["type"], "modal", "popup", `type: must be "modal" or "home"`],
    ["no blocks", ["blocks"], [blocks.divider], [], "blocks: no blocks, at least 1"],
    ["blocks forgotten", ["blocks"], [blocks.divider], undefined, "blocks: must be a list"],
    ["too many blocks", ["blocks"], dividers(100), dividers(101), "blocks: 101 blocks, at most 100"],
    ["a field of a response", ["hash"], undefined, "1", "has a field that Slack does not know: hash"],
  ])("refuses a modal with %s", (_name, path, fits, bad, expected) => {
    expect(viewProblems(changed(modal, path, fits))).toEqual([]);
    expect(viewProblems(changed(modal, path, bad))).toEqual([expected]);
  });

  it("needs no submit when there is nothing to fill in", () => {
    const { submit: _, ...reading } = modalOf(blocks.section);
    expect(viewProblems(reading)).toEqual([]);
  });

  it.each(["table", "dataTable", "lineChart", "markdown"] as const)(
    "refuses a %s outside messages",
    (name) => {
      const { type } = blocks[name];
      expect(viewProblems(modalOf(blocks[name]))).toEqual([
        `blocks[0].type: "${type}" is not a block for a modal`,
      ]);
      expect(viewProblems(homeOf(blocks[name]))).toEqual([
        `blocks[0].type: "${type}" is not a block for a home`,
      ]);
    },
  );

  it.each(["number", "file"] as const)("refuses a %s input on a Home tab", (name) => {
    const { type } = inputs[name];
    expect(viewProblems(homeOf(inputOf(inputs[name])))).toEqual([
      `blocks[0].element.type: "${type}" is for modals only`,
    ]);
  });

  it("takes 1 to 100 blocks on a Home tab", () => {
    expect(viewProblems(homeOf(...dividers(100)))).toEqual([]);
    expect(viewProblems(homeOf(...dividers(101)))).toEqual(["blocks: 101 blocks, at most 100"]);
    expect(viewProblems(homeOf())).toEqual(["blocks: no blocks, at least 1"]);
  });

  it("refuses a title on a Home tab", () => {
    expect(viewProblems({ ...homeOf(blocks.divider), title: plain("a") })).toEqual([
      "has a field that Slack does not know: title",
    ]);
  });

  it("lets one element take the focus", () => {
    const focused = (id: string) => ({ ...inputOf({ ...inputs.text, focus_on_load: true }), block_id: id });
    expect(viewProblems(modalOf(focused("a")))).toEqual([]);
    expect(viewProblems(modalOf(focused("a"), focused("b")))).toEqual([
      "blocks: 2 elements with focus_on_load, at most 1",
    ]);
  });

  it("bounds a view's size in bytes, so that Chinese weighs more", () => {
    const heavy = (sign: string) =>
      modalOf(...many(40, () => ({ type: "section", text: plain(sign.repeat(3000)) })));
    expect(viewProblems(heavy("a"))).toEqual([]);
    expect(viewProblems(heavy("学"))).toEqual([
      expect.stringMatching(/^the view is 36\d{4} bytes, at most 250000$/),
    ]);
  });

  it.each([undefined, null, "modal", [], 3])("refuses %j for a view", (view) => {
    expect(viewProblems(view)).toEqual(["the view must be an object"]);
  });
});
