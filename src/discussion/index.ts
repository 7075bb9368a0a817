import { oneByOne } from "../db/write-many.ts";
import type { Deps, Feature } from "../feature.ts";
import { digestOf } from "../figures/digest.ts";
import { historyStore } from "../history/store.ts";
import { slackPeople } from "../org/slack-people.ts";
import { pacer, updateGap } from "../slack/pace.ts";
import { discussionCommand } from "./command.ts";
import { discussionDigest } from "./digest.ts";
import { discussionForm } from "./form/edge.ts";
import { formService } from "./form/service.ts";
import { draftStore } from "./form/store.ts";
import { discussionHome } from "./home.ts";
import { shortcuts } from "./ids.ts";
import { invitationEdge } from "./invitation/edge.ts";
import { invitationMessages } from "./invitation/message.ts";
import { invitationService } from "./invitation/service.ts";
import { invitationStore } from "./invitation/store.ts";
import { discussionRecords } from "./records.ts";
import { discussionService } from "./service.ts";
import { statusEdge } from "./status/edge.ts";
import { statusService } from "./status/service.ts";
import { statusStore } from "./status/store.ts";
import { discussionStore } from "./store.ts";
import { texts } from "./texts.ts";
import { discussionUndo } from "./undo.ts";
import { viewpointEdge } from "./viewpoint/edge.ts";
import { messageService } from "./viewpoint/messages.ts";
import { viewpointService } from "./viewpoint/service.ts";
import { viewpointStore } from "./viewpoint/store.ts";
import { takeBackService } from "./viewpoint/take-back.ts";

type DiscussionDeps = Deps & { pace?: () => Promise<void> };
type Base = ReturnType<typeof baseOf>;

/**
 * Discussions of the campaign's themes: recorded by form or line, joined by a button, with the viewpoints worth keeping.
 * @param deps `pace` keeps the updates of invitations as far apart as Slack asks for
 */
export function discussion(deps: DiscussionDeps): Feature {
  const { db, workspaceId, org } = deps;
  const base = baseOf(deps);
  const { discussions: store, service, people } = base;
  const forms = formService({ service, store, drafts: draftStore(db, workspaceId), org });
  const form = discussionForm({ service, store, forms, org });
  const viewpoints = viewpointPart(deps, base);
  const invitations = invitationPart(deps, base);
  const history = historyStore(db, workspaceId);
  const pages = statusService({ ...deps, ...base, store: statusStore(db, workspaceId), history });
  const status = statusEdge({ service: pages, org });
  const parts = {
    form: form.open,
    formWith: form.openWith,
    keepDraft: forms.keepDraft,
    open: invitations.open,
    status: status.command,
  };
  return {
    ...discussionRecords,
    texts,
    commands: { "/discussion": discussionCommand({ service, store, people, org, parts }) },
    shortcuts: { [shortcuts.record]: { run: (request) => form.open(request) } },
    messageShortcuts: viewpoints.messageShortcuts,
    actions: { ...form.actions, ...viewpoints.actions, ...invitations.actions, ...status.actions },
    views: { ...form.views, ...viewpoints.views },
    options: { ...form.options, ...viewpoints.options },
    jobs: [...invitations.jobs, ...viewpoints.jobs],
    tick: invitations.tick,
    digest: digestOf(discussionDigest({ db, workspaceId, themes: store.themes })),
    undo: discussionUndo({ store, service, org }),
    homeBlocks: discussionHome({ service: pages, org }),
  };
}

/** What all its parts work with. */
function baseOf(deps: Deps) {
  const { db, workspaceId, write, org } = deps;
  const discussions = discussionStore(db, workspaceId);
  return {
    discussions,
    service: discussionService({ store: discussions, write, org }),
    viewpoints: viewpointStore(db, workspaceId),
    people: slackPeople(deps),
  };
}

function viewpointPart(deps: Deps, { discussions, service, viewpoints: store, people }: Base) {
  const { write, org } = deps;
  return viewpointEdge({
    service: viewpointService({ store, discussions, service, write, org }),
    removal: takeBackService({ store, write, org }),
    messages: messageService({ ...deps, store, discussions, people, service }),
    discussions,
    org,
  });
}

function invitationPart(deps: DiscussionDeps, { discussions, service, people }: Base) {
  const { db, workspaceId, org, write } = deps;
  const opened = { ...deps, store: invitationStore(db, workspaceId), discussions };
  const messages = invitationMessages({ ...opened, people, pace: deps.pace ?? pacer(updateGap) });
  const writeMany = deps.writeMany ?? oneByOne(write);
  const invitations = invitationService({ ...opened, service, messages, writeMany });
  const edge = invitationEdge({ invitations, themes: discussions.themes, org });
  return { ...edge, jobs: messages.jobs, tick: messages.tick };
}
