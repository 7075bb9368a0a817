import type { IsoWeek } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Deps } from "../feature.ts";
import { type Metadata, SlackRefused } from "../slack/gateway.ts";
import { jobs } from "./ids.ts";
import type { Post } from "./model.ts";
import type { Pages } from "./pages.ts";
import { meaningOf } from "./refusals.ts";
import { isSilent } from "./schedule.ts";
import type { SubscriptionStore } from "./store.ts";
import type { PostStore } from "./store-posts.ts";

export type DeliveryDeps = Pick<Deps, "clock" | "org" | "slack" | "jobs" | "log"> & {
  posts: PostStore;
  subscriptions: SubscriptionStore;
  pages: Pages;
};

/**
 * So long a post that was not answered may still be on its way to Slack: the call's own limit and a margin. Until
 * then not finding the message proves nothing.
 */
const onItsWaySeconds = 15;
/** Slack's clock and ours may differ: the message is looked for from a little before its row was begun. */
const clocksDifferMinutes = 5;
/** A transaction that had not ended after the wait is given this time before somebody looks at its records. */
export const lookAgainSeconds = 60;

/** What names a digest's message in Slack, so that it is found again when Slack's answer was lost. */
export const metadataOf = ({ subscriptionId, week }: Pick<Post, "subscriptionId" | "week">): Metadata => ({
  event_type: "studyhall_digest",
  event_payload: { subscription: subscriptionId, week },
});

/**
 * Posts a digest exactly once for its channel and week, whatever happens in between:
 * 1. Its row is committed as `posting`. From then on records that come in ask for an update of the page.
 * 2. Everybody who was writing before that has ended: their records are on the page.
 * 3. Under a lock of its channel and week, the message is looked for in Slack; only when it is not there, and no
 *    earlier attempt can still be on its way, is the page made and posted.
 * 4. The row becomes `posted`. Dying before that leaves it `posting`, and 3 finds the message.
 */
export function delivery(deps: DeliveryDeps) {
  const { clock, org, slack, jobs: queue, log, posts, subscriptions, pages } = deps;

  /** The job `digest.post`. @throws SlackUnreachable, SlackRefused for what passes: the job is to be tried again */
  async function post(of: { subscriptionId: string; week: IsoWeek }): Promise<void> {
    const begun = await begin(of);
    if (begun?.state === "posted") await queue.enqueue(jobs.update, { postId: begun.id }, { key: begun.id });
    if (begun?.state !== "posting") return;
    if (!(await posts.settled()))
      await queue.enqueue(jobs.refresh, { week: of.week }, { key: of.week, afterSeconds: lookAgainSeconds });
    await posts.holding(begun, (tx) => deliver(tx, begun.id));
  }

  /** The digest's row; undefined when none is wanted any more. */
  async function begin({
    subscriptionId,
    week,
  }: {
    subscriptionId: string;
    week: IsoWeek;
  }): Promise<Post | undefined> {
    const subscription = await subscriptions.byId(subscriptionId);
    if (!subscription) return undefined;
    const there = await posts.of(subscription.channelId, week);
    if (there || subscription.paused || subscription.removed) return there;
    const campaign = await org.campaign();
    const state = campaign.isClosed || isSilent(week, campaign) ? "silent" : "posting";
    return posts.begin(subscription, week, state, clock.now());
  }

  async function deliver(tx: Tx, postId: string): Promise<void> {
    const current = await posts.byId(postId, tx);
    if (current?.state !== "posting") return;
    try {
      const found = await slack.findByMetadata(current.channelId, metadataOf(current), lookFrom(current));
      if (found) return await keepFound(tx, current, found.ts);
      const wait = stillOnItsWay(current);
      if (wait > 0) return await later(tx, current, wait);
      const page = await pages.make(current);
      await posts.asking(current.id, page.hash, clock.now());
      const { ts } = await pages.send(page, {}, (message) =>
        slack.post(current.channelId, message, metadataOf(current)),
      );
      await posts.posted(tx, current.id, ts, clock.now());
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      await refused(tx, current, error);
    }
  }

  async function keepFound(tx: Tx, current: Post, ts: string): Promise<void> {
    log.info(
      { channel: current.channelId, week: current.week },
      "a digest was found in Slack after its answer was lost",
    );
    await posts.posted(tx, current.id, ts, clock.now());
    // What came in since it was posted found nobody to tell.
    await queue.enqueue(jobs.update, { postId: current.id }, { tx, key: current.id });
  }

  /** Seconds until an earlier attempt has arrived or never will; 0 when there is none. */
  function stillOnItsWay({ askedAt }: Post): number {
    const elapsed = askedAt ? clock.now().since(askedAt).total("seconds") : onItsWaySeconds;
    // A clock that was set back says nothing.
    return elapsed >= 0 && elapsed < onItsWaySeconds ? Math.ceil(onItsWaySeconds - elapsed) : 0;
  }

  async function refused(tx: Tx, current: Post, error: SlackRefused): Promise<void> {
    const meaning = meaningOf(error, { chart: false });
    if (meaning.kind === "again") throw error;
    if (meaning.kind === "later") {
      await posts.notTaken(tx, current.id);
      return later(tx, current, meaning.seconds);
    }
    log.warn(
      { channel: current.channelId, week: current.week, code: error.code },
      "a digest could not be posted",
    );
    await posts.failed(tx, current.id, error.code);
    await queue.enqueue(jobs.tell, { postId: current.id }, { tx, key: current.id });
  }

  async function later(tx: Tx, { subscriptionId, week }: Post, seconds: number): Promise<void> {
    const how = { tx, key: `${subscriptionId} ${week}`, afterSeconds: seconds };
    await queue.enqueue(jobs.post, { subscriptionId, week }, how);
  }

  return { post };
}

const lookFrom = ({ createdAt }: Post) => createdAt.subtract({ minutes: clocksDifferMinutes });
