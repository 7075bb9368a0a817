import { describe, expect, it } from "vitest";
import { divider, formBot, input, modal, plain, text } from "./form-bot.ts";
import { localSlack } from "./support.ts";

describe("submitting", () => {
  it("stops at an empty required input, as Slack's client does", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top, submissions } = await formBot(slack);
    const count = input("count", { type: "number_input", is_decimal_allowed: false, min_value: "0" });
    await web.views.open({ trigger_id: await trigger(), view: modal([...plain.blocks, count]) });
    const liaison = slack.as("U0LIAISON");
    const id = top()?.id ?? "";
    liaison.fill(id, "count", "a", "-1");
    expect(await liaison.submit(id)).toMatchObject({
      status: 0,
      acknowledged: false,
      errors: { note: "Please complete this required field.", count: "Enter a number of at least 0." },
    });
    expect(submissions).toEqual([]);
    liaison.fill(id, "count", "a", "3");
    liaison.fill(id, "note", "a", "x");
    expect(await liaison.submit(id)).toMatchObject({ status: 200, acknowledged: true });
    expect(submissions).toHaveLength(1);
  });

  it.each([
    ["errors", { response_action: "errors", errors: { note: "Too late" } }, ["form"], { note: "Too late" }],
    [
      "update",
      { response_action: "update", view: modal(divider, { callback_id: "next" }) },
      ["next"],
      undefined,
    ],
    [
      "push",
      { response_action: "push", view: modal(divider, { callback_id: "next" }) },
      ["form", "next"],
      undefined,
    ],
    ["clear", { response_action: "clear" }, [], undefined],
    ["nothing", undefined, [], undefined],
  ])("does what the answer %s says", async (_name, answer, callbacks, errors) => {
    const { slack, web } = await localSlack();
    const { trigger, top } = await formBot(slack, answer);
    await web.views.open({
      trigger_id: await trigger(),
      view: modal([input("note", { type: "plain_text_input" }, { optional: true })]),
    });
    const outcome = await slack.as("U0LIAISON").submit(top()?.id ?? "");
    expect(outcome.errors).toEqual(errors);
    expect(slack.views("U0LIAISON").map(({ view }) => view.callback_id)).toEqual(callbacks);
    expect(top()?.errors).toEqual(callbacks[0] === "form" && callbacks.length === 1 ? errors : undefined);
  });

  it("shows Slack's own words when the answer is a view that Slack refuses", async () => {
    const { slack, web } = await localSlack();
    const bad = modal(divider, { title: text("much too long for the title of a view") });
    const { trigger, top } = await formBot(slack, { response_action: "update", view: bad });
    await web.views.open({
      trigger_id: await trigger(),
      view: modal([input("note", { type: "plain_text_input" }, { optional: true })]),
    });
    const outcome = await slack.as("U0LIAISON").submit(top()?.id ?? "");
    expect(outcome.errors?.answer).toContain("title");
    expect(top()?.notice).toContain("trouble");
    expect(slack.calls.at(-1)).toMatchObject({ method: "answer", ok: false });
  });

  it("tells a bot that wants to know of a closed view", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top, actions } = await formBot(slack);
    const quiet = await web.views.open({ trigger_id: await trigger(), view: plain });
    expect(await slack.as("U0LIAISON").closeView(quiet.view?.id ?? "")).toMatchObject({ status: 0 });
    await web.views.open({ trigger_id: await trigger(), view: { ...plain, notify_on_close: true } });
    const closed = top()?.id ?? "";
    expect(await slack.as("U0LIAISON").closeView(closed)).toMatchObject({ status: 200 });
    expect(actions).toEqual([{ closed, cleared: false }]);
    expect(slack.views("U0LIAISON")).toEqual([]);
  });
});
