import { oneByOne } from "../db/write-many.ts";
import type { Deps, Feature } from "../feature.ts";
import { askerOf } from "../org/asker.ts";
import { calendarStore } from "../org/calendar/store.ts";
import { findPeople } from "../org/find-people.ts";
import { slackPeople } from "../org/slack-people.ts";
import type { Answer } from "../slack/answer.ts";
import { pacer, updateGap } from "../slack/pace.ts";
import type { ActionRequest } from "../slack/requests.ts";
import { checkInEdge } from "./checkin/edge.ts";
import { checkInService } from "./checkin/service.ts";
import { checkInStore } from "./checkin/store.ts";
import { attendanceCommand } from "./command.ts";
import { attendanceDigest } from "./digest.ts";
import { attendanceForm } from "./form/edge.ts";
import { formService } from "./form/service.ts";
import { draftStore } from "./form/store.ts";
import { attendanceHome } from "./home/edge.ts";
import { homeAttendance } from "./home/service.ts";
import { homeAttendanceStore } from "./home/store.ts";
import { actions, inputs, shortcuts, views } from "./ids.ts";
import { makeUpEdge } from "./makeup/edge.ts";
import { makeUpService } from "./makeup/service.ts";
import { missingEdge } from "./missing/edge.ts";
import { prompts as promptsOf } from "./missing/prompts.ts";
import { missingReminders } from "./missing/remind.ts";
import { remindService } from "./missing/service.ts";
import { reminderStore } from "./missing/store.ts";
import { needs as needsOf, needsStore } from "./needs.ts";
import { ownDraftStore } from "./own/draft-store.ts";
import { ownForm } from "./own/form.ts";
import { ownRecorder } from "./own/record.ts";
import { ownService } from "./own/service.ts";
import { ownStore } from "./own/store.ts";
import { withdrawnAnswer } from "./own/view.ts";
import { attendanceRecords } from "./records.ts";
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
import { historyStore } from "./status/history-store.ts";
import { statusService } from "./status/service.ts";
import { statusStore } from "./status/store.ts";
import { attendanceStore } from "./store.ts";
import { texts } from "./texts.ts";
import { attendanceUndo } from "./undo/part.ts";
import { removalEdge } from "./undo/removal-edge.ts";
import { removalService } from "./undo/removal-service.ts";
import { undoStore } from "./undo/store.ts";

/**
 * Weekly study and attendance: recorded by form, in one line, or by a check-in message; looked at by unit, district
 * and bureau.
 * @param deps `pace` keeps the updates of check-in messages as far apart as Slack asks for
 */
export function attendance(deps: Deps & { pace?: () => Promise<void> }): Feature {
  const { org } = deps;
  const parts = assemble(deps);
  const { ladder, form, own, ownPart, checkIns, checkInPart, status, missing, prompts, home } = parts;
  const answering = { service: answerService({ store: ladder, write: deps.write }), org };
  const answers = answerEdge(answering);

  async function withdrawLeave(request: ActionRequest): Promise<Answer> {
    const { date, until } = actions.withdrawLeave.read(request.value);
    const asker = askerOf(request, await org.units());
    const days = { from: date, to: until ?? date };
    return withdrawnAnswer(await own.withdrawLeave(asker, days), days, request.viewer.locale);
  }

  return {
    ...attendanceRecords,
    texts,
    commands: {
      "/attendance": attendanceCommand({
        service: parts.service,
        own,
        store: parts.store,
        people: parts.people,
        org,
        parts: {
          form: form.open,
          ownForm: async (request, asker, reading) => ({
            kind: "openView",
            view: await ownPart.view(request, asker, reading.date, undefined, reading),
          }),
          noSession: noSessionLine(answering),
          keepDraft: parts.forms.keepDraft,
          keepTried: parts.forms.keepTried,
          open: checkInPart.open,
          status: status.command,
          missing: missing.command,
          history: status.historyCommand,
          undo: parts.removal.command,
        },
      }),
    },
    shortcuts: { [shortcuts.record]: { run: (request) => form.open(request) } },
    actions: {
      ...form.actions,
      ...parts.removal.actions,
      ...checkInPart.actions,
      ...status.actions,
      ...missing.actions,
      ...parts.requests.actions,
      ...answers.actions,
      ...parts.makeUp.actions,
      ...home.actions,
      [actions.withdrawLeave.id]: { run: withdrawLeave },
      [inputs.ownStatus]: {
        run: async (request) => ownPart.keepDraft(request).then(() => ({ kind: "nothing" })),
      },
    },
    views: {
      ...form.views,
      ...parts.removal.views,
      ...answers.views,
      ...parts.makeUp.views,
      [views.own]: { submit: ownPart.submit, closed: ownPart.keepDraft },
    },
    options: form.options,
    jobs: [...checkInPart.jobs, ...parts.reminding.jobs, ...prompts.jobs, ...parts.messages.jobs],
    tick: checkIns.tick,
    digest: attendanceDigest(deps),
    reminders: attendanceReminders({ store: ladder, org, clock: deps.clock }),
    undo: [parts.undo, answerUndo({ store: ladder, ...answering })],
    homeFirst: home.first,
    homeBlocks: home.blocks,
    homeBelow: home.below,
  };
}

/** The feature's parts, each given what it needs. */
function assemble(deps: Deps & { pace?: () => Promise<void> }) {
  const { db, workspaceId, org, write, jobs, slack, i18n, clock, log } = deps;
  const writeMany = deps.writeMany ?? oneByOne(write);
  const store = attendanceStore(db, workspaceId);
  const people = slackPeople(deps);
  const owns = ownStore(db, workspaceId);
  const statuses = statusStore(db, workspaceId);
  const ladder = ladderStore(db, workspaceId);
  const service = attendanceService({ store, write, org });
  const recorder = ownRecorder({ store, own: owns, writeMany, jobs });
  const requests = requestStore(db, workspaceId);
  const asking = requestService({
    ...{ standing: standingOf({ store, own: owns }), requests, recorder, people, write, jobs, org },
  });
  const own = ownService({ own: owns, recorder, requests: asking, write, org });
  const undos = undoStore(db, workspaceId);
  const ownPart = ownForm({ service: own, store: owns, drafts: ownDraftStore(db, workspaceId), org });
  const drafts = draftStore(db, workspaceId);
  const forms = formService({ store, drafts, org, find: findPeople(db, workspaceId) });
  const form = attendanceForm({ service, forms, own: ownPart, org });
  const pace = deps.pace ?? pacer(updateGap);
  const checkIns = checkInService({ ...deps, store: checkInStore(db, workspaceId), people, pace });
  const reminders = reminderStore(db, workspaceId);
  const messages = requestMessages({
    ...{ requests, people, write, jobs, org, slack, i18n, clock, log },
  });
  const reminding = missingReminders({ ...deps, status: statuses, reminders, people });
  const prompts = promptsOf({
    status: statuses,
    reminders,
    drafts,
    store,
    requests: messages,
    people,
    write,
    jobs,
    org,
    slack,
    i18n,
    clock,
    log,
  });
  const needs = needsOf({ store: needsStore({ db, workspaceId }), org });
  const pages = statusService({
    db,
    workspaceId,
    store: statuses,
    answers: ladder,
    needs,
    history: historyStore(db, workspaceId),
    org,
  });
  return {
    store,
    people,
    ladder,
    service,
    own,
    ownPart,
    forms,
    form,
    checkIns,
    prompts,
    reminding,
    messages,
    requests: requestEdge({ service: asking, requests, store, keepTried: forms.keepTried, org }),
    undo: attendanceUndo({ store, undos, own: owns, service: own, org }),
    removal: removalEdge({ service: removalService({ store, undos, write, org }), org }),
    checkInPart: checkInEdge({ checkIns, own, org }),
    status: statusEdge({ service: pages, org }),
    makeUp: makeUpEdge({
      service: makeUpService({ calendar: calendarStore(db, workspaceId), answers: ladder, write, org }),
      org,
    }),
    missing: missingEdge({
      service: remindService({ store: statuses, needs, reminders: reminding, org }),
      prompts,
      org,
    }),
    home: attendanceHome({
      service: homeAttendance({
        ...{ db, workspaceId, statuses, needs, org, answers: ladder, own: owns },
        store: homeAttendanceStore(db, workspaceId),
      }),
      ...{ own, ownForm: ownPart, org },
    }),
  };
}
