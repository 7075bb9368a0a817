import { z } from "zod";
import type { FormValues } from "../../slack/requests.ts";

const fields = z.enum(["employeeNo", "name", "unit", "from", "position", "email", "roles"]);
/** What was typed about somebody new and not saved, by field. */
export const newPersonDraft = z.partialRecord(fields, z.union([z.string(), z.array(z.string())]));
export type NewPersonDraft = z.infer<typeof newPersonDraft>;

/** The draft's name: one a Slack user. */
export const draftName = "org.newPerson";

/** What the form's blocks hold; undefined where nothing was written that would be missed. */
export function draftIn(values: FormValues): NewPersonDraft | undefined {
  const held = Object.entries(values).map(([block, value]) => [block.split(".")[0], value]);
  // The form may hold a question as well, with what was chosen of it.
  const isField = ([field, value]: unknown[]) => value !== null && fields.safeParse(field).success;
  const typed = newPersonDraft.safeParse(Object.fromEntries(held.filter(isField)));
  return typed.success && (typed.data.employeeNo || typed.data.name) ? typed.data : undefined;
}
