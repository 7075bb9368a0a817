import { expect } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { attendance } from "../../src/attendance/index.ts";
import type { Feature } from "../../src/feature.ts";
import type { Language } from "../../src/i18n/index.ts";
import { questionActions } from "../../src/requests/questions.ts";
import type { Answer } from "../../src/slack/answer.ts";
import type { Block, View } from "../../src/slack/blocks.ts";
import type { FormValues } from "../../src/slack/requests.ts";
import { undo } from "../../src/undo/index.ts";
import type { World } from "./world.ts";

/** Somebody using the feature as Slack would: every answer is checked against Slack's limits. */
export type Driver = ReturnType<typeof driver>;

type Element = {
  type: string;
  action_id?: string;
  value?: string;
  text?: { text: string };
  initial_option?: { value: string };
  initial_options?: { value: string }[];
  initial_date?: string;
  initial_value?: string;
};

/** An instance of the feature, and [Undo] for it: two of them on one database are two bots. */
export function instance(world: World): Feature {
  const feature = attendance({ ...world.deps, pace: async () => undefined });
  const back = undo({ ...world.deps, parts: () => [feature] });
  return { ...feature, actions: { ...feature.actions, ...back.actions } };
}
const shared = new WeakMap<World, Feature>();

export function driver(world: World, slackUserId: string, language: Language = "en", own?: Feature) {
  const feature = own ?? shared.get(world) ?? instance(world);
  if (!own) shared.set(world, feature);
  const questions = questionActions((name) => feature.commands?.[name]);
  let view: View | undefined;
  let picked: FormValues = {};

  function noted(answer: Answer): Answer {
    if ("message" in answer) expect(messageProblems(answer.message)).toEqual([]);
    if (answer.kind === "openView" || answer.kind === "updateView") {
      expect(viewProblems(answer.view)).toEqual([]);
      picked = keptIn(answer.view, view, picked);
      view = answer.view;
    }
    if (answer.kind === "saved") {
      expect(viewProblems(answer.page)).toEqual([]);
      picked = {};
      view = answer.page;
    }
    return answer;
  }
  const request = () => world.request(slackUserId, language);
  const viewData = () => view?.private_metadata ?? "";
  const action = async (
    id: string,
    value: string | undefined,
    where: { channelId?: string; inView?: boolean },
  ) => {
    const handler = feature.actions?.[id] ?? questions[id];
    if (!handler) throw new Error(`nobody handles ${id}`);
    const at = {
      channelId: where.channelId,
      messageTs: undefined,
      callbackId: where.inView ? view?.callback_id : undefined,
    };
    return noted(
      await handler.run({
        ...(await request()),
        value,
        values: where.inView ? picked : {},
        viewData: viewData(),
        ...at,
      }),
    );
  };

  return {
    feature,
    view: () => {
      if (!view) throw new Error("no view is open");
      return view;
    },
    text: () => JSON.stringify(view?.blocks),

    async command(text: string, channelId = "C1"): Promise<Answer> {
      const run = feature.commands?.["/attendance"]?.run;
      if (!run) throw new Error("no command");
      return noted(await run({ ...(await request()), text, channelId }));
    },

    /** Presses the first button with that label (or action id) of a message or of the open view. */
    async press(blocks: Block[], label: string): Promise<Answer> {
      const button = buttonsOf(blocks).find((one) => one.text?.text === label || one.action_id === label);
      if (!button?.action_id)
        throw new Error(
          `no button ${label} in ${JSON.stringify(buttonsOf(blocks).map((one) => one.text?.text))}`,
        );
      return action(button.action_id, button.value, { channelId: "C1", inView: blocks === view?.blocks });
    },

    /** Picks in the open form, by the name of the field; dispatches it if the form asks for that. */
    async pick(field: string, value: string | string[]): Promise<Answer | undefined> {
      const block = view?.blocks.find((one) => String(one.block_id).startsWith(field));
      if (!block) throw new Error(`no field ${field}`);
      picked = { ...picked, [String(block.block_id)]: value };
      const { action_id: id } = block.element as Element;
      if (block.dispatch_action !== true || !id) return undefined;
      return action(id, typeof value === "string" ? value : undefined, { inView: true });
    },

    /** Ticks the box under the question that the open form asks. */
    async tick(): Promise<void> {
      const block = view?.blocks.find((one) => String(one.block_id).startsWith("form.sure"));
      const { options = [] } = (block?.element ?? {}) as { options?: { value: string }[] };
      expect(options).toHaveLength(1);
      picked = { ...picked, [String(block?.block_id)]: options.map(({ value }) => value) };
    },

    async submit(): Promise<Answer> {
      const handler = feature.views?.[view?.callback_id ?? ""]?.submit;
      if (!handler) throw new Error("the view cannot be submitted");
      return noted(await handler({ ...(await request()), values: picked, viewData: viewData() }));
    },

    async close(values: FormValues = picked): Promise<void> {
      await feature.views?.[view?.callback_id ?? ""]?.closed?.({
        ...(await request()),
        values,
        viewData: viewData(),
      });
      view = undefined;
    },

    async suggest(id: string, query: string) {
      const run = feature.options?.[id];
      if (!run) throw new Error(`nobody suggests for ${id}`);
      return (await run({ ...(await request()), query, values: picked, viewData: viewData() })).options;
    },
  };
}

/** As Slack does it: what was typed stays where a block's id stays, other inputs begin with their initial value. */
function keptIn(next: View, before: View | undefined, values: FormValues): FormValues {
  const known = new Set(before?.blocks.map((block) => block.block_id));
  return Object.fromEntries(
    next.blocks
      .filter((block) => block.type === "input")
      .map((block) => {
        const id = String(block.block_id);
        return [id, known.has(id) && id in values ? (values[id] ?? null) : initial(block.element as Element)];
      }),
  );
}

function initial(element: Element): string | string[] | null {
  if (element.type.startsWith("multi_")) return (element.initial_options ?? []).map((option) => option.value);
  return element.initial_option?.value ?? element.initial_date ?? element.initial_value ?? null;
}

export function buttonsOf(blocks: Block[]): Element[] {
  return blocks
    .flatMap((block) => [
      ...((block.elements as Element[] | undefined) ?? []),
      block.accessory as Element | undefined,
    ])
    .filter((element): element is Element => element?.type === "button");
}

/** The text of an ephemeral answer. */
export function told(answer: Answer): string {
  if (answer.kind !== "ephemeral" && answer.kind !== "replace")
    throw new Error(`not a message: ${answer.kind}`);
  return answer.message.text;
}

export function blocksOf(answer: Answer): Block[] {
  if ("message" in answer) return answer.message.blocks;
  if (answer.kind === "openView" || answer.kind === "updateView") return answer.view.blocks;
  throw new Error(`an answer without blocks: ${answer.kind}`);
}
