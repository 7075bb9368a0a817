import type { Feature } from "../../feature.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Answer } from "../../slack/answer.ts";
import { askedAbout } from "../../slack/ask.ts";
import { actions as actionsBlock, section } from "../../slack/blocks.ts";
import { messageOf, sentence } from "../../slack/page.ts";
import type { ActionRequest, CommandRequest } from "../../slack/requests.ts";
import { undoButton } from "../../undo/ids.ts";
import { askInPerson } from "../command.ts";
import { DoubtfulDiscussion } from "../doubts.ts";
import { actions } from "../ids.ts";
import type { DiscussionForm } from "../model.ts";
import { doubtWords, untilText } from "../phrases.ts";
import type { DiscussionStore } from "../store.ts";
import type { InvitationService } from "./service.ts";
import { closedMessage } from "./view.ts";

/** The invitation's edge: opening, taking part, closing. */
export function invitationEdge(deps: {
  invitations: InvitationService;
  themes: DiscussionStore["themes"];
  org: Organisation;
}) {
  const { invitations, themes, org } = deps;

  async function open(
    request: CommandRequest,
    { theme, form }: { theme: string; form?: DiscussionForm },
  ): Promise<Answer> {
    const tree = await org.units();
    const asker = askerOf(request, tree);
    const { locale, language } = request.viewer;
    const wanted = { themeCode: theme, form, sure: request.sure };
    const opening = await invitations
      .open(asker, wanted, { channelId: request.channelId, language })
      .catch((error: unknown) => (error instanceof DoubtfulDiscussion ? error : askInPerson(error)));
    if (opening instanceof DoubtfulDiscussion) {
      const { question, yes } = doubtWords(opening, asker.unit, await themes(asker.campaign.id), locale);
      return askedAbout(request, "/discussion", opening, question, { form: false, labels: { yes } });
    }
    const { invitation, posted } = opening;
    const until = untilText(invitation.closesAt, request.campaign.timeZone, locale);
    const { unit } = asker;
    const opened = tree.children(unit.id).length > 0 ? "openedBelow" : "opened";
    const text = locale.md(`discussion.invitation.${posted ? opened : "opening"}`, {
      until,
      unit: unit.name,
    });
    return { kind: "ephemeral", message: sentence(text) };
  }

  async function join(request: ActionRequest): Promise<Answer> {
    const { invitationId } = actions.join.read(request.value);
    const asker = askerOf(request, await org.units());
    const { isNew, people, written } = await invitations.join(asker, invitationId);
    // The Home tab has no place for an answer: it is published anew and shows it.
    if (request.channelId === undefined) return { kind: "nothing" };
    const text = asker.locale.md(`discussion.invitation.${isNew ? "joined" : "alreadyIn"}`, {
      count: people,
      shown: people,
    });
    const undo = written ? [actionsBlock([undoButton(written, asker.locale)])] : [];
    return { kind: "ephemeral", message: messageOf(text, [section(text), ...undo]) };
  }

  async function close(request: ActionRequest): Promise<Answer> {
    const { invitationId } = actions.closeInvitation.read(request.value);
    const facts = await invitations.closeBy(askerOf(request, await org.units()), invitationId);
    return { kind: "ephemeral", message: closedMessage(facts, request.viewer.locale) };
  }

  return {
    open,
    actions: {
      [actions.join.id]: { run: join },
      [actions.closeInvitation.id]: { run: close },
    } satisfies Feature["actions"],
  };
}
