import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import { type IsoWeek, isDate } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/client.ts";
import { claimOnce } from "../db/once.ts";
import type { Write } from "../db/write.ts";
import type { I18n, Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Job } from "../jobs/job.ts";
import type { Json } from "../json.ts";
import type { Asker } from "../org/asker.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import type { Message } from "../slack/blocks.ts";
import { leftAfter, sendDirect } from "../slack/direct.ts";
import type { SlackGateway } from "../slack/gateway.ts";
import { sentence } from "../slack/page.ts";
import { countedPrompts } from "./counted.ts";

/** Messages of one job: a crash repeats none of them, and a rate limit puts off few. */
const promptsPerJob = 100;

/** One direct message to send. `claimed`: its prompt is already counted, so it is only sent. */
export const handPrompt = z.object({
  unitId: z.uuid(),
  slackUserId: z.string(),
  claimed: z.boolean().optional(),
});
/** What every job holds beside its prompts; `refused`: what those were about that Slack did not deliver. */
export const handData = z.object({
  id: z.uuid(),
  today: z.string().refine(isDate),
  causedBy: z.string(),
  refused: z.array(z.uuid()).optional(),
});
type HandData = z.infer<typeof handData> & { prompts: z.infer<typeof handPrompt>[] };

/** What a prompt that is still due tells: `key` names it for the day, `week` and `kind` say as what it counts. */
export type HandReminder = {
  key: string;
  week: IsoWeek;
  kind: string;
  message(asker: string, locale: Locale): Message | Promise<Message>;
};

/** What a feature says of its reminders. */
export type HandKind<D extends HandData> = {
  job: Pick<Job<D>, "name" | "what" | "data">;
  /** What is still due once the job's turn has come; undefined when nobody is to hear anything any more. */
  due(data: D): Promise<((prompt: D["prompts"][number]) => HandReminder | undefined) | undefined>;
  /** The unit or person whom the asker reads of when it did not arrive. */
  about(prompt: D["prompts"][number]): string;
  notReached(data: D, about: string[], locale: Locale): Promise<Mrkdwn>;
};

export type HandDeps = {
  db: Database;
  workspaceId: string;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  slack: SlackGateway;
  i18n: I18n;
  clock: Clock;
  log: Logger;
};

/**
 * Reminding by hand: somebody has others reminded, by one direct message each, and hears whom it did not reach. Each is
 * counted before it is sent and sent at most once: whoever is prompted twice by a crash resents it, whoever missed one
 * prompt gets the next day's.
 */
export function remindingByHand<D extends HandData>(deps: HandDeps, kind: HandKind<D>) {
  const { people, write, jobs, slack, i18n, clock, log } = deps;
  const counted = countedPrompts(deps.db, deps.workspaceId);
  const { name } = kind.job;
  const localeOf = async (slackUserId: string) => i18n.locale(await people.languageOf(slackUserId));

  async function run(data: D): Promise<void> {
    const due = await kind.due(data);
    if (!due) return;
    const asker = (await people.known([data.causedBy])).get(data.causedBy)?.name;
    const refused = [...(data.refused ?? [])];
    for (const [index, prompt] of data.prompts.entries()) {
      const reminder = due(prompt);
      if (!reminder) continue;
      const { unitId, slackUserId } = prompt;
      const { week, kind: countedAs } = reminder;
      const row = { unitId, week, kind: countedAs, causedBy: data.causedBy, sentTo: slackUserId };
      const claim = () => claimOnce(write, reminder.key, (tx) => counted.add(tx, row, clock.now()));
      if (!prompt.claimed && !(await claim())) continue;
      const locale = await localeOf(slackUserId);
      const message = await reminder.message(asker ?? locale.t("common.anAdministrator"), locale);
      const sent = await sendDirect({ slack, log }, slackUserId, message, name);
      const left = leftAfter(sent, prompt, data.prompts.slice(index + 1));
      if (left) return later({ ...data, prompts: left.prompts, refused }, left.afterSeconds);
      if (sent.became !== "refused") continue;
      await counted.undelivered(row);
      refused.push(kind.about(prompt));
    }
    if (refused.length > 0) await sayNotReached(data, refused);
  }

  async function sayNotReached(data: D, refused: string[]): Promise<void> {
    const text = await kind.notReached(data, [...new Set(refused)], await localeOf(data.causedBy));
    const said = await sendDirect({ slack, log }, data.causedBy, sentence(text), name);
    if (said.became === "later") await later({ ...data, prompts: [], refused }, said.waitSeconds);
  }

  const later = (left: object, afterSeconds: number): Promise<void> =>
    jobs.enqueue(name, left, { afterSeconds });

  return {
    /**
     * Has the messages sent by jobs, which the answer does not wait for.
     * @param reach whom it reaches, and what the asker is told of that
     * @param about what the feature's jobs hold besides
     */
    remind: <O extends Json>(
      { actor, key, today, slackUserId }: Asker,
      reach: () => Promise<{ outcome: O; prompts: D["prompts"] }>,
      about: Omit<D, keyof HandData>,
    ): Promise<O> =>
      write<O>({ actor, key }, async (tx) => {
        const { outcome, prompts } = await reach();
        const data = { ...about, today, causedBy: slackUserId };
        for (let at = 0; at < prompts.length; at += promptsPerJob) {
          const some = prompts.slice(at, at + promptsPerJob);
          await jobs.enqueue(name, { ...data, id: randomUUID(), prompts: some }, { tx });
        }
        return { outcome, changes: [] };
      }),

    jobs: [{ ...kind.job, run } satisfies Job<D>],
  };
}
