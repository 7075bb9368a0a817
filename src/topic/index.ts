import type { Deps, Feature } from "../feature.ts";
import { findPeople } from "../org/find-people.ts";
import { slackPeople } from "../org/slack-people.ts";
import { approval as approvalOf } from "./approval.ts";
import { carryTopicsOver } from "./carry-over.ts";
import { topicCommand } from "./command.ts";
import { decideEdge, findingsDraft, findingsFields } from "./decide/edge.ts";
import { fileJob } from "./decide/findings.ts";
import { historyStore } from "./decide/history.ts";
import { redrawing } from "./decide/redraw.ts";
import { decideService } from "./decide/service.ts";
import { tell as tellOf } from "./decide/tell.ts";
import { topicDigest } from "./digest.ts";
import { draftStore } from "./drafts.ts";
import { topicForm } from "./form/edge.ts";
import { entryFields, formEntry } from "./form/entry.ts";
import { formService } from "./form/service.ts";
import { topicHome } from "./home.ts";
import { likenessStore } from "./likeness/store.ts";
import { topicRecords } from "./records.ts";
import { topicReminders } from "./reminders.ts";
import { topicService } from "./service.ts";
import { statusEdge } from "./status/edge.ts";
import { remindService } from "./status/remind.ts";
import { statusService } from "./status/service.ts";
import { statusStore } from "./status/store.ts";
import { topicStore } from "./store.ts";
import { texts } from "./texts.ts";
import { topicUndo } from "./undo.ts";

/** Research topics: everybody of the roles that owe one registers exactly one, and it is approved, worked on and concluded. */
export function topic(deps: Deps): Feature {
  const { form, decide, status, jobs, home, reminders, undo } = assemble(deps);
  return {
    ...topicRecords,
    texts,
    commands: {
      "/topic": topicCommand({
        form: form.open,
        status: status.status,
        missing: status.missing,
        approvals: status.approvals,
      }),
    },
    actions: { ...form.actions, ...decide.actions, ...status.actions },
    views: { ...form.views, ...decide.views },
    options: form.options,
    jobs,
    digest: topicDigest(),
    homeFirst: home.first,
    homeBlocks: home.blocks,
    reminders,
    undo,
    carryOver: carryTopicsOver,
  };
}

/** The feature's parts, each given what it needs. */
function assemble(deps: Deps) {
  const { db, workspaceId, org, write } = deps;
  const store = topicStore(db, workspaceId);
  const likeness = likenessStore(db, workspaceId);
  const approval = approvalOf({ store, org });
  const people = slackPeople(deps);
  const tell = tellOf({ ...deps, store, likeness, people });
  const service = topicService({ store, approval, tell, write, org });
  const deciding = decideService({ ...deps, store, approval, tell });
  const redrawn = redrawing(deps);
  const decide = decideEdge({
    service: deciding,
    store,
    likeness,
    history: historyStore(db, workspaceId),
    drafts: draftStore(db, workspaceId, "topic-findings", findingsDraft, findingsFields),
    redraw: redrawn.redraw,
    org,
  });
  const forms = formService({
    store,
    likeness,
    drafts: draftStore(db, workspaceId, "topic", formEntry, entryFields),
    org,
    find: findPeople(db, workspaceId),
  });
  const statuses = statusStore(db, workspaceId);
  const pages = statusService({ db, workspaceId, store: statuses, topics: store, likeness, approval, org });
  const reminding = remindService({ ...deps, pages, store: statuses, topics: store, people });
  return {
    form: topicForm({ service, forms, page: decide.page, org }),
    decide,
    status: statusEdge({ service: pages, approve: deciding.approve, reminding, org }),
    jobs: [...tell.jobs, fileJob({ ...deps, store }), redrawn.job, ...reminding.jobs],
    undo: topicUndo({ store, approval, tell, jobs: deps.jobs }),
    home: topicHome({ store, pages, org }),
    reminders: topicReminders({ pages, store: statuses, topics: store, approval, org }),
  };
}
