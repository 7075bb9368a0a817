import type { Json } from "../json.ts";
import type { Change } from "./write.ts";

/**
 * What an audit entry tells of a change: the fields that differ, before and after.
 * @param before undefined when the record is new: everything is told then
 */
export function changedFields(
  before: Record<string, Json> | undefined,
  after: Record<string, Json>,
): Pick<Change, "before" | "after"> {
  if (!before) return { before: null, after };
  const changed = Object.keys(after).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const only = (fields: Record<string, Json>) =>
    Object.fromEntries(changed.map((key) => [key, fields[key] ?? null]));
  return { before: only(before), after: only(after) };
}
