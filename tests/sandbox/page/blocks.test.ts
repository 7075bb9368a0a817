import { describe, expect, it } from "vitest";
import { blocks } from "../../../sandbox/page/blocks.ts";
import { optionList, optionsFor } from "../../../sandbox/page/combobox.ts";
import { choiceOf, findElement, heldBy } from "../../../sandbox/page/held.ts";
import { modal } from "../../../sandbox/page/modal.ts";
import { setting, showing, words, written } from "./shown.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const input = (element: object, more: object = {}) => ({
  type: "input",
  block_id: "b",
  label: plain("Label"),
  element: { action_id: "a", ...element },
  ...more,
});
const drawn = (block: object, more = {}) => written(blocks([block as never], setting(more)));

describe("inputs", () => {
  it("names an input by its label and describes it by hint and error", async () => {
    const out = await drawn(input({ type: "plain_text_input" }, { hint: plain("Short") }), {
      errors: { b: "Too long" },
    });
    expect(out).toContain('<label class="label" id="v_b_label" for="v_b_a">Label</label>');
    expect(out).toContain('aria-describedby="v_b_hint v_b_error"');
    expect(out).toContain('aria-invalid="true"');
    expect(out).toContain('<p class="error" id="v_b_error">Too long</p>');
  });

  it("marks what may be left empty", async () => {
    expect(await drawn(input({ type: "plain_text_input" }, { optional: true }))).toContain("(optional)");
  });

  it("shows what is held rather than the first value, also when it was cleared", async () => {
    const element = { type: "plain_text_input", initial_value: "first" };
    expect(await drawn(input(element))).toContain('value="first"');
    const state = () => ({ type: "plain_text_input", value: null });
    expect(await drawn(input(element), { state })).toContain('value=""');
  });

  it("keeps several lines, the first empty one too", async () => {
    const element = { type: "plain_text_input", multiline: true, initial_value: "\n</textarea><script>" };
    const out = String(await blocks([input(element) as never], setting()));
    expect(out).toMatch(/>\n\n&lt;\/textarea&gt;&lt;script&gt;<\/textarea>/);
  });

  it("shows a moment in the campaign's zone", async () => {
    const element = { type: "datetimepicker", initial_date_time: 1_792_566_000 };
    expect(await drawn(input(element))).toContain('value="2026-10-21T15:00"');
  });

  it("checks the boxes that are chosen", async () => {
    const options = [option("A", "a"), option("B", "b")];
    const out = await drawn(input({ type: "checkboxes", options, initial_options: [options[1]] }));
    expect(out.match(/<input[^>]*checked/g)).toHaveLength(1);
    expect(out).toContain('role="group"');
  });

  it("shows chosen people by name as chips that can be removed", async () => {
    const out = await drawn(input({ type: "multi_users_select", initial_users: ["U0TEACHER"] }));
    expect(out).toContain("王伟<button");
    expect(out).toContain('aria-label="Remove 王伟"');
  });

  it("lists the files that are held, and offers those that fit", async () => {
    const element = { type: "file_input", filetypes: ["csv", "xlsx"], max_files: 2 };
    const files = [{ id: "F0A", name: "<roster>.csv", size: 1234 }];
    const out = await drawn(input(element), { state: () => ({ type: "file_input", files }) });
    expect(out).toContain("&lt;roster&gt;.csv <small>1.2 kB</small>");
    expect(out).toContain('aria-label="Remove &lt;roster&gt;.csv"');
    expect(out).toContain('accept=".csv,.xlsx" multiple');
    expect(out).toContain("Choose files");
    const one = await drawn(input({ type: "file_input", max_files: 1 }));
    expect(one).toContain("Choose a file");
    expect(one).not.toMatch(/multiple|accept|<ul/);
  });

  it.each([
    [["on_character_entered"], "character"],
    [["on_enter_pressed", "on_character_entered"], "enter character"],
    [undefined, "enter"],
  ])("says of %j when the bot hears what is typed", async (trigger_actions_on, heard) => {
    const config = trigger_actions_on && { dispatch_action_config: { trigger_actions_on } };
    const element = { type: "plain_text_input", ...config };
    expect(await drawn(input(element, { dispatch_action: true }))).toContain(`data-dispatch="${heard}"`);
    expect(await drawn(input(element))).not.toContain("data-dispatch");
  });

  it("says so where it cannot draw something", async () => {
    expect(await drawn(input({ type: "rich_text_input" }))).toContain("(rich_text_input)");
    expect(await drawn({ type: "constructor", block_id: "x" })).toContain("(constructor)");
  });
});

describe("other blocks", () => {
  it("escapes what stands in attributes", async () => {
    const button = { type: "button", action_id: 'a" onclick="x', text: plain("<b>Go</b>"), value: "v" };
    const out = await drawn({ type: "actions", block_id: '"><script>', elements: [button] });
    expect(out).not.toMatch(/<script|" onclick="x"/);
    expect(out).toContain("&lt;b&gt;Go&lt;/b&gt;");
  });

  it("carries the question to be asked before a press", async () => {
    const confirm = { title: plain("Sure?"), text: plain("Gone"), confirm: plain("Yes"), deny: plain("No") };
    const button = { type: "button", action_id: "a", text: plain("Go"), confirm };
    const out = await drawn({ type: "actions", block_id: "b", elements: [button] });
    expect(out).toContain("data-confirm=");
    expect(out).toContain("Sure?");
  });

  it("gives a picture its words", async () => {
    const out = await drawn({
      type: "image",
      block_id: "b",
      image_url: "https://x.org/a.png",
      alt_text: "A hall",
    });
    expect(out).toContain('alt="A hall"');
  });
});

describe("a modal", () => {
  const open = (more = {}) => ({
    id: "V1",
    hash: "h",
    rootId: "V1",
    previousId: null,
    state: { values: {} },
    view: {
      type: "modal" as const,
      title: plain("Title"),
      submit: plain("Save"),
      blocks: [input({ type: "plain_text_input" })],
      private_metadata: "",
      callback_id: "c",
      external_id: "",
      clear_on_close: false,
      notify_on_close: false,
    },
    ...more,
  });

  it("shows the top one, with a way back when there is one below", async () => {
    expect(await written(modal([open()], showing()))).not.toContain('aria-label="Back"');
    const out = await written(modal([open(), open({ id: "V2" })], showing()));
    expect(out).toContain('aria-label="Back"');
    expect(out).toContain('data-view="V2"');
  });

  it("translates what Slack's client says at a field or above them, and leaves the bot's words", async () => {
    const said = (text: string) => words(modal([open({ errors: { b: text } })], showing("zh-CN")));
    expect(await said("Please complete this required field.")).toContain("请填写此项。");
    expect(await said("Enter a number of at least 3.")).toContain("请填写不小于 3 的数。");
    expect(await said("More than the roster has.")).toContain("More than the roster has.");
    const notice = "We had some trouble connecting. Try again?";
    expect(await words(modal([open({ notice })], showing("zh-CN")))).toContain(
      "连接出了点问题，请再试一次。",
    );
  });
});

describe("options of a select", () => {
  const users = [
    { id: "U1", name: "li.wei", realName: "Li Wei", locale: "en-US" as const },
    { id: "U2", name: "wang", realName: "王伟", locale: "zh-CN" as const },
  ];
  const channels = [
    { id: "C1", name: "bureau", members: [], botMember: true },
    { id: "C2", name: "leaders", members: [], botMember: true, private: true },
  ];
  const offered = { users, channels };
  const values = (element: object, query = "") =>
    optionsFor(element as never, query, offered).map((found) => found.value);

  it("finds people by handle and by name", () => {
    expect(values({ type: "users_select" }, "li.")).toEqual(["U1"]);
    expect(values({ type: "multi_users_select" }, "王")).toEqual(["U2"]);
  });

  it("offers only the kinds of conversation that are asked for", () => {
    expect(values({ type: "channels_select" })).toEqual(["C1"]);
    expect(values({ type: "conversations_select" })).toEqual(["C1", "C2"]);
    expect(values({ type: "conversations_select", filter: { include: ["private"] } })).toEqual(["C2"]);
  });

  it("lists options under their groups and marks what is chosen", async () => {
    const groups = [{ label: plain("East <1>"), options: [option("A", "a")] }];
    const found = optionsFor({ type: "static_select", option_groups: groups }, "", offered);
    const out = await written(optionList(found, "list", ["a"], showing()));
    expect(out).toContain('role="group" aria-label="East &lt;1&gt;"');
    expect(out).toContain('id="list_0" aria-selected="true"');
  });
});

describe("what is picked", () => {
  const picked = [option("A", "a"), option("B", "b")];

  it.each([
    ["static_select", picked.slice(0, 1), "a"],
    ["static_select", [], null],
    ["multi_static_select", picked, ["a", "b"]],
    ["multi_users_select", [], []],
    ["external_select", picked.slice(0, 1), picked[0]],
    ["multi_external_select", picked, picked],
    ["checkboxes", picked, ["a", "b"]],
    ["radio_buttons", picked.slice(1), "b"],
    ["plain_text_input", "words", "words"],
    ["plain_text_input", "", null],
    ["datetimepicker", "2026-10-21T15:00", 1_792_566_000],
  ])("is told to Slack in the way of a %s", (type, choice, expected) => {
    expect(choiceOf({ type }, choice, "Asia/Shanghai")).toEqual(expected);
  });

  it("is read back from the element's state", () => {
    const state = { type: "users_select", selected_user: "U1" };
    expect(heldBy({ type: "users_select", initial_user: "U2" }, state).ids).toEqual(["U1"]);
    expect(heldBy({ type: "datepicker", initial_date: "2026-10-21" }, undefined).text).toBe("2026-10-21");
  });

  it("is found by block and action id together", () => {
    const rows = ["r1", "r2"].map((block_id) => ({
      type: "section",
      block_id,
      accessory: { type: "button", action_id: "open", value: block_id },
    }));
    expect(findElement(rows, "r2", "open")?.value).toBe("r2");
    expect(findElement(rows, "r3", "open")).toBeUndefined();
  });
});
