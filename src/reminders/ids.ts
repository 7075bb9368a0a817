import { z } from "zod";
import { isDate, isWeek } from "../calendar.ts";
import { actionId } from "../slack/ids.ts";

/** Every id by which Slack calls this feature back, with the shape of what travels along. */

const unitId = z.uuid();
const date = z.string().refine(isDate);
const week = z.string().refine(isWeek);
const page = z.int().min(0).max(10_000).default(0);

export const jobs = { send: "reminders.send", holidays: "reminders.holidays" } as const;

export const actions = {
  /** One's own switches; `on` is what is wanted, so that a second press changes nothing. */
  switch: actionId("reminders.switch", z.object({ on: z.boolean() })),
  before: actionId("reminders.before", z.object({ on: z.boolean() })),

  /** How often units were prompted: opened by itself, or turned where it stands. */
  burden: actionId("reminders.burden", z.object({ unitId, week })),
  burdenEarlier: actionId("reminders.burdenEarlier", z.object({ unitId, week, page })),
  burdenLater: actionId("reminders.burdenLater", z.object({ unitId, week, page })),
  burdenPrevious: actionId("reminders.burdenPrevious", z.object({ unitId, week, page })),
  burdenNext: actionId("reminders.burdenNext", z.object({ unitId, week, page })),
  /** The same in a modal: the Home tab has no place for an answer. */
  openBurden: actionId("reminders.openBurden", z.object({ unitId, week })),

  /** Holidays. */
  holidaysPrevious: actionId("reminders.holidaysPrevious", z.object({ page })),
  holidaysNext: actionId("reminders.holidaysNext", z.object({ page })),
  addRest: actionId("reminders.addRest", z.object({})),
  addWork: actionId("reminders.addWork", z.object({})),
  takeBack: actionId("reminders.takeBack", z.object({ date, page })),
  country: actionId("reminders.country", z.object({})),

  /** A unit's days off. */
  addDayOff: actionId("reminders.addDayOff", z.object({ unitId })),
  removeDayOff: actionId("reminders.removeDayOff", z.object({ unitId, id: z.uuid() })),
} as const;

export const views = {
  page: "reminders.page",
  correction: "reminders.correction",
  country: "reminders.country",
  dayOff: "reminders.dayOff",
} as const;

export const correctionTarget = z.object({ working: z.boolean() });
export const dayOffTarget = z.object({ unitId });

export const fields = {
  from: "reminders.from",
  to: "reminders.to",
  name: "reminders.name",
  reason: "reminders.reason",
  country: "reminders.country",
} as const;
