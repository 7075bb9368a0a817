import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Tx } from "../db/client.ts";
import type { Actor, Write } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { I18n } from "../i18n/index.ts";
import type { Enqueue, Jobs } from "../jobs/index.ts";
import type { Job } from "../jobs/job.ts";
import type { Asker } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { may } from "../org/scope.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import { type SlackGateway, SlackRefused } from "../slack/gateway.ts";
import type { ChannelKind, ChannelMessage, Shown } from "./channel-kind.ts";

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

export type ChannelDeps = {
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: Clock;
  /** Waits until Slack takes the next update. */
  pace: () => Promise<void>;
};

/** Messages in channels that people press: each posted once, brought up to date, and closed when its time is over. */
export function channelMessages<M extends ChannelMessage, F>(deps: ChannelDeps, kind: ChannelKind<M, F>) {
  const { people, write, jobs, org, slack, i18n, clock, pace } = deps;
  const dataOf = (id: string) => ({ [kind.jobs.id]: id });

  const enqueueUpdate = (id: string, how: Enqueue & { tx?: Tx } = {}): Promise<void> =>
    jobs.enqueue(kind.jobs.update.name, dataOf(id), { key: id, ...how });

  async function found(id: string): Promise<M> {
    const row = await kind.rows.get(id);
    if (!row) throw new UserError("common.outOfDate");
    return row;
  }

  async function factsOf(row: M): Promise<F & Shown> {
    const [units, campaign, openers, about] = await Promise.all([
      org.units(),
      org.campaign(),
      people.known([row.openedBySlack]),
      kind.about(row),
    ]);
    const unit = about && units.byId(about.unitId);
    if (!about || !unit) throw new UserError("common.outOfDate");
    const openedBy = openers.get(row.openedBySlack)?.name;
    return { ...about, unit, openedBy, timeZone: campaign.timeZone };
  }

  async function post(row: M, again: boolean): Promise<void> {
    if (row.ts !== null || row.closedAt !== null) return;
    const metadata = kind.metadata(row);
    const since = row.opensAt.subtract({ seconds: clockSkewSeconds });
    const known = again ? await slack.findByMetadata(row.channelId, metadata, since) : undefined;
    const message = kind.show(await factsOf(row), i18n.locale(row.language));
    const { ts } = known ?? (await slack.post(row.channelId, message, metadata));
    await kind.rows.setMessage(row, ts);
  }

  async function update(id: string): Promise<void> {
    await pace();
    const row = await kind.rows.get(id);
    if (!row) return;
    // Pressed before the answer to its posting was noted: there is a message, only we do not know its name yet.
    if (row.ts === null) return enqueueUpdate(id, { afterSeconds: 2 });
    const facts = await factsOf(row);
    try {
      await slack.update(row.channelId, row.ts, kind.show(facts, i18n.locale(row.language)));
    } catch (error) {
      if (error instanceof SlackRefused && gone.has(error.code)) return;
      if (!(error instanceof SlackRefused) || error.code !== "ratelimited") throw error;
      return enqueueUpdate(id, { afterSeconds: (error.retryAfterSeconds ?? 5) + 1 });
    }
    // Somebody's press may have been committed after its job was found waiting, and before this one counted.
    const now = await kind.count(row);
    if (JSON.stringify(now) !== JSON.stringify(kind.counted(facts))) await enqueueUpdate(id);
  }

  async function close(row: M, by: { actor: Actor; key: string }): Promise<void> {
    await write(by, async (tx) => {
      const closed = await kind.rows.close(tx, row.id, clock.now());
      // A key of its own: an update that is already waiting may have been put off by Slack.
      if (closed) await enqueueUpdate(row.id, { key: `${row.id} closed`, tx });
      const changes = closed ? await kind.closing?.(tx, row) : [];
      return { outcome: closed, changes: changes ?? [] };
    });
  }

  const data = z.object({ [kind.jobs.id]: z.uuid() });
  const job = (
    named: Pick<Job, "name" | "what">,
    run: (id: string) => Promise<void>,
  ): Job<z.infer<typeof data>> => ({ ...named, data, run: (of) => run(of[kind.jobs.id] ?? "") });

  return {
    found,
    factsOf,
    enqueueUpdate,

    /** @throws UserError where no such message can be posted: in a direct message, and where the bot is not */
    async assertChannel(channelId: string): Promise<void> {
      if (channelId.startsWith("D")) throw new UserError(kind.refused.noChannel);
      if (!(await slack.channel(channelId))?.isMember) throw new UserError(kind.refused.notMember);
    },

    /** Has a job look whether the message of a row that is being opened was posted. */
    lookAfter: (tx: Tx, id: string): Promise<void> =>
      jobs.enqueue(kind.jobs.post.name, dataOf(id), { afterSeconds: lookAfterSeconds, tx }),

    /** Posts the message of a row just opened. @returns false when Slack did not answer: `lookAfter` does it */
    async post(row: M): Promise<boolean> {
      try {
        await post(row, false);
        return true;
      } catch (error) {
        if (error instanceof SlackRefused && error.code !== "ratelimited") throw error;
        return false;
      }
    },

    /** Closes it for its opener, or for those who enter for the unit. @returns what it showed @throws UserError for others */
    async closeBy(asker: Asker, id: string): Promise<{ row: M; facts: F & Shown }> {
      const row = await found(id);
      const facts = await factsOf(row);
      if (asker.slackUserId !== row.openedBySlack && !may(asker.member, "enterForUnit", facts.unit))
        throw new UserError(kind.refused.mayNotClose);
      await close(row, { actor: asker.actor, key: asker.key });
      return { row, facts };
    },

    /** Closes those whose time is over, and looks once more at those that are open. */
    async tick(): Promise<void> {
      const now = clock.now();
      const [due, open] = await Promise.all([kind.rows.due(now), kind.rows.openOnes(now)]);
      for (const row of due) await close(row, { actor: { name: "studyhall" }, key: kind.closeKey(row) });
      for (const id of open) await enqueueUpdate(id);
    },

    jobs: [
      job(kind.jobs.post, async (id) => {
        const row = await kind.rows.get(id);
        if (row) await post(row, true);
      }),
      job(kind.jobs.update, update),
    ],
  };
}
