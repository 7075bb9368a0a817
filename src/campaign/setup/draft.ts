import { z } from "zod";
import { type Base, setupEntry } from "./entry.ts";

/** What somebody typed in the set-up form and did not save yet. */
export const setupDraft = z.object({
  entry: setupEntry,
  page: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  seen: z.string().optional(),
});
export type SetupDraft = z.infer<typeof setupDraft>;

/** The draft's name. Which campaign it is about stands in it: what was typed for one is not taken for another. */
export const draftName = (of: Base) => `campaign.setup ${of.kind}${of.kind === "new" ? "" : ` ${of.id}`}`;
