import { z } from "zod";
import { isDate } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { type Block, button } from "../slack/blocks.ts";
import { actionId } from "../slack/ids.ts";

const date = z.string().refine(isDate);
/** One write: the request that made it, and a unit and date of its records (the first of several, and `until` the last), by which the audit finds it. */
const written = z.object({ unitId: z.uuid(), date, until: date.exactOptional(), key: z.string().max(500) });
export type WrittenBy = z.infer<typeof written>;

export const actions = { undo: actionId("undo.undo", written) } as const;

/** [Undo], for the answer of a write that changed something. */
export function undoButton({ unitId, date, until, key }: WrittenBy, locale: Locale): Block {
  // In one order, however it was kept: a request that comes again is answered alike.
  const value = actions.undo.write({ unitId, date, key, ...(until === undefined ? {} : { until }) });
  return button(actions.undo.id, locale.t("common.undo"), { value });
}

export const undonePage = "undo.page";

export const undoMinutes = 10;
