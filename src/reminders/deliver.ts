import { z } from "zod";
import type { IsoDate } from "../calendar.ts";
import type { Deps } from "../feature.ts";
import type { Job } from "../jobs/job.ts";
import type { Works } from "../org/calendar/works.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Message } from "../slack/blocks.ts";
import { sendDirect } from "../slack/direct.ts";
import type { Profiles } from "../slack/profiles.ts";
import type { ReminderItem } from "../slack/reminder.ts";
import { jobs as jobNames } from "./ids.ts";
import type { Sources } from "./plan.ts";
import { mostItems, openDay, zoneOf } from "./schedule.ts";
import type { Prompt, PromptStore, Recipient } from "./store.ts";
import { promptMessage } from "./view.ts";

const data = z.object({ promptIds: z.array(z.uuid()) });
type SendData = z.infer<typeof data>;

/** How many jobs send at once: a message is mostly waiting, for the database or for Slack. */
const atOnce = 3;

type Sent = { became: "posted" | "nothing" | "later"; waitSeconds?: number };

type DeliverDeps = Pick<Deps, "clock" | "org" | "jobs" | "slack" | "i18n" | "log"> & {
  store: PromptStore;
  sources: Sources;
  profiles: Profiles;
};

/**
 * Sends the day's messages, each at most once: it is claimed before Slack is asked, and one that was claimed by a
 * process that ended is not sent again. What each tells is asked for anew right before, and Slack where its word on
 * somebody is old: whether they are still there, and what their clock shows.
 */
export function promptJob(deps: DeliverDeps): Job<SendData> {
  const { clock, org, jobs, slack, i18n, log, store, sources, profiles } = deps;

  /** What is still due to these people that day, by person. */
  async function stillDue(prompts: Prompt[], today: IsoDate, campaign: Campaign, works: Works) {
    const only = new Set(prompts.map(({ slackId }) => slackId));
    const due: ReminderItem[] = [];
    for (const { reminders } of sources())
      due.push(...((await reminders?.due({ campaign, today, works, only })) ?? []));
    return Map.groupBy(
      due.filter(({ unitId }) => works(unitId, today)),
      ({ slackUserId }) => slackUserId,
    );
  }

  /** True while the person may be written to: a job that waited may have waited into the evening. */
  function mayWrite(person: Recipient, today: IsoDate, campaign: Campaign, works: Works): boolean {
    return (
      !person.isOff &&
      campaign.reminders &&
      !campaign.isClosed &&
      openDay(clock.now(), zoneOf(person.timeZone, campaign.timeZone)) === today &&
      person.unitId !== null &&
      works(person.unitId, today)
    );
  }

  /** @param person undefined for somebody who may not be written to @returns what became of it; "later": Slack takes no more now */
  async function send(prompt: Prompt, person: Recipient | undefined, items: ReminderItem[]): Promise<Sent> {
    // Somebody set out to send it and did not come back: it may have arrived.
    if (prompt.isClaimed) return { became: "posted" };
    const due = items.filter(({ key }) => prompt.keys.has(key));
    if (!person || due.length === 0) {
      await store.silent(prompt.id);
      return { became: "nothing" };
    }
    const shown = due.slice(0, mostItems);
    const message = promptMessage(shown, due.length - shown.length, i18n.locale(person.language));
    const keys = shown.map(({ key }) => key);
    return (await store.claim(prompt.id, keys, clock.now())) ? ask(prompt, message) : { became: "nothing" };
  }

  async function ask({ id, slackId }: Prompt, message: Message): Promise<Sent> {
    const sent = await sendDirect({ slack, log }, slackId, message, jobNames.send);
    if (sent.became === "refused") {
      await store.failed(id);
      await profiles.ask(slackId).catch(notNow);
      return { became: "nothing" };
    }
    if (sent.became === "later") {
      await store.putOff(id);
      return { became: "later", waitSeconds: sent.waitSeconds };
    }
    // It was handed to Slack, or may have arrived.
    return { ...sent, became: "posted" };
  }

  async function run({ promptIds }: SendData): Promise<void> {
    const campaign = await org.campaign();
    const { works } = await org.days(campaign);
    const waiting = await store.waiting(promptIds);
    const limited = await profiles.refresh(waiting.map(({ slackId }) => slackId));
    if (limited !== undefined) return putOff(promptIds, limited);
    const posted: string[] = [];
    try {
      for (const [date, prompts] of Map.groupBy(waiting, (prompt) => prompt.date)) {
        const people = await store.recipients(
          prompts.map(({ slackId }) => slackId),
          date,
        );
        const due = await stillDue(prompts, date, campaign, works);
        for (const prompt of prompts) {
          const { slackId } = prompt;
          const person = people.get(slackId);
          const reader = person && mayWrite(person, date, campaign, works) ? person : undefined;
          const { became, waitSeconds } = await send(prompt, reader, due.get(slackId) ?? []);
          if (became === "posted") posted.push(prompt.id);
          if (waitSeconds !== undefined)
            return await putOff(leftOf(promptIds, prompt.id, became === "later"), waitSeconds);
        }
      }
    } finally {
      // Together: one that this process does not come to say this of was claimed, and is not sent again either.
      await store.posted(posted, clock.now());
    }
  }

  /** What is left comes later. */
  async function putOff(left: string[], seconds: number): Promise<void> {
    if (left.length === 0) return;
    await jobs.enqueue(jobNames.send, { promptIds: left }, { key: left.join(), afterSeconds: seconds });
  }

  return { name: jobNames.send, data, run, concurrency: atOnce };
}

/** The messages behind that one; it too where Slack did not take it. */
const leftOf = (ids: string[], id: string, again: boolean) => ids.slice(ids.indexOf(id) + (again ? 0 : 1));

/** Why it was refused is asked for once more within the day. */
const notNow = () => undefined;
