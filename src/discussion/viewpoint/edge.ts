import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { Job } from "../../jobs/job.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { labels } from "../../org/people.ts";
import type { Request } from "../../org/request.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { option } from "../../slack/blocks.ts";
import type {
  ActionRequest,
  MessageShortcutRequest,
  OptionsRequest,
  SubmitRequest,
} from "../../slack/requests.ts";
import { askInPerson } from "../command.ts";
import { actions, inputs, jobs, shortcuts, views } from "../ids.ts";
import type { DiscussionStore } from "../store.ts";
import { messageData, messageView, plainMessage, under } from "./message-view.ts";
import type { MessageService } from "./messages.ts";
import type { ViewpointService } from "./service.ts";
import type { TakeBackService } from "./take-back.ts";
import { fields, formData, takeBackData, takeBackView, viewpointView } from "./view.ts";

/** The forms for viewpoints: of a participant, of those who enter for the unit, and of a channel's message. */
export function viewpointEdge(deps: {
  service: ViewpointService;
  messages: MessageService;
  removal: TakeBackService;
  discussions: DiscussionStore;
  org: Organisation;
}) {
  const { service, messages, removal, discussions, org } = deps;
  const asking = async (request: Request): Promise<Asker> => askerOf(request, await org.units());

  async function open(request: ActionRequest, discussionId: string, keeps: boolean): Promise<Answer> {
    const asker = await asking(request);
    const found = await service[keeps ? "forEnterer" : "forParticipant"](asker, discussionId).catch(
      askInPerson,
    );
    const { date, themeCode, viewpoints } = found.record;
    const about = { unit: found.unit.name, date, themeCode, viewpoints };
    const themes = await discussions.themes(asker.campaign.id);
    return {
      kind: "openView",
      view: viewpointView({ discussionId, keeps }, about, themes, asker.locale),
    };
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const { discussionId, keeps } = formData.parse(JSON.parse(request.viewData));
    const { [fields.text]: text, [fields.author]: author, [fields.signed]: signed } = request.values;
    const typed = typeof text === "string" ? text : "";
    const authorId = z.uuid().safeParse(author).data;
    if (keeps) await service.keep(asker, discussionId, typed, authorId).catch(askInPerson);
    else await service.say(asker, discussionId, typed, signed === "mine");
    const isNamed = keeps ? authorId !== undefined : signed === "mine";
    const kept = asker.locale.md(`discussion.viewpoint.${isNamed ? "kept" : "keptAnonymous"}`);
    return { kind: "updateView", view: noticeView(kept, asker.locale) };
  }

  async function authors(request: OptionsRequest): Promise<Suggestions> {
    const { discussionId } = formData.parse(JSON.parse(request.viewData));
    const found = await service.suggestAuthors(await asking(request), discussionId, request.query);
    const label = labels(found.all);
    return {
      options: found.people.map(({ personId, name }) => option(label.get(personId) ?? name, personId)),
    };
  }

  async function openMessage(request: MessageShortcutRequest): Promise<Answer> {
    const asker = await asking(request);
    const { channelId, ts, text, slackUserId } = request.message;
    const facts = await messages.forMessage(asker, { channelId, ts });
    const data = { channelId, ts, ...(slackUserId === undefined ? {} : { slackUserId }) };
    const { held } = facts;
    const shown = held ? { text: held.text, isCut: false } : plainMessage(text);
    const mayTakeBack = held !== undefined && (await removal.may(asker, held));
    const view = messageView({ ...facts, mayTakeBack, ...shown, data }, asker.locale);
    return { kind: "openView", view };
  }

  async function submitMessage(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const { channelId, ts, slackUserId } = messageData.parse(JSON.parse(request.viewData));
    const { [fields.text]: text, [fields.place]: place } = request.values;
    if (typeof place !== "string") throw new UserError("discussion.refused.noPlace", {}, fields.place);
    const typed = typeof text === "string" ? text : "";
    await messages.keepMessage(asker, { channelId, ts, slackUserId }, typed, under.read(place));
    const kept = asker.locale.md("discussion.message.kept");
    return { kind: "updateView", view: noticeView(kept, asker.locale) };
  }

  async function openTakeBack(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const { viewpointId } = actions.takeBackViewpoint.read(request.value);
    const { held, unit } = await removal.find(asker, viewpointId).catch(askInPerson);
    // In place of the page or form that it was pressed in, which would show what is gone.
    return { kind: "updateView", view: takeBackView(held, unit.name, asker.locale) };
  }

  async function submitTakeBack(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const { viewpointId } = takeBackData.parse(JSON.parse(request.viewData));
    await removal.takeBack(asker, viewpointId).catch(askInPerson);
    const done = asker.locale.md("discussion.viewpoint.takenBack");
    return { kind: "updateView", view: noticeView(done, asker.locale) };
  }

  const permalink: Job<{ viewpointId: string }> = {
    name: jobs.permalink,
    what: "discussion.failed.permalink",
    data: z.object({ viewpointId: z.uuid() }),
    run: ({ viewpointId }) => messages.findPermalink(viewpointId),
  };

  return {
    actions: {
      [actions.addViewpoint.id]: {
        run: (request) => open(request, actions.addViewpoint.read(request.value).discussionId, true),
        opens: true,
      },
      [actions.ownViewpoint.id]: {
        run: (request) => open(request, actions.ownViewpoint.read(request.value).discussionId, false),
        opens: true,
      },
      [actions.takeBackViewpoint.id]: { run: openTakeBack },
    } satisfies Feature["actions"],
    views: {
      [views.viewpoint]: { submit },
      [views.message]: { submit: submitMessage },
      [views.takeBack]: { submit: submitTakeBack },
    } satisfies Feature["views"],
    options: { [inputs.author]: authors } satisfies Feature["options"],
    messageShortcuts: { [shortcuts.keepMessage]: { run: openMessage } } satisfies Feature["messageShortcuts"],
    jobs: [permalink],
  };
}
