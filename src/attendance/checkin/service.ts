import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { I18n, Language } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import { may } from "../../org/scope.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { type SlackGateway, SlackRefused } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import { checkDate } from "../rules.ts";
import type { CheckIn, CheckInStore } from "./store.ts";
import { checkInMessage } from "./view.ts";

export type CheckInService = ReturnType<typeof checkInService>;

/** Looked at this much later whether the message was posted: the process may have died in between. */
const lookAfterSeconds = 30;
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

/** Check-in messages: opened, posted, counted, closed. */
export function checkInService(deps: {
  store: CheckInStore;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: { now(): Temporal.Instant };
  /** Waits until Slack takes the next update. */
  pace: () => Promise<void>;
}) {
  const { store, people, write, jobs, org, slack, i18n, clock, pace } = deps;

  async function factsOf(checkIn: CheckIn) {
    const [units, campaign, counts, openers] = await Promise.all([
      org.units(),
      org.campaign(),
      store.counts(checkIn),
      people.known([checkIn.openedBySlack]),
    ]);
    const unit = units.byId(checkIn.unitId);
    if (!unit) throw new UserError("common.outOfDate");
    return {
      checkIn,
      unit,
      counts,
      openedBy: openers.get(checkIn.openedBySlack)?.name,
      timeZone: campaign.timeZone,
    };
  }

  async function post(checkIn: CheckIn, again: boolean): Promise<void> {
    if (checkIn.ts !== null || checkIn.closedAt !== null) return;
    // The time makes it another message when a closed check-in is opened again.
    const payload = { check_in: checkIn.id, opens_at: checkIn.opensAt.epochMilliseconds };
    const metadata = { event_type: "studyhall_check_in", event_payload: payload };
    const since = checkIn.opensAt.subtract({ seconds: clockSkewSeconds });
    const known = again ? await slack.findByMetadata(checkIn.channelId, metadata, since) : undefined;
    const message = checkInMessage(await factsOf(checkIn), i18n.locale(checkIn.language));
    const { ts } = known ?? (await slack.post(checkIn.channelId, message, metadata));
    await store.setMessage(checkIn, ts);
  }

  async function close(
    checkIn: CheckIn,
    by: { actor: { name: string; personId?: string }; key: string },
  ): Promise<boolean> {
    return write(by, async (tx) => {
      const closed = await store.close(tx, checkIn.id, clock.now());
      // A key of its own: an update that is already waiting may have been put off by Slack.
      if (closed)
        await jobs.enqueue(
          jobNames.updateCheckIn,
          { checkInId: checkIn.id },
          { key: `${checkIn.id} closed`, tx },
        );
      return { outcome: closed, changes: [] };
    });
  }

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
    if (channelId.startsWith("D")) throw new UserError("attendance.refused.noChannel");
    if (!(await slack.channel(channelId))?.isMember) throw new UserError("attendance.refused.notMember");
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
        await jobs.enqueue(jobNames.postCheckIn, { checkInId: id }, { afterSeconds: lookAfterSeconds, tx });
        return {
          outcome: id,
          changes: [{ record: "checkIn", recordId: id, before: null, after: { channelId } }],
        };
      });
      const checkIn = await store.get(checkInId);
      if (!checkIn) throw new Error("the check-in just opened is not there");
      const posted = await post(checkIn, false).then(
        () => true,
        (error: unknown) => {
          if (error instanceof SlackRefused && error.code !== "ratelimited") throw error;
          return false;
        },
      );
      return { checkIn, posted };
    },

    /** Posts the message of a check-in unless it is there; for the job that looks after it. */
    async postLate(checkInId: string): Promise<void> {
      const checkIn = await store.get(checkInId);
      if (checkIn) await post(checkIn, true);
    },

    /** Brings the message up to date. */
    async update(checkInId: string): Promise<void> {
      await pace();
      const checkIn = await store.get(checkInId);
      if (!checkIn) return;
      // Pressed before the answer to its posting was noted: there is a message, only we do not know its name yet.
      if (checkIn.ts === null)
        return jobs.enqueue(jobNames.updateCheckIn, { checkInId }, { key: checkInId, afterSeconds: 2 });
      const facts = await factsOf(checkIn);
      try {
        await slack.update(
          checkIn.channelId,
          checkIn.ts,
          checkInMessage(facts, i18n.locale(checkIn.language)),
        );
      } catch (error) {
        if (error instanceof SlackRefused && gone.has(error.code)) return;
        if (!(error instanceof SlackRefused) || error.code !== "ratelimited") throw error;
        const afterSeconds = (error.retryAfterSeconds ?? 5) + 1;
        return jobs.enqueue(jobNames.updateCheckIn, { checkInId }, { key: checkInId, afterSeconds });
      }
      // Somebody's press may have been committed after its job was found waiting, and before this one counted.
      const now = await store.counts(checkIn);
      if (JSON.stringify(now) !== JSON.stringify(facts.counts))
        await jobs.enqueue(jobNames.updateCheckIn, { checkInId }, { key: checkInId });
    },

    /** Closes it for its opener, or for those who enter for the unit. @throws UserError for others */
    async closeBy(asker: Asker, checkInId: string) {
      const checkIn = await store.get(checkInId);
      if (!checkIn) throw new UserError("common.outOfDate");
      const facts = await factsOf(checkIn);
      if (asker.slackUserId !== checkIn.openedBySlack && !may(asker.member, "enterForUnit", facts.unit))
        throw new UserError("attendance.refused.mayNotClose");
      await close(checkIn, { actor: asker.actor, key: asker.key });
      return facts;
    },

    /** Closes those whose time is over, and looks once more at those that are open. */
    async tick(): Promise<void> {
      const now = clock.now();
      const [due, open] = await Promise.all([store.due(now), store.openOnes(now)]);
      for (const checkIn of due)
        await close(checkIn, {
          actor: { name: "studyhall" },
          key: `closeCheckIn:${checkIn.id}:${checkIn.opensAt.epochMilliseconds}`,
        });
      for (const { id } of open) await jobs.enqueue(jobNames.updateCheckIn, { checkInId: id }, { key: id });
    },
  };
}
