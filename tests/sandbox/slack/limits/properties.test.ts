import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../../../sandbox/slack/limits/index.ts";
import { blocks, option } from "./examples.ts";

describe("any message within the limits", () => {
  const text = (max: number) =>
    fc
      .string({ minLength: 1, maxLength: max, unit: "grapheme-composite" })
      .filter((one) => one.length <= max);
  const plainText = (max: number) => fc.record({ type: fc.constant("plain_text"), text: text(max) });
  const menu = fc.uniqueArray(text(75), { minLength: 1, maxLength: 100 }).map((values) => ({
    type: "static_select",
    options: values.map(option),
    initial_option: option(values[0] ?? ""),
  }));
  const block = fc.oneof(
    fc.record({ type: fc.constant("header"), text: plainText(150) }),
    fc.record({ type: fc.constant("section"), text: plainText(180) }),
    fc.record({ type: fc.constant("section"), text: plainText(180), accessory: menu }),
    fc.record({
      type: fc.constant("context"),
      elements: fc.array(plainText(18), { minLength: 1, maxLength: 10 }),
    }),
    fc.constant(blocks.actions).map(({ block_id: _, ...row }) => row),
  );

  it("passes", () => {
    fc.assert(
      fc.property(
        text(4000).filter((one) => one.trim() !== ""),
        fc.array(block, { minLength: 1, maxLength: 50 }),
        (words, list) => {
          expect(messageProblems({ text: words, blocks: list })).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is refused as soon as one block is spoilt, at that block's place", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 50 }), fc.nat(), (list, random) => {
        const index = random % list.length;
        const spoilt = list.map((one, at) => (at === index ? { ...one, type: "nothing" } : one));
        expect(messageProblems({ text: "a", blocks: spoilt })).toEqual([
          `blocks[${index}].type: "nothing" is not a block for a message`,
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        const found = messageProblems({ text: one, blocks: [other], metadata: one, attachments: other });
        expect(found.length).toBeGreaterThan(0);
        expect(viewProblems(one)).toEqual(expect.any(Array));
      }),
      { numRuns: 200 },
    );
  });
});
