import { z } from "zod";
import { isDate } from "../../calendar.ts";
import { statuses } from "../model.ts";
import { ownStatuses } from "../own/model.ts";

/**
 * What somebody says of themselves that is not theirs to record (any more): `over` is what stood when they said it, and
 * who else wrote that; `words` are theirs.
 */
export const ownRequest = z.object({
  ...{ id: z.uuid(), personId: z.uuid(), name: z.string() },
  ...{ status: z.enum(ownStatuses), reason: z.string().nullable(), words: z.string().nullable() },
  over: z.object({ status: z.enum(statuses).nullable(), by: z.string().nullable() }),
});
export type OwnRequest = z.infer<typeof ownRequest>;
export type Stands = OwnRequest["over"];

/**
 * What became of a request: recorded, left as it was, or overtaken by another record. `from` and `to` are what stood
 * and what stands; `name` is who asked, `by` who decided, `bySlack` the account of the latter.
 */
export const decision = z.object({
  kind: z.enum(["recorded", "left", "overtaken"]),
  ...{ name: z.string(), by: z.string(), bySlack: z.string() },
  ...{ from: z.enum(statuses).nullable(), to: z.enum(statuses).nullable() },
  written: z.object({ unitId: z.string(), date: z.string().refine(isDate), key: z.string() }).nullable(),
});
export type Decision = z.infer<typeof decision>;
