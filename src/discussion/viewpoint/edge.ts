import { z } from "zod";
import { UserError } from "../../errors.ts";
import type {
  ActionRequest,
  Feature,
  Job,
  MessageShortcutRequest,
  OptionsRequest,
  Request,
  SubmitRequest,
} from "../../feature.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { labels } from "../../org/people.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { option } from "../../slack/blocks.ts";
import { noticeView } from "../../slack/refusals.ts";
import { askInPerson } from "../command.ts";
import { actions, inputs, jobs, shortcuts, views } from "../ids.ts";
import type { DiscussionStore } from "../store.ts";
import type { MessageService } from "./messages.ts";
import type { ViewpointService } from "./service.ts";
import { fields, formData, messageData, messageView, plainMessage, under, viewpointView } from "./view.ts";

/** The forms for viewpoints: of a participant, of those who enter for the unit, and of a channel's message. */
export function viewpointEdge(deps: {
  service: ViewpointService;
  messages: MessageService;
  discussions: DiscussionStore;
  org: Organisation;
}) {
  const { service, messages, discussions, org } = deps;
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
    const shown = facts.held?.text ?? plainMessage(text);
    return { kind: "openView", view: messageView({ ...facts, text: shown, data }, asker.locale) };
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
    } satisfies Feature["actions"],
    views: {
      [views.viewpoint]: { submit },
      [views.message]: { submit: submitMessage },
    } satisfies Feature["views"],
    options: { [inputs.author]: authors } satisfies Feature["options"],
    messageShortcuts: { [shortcuts.keepMessage]: { run: openMessage } } satisfies Feature["messageShortcuts"],
    jobs: [permalink],
  };
}
