import { describe, expect, it } from "vitest";
import { formBot, input, modal } from "./form-bot.ts";
import { localSlack, people } from "./support.ts";

const { liaison } = people;
const field = { block: "title", action: "a" };

/** A form with a text input that dispatches as `config` says, on the liaison's screen. */
async function typing(config?: string[], more: object = { dispatch_action: true }) {
  const local = await localSlack();
  const bot = await formBot(local.slack);
  const element = {
    type: "plain_text_input",
    ...(config ? { dispatch_action_config: { trigger_actions_on: config } } : {}),
  };
  const view = modal([input(field.block, element, more), input("why", { type: "plain_text_input" })]);
  await local.web.views.open({ trigger_id: await bot.trigger(), view });
  const actor = local.slack.as(liaison.id);
  const id = bot.top()?.id ?? "";
  return {
    ...local,
    ...bot,
    view,
    id,
    actor,
    type: (text: string) => actor.type(id, field.block, field.action, text),
    enter: () => actor.enter(id, field.block, field.action),
  };
}

describe("typing", () => {
  it("tells the bot what stands there after each pause, where it asks for characters", async () => {
    const { type, enter, actions } = await typing(["on_character_entered"]);
    expect(await type("Read")).toMatchObject({ acknowledged: true });
    await type("Reading");
    await type("");
    expect(await enter()).toBeUndefined();
    expect(actions).toMatchObject([
      { type: "plain_text_input", block_id: "title", action_id: "a", value: "Read" },
      { value: "Reading" },
      { value: null },
    ]);
  });

  it.each<[string, string[] | undefined]>([
    ["asks for it", ["on_enter_pressed"]],
    ["does not say when", undefined],
  ])("is told on Enter where the input %s", async (_, config) => {
    const { type, enter, actions } = await typing(config);
    expect(await type("Reading")).toBeUndefined();
    expect(actions).toEqual([]);
    expect(await enter()).toMatchObject({ acknowledged: true });
    expect(actions).toMatchObject([{ value: "Reading" }]);
  });

  it("says nothing where the block does not dispatch, and all the same arrives with the form", async () => {
    const { type, enter, actions, actor, id, submissions } = await typing(["on_character_entered"], {});
    expect(await type("Reading")).toBeUndefined();
    expect(await enter()).toBeUndefined();
    expect(actions).toEqual([]);
    await actor.type(id, "why", "a", "Because");
    await actor.submit(id);
    expect(submissions).toMatchObject([
      { title: { a: { value: "Reading" } }, why: { a: { value: "Because" } } },
    ]);
  });

  it("sends the state of the whole view along, and a trigger for one more view", async () => {
    const { slack, web, view, type, actor, id, triggers, states } = await typing(["on_character_entered"]);
    await actor.type(id, "why", "a", "Because");
    await type("Reading");
    expect(states).toMatchObject([{ title: { a: { value: "Reading" } }, why: { a: { value: "Because" } } }]);
    await web.views.push({ trigger_id: triggers.at(-1) ?? "", view });
    expect(slack.views(liaison.id)).toHaveLength(2);
  });

  it("goes on where the bot puts something above the field meanwhile", async () => {
    const { web, view, type, id, top } = await typing(["on_character_entered"]);
    await type("Reading");
    const like = { type: "section", text: { type: "mrkdwn", text: "One like it" } } as const;
    await web.views.update({ view_id: id, view: { ...view, blocks: [like, ...view.blocks] } });
    expect(top()?.state.values).toMatchObject({ title: { a: { value: "Reading" } } });
    await type("Reading aloud");
    expect(top()?.state.values).toMatchObject({ title: { a: { value: "Reading aloud" } } });
  });
});
