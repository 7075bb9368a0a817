import { z } from "zod";
import { isWeek } from "../../calendar.ts";
import { actionId } from "../../slack/ids.ts";

const unitWeek = z.object({ unitId: z.uuid(), week: z.string().refine(isWeek) });

/** What a unit can answer to a reminder. */
export const actions = {
  /** Opens the form that asks why. */
  noSession: actionId("attendance.noSession", unitWeek),
  acknowledge: actionId("attendance.acknowledge", unitWeek),
  /** Under what is told before the session: nothing is missing yet, so nothing is answered for the unit. */
  seen: actionId("attendance.seen", unitWeek),
} as const;

export const answerForm = "attendance.noSession";
export const reasonField = "attendance.noSessionReason";
/** What the form carries. */
export const answerTarget = unitWeek;
