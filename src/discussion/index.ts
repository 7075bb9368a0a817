import { oneByOne } from "../db/write-many.ts";
import type { Deps, Feature } from "../feature.ts";
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

/**
 * Discussions of the campaign's themes: recorded by form or line, joined by a button, with the viewpoints worth keeping.
 * @param deps `pace` keeps the updates of invitations as far apart as Slack asks for
 */
export function discussion(deps: Deps & { pace?: () => Promise<void> }): Feature {
  const { db, workspaceId, org, write, jobs, slack } = deps;
  const store = discussionStore(db, workspaceId);
  const service = discussionService({ store, write, org });
  const forms = formService({ service, store, drafts: draftStore(db, workspaceId), org });
  const form = discussionForm({ service, store, forms, org });
  const said = viewpointStore(db, workspaceId);
  const people = slackPeople(deps);
  const viewpoints = viewpointEdge({
    service: viewpointService({ store: said, discussions: store, service, write, org }),
    removal: takeBackService({ store: said, write, org }),
    messages: messageService({ store: said, discussions: store, people, service, write, jobs, org, slack }),
    discussions: store,
    org,
  });
  const opened = { store: invitationStore(db, workspaceId), discussions: store };
  const pace = deps.pace ?? pacer(updateGap);
  const messages = invitationMessages({ ...deps, ...opened, people, pace });
  const writeMany = deps.writeMany ?? oneByOne(write);
  const invitations = invitationService({ ...opened, service, messages, write, writeMany, org });
  const invited = invitationEdge({ invitations, themes: store.themes, org });
  const rows = statusStore(db, workspaceId);
  const pages = statusService({
    ...{ db, workspaceId, store: rows, discussions: store, viewpoints: said, service, org },
  });
  const status = statusEdge({ service: pages, org });

  return {
    ...discussionRecords,
    texts,
    commands: {
      "/discussion": discussionCommand({
        ...{ service, store, people, org },
        parts: {
          form: (request) => form.open(request),
          formWith: form.openWith,
          keepDraft: forms.keepDraft,
          open: invited.open,
          status: status.command,
        },
      }),
    },
    shortcuts: { [shortcuts.record]: { run: (request) => form.open(request) } },
    messageShortcuts: viewpoints.messageShortcuts,
    actions: { ...form.actions, ...viewpoints.actions, ...invited.actions, ...status.actions },
    views: { ...form.views, ...viewpoints.views },
    options: { ...form.options, ...viewpoints.options },
    jobs: [...messages.jobs, ...viewpoints.jobs],
    tick: messages.tick,
    digest: discussionDigest({ db, workspaceId, themes: store.themes }),
    undo: discussionUndo({ store, service, org }),
    homeBlocks: discussionHome({ service: pages, org }),
  };
}
