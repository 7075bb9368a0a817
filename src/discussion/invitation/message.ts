import { UserError } from "../../errors.ts";
import type { I18n } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Organisation } from "../../org/index.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { type SlackGateway, SlackRefused } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import type { DiscussionStore } from "../store.ts";
import type { Invitation, InvitationStore } from "./store.ts";
import { invitationMessage } from "./view.ts";

/** Slack's clock and ours differ; a message is looked for from so long before it was asked for. */
const clockSkewSeconds = 120;
/** Refusals after which the message cannot be changed any more. */
const gone = new Set([
  "message_not_found",
  "channel_not_found",
  "is_archived",
  "not_in_channel",
  "cant_update_message",
]);

export type InvitationMessages = ReturnType<typeof invitationMessages>;

/** The message of an invitation in its channel: posted once, and brought up to date. */
export function invitationMessages(deps: {
  store: InvitationStore;
  discussions: DiscussionStore;
  people: SlackPeople;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  /** Waits until Slack takes the next update. */
  pace: () => Promise<void>;
}) {
  const { store, discussions, people, jobs, org, slack, i18n, pace } = deps;

  async function factsOf(invitation: Invitation) {
    const record = await discussions.get(invitation.discussionId);
    const [units, campaign, openers] = await Promise.all([
      org.units(),
      org.campaign(),
      people.known([invitation.openedBySlack]),
    ]);
    const unit = record && units.byId(record.unitId);
    if (!record || !unit) throw new UserError("common.outOfDate");
    return {
      ...{ invitation, record, unit },
      themes: await discussions.themes(campaign.id),
      openedBy: openers.get(invitation.openedBySlack)?.name,
      timeZone: campaign.timeZone,
    };
  }

  async function post(invitation: Invitation, again: boolean): Promise<void> {
    if (invitation.ts !== null || invitation.closedAt !== null) return;
    // The time makes it another message when a closed invitation is opened again.
    const payload = { invitation: invitation.id, closes_at: invitation.closesAt.epochMilliseconds };
    const metadata = { event_type: "studyhall_discussion", event_payload: payload };
    const since = invitation.openedAt.subtract({ seconds: clockSkewSeconds });
    const known = again ? await slack.findByMetadata(invitation.channelId, metadata, since) : undefined;
    const message = invitationMessage(await factsOf(invitation), i18n.locale(invitation.language));
    const { ts } = known ?? (await slack.post(invitation.channelId, message, metadata));
    await store.setMessage(invitation.id, ts);
  }

  const enqueueUpdate = (invitationId: string, how: { afterSeconds?: number } = {}) =>
    jobs.enqueue(jobNames.updateInvitation, { invitationId }, { key: invitationId, ...how });

  return {
    factsOf,
    post,
    enqueueUpdate,

    /** Posts the message of an invitation unless it is there; for the job that looks after it. */
    async postLate(invitationId: string): Promise<void> {
      const invitation = await store.get(invitationId);
      if (invitation) await post(invitation, true);
    },

    /** Brings the message up to date. */
    async update(invitationId: string): Promise<void> {
      await pace();
      const invitation = await store.get(invitationId);
      if (!invitation) return;
      // Pressed before the answer to its posting was noted: there is a message, only we do not know its name yet.
      if (invitation.ts === null) return enqueueUpdate(invitationId, { afterSeconds: 2 });
      const facts = await factsOf(invitation);
      const message = invitationMessage(facts, i18n.locale(invitation.language));
      try {
        await slack.update(invitation.channelId, invitation.ts, message);
      } catch (error) {
        if (error instanceof SlackRefused && gone.has(error.code)) return;
        if (!(error instanceof SlackRefused) || error.code !== "ratelimited") throw error;
        return enqueueUpdate(invitationId, { afterSeconds: (error.retryAfterSeconds ?? 5) + 1 });
      }
      // Somebody's press may have been committed after its job was found waiting, and before this one counted.
      const now = await store.people(invitation.discussionId);
      if (now !== facts.record.participants.length) await enqueueUpdate(invitationId);
    },
  };
}
