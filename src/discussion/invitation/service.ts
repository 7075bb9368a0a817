import { addDays, instantAt } from "../../calendar.ts";
import type { Change, Write } from "../../db/write.ts";
import type { Keyed, WriteMany } from "../../db/write-many.ts";
import { UserError } from "../../errors.ts";
import type { Language } from "../../i18n/index.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { covers } from "../../org/scope.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import type { DiscussionForm, Subject } from "../model.ts";
import { untilText } from "../phrases.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import type { InvitationMessages } from "./message.ts";
import type { Invitation, InvitationStore } from "./store.ts";

export type InvitationService = ReturnType<typeof invitationService>;

/** Who is invited by a button joins through Slack; another form can be said, or chosen afterwards. */
const usualForm: DiscussionForm = "online";

/** What a press of "Take part" came to. */
export type Joined = {
  isNew: boolean;
  people: number;
  /** What it can be taken back by; none for who took part already. */
  written?: WrittenBy;
};

/** Invitations to take part: opened, joined, closed; what stands in the channel is message.ts. */
export function invitationService(deps: {
  store: InvitationStore;
  discussions: DiscussionStore;
  service: DiscussionService;
  write: Write;
  writeMany: WriteMany;
  org: Organisation;
  messages: InvitationMessages;
}) {
  const { store, discussions, service, write, writeMany, org, messages } = deps;

  return {
    /**
     * Opens a discussion of the asker's unit today in a channel, and posts its message. The same subject opened in
     * another channel is the same discussion.
     * @returns the invitation; `posted` is false when Slack did not answer (a job looks after it)
     * @throws UserError where the asker may not enter, where it is open already, where the bot is not
     * @throws DoubtfulDiscussion where that was discussed today already (`sure` is the Yes)
     */
    async open(
      asker: Asker,
      wanted: { themeCode: string; form: DiscussionForm | undefined; sure?: string | undefined },
      place: { channelId: string; language: Language },
    ): Promise<{ invitation: Invitation; posted: boolean }> {
      const { unit, today, campaign, now, locale } = asker;
      await service.assertMay(asker, unit, today);
      const form = wanted.form ?? usualForm;
      const subject: Subject = { unitId: unit.id, date: today, themeCode: wanted.themeCode, form };
      const { channelId, language } = place;
      await messages.assertChannel(channelId);
      const closesAt = instantAt(addDays(today, 1), "00:00", campaign.timeZone);
      const id = await write({ actor: asker.actor, key: asker.key }, async (tx) => {
        await discussions.lockSubject(tx, subject);
        const known = await store.open(tx, subject, now);
        const until = known?.channels.get(channelId);
        if (until !== undefined)
          throw new UserError("discussion.refused.alreadyOpen", {
            unit: unit.name,
            until: untilText(until, campaign.timeZone, locale),
          });
        if (!known) await service.settleNew(tx, subject, wanted.sure);
        const fields = { date: today, themeCode: wanted.themeCode, form, participantCount: null };
        const where = { campaignId: campaign.id, unitId: unit.id, now };
        const discussionId =
          known?.discussionId ?? (await discussions.make(tx, where, { ...fields, confirmed: null }));
        const opened = { discussionId, channelId, openedBySlack: asker.slackUserId, language, closesAt };
        const invitationId = await store.make(tx, opened);
        await messages.lookAfter(tx, invitationId);
        const change: Change = {
          ...{ record: "discussion", recordId: discussionId, before: null },
          ...{ after: { ...fields, opened: channelId }, unitId: unit.id, date: today },
        };
        return { outcome: invitationId, changes: [change] };
      });
      const invitation = await messages.found(id);
      return { invitation, posted: await messages.post(invitation) };
    },

    /**
     * Takes part; once per person and discussion, however often they press.
     * @throws UserError for people outside the unit's scope, after the end, and where participants are not named
     */
    async join(asker: Asker, invitationId: string): Promise<Joined> {
      if (asker.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
      const invitation = await messages.found(invitationId);
      const { discussionId } = invitation;
      const record = await discussions.get(discussionId);
      const unit = record && (await org.units()).byId(record.unitId);
      if (!record || !unit) throw new UserError("common.outOfDate");
      const { personId } = asker;
      if (personId === null || !covers(unit, asker.unit))
        throw new UserError("discussion.refused.otherUnit", { unit: unit.name });
      if (record.isRemoved) throw new UserError("discussion.refused.removed");
      if (invitation.closedAt !== null || Temporal.Instant.compare(asker.now, invitation.closesAt) >= 0)
        throw new UserError("discussion.refused.closed");
      if (record.participantCount !== null)
        throw new UserError("discussion.refused.byCount", { unit: unit.name });
      const isNew = await writeJoin({ actor: asker.actor, key: asker.key }, discussionId, personId);
      const open = await store.openOnes(asker.now, discussionId);
      for (const id of open) await messages.enqueueUpdate(id);
      const written = { unitId: record.unitId, date: record.date, key: asker.key };
      return { isNew, people: await store.people(discussionId), ...(isNew ? { written } : {}) };
    },

    /** Closes it for its opener, or for those who enter for the unit. @throws UserError for others */
    async closeBy(asker: Asker, invitationId: string) {
      const { row } = await messages.closeBy(asker, invitationId);
      return messages.factsOf(row);
    },
  };

  async function writeJoin(request: Keyed, discussionId: string, personId: string): Promise<boolean> {
    const outcomes = await writeMany([request], async (tx, fresh) => {
      const held = await discussions.share(tx, discussionId);
      if (!held || held.isRemoved) throw new UserError("discussion.refused.removed");
      if (held.participantCount !== null) throw new UserError("discussion.refused.closed");
      const [added] = await discussions.addPeople(tx, discussionId, [personId]);
      const { unitId, date } = held;
      const after = { joined: personId };
      const change = { record: "discussion", recordId: discussionId, before: null, after, unitId, date };
      const written = { outcome: added !== undefined, changes: added === undefined ? [] : [change] };
      return new Map(fresh.map(({ key }) => [key, written]));
    });
    return outcomes.get(request.key) ?? false;
  }
}
