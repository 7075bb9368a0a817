import { UserError } from "../../errors.ts";
import type { Language } from "../../i18n/index.ts";
import { type ChannelDeps, channelMessages } from "../../messages/channel.ts";
import type { ChannelKind } from "../../messages/channel-kind.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter } from "../../org/entering.ts";
import { jobs as jobNames } from "../ids.ts";
import { checkDate } from "../rules.ts";
import type { CheckIn, CheckInCounts, CheckInStore } from "./store.ts";
import { checkInMessage } from "./view.ts";

export type CheckInService = ReturnType<typeof checkInService>;

const checkInKind = (
  store: CheckInStore,
): ChannelKind<CheckIn, { checkIn: CheckIn; counts: CheckInCounts }> => ({
  refused: {
    noChannel: "attendance.refused.noChannel",
    notMember: "attendance.refused.notMember",
    mayNotClose: "attendance.refused.mayNotClose",
  },
  jobs: {
    id: "checkInId",
    post: { name: jobNames.postCheckIn, what: "attendance.failed.postCheckIn" },
    update: { name: jobNames.updateCheckIn, what: "attendance.failed.updateCheckIn" },
  },
  rows: store,
  metadata: ({ id, opensAt }) => ({
    event_type: "studyhall_check_in",
    event_payload: { check_in: id, opens_at: opensAt.epochMilliseconds },
  }),
  closeKey: ({ id, opensAt }) => `closeCheckIn:${id}:${opensAt.epochMilliseconds}`,
  about: async (checkIn) => ({ unitId: checkIn.unitId, checkIn, counts: await store.counts(checkIn) }),
  show: checkInMessage,
  counted: ({ counts }) => counts,
  count: store.counts,
});

/** Check-in messages: opened, posted, counted, closed. */
export function checkInService(deps: ChannelDeps & { store: CheckInStore }) {
  const { store, write, org } = deps;
  const messages = channelMessages(deps, checkInKind(store));

  /** @throws UserError where people do not check in themselves, where the asker may not enter, where the bot is not */
  async function assertMayOpen(asker: Asker, channelId: string): Promise<void> {
    const { unit, today, campaign, locale } = asker;
    if (!campaign.selfCheckIn) throw new UserError("attendance.refused.noSelfCheckIn");
    checkDate(today, asker);
    await assertMayEnter(asker, unit, today, org);
    if (!unit.hasRoster) throw new UserError("attendance.refused.noRoster", { unit: unit.name });
    const known = await store.find(unit.id, today, channelId);
    if (known?.ts && known.closedAt === null && Temporal.Instant.compare(known.closesAt, asker.now) > 0)
      throw new UserError("attendance.refused.alreadyOpen", {
        unit: unit.name,
        until: locale.moment(known.closesAt, campaign.timeZone),
      });
    await messages.assertChannel(channelId);
  }

  return {
    /**
     * Opens a check-in for the asker's unit and today, and posts its message.
     * @returns the check-in; `posted` is false when Slack did not answer (a job looks after it)
     * @throws UserError as `assertMayOpen`
     */
    async open(
      asker: Asker,
      channelId: string,
      language: Language,
    ): Promise<{ checkIn: CheckIn; posted: boolean }> {
      await assertMayOpen(asker, channelId);
      const { unit, today, campaign } = asker;
      const opened = {
        unitId: unit.id,
        date: today,
        channelId,
        openedBySlack: asker.slackUserId,
        language,
        opensAt: asker.now,
        closesAt: asker.now.add({ minutes: campaign.checkInMinutes }),
      };
      const checkInId = await write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const { id } = await store.open(tx, opened);
        await messages.lookAfter(tx, id);
        return {
          outcome: id,
          changes: [{ record: "checkIn", recordId: id, before: null, after: { channelId } }],
        };
      });
      const checkIn = await messages.found(checkInId);
      return { checkIn, posted: await messages.post(checkIn) };
    },

    closeBy: messages.closeBy,
    tick: messages.tick,
    jobs: messages.jobs,
  };
}
