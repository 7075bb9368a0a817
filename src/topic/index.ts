import type { Deps, Feature } from "../feature.ts";
import { digestOf } from "../figures/digest.ts";
import { historyStore } from "../history/store.ts";
import { findPeople } from "../org/find-people.ts";
import { slackPeople } from "../org/slack-people.ts";
import { approval as approvalOf } from "./approval.ts";
import { carryTopicsOver } from "./carry-over.ts";
import { topicCommand } from "./command.ts";
import { decideEdge, findingsDraft, findingsFields } from "./decide/edge.ts";
import { fileJob } from "./decide/findings.ts";
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

type Base = ReturnType<typeof baseOf>;
type Deciding = ReturnType<typeof deciding>;

/** Research topics: everybody of the roles that owe one registers exactly one, and it is approved, worked on and concluded. */
export function topic(deps: Deps): Feature {
  const base = baseOf(deps);
  const decide = deciding(deps, base);
  const form = registering(deps, base, decide);
  const { status, home, reminders, jobs } = looking(deps, base, decide);
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
    jobs: [...base.tell.jobs, fileJob({ ...deps, ...base }), decide.redrawJob, ...jobs],
    digest: digestOf(topicDigest),
    homeFirst: home.first,
    homeBlocks: home.blocks,
    reminders,
    undo: topicUndo({ ...base, jobs: deps.jobs }),
    carryOver: carryTopicsOver,
  };
}

/** What all its parts work with. */
function baseOf(deps: Deps) {
  const { db, workspaceId, org } = deps;
  const store = topicStore(db, workspaceId);
  const likeness = likenessStore(db, workspaceId);
  const people = slackPeople(deps);
  return {
    store,
    likeness,
    approval: approvalOf({ store, org }),
    tell: tellOf({ ...deps, store, likeness, people }),
    people,
  };
}

/** A topic's page, and deciding on it. */
function deciding(deps: Deps, base: Base) {
  const { db, workspaceId, org } = deps;
  const service = decideService({ ...deps, ...base });
  const history = historyStore(db, workspaceId);
  const drafts = draftStore(db, workspaceId, "topic-findings", findingsDraft, findingsFields);
  const { redraw, job: redrawJob } = redrawing(deps);
  const edge = decideEdge({ ...base, service, history, drafts, redraw, org });
  return { ...edge, approve: service.approve, redrawJob };
}

/** The form by which a topic is registered and changed. */
function registering(deps: Deps, base: Base, { page }: Deciding) {
  const { db, workspaceId, org, write } = deps;
  const drafts = draftStore(db, workspaceId, "topic", formEntry, entryFields);
  const forms = formService({ ...base, drafts, org, find: findPeople(db, workspaceId) });
  return topicForm({ service: topicService({ ...base, write, org }), forms, page, org });
}

/** Who has a topic and who has not: status pages, the Home tab, reminders. */
function looking(deps: Deps, { store: topics, likeness, approval, people }: Base, { approve }: Deciding) {
  const { db, workspaceId, org } = deps;
  const store = statusStore(db, workspaceId);
  const pages = statusService({ db, workspaceId, store, topics, likeness, approval, org });
  const reminding = remindService({ ...deps, pages, store, topics, people });
  return {
    status: statusEdge({ service: pages, approve, reminding, org }),
    home: topicHome({ store: topics, pages, org }),
    reminders: topicReminders({ pages, store, topics, approval, org }),
    jobs: reminding.jobs,
  };
}
