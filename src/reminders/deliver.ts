import { z } from "zod";
import type { Deps, Job, ReminderItem } from "../feature.ts";
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

  /** @returns seconds to wait before the next message, where Slack takes none now; `again`: this one included */
  async function send(id: string, works: Works): Promise<{ seconds: number; again: boolean } | undefined> {
    const prompt = await store.waiting(id);
    if (!prompt) return undefined;
    // Somebody set out to send it and did not come back: it may have arrived.
    if (prompt.isClaimed) return void (await store.posted(id, clock.now()));
    const person = (await store.recipients([prompt.slackId], prompt.date)).get(prompt.slackId);
    const due = await stillDue(prompt, person, works);
    if (!person || due.length === 0) return void (await store.silent(id));
    const shown = due.slice(0, mostItems);
    const message = promptMessage(shown, due.length - shown.length, i18n.locale(person.language));
    if (
      !(await store.claim(
        id,
        shown.map(({ key }) => key),
        clock.now(),
      ))
    )
      return undefined;
    return ask(prompt, message);
  }

  async function ask({ id, slackId }: Prompt, message: Parameters<typeof slack.direct>[1]) {
    try {
      await slack.direct(slackId, message);
    } catch (error) {
      if (error instanceof SlackRefused && error.code === "ratelimited") {
        await store.putOff(id);
        return { seconds: (error.retryAfterSeconds ?? 30) + 1, again: true };
      }
      if (error instanceof SlackUnreachable) {
        await store.posted(id, clock.now());
        return { seconds: unreachableSeconds, again: false };
      }
      log.warn({ err: error, slackId }, "a day's reminders were not delivered");
      await store.failed(id);
      return undefined;
    }
    await store.posted(id, clock.now());
    return undefined;
  }

  async function run({ promptIds }: SendData): Promise<void> {
    const works = await calendar.works(await org.campaign());
    for (const [index, id] of promptIds.entries()) {
      const wait = await send(id, works);
      if (!wait) continue;
      const left = promptIds.slice(wait.again ? index : index + 1);
      if (left.length > 0)
        await jobs.enqueue(jobNames.send, { promptIds: left }, { afterSeconds: wait.seconds });
      return;
    }
  }

  return { name: jobNames.send, data, run, concurrency: atOnce };
}
