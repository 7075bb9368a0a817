import { z } from "zod";
import { isDate, isWeek } from "../calendar.ts";
import { actionId } from "../slack/ids.ts";

/**
 * Every id by which Slack calls this feature back, with the shape of what travels along. A value names what was
 * pressed and authorises nothing: the service asks again who may do it.
 */

const unitId = z.uuid();
const date = z.string().refine(isDate);
const week = z.string().refine(isWeek);
const page = z.int().min(0).max(100_000).default(0);

const unitWeek = z.object({ unitId, week });
const unitWeekPage = z.object({ unitId, week, page });
/** `own`: of what is right below the unit only what has nothing below, and the unit itself. */
const statusPage = z.object({ unitId, week, page, own: z.boolean().optional() });
const unitDate = z.object({ unitId, date });
const unitDatePage = z.object({ unitId, date, page });
export const unitDateSeen = z.object({ unitId, date, seen: z.string().regex(/^\d{1,19}$/) });
const formTarget = z.object({ unitId: unitId.optional(), date: date.optional() });
const checkInTarget = z.object({ checkInId: z.uuid(), unitId, date, closesAt: z.int() });

const requestTarget = unitDate.extend({ by: z.string().max(30), id: z.uuid() });

/** What a button or a picker says. Where one message shows a page twice over, each button has an id of its own. */
export const actions = {
  /** Answer where they are pressed, for the presser only: the digest and others put these under their own pages. */
  status: actionId("attendance.status", unitWeek),
  statusOfOwn: actionId("attendance.statusOfOwn", unitWeek),
  missing: actionId("attendance.missing", unitWeek),
  /** Asks how many are to be reminded; `remindYes` is the answer. */
  remind: actionId("attendance.remind", unitWeek),
  remindYes: actionId("attendance.remindYes", unitWeek),

  /** Turn the page that they stand on. */
  browse: actionId("attendance.browse", statusPage),
  browseOwn: actionId("attendance.browseOwn", statusPage),
  browseUp: actionId("attendance.browseUp", statusPage),
  browseEarlier: actionId("attendance.browseEarlier", statusPage),
  browseLater: actionId("attendance.browseLater", statusPage),
  browsePrevious: actionId("attendance.browsePrevious", statusPage),
  browseNext: actionId("attendance.browseNext", statusPage),
  browseMissing: actionId("attendance.browseMissing", unitWeekPage),
  missingPrevious: actionId("attendance.missingPrevious", unitWeekPage),
  missingNext: actionId("attendance.missingNext", unitWeekPage),
  /** Opens the status as a modal: the Home tab has no place for an answer. */
  openStatus: actionId("attendance.openStatus", unitWeek),
  openMissing: actionId("attendance.openMissing", unitWeek),

  /** On the Home tab, about oneself. */
  homeHere: actionId("attendance.homeHere", unitDate),
  homeLeave: actionId("attendance.homeLeave", z.object({ date })),
  homeWithdraw: actionId("attendance.homeWithdraw", z.object({ date })),
  aboutMe: actionId("attendance.aboutMe", z.object({ page })),
  aboutMeNewer: actionId("attendance.aboutMeNewer", z.object({ page })),
  aboutMeOlder: actionId("attendance.aboutMeOlder", z.object({ page })),

  /** Opens the form; for the unit and date given, else for the asker's own and the last session day. */
  record: actionId("attendance.record", formTarget),
  /** With what that Slack user asks the head to save. */
  recordAsked: actionId("attendance.recordAsked", unitDate.extend({ by: z.string().max(30) })),
  /** The same in place of the modal that it stands in. */
  change: actionId("attendance.change", unitDate),
  history: actionId("attendance.history", unitDatePage),
  historyNewer: actionId("attendance.historyNewer", unitDatePage),
  historyOlder: actionId("attendance.historyOlder", unitDatePage),
  /** `tried`: what the asker tried to save goes along. */
  askHead: actionId(
    "attendance.askHead",
    z.object({ unitId, date, personId: z.uuid(), tried: z.boolean().optional() }),
  ),
  /** What somebody says of themselves that others must record: records it, or leaves it. */
  requestYes: actionId("attendance.requestYes", requestTarget),
  requestNo: actionId("attendance.requestNo", requestTarget),
  withdrawLeave: actionId("attendance.withdrawLeave", z.object({ date, until: date.exactOptional() })),
  /** Takes the whole session back: asks in a modal of its own, or in place of the one that it stands in. */
  remove: actionId("attendance.remove", unitDate),
  removeHere: actionId("attendance.removeHere", unitDate),
  /** The answer to what was asked on the line: does it, or asks for the reason where a locked week wants one. */
  removeYes: actionId("attendance.removeYes", unitDateSeen),
  useDraft: actionId("attendance.useDraft", unitDate),
  discardDraft: actionId("attendance.discardDraft", unitDate),

  here: actionId("attendance.here", checkInTarget),
  late: actionId("attendance.late", checkInTarget),
  leave: actionId("attendance.leave", checkInTarget),
  closeCheckIn: actionId("attendance.closeCheckIn", checkInTarget),
} as const;

/** The inputs of the form; those that tell at once what was picked have an action of this id. */
export const inputs = {
  unit: "attendance.unit",
  date: "attendance.date",
  material: "attendance.material",
  ledBy: "attendance.ledBy",
  late: "attendance.pickLate",
  leave: "attendance.pickLeave",
  absent: "attendance.pickAbsent",
  count: "attendance.count",
  ownStatus: "attendance.ownStatus",
  ownDate: "attendance.ownDate",
  reason: "attendance.reason",
} as const;

export const views = {
  form: "attendance.form",
  own: "attendance.own",
  remove: "attendance.removeForm",
  page: "attendance.page",
  makeUp: "attendance.makeUp",
} as const;

/** The form that chooses another study day. */
export const makeUpTarget = z.object({ unitId });
export const dayField = "attendance.studyDay";

export const shortcuts = { record: "attendance.record" } as const;

export const jobs = {
  updateCheckIn: "attendance.updateCheckIn",
  postCheckIn: "attendance.postCheckIn",
  remind: "attendance.remind",
  askHead: "attendance.askHead",
  tellOwn: "attendance.tellOwn",
} as const;
