import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import { instantAt, isDate, weekOf } from "../../calendar.ts";
import { claimOnce } from "../../db/once.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { I18n } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Job } from "../../jobs/job.ts";
import type { Asker } from "../../org/asker.ts";
import { nameOf } from "../../org/campaign/name.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { leftAfter, sendDirect } from "../../slack/direct.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import type { TopicStore } from "../store.ts";
import { reminderMessage, undeliveredMessage } from "./missing-view.ts";
import type { StatusService } from "./service.ts";
import type { StatusStore } from "./store.ts";

export type RemindService = ReturnType<typeof remindService>;
/** What pressing "Remind" set going; `already` were reminded today, `unreachable` no message reaches. */
export type Reminded = { going: number; already: number; unreachable: string[] };

const prompt = z.object({
  personId: z.uuid(),
  unitId: z.uuid(),
  slackUserId: z.string(),
  /** Counted already, so it is only sent. */
  claimed: z.boolean().optional(),
});
const remindData = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  today: z.string().refine(isDate),
  causedBy: z.string(),
  prompts: z.array(prompt),
  /** People to whom Slack did not deliver it. */
  refused: z.array(z.uuid()).optional(),
});
type RemindData = z.infer<typeof remindData>;

/** Messages of one job: a crash repeats none of them, and a rate limit puts off few. */
const promptsPerJob = 100;

/** Reminding those who have no topic: at most one message a person and day, each counted before it is sent. */
export function remindService(deps: {
  pages: StatusService;
  store: StatusStore;
  topics: TopicStore;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: { now(): Temporal.Instant };
  log: Logger;
}) {
  const { pages, store, topics, people, write, jobs, org, slack, i18n, clock, log } = deps;

  /** @returns false when that was done before, by another run or another asker's job */
  function claim(data: RemindData, { unitId, slackUserId }: z.infer<typeof prompt>): Promise<boolean> {
    const { causedBy, today } = data;
    const reminder = { unitId, week: weekOf(today), causedBy, sentTo: slackUserId, sentAt: clock.now() };
    return claimOnce(write, `topic.remind:${slackUserId}:${today}`, (tx) => store.addReminder(tx, reminder));
  }

  async function run(data: RemindData): Promise<void> {
    const campaign = await org.campaign();
    if (campaign.id !== data.campaignId || campaign.isClosed) return;
    const missing = await store.stillMissing(
      data.prompts.map(({ personId }) => personId),
      campaign.id,
    );
    const asker = await store.nameOf(data.causedBy);
    const refused = [...(data.refused ?? [])];
    for (const [index, one] of data.prompts.entries()) {
      if (!missing.has(one.personId)) continue;
      if (!one.claimed && !(await claim(data, one))) continue;
      const locale = i18n.locale(await people.languageOf(one.slackUserId));
      const who = asker ?? locale.t("common.anAdministrator");
      const message = reminderMessage({ asker: who, campaign: nameOf(campaign, locale) }, locale);
      const sent = await sendDirect({ slack, log }, one.slackUserId, message, jobNames.remind);
      const left = leftAfter(sent, one, data.prompts.slice(index + 1));
      if (left) {
        const { prompts, afterSeconds } = left;
        return jobs.enqueue(jobNames.remind, { ...data, prompts, refused }, { afterSeconds });
      }
      if (sent.became === "refused") {
        await store.undelivered({ unitId: one.unitId, sentTo: one.slackUserId });
        refused.push(one.personId);
      }
    }
    if (refused.length > 0) await sayLost(data, refused);
  }

  /** Who asked hears whom it did not reach. */
  async function sayLost(data: RemindData, refused: string[]): Promise<void> {
    const names = (await topics.people(refused)).map(({ name }) => name);
    const locale = i18n.locale(await people.languageOf(data.causedBy));
    const sent = await sendDirect(
      { slack, log },
      data.causedBy,
      undeliveredMessage(names, locale),
      jobNames.remind,
    );
    if (sent.became !== "later") return;
    const left = { ...data, prompts: [], refused };
    await jobs.enqueue(jobNames.remind, left, { afterSeconds: sent.waitSeconds });
  }

  /** @throws UserError for those who may not, and while nobody can register a topic */
  function assertMayRemind({ campaign, today, locale, member }: Asker, unit: Unit): void {
    if (!may(member, "remind", unit)) throw new UserError("topic.refused.mayNotRemind");
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    const { from, to } = campaign.period;
    if (today < from || today > to)
      throw new UserError("topic.refused.outsideCampaign", {
        from: locale.date(from),
        to: locale.date(to),
      });
  }

  async function sorted(asker: Asker, unit: Unit) {
    const { campaign, today } = asker;
    const midnight = instantAt(today, "00:00", campaign.timeZone);
    const { people } = await store.missing(unit, pages.atOf(asker), midnight);
    const waiting = people.filter((one) => !one.promptedToday);
    const fresh = waiting.filter((one) => one.slackId !== null && !one.refusedToday);
    const prompts = fresh.flatMap(({ personId, unitId, slackId }) =>
      slackId === null ? [] : [{ personId, unitId, slackUserId: slackId }],
    );
    const unreachable = waiting.filter((one) => !fresh.includes(one)).map(({ name }) => name);
    const outcome: Reminded = { going: prompts.length, already: people.length - waiting.length, unreachable };
    return { prompts, outcome };
  }

  return {
    /**
     * Whom `remind` would reach now; nothing is sent.
     * @throws UserError as `remind`
     */
    async wouldRemind(asker: Asker, unit: Unit): Promise<Reminded> {
      assertMayRemind(asker, unit);
      return (await sorted(asker, unit)).outcome;
    },

    /** @throws UserError for those who may not, and while nobody can register a topic */
    async remind(asker: Asker, unit: Unit): Promise<Reminded> {
      assertMayRemind(asker, unit);
      const { campaign, today } = asker;
      return write<Reminded>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const { prompts, outcome } = await sorted(asker, unit);
        const data = { campaignId: campaign.id, today, causedBy: asker.slackUserId };
        for (let at = 0; at < prompts.length; at += promptsPerJob) {
          const some = { ...data, id: randomUUID(), prompts: prompts.slice(at, at + promptsPerJob) };
          await jobs.enqueue(jobNames.remind, some, { tx });
        }
        return { outcome, changes: [] };
      });
    },

    jobs: [
      { name: jobNames.remind, what: "topic.failed.remind", data: remindData, run } satisfies Job<RemindData>,
    ],
  };
}
