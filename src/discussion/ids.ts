import { z } from "zod";
import { isDate } from "../calendar.ts";
import { actionId } from "../slack/ids.ts";

/** Every id by which Slack calls this feature back. A value names what was pressed and authorises nothing. */

const date = z.string().refine(isDate);
const page = z.int().min(0).max(100_000).default(0);
const discussion = z.object({ discussionId: z.uuid() });
const discussionPage = z.object({ discussionId: z.uuid(), page });
const invitation = z.object({ invitationId: z.uuid() });
/** Without dates: the campaign so far. `own`: the unit's own offices, which are one row on its page. */
const statusPage = z.object({
  unitId: z.uuid(),
  from: date.optional(),
  to: date.optional(),
  page,
  own: z.boolean().optional(),
});

export const actions = {
  /** Opens the form for a new discussion, or for the one named. `draft`: with what is kept of a new one. */
  record: actionId(
    "discussion.record",
    z.object({ discussionId: z.uuid().optional(), draft: z.boolean().optional() }),
  ),
  /** The same in place of the modal that it stands in. */
  change: actionId("discussion.change", discussion),
  /** In the form of a new one, which asks whether it is that one: that one's form, with what was entered. */
  changeFirst: actionId("discussion.changeFirst", discussion),
  remove: actionId("discussion.remove", discussion),
  /** The same in place of the modal that it stands in: a page of what is gone would be left below. */
  removeHere: actionId("discussion.removeHere", discussion),
  history: actionId("discussion.history", discussionPage),
  historyNewer: actionId("discussion.historyNewer", discussionPage),
  historyOlder: actionId("discussion.historyOlder", discussionPage),
  useDraft: actionId("discussion.useDraft", z.object({ discussionId: z.uuid().nullable() })),
  discardDraft: actionId("discussion.discardDraft", z.object({ discussionId: z.uuid().nullable() })),

  /** On the message in a channel. */
  join: actionId("discussion.join", invitation),
  ownViewpoint: actionId("discussion.ownViewpoint", discussion),
  closeInvitation: actionId("discussion.closeInvitation", invitation),
  /** For those who enter for the unit: a viewpoint with its author. */
  addViewpoint: actionId("discussion.addViewpoint", discussion),
  takeBackViewpoint: actionId("discussion.takeBackViewpoint", z.object({ viewpointId: z.uuid() })),

  status: actionId("discussion.status", statusPage),
  openStatus: actionId("discussion.openStatus", statusPage),
  browse: actionId("discussion.browse", statusPage),
  browseUp: actionId("discussion.browseUp", statusPage),
  browseWhole: actionId("discussion.browseWhole", statusPage),
  browseEarlier: actionId("discussion.browseEarlier", statusPage),
  browseLater: actionId("discussion.browseLater", statusPage),
  browsePrevious: actionId("discussion.browsePrevious", statusPage),
  browseNext: actionId("discussion.browseNext", statusPage),
  show: actionId("discussion.show", discussion),
} as const;

/** The inputs of the forms; those that tell at once what was picked have an action of this id. */
export const inputs = {
  unit: "discussion.unit",
  date: "discussion.date",
  theme: "discussion.theme",
  form: "discussion.form",
  who: "discussion.who",
  people: "discussion.people",
  count: "discussion.count",
  correction: "discussion.correction",
  viewpoint: "discussion.viewpoint",
  author: "discussion.author",
  signed: "discussion.signed",
  place: "discussion.place",
} as const;

export const views = {
  form: "discussion.form",
  remove: "discussion.removeForm",
  viewpoint: "discussion.viewpointForm",
  message: "discussion.messageForm",
  takeBack: "discussion.takeBackForm",
  page: "discussion.page",
} as const;

export const shortcuts = { record: "discussion.record", keepMessage: "discussion.keepMessage" } as const;

export const jobs = {
  postInvitation: "discussion.postInvitation",
  updateInvitation: "discussion.updateInvitation",
  permalink: "discussion.permalink",
} as const;
