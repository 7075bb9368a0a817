import { z } from "zod";
import { visible, visibleLine } from "../visible.ts";
import type { FormValues } from "./requests.ts";

const option = z.object({ value: z.string() });

/** What an element holds, whichever its type: Slack names the field after the type. */
const held = z
  .object({
    value: z.string().transform(visible).nullish(),
    selected_option: option.nullish(),
    selected_options: z.array(option).nullish(),
    selected_date: z.string().nullish(),
    selected_time: z.string().nullish(),
    selected_user: z.string().nullish(),
    selected_users: z.array(z.string()).nullish(),
    selected_conversation: z.string().nullish(),
    selected_channel: z.string().nullish(),
    files: z.array(z.object({ id: z.string() })).nullish(),
  })
  .transform(
    (it) =>
      it.value ??
      it.selected_option?.value ??
      it.selected_options?.map((one) => one.value) ??
      it.selected_date ??
      it.selected_time ??
      it.selected_user ??
      it.selected_users ??
      it.selected_conversation ??
      it.selected_channel ??
      it.files?.map((file) => file.id) ??
      null,
  );

const state = z.object({ values: z.record(z.string(), z.record(z.string(), held)) });

const oneLine = z.object({
  block_id: z.string(),
  element: z.object({ type: z.literal("plain_text_input"), multiline: z.literal(false).optional() }),
});

/**
 * The values of a view's (or message's) state by block id; a block holds one element. Texts are as they are seen.
 * @param blocks of the view, which say what has one line only
 */
export function formValues(viewState: unknown, blocks: unknown[] = []): FormValues {
  const lines = new Set(blocks.map((block) => oneLine.safeParse(block).data?.block_id));
  const parsed = state.safeParse(viewState);
  if (!parsed.success) return {};
  return Object.fromEntries(
    Object.entries(parsed.data.values).map(([blockId, elements]) => [
      blockId,
      inOneLine(Object.values(elements)[0] ?? null, lines.has(blockId)),
    ]),
  );
}

const inOneLine = (value: string | string[] | null, is: boolean) =>
  is && typeof value === "string" ? visibleLine(value) : value;

/** What one element of an interaction holds, as text: a button's value, a selected option's, a date. */
export function chosen(action: unknown): string | undefined {
  const value = held.safeParse(action);
  return value.success && typeof value.data === "string" ? value.data : undefined;
}
