import { z } from "zod";
import type { Deps, Job, ReminderItem } from "../feature.ts";
import type { Message } from "../slack/blocks.ts";
import { SlackRefused, SlackUnreachable } from "../slack/gateway.ts";
import type { Calendar } from "./calendar/service.ts";
import type { Works } from "./calendar/works.ts";
import { jobs as jobNames } from "./ids.ts";
import type { Sources } from "./plan.ts";
import { mostItems, openDay, zoneOf } from "./schedule.ts";
import type { Prompt, PromptStore, Recipient } from "./store.ts";
import { promptMessage } from "./view.ts";

const data = z.object({ promptIds: z.array(z.uuid()) });
type SendData = z.infer<typeof data>;

/** After no answer from Slack the rest waits so long. */
const unreachableSeconds = 60;
/** How many jobs send at once: a message is mostly waiting, for the database or for Slack. */
const atOnce = 3;

type Sent = { became: "posted" | "nothing" | "later"; waitSeconds?: number };

type DeliverDeps = Pick<Deps, "clock" | "org" | "jobs" | "slack" | "i18n" | "log"> & {
  store: PromptStore;
  calendar: Calendar;
  sources: Sources;
};

/**
 * Sends the day's messages, each at most once: it is claimed before Slack is asked, and one that was claimed by a
 * process that ended is not sent again. What each tells is asked for anew right before.
 */
export function promptJob(deps: DeliverDeps): Job<SendData> {
  const { clock, org, jobs, slack, i18n, log, store, calendar, sources } = deps;

  /** What of the message's items is still due; nothing when the person is not to be written to any more. */
  async function stillDue(
    prompt: Prompt,
    person: Recipient | undefined,
    works: Works,
  ): Promise<ReminderItem[]> {
    const campaign = await org.campaign();
    const { slackId: only, date: today } = prompt;
    const isOpen =
      person !== undefined &&
      !person.isOff &&
      campaign.reminders &&
      !campaign.isClosed &&
      // A job that waited may have waited into the evening.
      openDay(clock.now(), zoneOf(person.timeZone, campaign.timeZone)) === today &&
      person.unitId !== null &&
      works(person.unitId, today);
    if (!isOpen) return [];
    const due: ReminderItem[] = [];
    for (const { reminders } of sources())
      due.push(...((await reminders?.due({ campaign, today, works, only })) ?? []));
    return due.filter(
      ({ slackUserId, key, unitId }) => slackUserId === only && prompt.keys.has(key) && works(unitId, today),
    );
  }

  /** @returns what became of it; "later": Slack takes no more now */
  async function send(prompt: Prompt, person: Recipient | undefined, works: Works): Promise<Sent> {
    // Somebody set out to send it and did not come back: it may have arrived.
    if (prompt.isClaimed) return { became: "posted" };
    const due = await stillDue(prompt, person, works);
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
    try {
      await slack.direct(slackId, message);
      return { became: "posted" };
    } catch (error) {
      if (error instanceof SlackUnreachable) return { became: "posted", waitSeconds: unreachableSeconds };
      if (error instanceof SlackRefused && error.code === "ratelimited") {
        await store.putOff(id);
        return { became: "later", waitSeconds: (error.retryAfterSeconds ?? 30) + 1 };
      }
      log.warn({ err: error, slackId }, "a day's reminders were not delivered");
      await store.failed(id);
      return { became: "nothing" };
    }
  }

  async function run({ promptIds }: SendData): Promise<void> {
    const works = await calendar.works(await org.campaign());
    const waiting = await store.waiting(promptIds);
    const posted: string[] = [];
    try {
      for (const [date, prompts] of Map.groupBy(waiting, (prompt) => prompt.date)) {
        const people = await store.recipients(
          prompts.map(({ slackId }) => slackId),
          date,
        );
        for (const prompt of prompts) {
          const { became, waitSeconds } = await send(prompt, people.get(prompt.slackId), works);
          if (became === "posted") posted.push(prompt.id);
          if (waitSeconds !== undefined)
            return await putOff(prompt.id, became === "later", promptIds, waitSeconds);
        }
      }
    } finally {
      // Together: one that this process does not come to say this of was claimed, and is not sent again either.
      await store.posted(posted, clock.now());
    }
  }

  /** What is left comes later, the message that Slack did not take included. */
  async function putOff(id: string, again: boolean, ids: string[], seconds: number): Promise<void> {
    const left = ids.slice(ids.indexOf(id) + (again ? 0 : 1));
    if (left.length === 0) return;
    await jobs.enqueue(jobNames.send, { promptIds: left }, { key: left.join(), afterSeconds: seconds });
  }

  return { name: jobNames.send, data, run, concurrency: atOnce };
}
