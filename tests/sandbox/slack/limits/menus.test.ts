import { describe, expect, it } from "vitest";
import { changed, inputs, many, mrkdwn, option, options, plain, problemsOfInput, x } from "./examples.ts";

describe("menus, radio buttons and checkboxes", () => {
  const group = (count: number) => ({ label: plain("A"), options: options(count) });
  const menu = (list: unknown[] | undefined) => ({ type: "static_select", options: list });

  it.each<[string, object, (string | number)[], unknown, unknown, string]>([
    [
      "too many groups",
      inputs.grouped,
      ["option_groups"],
      many(100, () => group(2)),
      many(101, () => group(2)),
      "option_groups: 101 option groups, at most 100",
    ],
    [
      "a full group",
      inputs.grouped,
      ["option_groups", 0],
      group(100),
      group(101),
      "option_groups[0].options: 101 options, at most 100",
    ],
    [
      "a long group label",
      inputs.grouped,
      ["option_groups", 0, "label", "text"],
      x(75),
      x(76),
      "option_groups[0].label.text: 76 characters, at most 75",
    ],
    [
      "options beside groups",
      inputs.grouped,
      ["options"],
      undefined,
      options(2),
      ": needs either options or option_groups",
    ],
    [
      "a stranger chosen",
      inputs.select,
      ["initial_option"],
      option("o2"),
      option("o3"),
      "initial_option: is not among the options",
    ],
    [
      "a stranger chosen from groups",
      inputs.grouped,
      ["initial_option"],
      option("o0"),
      option("o2"),
      "initial_option: is not among the options",
    ],
    [
      "a choice that differs in its text",
      inputs.select,
      ["initial_option", "text", "text"],
      "o1",
      "O1",
      "initial_option: is not among the options",
    ],
    [
      "a stranger among the chosen",
      inputs.multi,
      ["initial_options", 1],
      option("o1"),
      option("o3"),
      "initial_options[1]: is not among the options",
    ],
    [
      "more chosen than allowed",
      inputs.multi,
      ["max_selected_items"],
      2,
      1,
      "initial_options: 2 chosen, max_selected_items is 1",
    ],
    [
      "more people than allowed",
      inputs.multiUsers,
      ["initial_users"],
      ["U1"],
      ["U1", "U2"],
      "initial_users: 2 chosen, max_selected_items is 1",
    ],
    [
      "more channels than allowed",
      inputs.multiChannels,
      ["initial_channels"],
      ["C1"],
      ["C1", "C2"],
      "initial_channels: 2 chosen, max_selected_items is 1",
    ],
    [
      "more conversations than allowed",
      inputs.multiConversations,
      ["initial_conversations"],
      ["C1"],
      ["C1", "C2"],
      "initial_conversations: 2 chosen, max_selected_items is 1",
    ],
    [
      "an empty filter",
      inputs.conversations,
      ["filter"],
      { exclude_bot_users: true },
      {},
      "filter: is empty",
    ],
    [
      "a long option",
      inputs.external,
      ["initial_option"],
      option(x(75)),
      { text: plain(x(76)), value: "a" },
      "initial_option.text.text: 76 characters, at most 75",
    ],
    [
      "a long option value",
      inputs.external,
      ["initial_option", "value"],
      x(75),
      x(76),
      "initial_option.value: 76 characters, at most 75",
    ],
    [
      "an empty option value",
      inputs.external,
      ["initial_option", "value"],
      "1",
      "",
      "initial_option.value: is empty",
    ],
    [
      "a long description",
      inputs.external,
      ["initial_option", "description"],
      plain(x(75)),
      plain(x(76)),
      "initial_option.description.text: 76 characters, at most 75",
    ],
    [
      "a formatted option in a menu",
      inputs.external,
      ["initial_option", "text"],
      plain("a"),
      mrkdwn("a"),
      `initial_option.text.type: "mrkdwn" is not "plain_text"`,
    ],
    [
      "a URL outside overflow menus",
      inputs.external,
      ["initial_option", "url"],
      undefined,
      "https://example.com",
      "initial_option: has a field that Slack does not know: url",
    ],
    [
      "too many radio buttons",
      inputs.radio,
      ["options"],
      options(10),
      options(11),
      "options: 11 options, at most 10",
    ],
    [
      "a radio button chosen that is not there",
      inputs.radio,
      ["initial_option"],
      option("o1"),
      option("o2"),
      "initial_option: is not among the options",
    ],
    ["no boxes", inputs.boxes, ["initial_options"], undefined, [], "initial_options: no options, at least 1"],
    [
      "a box ticked that is not there",
      inputs.boxes,
      ["initial_options", 0, "value"],
      "a",
      "b",
      "initial_options[0]: is not among the options",
    ],
  ])("refuses %s", (_name, good, path, fits, bad, expected) => {
    expect(problemsOfInput(changed(good, path, fits))).toEqual([]);
    const prefix = expected.startsWith(":") ? "" : ".";
    expect(problemsOfInput(changed(good, path, bad))).toEqual([`blocks[0].element${prefix}${expected}`]);
  });

  it("takes 1 to 100 options in a menu", () => {
    expect(problemsOfInput(menu(options(100)))).toEqual([]);
    expect(problemsOfInput(menu(options(101)))).toEqual([
      "blocks[0].element.options: 101 options, at most 100",
    ]);
    expect(problemsOfInput(menu([]))).toEqual(["blocks[0].element.options: no options, at least 1"]);
    expect(problemsOfInput(menu(undefined))).toEqual([
      "blocks[0].element: needs either options or option_groups",
    ]);
  });

  const box = (text: string, description: string) => ({
    text: mrkdwn(text),
    value: "a",
    description: mrkdwn(description),
  });
  it.each(["radio_buttons", "checkboxes"])("takes 10 options of 75 characters in %s", (type) => {
    const found = (list: unknown[]) => problemsOfInput({ type, options: list });
    expect(found([...options(9), box(x(75), x(75))])).toEqual([]);
    expect(found(options(11))).toEqual(["blocks[0].element.options: 11 options, at most 10"]);
    expect(found([box(x(76), x(76))])).toEqual([
      "blocks[0].element.options[0].text.text: 76 characters, at most 75",
      "blocks[0].element.options[0].description.text: 76 characters, at most 75",
    ]);
  });

  it("lets every box be ticked at first", () => {
    const all = { type: "checkboxes", options: options(10), initial_options: options(10) };
    expect(problemsOfInput(all)).toEqual([]);
  });

  it.each([{ type: "multi_static_select", options: options(100) }, { type: "multi_external_select" }])(
    "lets 100 options be chosen at first in a $type",
    (menu) => {
      expect(problemsOfInput({ ...menu, initial_options: options(100) })).toEqual([]);
      expect(problemsOfInput({ ...menu, initial_options: options(101) })).toContain(
        "blocks[0].element.initial_options: 101 options, at most 100",
      );
    },
  );

  it("lets conversations of every kind be chosen", () => {
    const kinds = (...include: string[]) => ({ ...inputs.conversations, filter: { include } });
    expect(problemsOfInput(kinds("im", "mpim", "private", "public"))).toEqual([]);
    expect(problemsOfInput(kinds("secret"))).toEqual([
      `blocks[0].element.filter.include[0]: "secret" is not "im" or "mpim" or "private" or "public"`,
    ]);
  });

  it("lets at least one item be chosen", () => {
    const people = (max: number) => ({ type: "multi_users_select", max_selected_items: max });
    expect(problemsOfInput(people(1))).toEqual([]);
    expect(problemsOfInput(people(0))).toEqual(["blocks[0].element.max_selected_items: must be at least 1"]);
  });
});
