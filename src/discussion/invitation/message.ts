import type { Tx } from "../../db/client.ts";
import type { Change } from "../../db/write.ts";
import { type ChannelDeps, channelMessages } from "../../messages/channel.ts";
import type { ChannelKind } from "../../messages/channel-kind.ts";
import { removalOf } from "../entries.ts";
import { jobs as jobNames } from "../ids.ts";
import type { DiscussionStore } from "../store.ts";
import type { Invitation, InvitationStore } from "./store.ts";
import { type InvitedTo, invitationMessage } from "./view.ts";

export type InvitationMessages = ReturnType<typeof invitationMessages>;

/** The message of an invitation in its channel. */
export function invitationMessages(
  deps: ChannelDeps & { store: InvitationStore; discussions: DiscussionStore },
) {
  const { store, discussions, org, clock } = deps;

  async function about(invitation: Invitation): Promise<(InvitedTo & { unitId: string }) | undefined> {
    const record = await discussions.get(invitation.discussionId);
    const themes = await discussions.themes((await org.campaign()).id);
    return record && { unitId: record.unitId, invitation, record, themes };
  }

  /** Nobody came, and nobody can any more: that was no discussion, so it is taken back. */
  async function dropped(tx: Tx, { id: invitationId, discussionId }: Invitation): Promise<Change[]> {
    const before = await discussions.lock(tx, discussionId);
    if (!before || before.isRemoved || before.participantCount !== null) return [];
    const others = (await store.openOnes(clock.now(), discussionId)).filter((id) => id !== invitationId);
    if (before.people.length > 0 || others.length > 0 || (await store.viewpoints(tx, discussionId)) > 0)
      return [];
    await discussions.set(tx, discussionId, { isRemoved: true }, clock.now());
    return [removalOf(discussionId, before)];
  }

  const kind: ChannelKind<Invitation, InvitedTo> = {
    refused: {
      noChannel: "discussion.refused.noChannel",
      notMember: "discussion.refused.notMember",
      mayNotClose: "discussion.refused.mayNotClose",
    },
    jobs: {
      id: "invitationId",
      post: { name: jobNames.postInvitation, what: "discussion.failed.postInvitation" },
      update: { name: jobNames.updateInvitation, what: "discussion.failed.updateInvitation" },
    },
    rows: store,
    metadata: ({ id, closesAt }) => ({
      event_type: "studyhall_discussion",
      event_payload: { invitation: id, closes_at: closesAt.epochMilliseconds },
    }),
    closeKey: ({ id, closesAt }) => `closeDiscussion:${id}:${closesAt.epochMilliseconds}`,
    about,
    show: invitationMessage,
    counted: ({ record }) => record.participants.length,
    count: ({ discussionId }) => store.people(discussionId),
    closing: dropped,
  };
  return channelMessages(deps, kind);
}
