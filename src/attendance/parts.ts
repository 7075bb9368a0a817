import { oneByOne } from "../db/write-many.ts";
import type { Deps } from "../feature.ts";
import { digestOf } from "../figures/digest.ts";
import { historyStore } from "../history/store.ts";
import { calendarStore } from "../org/calendar/store.ts";
import { findPeople } from "../org/find-people.ts";
import { slackPeople } from "../org/slack-people.ts";
import { pacer, updateGap } from "../slack/pace.ts";
import { checkInEdge } from "./checkin/edge.ts";
import { checkInService } from "./checkin/service.ts";
import { checkInStore } from "./checkin/store.ts";
import { attendanceDigest } from "./digest.ts";
import { attendanceForm } from "./form/edge.ts";
import { formService } from "./form/service.ts";
import { draftStore } from "./form/store.ts";
import { attendanceHome } from "./home/edge.ts";
import { homeAttendance } from "./home/service.ts";
import { homeAttendanceStore } from "./home/store.ts";
import { makeUpEdge } from "./makeup/edge.ts";
import { makeUpService } from "./makeup/service.ts";
import { missingEdge } from "./missing/edge.ts";
import { prompts as promptsOf } from "./missing/prompts.ts";
import { missingReminders } from "./missing/remind.ts";
import { remindService } from "./missing/service.ts";
import { reminderStore } from "./missing/store.ts";
import { needs, needsStore } from "./needs.ts";
import { ownDraftStore } from "./own/draft-store.ts";
import { ownEdge } from "./own/edge.ts";
import { ownForm as ownFormOf } from "./own/form.ts";
import { ownRecorder } from "./own/record.ts";
import { ownService } from "./own/service.ts";
import { ownStore } from "./own/store.ts";
import { answerEdge } from "./reminders/edge.ts";
import { noSessionLine } from "./reminders/line.ts";
import { answerService } from "./reminders/service.ts";
import { attendanceReminders } from "./reminders/source.ts";
import { ladderStore } from "./reminders/store.ts";
import { answerUndo } from "./reminders/undo.ts";
import { requestEdge } from "./request/edge.ts";
import { requestMessages } from "./request/messages.ts";
import { requestService } from "./request/service.ts";
import { standingOf } from "./request/standing.ts";
import { requestStore } from "./request/store.ts";
import { attendanceService } from "./service.ts";
import { statusEdge } from "./status/edge.ts";
import { statusService } from "./status/service.ts";
import { statusStore } from "./status/store.ts";
import { attendanceStore } from "./store.ts";
import { attendanceUndo } from "./undo/part.ts";
import { removalEdge } from "./undo/removal-edge.ts";
import { removalService } from "./undo/removal-service.ts";
import { undoStore } from "./undo/store.ts";

export type AttendanceDeps = Deps & { pace?: () => Promise<void> };
type Stores = ReturnType<typeof storesOf>;
type Entering = ReturnType<typeof entering>;

/** What several parts read and keep. */
export function storesOf(deps: Deps) {
  const { db, workspaceId, org } = deps;
  return {
    store: attendanceStore(db, workspaceId),
    own: ownStore(db, workspaceId),
    drafts: draftStore(db, workspaceId),
    requests: requestStore(db, workspaceId),
    statuses: statusStore(db, workspaceId),
    ladder: ladderStore(db, workspaceId),
    needs: needs({ store: needsStore(deps), org }),
    people: slackPeople(deps),
  };
}

/** Recording: a unit's session, one's own status, what is asked of others, and taking it back. */
export function entering(deps: Deps, stores: Stores) {
  const { db, workspaceId, org, write } = deps;
  const { store, requests } = stores;
  const service = attendanceService({ store, write, org });
  const recorder = ownRecorder({ ...deps, ...stores, writeMany: deps.writeMany ?? oneByOne(write) });
  const asking = requestService({ ...deps, ...stores, standing: standingOf(stores), recorder });
  const own = ownService({ own: stores.own, recorder, requests: asking, write, org });
  const drafts = ownDraftStore(db, workspaceId);
  const ownForm = ownFormOf({ service: own, store: stores.own, drafts, org });
  const forms = formService({ ...stores, org, find: findPeople(db, workspaceId) });
  const undos = undoStore(db, workspaceId);
  return {
    service,
    forms,
    form: attendanceForm({ service, forms, own: ownForm, org }),
    own,
    ownForm,
    ownEdge: ownEdge({ service: own, form: ownForm, org }),
    requests: requestEdge({ service: asking, requests, store, keepTried: forms.keepTried, org }),
    removal: removalEdge({ service: removalService({ store, undos, write, org }), org }),
    undo: attendanceUndo({ store, undos, own: stores.own, service: own, org }),
  };
}

/** The message by which people check in. */
export function checkingIn(deps: AttendanceDeps, { people }: Stores, { own }: Entering) {
  const pace = deps.pace ?? pacer(updateGap);
  const checkIns = checkInService({ ...deps, store: checkInStore(deps.db, deps.workspaceId), people, pace });
  return { ...checkInEdge({ checkIns, own, org: deps.org }), tick: checkIns.tick };
}

/** Who has not reported: reminding them, what they answer, and a day to make it up. */
export function reminding(deps: Deps, stores: Stores) {
  const { db, workspaceId, org, write, clock } = deps;
  const { statuses, ladder } = stores;
  const reminders = reminderStore(db, workspaceId);
  const messages = requestMessages({ ...deps, ...stores });
  const byHand = missingReminders({ ...deps, status: statuses, reminders, people: stores.people });
  const prompts = promptsOf({ ...deps, ...stores, status: statuses, reminders, requests: messages });
  const missing = remindService({ store: statuses, needs: stores.needs, reminders: byHand, org });
  const calendar = calendarStore(db, workspaceId);
  const answering = { service: answerService({ store: ladder, write }), org };
  return {
    missing: missingEdge({ service: missing, prompts, org }),
    answers: answerEdge(answering),
    noSession: noSessionLine(answering),
    makeUp: makeUpEdge({ service: makeUpService({ calendar, answers: ladder, write, org }), org }),
    source: attendanceReminders({ store: ladder, org, clock }),
    undo: answerUndo({ store: ladder, ...answering }),
    jobs: [...byHand.jobs, ...prompts.jobs, ...messages.jobs],
  };
}

/** Looking: status pages, the Home tab, the digest. */
export function looking(deps: Deps, stores: Stores, { own, ownForm }: Entering) {
  const { db, workspaceId, org } = deps;
  const { statuses, ladder: answers } = stores;
  const history = historyStore(db, workspaceId);
  const pages = statusService({ ...deps, ...stores, store: statuses, answers, history });
  const home = homeAttendance({ ...deps, ...stores, store: homeAttendanceStore(db, workspaceId), answers });
  return {
    status: statusEdge({ service: pages, org }),
    home: attendanceHome({ service: home, own, ownForm, org }),
    digest: digestOf(attendanceDigest(deps)),
  };
}
