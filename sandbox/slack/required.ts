import { isFields } from "./args.ts";
import { type Element, elementsOf } from "./elements.ts";
import type { ElementState } from "./types.ts";
import type { StoredView } from "./workspace.ts";

/** What Slack's own client refuses before the bot hears of a submission: block id → message. */
export function clientErrors(view: StoredView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.view.blocks) {
    const [element] = block.type === "input" ? elementsOf(block) : [];
    if (!element) continue;
    const state = view.state.values[block.block_id]?.[element.action_id];
    const problem = problemOf(element, state, block.optional === true);
    if (problem) errors[block.block_id] = problem;
  }
  return errors;
}

function problemOf(element: Element, state: ElementState | undefined, optional: boolean): string | undefined {
  const { type: _, ...fields } = state ?? { type: element.type };
  const value = Object.values(fields)[0];
  const empty =
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (empty) return optional ? undefined : "Please complete this required field.";
  return typeof value === "string" ? textProblem(element, value) : undefined;
}

function textProblem(element: Element, value: string): string | undefined {
  const { min_length, max_length, min_value, max_value } = element;
  const length = [...value].length;
  if (typeof min_length === "number" && length < min_length) return `Use at least ${min_length} characters.`;
  if (typeof max_length === "number" && length > max_length) return `Use at most ${max_length} characters.`;
  if (element.type === "email_text_input" && !/^\S+@\S+$/.test(value)) return "Enter a valid email address.";
  if (element.type === "url_text_input" && !URL.canParse(value)) return "Enter a valid URL.";
  if (element.type !== "number_input") return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) return "Enter a number.";
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return "Enter a whole number.";
  if (min_value !== undefined && number < Number(min_value))
    return `Enter a number of at least ${min_value}.`;
  if (max_value !== undefined && number > Number(max_value)) return `Enter a number of at most ${max_value}.`;
  return undefined;
}

/** The `response_urls` of a submission: one for each conversation chosen in an element that asks for one. */
export function responseTargets(
  view: StoredView,
): { block_id: string; action_id: string; channel_id: string }[] {
  return view.view.blocks.flatMap((block) =>
    elementsOf(block).flatMap((element) => {
      const state = view.state.values[block.block_id]?.[element.action_id];
      const channel = state?.selected_conversation ?? state?.selected_channel;
      if (element.response_url_enabled !== true || typeof channel !== "string" || !isFields(state)) return [];
      return [{ block_id: block.block_id, action_id: element.action_id, channel_id: channel }];
    }),
  );
}
