import { describe, expect, it } from "vitest";
import { divider, formBot, input, modal, option, plain, text } from "./form-bot.ts";
import { localSlack } from "./support.ts";

describe("inputs", () => {
  const elements: [string, object, unknown, object, object][] = [
    ["plain_text_input", {}, "x", { value: "x" }, { value: null }],
    ["email_text_input", {}, "a@b.c", { value: "a@b.c" }, { value: null }],
    ["url_text_input", {}, "https://a.b", { value: "https://a.b" }, { value: null }],
    ["number_input", { is_decimal_allowed: false }, 7, { value: "7" }, { value: null }],
    [
      "static_select",
      { options: [option("a"), option("b")] },
      "b",
      { selected_option: option("b") },
      { selected_option: null },
    ],
    [
      "radio_buttons",
      { options: [option("a"), option("b")] },
      "a",
      { selected_option: option("a") },
      { selected_option: null },
    ],
    [
      "checkboxes",
      { options: [option("a"), option("b")] },
      ["a", "b"],
      { selected_options: [option("a"), option("b")] },
      { selected_options: [] },
    ],
    [
      "multi_static_select",
      { option_groups: [{ label: text("G"), options: [option("a")] }] },
      ["a"],
      { selected_options: [option("a")] },
      { selected_options: [] },
    ],
    ["users_select", {}, "U0HEAD", { selected_user: "U0HEAD" }, { selected_user: null }],
    ["multi_users_select", {}, ["U0HEAD"], { selected_users: ["U0HEAD"] }, { selected_users: [] }],
    ["channels_select", {}, "C0BUREAU", { selected_channel: "C0BUREAU" }, { selected_channel: null }],
    [
      "conversations_select",
      {},
      "C0BUREAU",
      { selected_conversation: "C0BUREAU" },
      { selected_conversation: null },
    ],
    [
      "multi_conversations_select",
      {},
      ["C0BUREAU"],
      { selected_conversations: ["C0BUREAU"] },
      { selected_conversations: [] },
    ],
    ["datepicker", {}, "2026-10-21", { selected_date: "2026-10-21" }, { selected_date: null }],
    ["timepicker", {}, "16:30", { selected_time: "16:30" }, { selected_time: null }],
    [
      "datetimepicker",
      {},
      1_792_569_600,
      { selected_date_time: 1_792_569_600 },
      { selected_date_time: null },
    ],
  ];

  it.each(elements)(
    "%s arrives with its own fields, and empty when untouched",
    async (type, more, choice, filled, empty) => {
      const { slack, web } = await localSlack();
      const { trigger, top, submissions } = await formBot(slack);
      const view = modal(["touched", "left"].map((id) => input(id, { type, ...more }, { optional: true })));
      await web.views.open({ trigger_id: await trigger(), view });
      slack.as("U0LIAISON").fill(top()?.id ?? "", "touched", "a", choice as never);
      await slack.as("U0LIAISON").submit(top()?.id ?? "");
      expect(submissions).toEqual([{ touched: { a: { type, ...filled } }, left: { a: { type, ...empty } } }]);
    },
  );

  it("refuse what they do not offer", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top } = await formBot(slack);
    const select = input("one", { type: "static_select", options: [option("a")] });
    const some = input("some", { type: "multi_users_select", max_selected_items: 1 });
    const day = input("day", { type: "datepicker" });
    await web.views.open({ trigger_id: await trigger(), view: modal([select, some, day]) });
    const id = top()?.id ?? "";
    const fill = (block: string, value: string | string[]) => () =>
      slack.as("U0LIAISON").fill(id, block, "a", value);
    expect(fill("one", "z")).toThrow('does not offer "z"; it offers: a');
    expect(fill("some", ["U0HEAD", "U0TEACHER"])).toThrow("At most 1");
    expect(fill("day", "21 Oct")).toThrow("datepicker");
    expect(fill("none", "x")).toThrow("there are: one/a, some/a, day/a");
  });

  it("tell the bot at once when they ask to, or stand outside an input", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top, actions } = await formBot(slack);
    const heard = input("heard", { type: "datepicker", action_id: "day" }, { dispatch_action: true });
    const unit = { type: "static_select", action_id: "unit", options: [option("q")] };
    const outside = { type: "section", block_id: "out", text: text("Unit"), accessory: unit } as never;
    const more = { type: "overflow", action_id: "more", options: [option("history")] };
    const row = { type: "actions", block_id: "row", elements: [more] } as never;
    await web.views.open({
      trigger_id: await trigger(),
      view: modal([heard, outside, row, ...plain.blocks]),
    });
    const id = top()?.id ?? "";
    const liaison = slack.as("U0LIAISON");
    expect(await liaison.fill(id, "heard", "day", "2026-10-21")).toMatchObject({ status: 200 });
    expect(await liaison.fill(id, "out", "unit", "q")).toMatchObject({ status: 200 });
    expect(await liaison.press({ viewId: id }, "more", "history")).toMatchObject({ status: 200 });
    expect(await liaison.fill(id, "note", "a", "silent")).toBeUndefined();
    expect(actions).toMatchObject([
      { action_id: "day", block_id: "heard", selected_date: "2026-10-21" },
      { action_id: "unit", block_id: "out", selected_option: option("q") },
      { action_id: "more", type: "overflow", selected_option: option("history") },
    ]);
    expect(top()?.state.values.out?.unit).toEqual({ type: "static_select", selected_option: option("q") });
  });

  it("know the channel they were opened from", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top } = await formBot(slack);
    const where = input("where", { type: "conversations_select", default_to_current_conversation: true });
    const loading = modal(divider);
    const { view } = await web.views.open({ trigger_id: await trigger(), view: loading });
    await web.views.update({ view_id: view?.id ?? "", view: modal([where]) });
    expect(top()?.state.values.where?.a?.selected_conversation).toBe("C0BUREAU");
  });

  it("search in external selects, grouped or not, and say when an answer is not acceptable", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top, submissions } = await formBot(slack);
    const who = input("who", { type: "multi_external_select", action_id: "who", min_query_length: 1 });
    const where = input("where", { type: "external_select", action_id: "grouped", min_query_length: 0 });
    await web.views.open({ trigger_id: await trigger(), view: modal([who, where]) });
    const liaison = slack.as("U0LIAISON");
    const id = top()?.id ?? "";
    expect(await liaison.suggest(id, "who", "who", "")).toEqual([]);
    expect(await liaison.suggest(id, "who", "who", "wang")).toEqual([option("wang-1")]);
    expect(await liaison.suggest(id, "who", "who", "many")).toEqual([]);
    expect(slack.calls.at(-1)).toMatchObject({
      method: "answer",
      error: expect.stringContaining("invalid options"),
    });
    expect(await liaison.suggest(id, "where", "grouped", "")).toEqual([{ ...option("w1"), group: "West" }]);
    liaison.fill(id, "who", "who", ["wang-1"]);
    liaison.fill(id, "where", "grouped", "w1");
    await liaison.submit(id);
    expect(submissions).toEqual([
      {
        who: { who: { type: "multi_external_select", selected_options: [option("wang-1")] } },
        where: { grouped: { type: "external_select", selected_option: option("w1") } },
      },
    ]);
  });
});
