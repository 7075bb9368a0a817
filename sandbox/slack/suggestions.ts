import { z } from "zod";
import type { Option, Outcome } from "./types.ts";

const text = (most: number) =>
  z.object({ type: z.string(), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const option = z.object({
  text: text(75),
  value: z.string().min(1).max(75),
  description: text(75).optional(),
});
const flat = z.object({ options: z.array(option).max(100) });
const group = z.object({ label: text(75), options: z.array(option).max(100) });
const grouped = z.object({ option_groups: z.array(group).max(100) });

/**
 * The options in the answer to a block_suggestion, those of groups with their group's label.
 * @returns no options and a sentence about the problem when Slack would show "no results" for this answer.
 */
export function suggestedOptions(outcome: Outcome): { options: Option[]; problem?: string } {
  if (!outcome.acknowledged) return { options: [], problem: `no options: ${outcome.status}` };
  const plain = flat.safeParse(outcome.body);
  if (plain.success) return { options: plain.data.options.map(toOption) };
  const groups = grouped.safeParse(outcome.body);
  if (!groups.success) return { options: [], problem: `invalid options: ${plain.error.message}` };
  return {
    options: groups.data.option_groups.flatMap(({ label, options }) =>
      options.map((one) => ({ ...toOption(one), group: label.text })),
    ),
  };
}

function toOption({ text: label, value, description }: z.infer<typeof option>): Option {
  return { text: plain(label), value, ...(description ? { description: plain(description) } : {}) };
}

function plain({ type, text: content, emoji }: { type: string; text: string; emoji?: boolean | undefined }) {
  return { type, text: content, ...(emoji === undefined ? {} : { emoji }) };
}
