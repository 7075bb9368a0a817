import { z } from "zod";
import { actionId } from "../slack/ids.ts";

/**
 * Every id by which Slack calls this feature back, with the shape of what travels along. A value names what was
 * pressed and authorises nothing: the service asks again who may do it.
 */

const none = z.object({});
const topicId = z.uuid();
const page = z.int().min(0).max(100_000).default(0);
const topicTarget = z.object({ topicId });
/** `mark` names the title and direction that were shown: another one is not approved unseen. */
const decision = z.object({ topicId, mark: z.string().max(20) });
const topicPage = z.object({ topicId, page });
const unitPage = z.object({ unitId: z.uuid(), page });
/** `own`: of the unit itself and its own offices, which are one row on its page. */
const statusPage = unitPage.extend({ own: z.boolean().optional() });
const pageOnly = z.object({ page });
/** `shown`: the topics of the page, which stays as it is until the last of them is decided. */
const listDecision = decision.extend({ shown: z.array(topicId).max(20) });

export const actions = {
  /** Opens the form of one's own topic. */
  open: actionId("topic.open", none),
  /** The same in place of the modal that it stands in. */
  change: actionId("topic.change", none),
  useDraft: actionId("topic.useDraft", none),
  discardDraft: actionId("topic.discardDraft", none),
  registerAnyway: actionId("topic.registerAnyway", none),
  backToForm: actionId("topic.backToForm", none),

  look: actionId("topic.look", topicTarget),
  approve: actionId("topic.approve", decision),
  giveBack: actionId("topic.giveBack", decision),
  fieldwork: actionId("topic.fieldwork", topicTarget),
  conclude: actionId("topic.conclude", topicTarget),
  history: actionId("topic.history", topicPage),
  historyNewer: actionId("topic.historyNewer", topicPage),
  historyOlder: actionId("topic.historyOlder", topicPage),

  /** Answers where it is pressed, for the presser only. */
  status: actionId("topic.status", unitPage),
  browse: actionId("topic.browse", statusPage),
  browseUp: actionId("topic.browseUp", unitPage),
  browseOwn: actionId("topic.browseOwn", unitPage),
  browsePrevious: actionId("topic.browsePrevious", statusPage),
  browseNext: actionId("topic.browseNext", statusPage),
  ownPrevious: actionId("topic.ownPrevious", unitPage),
  ownNext: actionId("topic.ownNext", unitPage),
  browseMissing: actionId("topic.browseMissing", unitPage),
  missing: actionId("topic.missing", unitPage),
  missingPrevious: actionId("topic.missingPrevious", unitPage),
  missingNext: actionId("topic.missingNext", unitPage),
  /** Asks how many are to be reminded; `remindYes` is the answer. */
  remind: actionId("topic.remind", z.object({ unitId: z.uuid() })),
  remindYes: actionId("topic.remindYes", z.object({ unitId: z.uuid() })),
  /** Opens the list as a modal: the Home tab and a reminder have no place for an answer. */
  openApprovals: actionId("topic.openApprovals", none),
  approvals: actionId("topic.approvals", pageOnly),
  approveInList: actionId("topic.approveInList", listDecision),
  approvalsPrevious: actionId("topic.approvalsPrevious", pageOnly),
  approvalsNext: actionId("topic.approvalsNext", pageOnly),
} as const;

/** The inputs of the forms; `title` tells each letter, and the two searches ask for suggestions by their id. */
export const inputs = {
  direction: "topic.direction",
  title: "topic.title",
  why: "topic.why",
  method: "topic.method",
  coResearchers: "topic.coResearchers",
  units: "topic.units",
  reason: "topic.reason",
  findings: "topic.findings",
  link: "topic.link",
  file: "topic.file",
} as const;

export const views = {
  form: "topic.form",
  giveBack: "topic.giveBackForm",
  conclude: "topic.concludeForm",
  page: "topic.page",
} as const;

export const jobs = {
  tell: "topic.tell",
  remind: "topic.remindAll",
  file: "topic.nameFile",
  redraw: "topic.redraw",
} as const;

/** Kinds of prompts: what somebody asked to be sent, and the rungs of the daily reminders. */
export const kinds = { asked: "topic", missing: "topic.missing", approval: "topic.approval" } as const;
